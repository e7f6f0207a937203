import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef } from 'react';
import type { ActionContext } from '../actions/action.ts';
import { later } from '../later.tsx';
import { panes, usePane } from '../panes.ts';
import type { TabId } from '../state/frame.ts';
import './panel.css';

export const PanelTabs = later(async () => (await import('./panel-tabs.tsx')).PanelTabs);

interface Props {
  context: ActionContext;
  shown: TabId;
}

/** What stands to the right of the page: one thing at a time, under tabs. */
export function Panel({ context, shown }: Props) {
  const { frame } = context.workspace;
  const element = useRef<HTMLElement>(null);
  const there = useRef(false);
  /** Asked for the focus before its tabs were read, which takes a moment once in a window's life. */
  const asked = useRef(false);
  const focus = () => {
    if (there.current) focusFirst(element.current);
    asked.current = !there.current;
  };
  const tabsThere = () => {
    there.current = true;
    if (asked.current) focus();
  };
  usePane('panel', { element, focus });
  return (
    <aside
      className="panel"
      aria-label="面板"
      ref={element}
      onKeyDown={(event) => {
        // Menus of its lines are drawn elsewhere: Esc closes them first.
        if (!event.currentTarget.contains(event.target as Node)) return;
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
        context.uncover();
        panes.focus('table');
      }}
    >
      <div className="panel-scroll">
        <PanelTabs context={context} shown={shown} onThere={tabsThere} />
      </div>
      {/* Beside the list of tabs, not in it: to a screen reader it would be one of them. */}
      <Button
        className="panel-close"
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label="关闭面板"
        onClick={() => {
          frame.showTab(null);
          panes.focus('table');
        }}
      />
    </aside>
  );
}

/** What a tab is gone to for: its search box, its first line; else the first thing in it that takes the focus. */
function focusFirst(panel: HTMLElement | null): void {
  const places = ['[data-first]', '.tab-body :is(button, input, textarea):not(:disabled)', 'button'];
  const elements = places.map((place) => panel?.querySelector<HTMLElement>(place));
  elements.find((element) => element)?.focus();
}
