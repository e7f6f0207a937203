import { Splitter } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import type { ActionContext } from '../actions/action.ts';
import { Boundary } from '../boundary.tsx';
import { LIST, PANEL } from '../state/frame.ts';
import { useObservable } from '../state/observable.ts';
import { Panel } from './panel.tsx';
import { useShownTab } from './shown-tab.ts';
import './split-panes.css';

interface Props {
  context: ActionContext;
  list: ReactNode;
  children: ReactNode;
}

/** The list, the page and the panel beside each other; in a narrow window the panel lies over the page. */
export function SplitPanes({ context, list, children }: Props) {
  const { workspace } = context;
  const frame = useObservable(workspace.frame);
  const tab = useShownTab(workspace);
  useEffect(() => {
    const resized = () => frame.resized(window.innerWidth);
    resized();
    window.addEventListener('resize', resized);
    return () => window.removeEventListener('resize', resized);
  }, [frame]);
  /** Widths while they are dragged: nothing but the panes hears of each pixel. */
  const [dragged, setDragged] = useState<{ list: number | undefined; panel: number | undefined } | null>(null);
  const { listOpen, listWidth, panelWidth, drawer, covered } = frame;
  const panel = tab && (
    <Boundary name="面板" onClose={() => frame.showTab(null)}>
      <Panel context={context} shown={tab} />
    </Boundary>
  );
  const beside = panel !== null && !drawer;
  return (
    <div className="split-panes">
      <Splitter
        onResize={([first, , last]) => setDragged({ list: first, panel: last })}
        onResizeEnd={([first, , last]) => {
          setDragged(null);
          frame.setWidths(listOpen ? (first ?? null) : null, beside ? (last ?? null) : null);
        }}
      >
        <Splitter.Panel
          size={listOpen ? (dragged?.list ?? listWidth) : 0}
          min={listOpen ? LIST.least : 0}
          max={LIST.most}
          resizable={listOpen}
          style={{ overflow: 'hidden' }}
        >
          {listOpen && list}
        </Splitter.Panel>
        {/* Nothing scrolls here: the table and the pages over it scroll by themselves. */}
        <Splitter.Panel min={300} style={{ overflow: 'hidden' }}>
          {/* The table scrolls out from under the panel by itself; a page is beside it. */}
          <div className="centre-room" style={drawer && covered && panel ? { paddingRight: PANEL.least } : {}}>
            {children}
          </div>
        </Splitter.Panel>
        <Splitter.Panel
          size={beside ? (dragged?.panel ?? panelWidth) : 0}
          min={beside ? PANEL.least : 0}
          max={PANEL.most}
          resizable={beside}
          // In a narrow window it takes no room, and what it holds lies over the page.
          style={{ overflow: drawer ? 'visible' : 'hidden' }}
        >
          {/* The same in either case: what is being written in it stays when the window becomes wider or narrower. */}
          {panel && (
            <div
              className={drawer ? 'panel-room over' : 'panel-room'}
              data-over={drawer || undefined}
              style={drawer ? { width: PANEL.least } : {}}
            >
              {panel}
            </div>
          )}
        </Splitter.Panel>
      </Splitter>
    </div>
  );
}
