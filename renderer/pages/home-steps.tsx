import { Button, Steps } from 'antd';
import { isExample } from '../../shared/filing/example.ts';
import { newYear, yearsOf } from '../budget-year.ts';
import { makeExample } from '../making.ts';
import { useObservable } from '../state/observable.ts';
import { STEPS } from '../steps.ts';
import { trash } from '../trashing.ts';
import type { Workspace } from '../workspace.ts';

/** The way of a table in three steps, with an example to try them on. */
export function HomeSteps({ workspace }: { workspace: Workspace }) {
  const { filings } = workspace;
  const examples = useObservable(filings).outline.filter(isExample);
  const read = async () => (await filings.all(yearsOf(examples))).filter(isExample).map(({ id }) => id);
  const { attempt } = workspace;
  return (
    <section aria-label="三步" className="home-steps">
      <h2>三步完成一张表</h2>
      <Steps size="small" responsive={false} current={-1} items={STEPS} />
      <div className="home-example">
        {examples.length > 0 ? (
          <>
            <Button
              onClick={() =>
                attempt(async () => {
                  const [first] = await read();
                  if (first !== undefined) await workspace.open(first);
                })
              }
            >
              打开示例表
            </Button>
            <Button danger onClick={() => attempt(async () => trash(workspace, await read()))}>
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
