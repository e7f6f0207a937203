import { FileAddOutlined, ForwardOutlined, ImportOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { Action, ActionContext } from '../actions/action.ts';
import { actionOf } from '../actions/actions.ts';
import { dueToRoll, isTimeToRoll, yearsAround } from '../budget-year.ts';
import { useObservable } from '../state/observable.ts';
import type { Workspace } from '../workspace.ts';
import './home.css';
import { HomeSteps } from './home-steps.tsx';
import { PageOver } from './page-over.tsx';
import { RecentTables } from './recent-tables.tsx';

interface Props {
  context: ActionContext;
  run(action: Action): void;
}

/** Where the program begins: what can be begun, what was opened last, and how a table comes to be handed in. */
export function Home({ context, run }: Props) {
  const { workspace } = context;
  const due = useDue(workspace);
  return (
    <PageOver frame={workspace.frame} title="首页">
      <div className="home">
        <section aria-label="开始" className="home-begin">
          <Button
            type="primary"
            size="large"
            icon={<FileAddOutlined aria-hidden />}
            onClick={() => run(actionOf('new'))}
          >
            新建
          </Button>
          <Button size="large" icon={<ImportOutlined aria-hidden />} onClick={() => run(actionOf('import'))}>
            导入去年的表
          </Button>
          {due && (
            <Button
              size="large"
              icon={<ForwardOutlined aria-hidden />}
              onClick={() => workspace.frame.ask({ kind: 'roll', ids: due.filings.map(({ id }) => id) })}
            >
              结转到 {due.year} 年度
            </Button>
          )}
        </section>
        <RecentTables workspace={workspace} />
        <HomeSteps workspace={workspace} />
      </div>
    </PageOver>
  );
}

/** The tables that are to be rolled forward now, read anew with every other list. */
function useDue(workspace: Workspace): ReturnType<typeof dueToRoll> {
  const { filings, attempt } = workspace;
  const { groups } = useObservable(filings);
  const [due, setDue] = useState<ReturnType<typeof dueToRoll>>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list says that there may be other tables
  useEffect(() => {
    let wanted = true;
    attempt(async () => {
      const today = new Date();
      const found = isTimeToRoll(today) ? dueToRoll(await filings.all(yearsAround(today)), today) : null;
      if (wanted) setDue(found);
    });
    return () => {
      wanted = false;
    };
  }, [filings, attempt, groups]);
  return due;
}
