import { Button, Steps } from 'antd';
import { isExample } from '../../shared/filing/example.ts';
import { newYear } from '../budget-year.ts';
import { makeExample } from '../making.ts';
import { useObservable } from '../state/observable.ts';
import { STEPS } from '../steps.ts';
import { trash } from '../trashing.ts';
import type { Workspace } from '../workspace.ts';

/** The way of a table in three steps, with an example to try them on. */
export function HomeSteps({ workspace }: { workspace: Workspace }) {
  const { summaries } = useObservable(workspace.filings);
  const examples = summaries.filter(isExample);
  const { attempt } = workspace;
  const [first] = examples;
  return (
    <section aria-label="三步" className="home-steps">
      <h2>三步完成一张表</h2>
      <Steps size="small" responsive={false} current={-1} items={STEPS} />
      <div className="home-example">
        {first ? (
          <>
            <Button onClick={() => attempt(() => workspace.open(first.id))}>打开示例表</Button>
            <Button
              danger
              onClick={() =>
                attempt(() =>
                  trash(
                    workspace,
                    examples.map(({ id }) => id),
                  ),
                )
              }
            >
              删除示例表
            </Button>
          </>
        ) : (
          <Button
            onClick={() => attempt(() => makeExample(workspace, newYear(new Date(), workspace.preferences.yearRule)))}
          >
            打开示例表
          </Button>
        )}
        <span>示例表可随意填写，不计入年度汇总和对比。</span>
      </div>
    </section>
  );
}
