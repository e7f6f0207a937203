import { EllipsisOutlined } from '@ant-design/icons';
import { Tabs } from 'antd';
import { type ReactNode, useEffect } from 'react';
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
import { type TabId, tabs } from '../state/frame.ts';
import { tabsOf } from './shown-tab.ts';

export interface Props {
  context: ActionContext;
  shown: TabId;
  /** They are there now. */
  onThere(): void;
}

/** The tabs of the panel with what is in them, which a window that begins without them reads when it rests. */
export function PanelTabs({ context, shown, onThere }: Props) {
  const { frame, library } = context.workspace;
  useEffect(onThere, [onThere]);
  const items = tabsOf(context.workspace).map((key) => ({
    key,
    label: tabs[key],
    children: key === shown && <TabBody context={context} shown={shown} />,
  }));
  return (
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
  );
}

function TabBody({ context, shown }: Pick<Props, 'context' | 'shown'>) {
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
