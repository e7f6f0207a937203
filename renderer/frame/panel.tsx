import { CloseOutlined, EllipsisOutlined } from '@ant-design/icons';
import { Button, Tabs } from 'antd';
import { type ReactNode, useRef } from 'react';
import { mainIndicators } from '../../shared/form/form.ts';
import type { ActionContext } from '../actions/action.ts';
import { Boundary } from '../boundary.tsx';
import { ClashPanel } from '../panels/clash-panel.tsx';
import { ImportPanel } from '../panels/import-panel.tsx';
import { LastYearPanel } from '../panels/last-year-panel.tsx';
import { LibraryPanel } from '../panels/library-panel.tsx';
import { PastePanel } from '../panels/paste-panel.tsx';
import { ProposalPanel } from '../panels/proposal-panel.tsx';
import { ReportPanel } from '../panels/report-panel.tsx';
import { ReviewPanel } from '../panels/review-panel.tsx';
import { panes, usePane } from '../panes.ts';
import { type TabId, tabs } from '../state/frame.ts';
import { useObservable } from '../state/observable.ts';
import type { Workspace } from '../workspace.ts';
import './panel.css';

/** The tabs that there is something for, in their order. */
export function tabsOf({ current: open, frame, lastYear, reports, pasting, sessions }: Workspace): TabId[] {
  const current = frame.away ? null : open;
  const there: Record<TabId, boolean> = {
    review: current !== null,
    propose: current !== null && mainIndicators(current.form) !== null,
    library: true,
    'last-year': current !== null && lastYear.source !== null,
    import: reports.imported !== null,
    paste: pasting.planFor(current) !== null,
    clash: sessions.clashes.length > 0,
    report: reports.report !== null,
  };
  return (Object.keys(tabs) as TabId[]).filter((tab) => there[tab]);
}

/** The tab that is shown; null where the panel is closed, or there is nothing for its tab. */
export function useShownTab(workspace: Workspace): TabId | null {
  const { frame, sessions, lastYear, reports, pasting } = workspace;
  const { tab } = useObservable(frame);
  useObservable(sessions);
  useObservable(lastYear);
  useObservable(reports);
  useObservable(pasting);
  return tab !== null && tabsOf(workspace).includes(tab) ? tab : null;
}

interface Props {
  context: ActionContext;
  shown: TabId;
}

/** What stands to the right of the page: one thing at a time, under tabs. */
export function Panel({ context, shown }: Props) {
  const { frame, library } = context.workspace;
  const element = useRef<HTMLElement>(null);
  usePane('panel', { element, focus: () => focusFirst(element.current) });
  const items = tabsOf(context.workspace).map((key) => ({
    key,
    label: tabs[key],
    children: key === shown && <TabBody context={context} shown={shown} />,
  }));
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
        <Tabs
          size="small"
          tabBarGutter={16}
          more={{ icon: <EllipsisOutlined aria-label="更多" /> }}
          activeKey={shown}
          items={items}
          destroyOnHidden
          classNames={{ header: 'panel-tabs' }}
          onChange={(key) => {
            if (key === 'library' || key === 'propose') library.wanted();
            frame.showTab(key as TabId);
          }}
        />
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

function TabBody({ context, shown }: Props) {
  const { workspace } = context;
  const { current: session, frame, library } = workspace;
  const about = session?.id ?? 0;
  const bodies: Record<TabId, () => ReactNode> = {
    review: () => session && <ReviewPanel context={context} session={session} />,
    propose: () => session && <ProposalPanel key={library.asked} context={context} session={session} />,
    library: () => <LibraryPanel context={context} />,
    'last-year': () => session && <LastYearPanel context={context} session={session} />,
    import: () => <ImportPanel context={context} />,
    paste: () => <PastePanel context={context} />,
    clash: () => <ClashPanel context={context} />,
    report: () => <ReportPanel context={context} report={workspace.reports.report} />,
  };
  // What is about the table's own window stays the same when another table is opened.
  const key = shown === 'library' || shown === 'import' || shown === 'clash' ? shown : `${shown} ${about}`;
  return (
    <Boundary name={tabs[shown]} onClose={() => frame.showTab(null)} key={key}>
      <div className="tab-body">{bodies[shown]()}</div>
    </Boundary>
  );
}
