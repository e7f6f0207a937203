import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Action, ActionContext } from '../actions/action.ts';
import { showFirstError } from '../actions/review-actions.ts';
import { showAt } from '../actions/show-at.ts';
import { Boundary } from '../boundary.tsx';
import { ComparisonView } from '../pages/comparison-view.tsx';
import { Home } from '../pages/home.tsx';
import { Settings } from '../pages/settings.tsx';
import { TrashPage } from '../pages/trash-page.tsx';
import { YearReview } from '../pages/year-review.tsx';
import { Years } from '../pages/years.tsx';
import { ExportQuestion } from '../panels/export-question.tsx';
import { FindPanel } from '../panels/find-panel.tsx';
import { SourceChanges } from '../panels/source-changes.tsx';
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
      <div className="table" inert={covered}>
        {session && find !== null && (
          <Boundary name="查找和替换" onClose={() => frame.setFind(null)} key={find}>
            <FindPanel context={context} session={session} replacing={find === 'replace'} />
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
    </main>
  );
}

const names: Record<View, string> = {
  table: '表',
  home: '首页',
  years: '年度',
  trash: '回收站',
  settings: '设置',
  preview: '打印预览',
  comparison: '对比',
  'year-review': '年度审核汇总',
};

/** Brings the PDF reader along, which nothing else needs. */
const loadPreview = () => lazy(() => import('../pages/preview.tsx').then(({ Preview }) => ({ default: Preview })));

/** What covers the table. */
function Page({ context, run }: Props) {
  const { workspace, uncover } = context;
  const { frame, attempt } = workspace;
  const { view } = useObservable(frame);
  const session = workspace.current;
  /** Loaded anew when it could not be: a lazy component that failed fails for ever. */
  const [Preview, setPreview] = useState(loadPreview);
  if (view === 'table') return null;
  const close = () => {
    uncover();
    panes.focus('table');
  };
  const open = (id: number, path: string) =>
    attempt(async () => {
      await showAt(context, id, path);
    });
  const pages: Record<Exclude<View, 'table'>, () => ReactNode> = {
    home: () => <Home context={context} run={run} />,
    years: () => <Years context={context} run={run} />,
    trash: () => <TrashPage workspace={workspace} />,
    settings: () => <Settings context={context} />,
    'year-review': () => <YearReview context={context} attempt={attempt} onClose={close} />,
    comparison: () => <ComparisonView workspace={workspace} attempt={attempt} onOpen={open} onClose={close} />,
    preview: () =>
      session && (
        <Suspense>
          <Preview workspace={workspace} session={session} attempt={attempt} onClose={close} />
        </Suspense>
      ),
  };
  return (
    <Boundary name={names[view]} onClose={close} onRetry={() => setPreview(loadPreview)} key={view}>
      {pages[view]()}
    </Boundary>
  );
}
