import type { Action, ActionContext } from '../actions/action.ts';
import { showFirstError } from '../actions/review-actions.ts';
import { Boundary } from '../boundary.tsx';
import { later } from '../later.tsx';
import { ExportQuestion } from '../panels/export-question.tsx';
import { FindPanel } from '../panels/find-panel.tsx';
import { SourceChanges } from '../panels/source-changes.tsx';
import { TableNotices } from '../panels/table-notices.tsx';
import { panes } from '../panes.ts';
import type { View } from '../state/frame.ts';
import { useObservable } from '../state/observable.ts';
import './centre.css';
import { TableView } from './table-view.tsx';

interface Props {
  context: ActionContext;
  run(action: Action): void;
}

/** The open table with what stands above it, or the page that covers it. */
export function Centre({ context, run }: Props) {
  const { workspace, grid } = context;
  const { frame, attempt } = workspace;
  const { current: session } = useObservable(workspace.sessions);
  const { covered, find } = useObservable(frame);
  const toTable = () => void panes.focus('table');
  return (
    <main className="centre" aria-label="绩效目标表">
      <Boundary name="导出前确认" onClose={() => workspace.exportQuestion.close()}>
        <ExportQuestion
          workspace={workspace}
          attempt={attempt}
          onMend={(id) => attempt(() => showFirstError(context, id))}
        />
      </Boundary>
      <div className="under-question">
        <div className="table" inert={covered}>
          {session && find !== null && (
            <Boundary name="查找和替换" onClose={() => frame.setFind(null)} key={find}>
              <FindPanel context={context} session={session} replacing={find === 'replace'} />
            </Boundary>
          )}
          {session && (
            <Boundary name="表的状态" about={session}>
              <TableNotices session={session} run={run} />
            </Boundary>
          )}
          {session && (
            <Boundary name="目标表的变化" about={session}>
              <SourceChanges
                madeFrom={workspace.madeFrom}
                session={session}
                commitDraft={() => workspace.commitDraft()}
                onShow={(path) => {
                  grid.current?.select(path);
                  toTable();
                }}
                onOpenSource={(id) => attempt(() => workspace.open(id))}
                onDone={toTable}
              />
            </Boundary>
          )}
          {session && (
            <Boundary name="表" key={session.id}>
              <TableView context={context} run={run} session={session} />
            </Boundary>
          )}
        </div>
        <Page context={context} run={run} />
      </div>
    </main>
  );
}

const names: Record<View, string> = {
  table: '表',
  home: '首页',
  years: '年度',
  books: '套表',
  trash: '回收站',
  backups: '备份',
  settings: '设置',
  preview: '打印预览',
  comparison: '对比',
  history: '历史版本',
  'year-review': '年度审核汇总',
};

export const CoveringPage = later(() => import('./covering-page.tsx').then((part) => part.CoveringPage));

/** What covers the table. */
function Page({ context, run }: Props) {
  const { workspace, uncover } = context;
  const { view } = useObservable(workspace.frame);
  if (view === 'table') return null;
  const close = () => {
    uncover();
    panes.focus('table');
  };
  return (
    <Boundary name={names[view]} onClose={close} key={view}>
      <CoveringPage context={context} view={view} run={run} />
    </Boundary>
  );
}
