import { Button } from 'antd';
import { useState } from 'react';
import { isMissing } from '../../shared/checks/to-fill.ts';
import { summarise } from '../../shared/filing/filing.ts';
import { groupBy } from '../../shared/group-by.ts';
import type { Problem } from '../../shared/problem.ts';
import type { ActionContext } from '../actions/action.ts';
import { fixProblem, fixSome, goToProblem } from '../actions/review-actions.ts';
import { type Placed, sameProblem } from '../grid/marks.ts';
import { panes } from '../panes.ts';
import { useObservable } from '../state/observable.ts';
import type { Session } from '../state/session.ts';
import type { Waiving } from '../state/waiver-drafts.ts';
import { ProblemLine } from './problem-line.tsx';
import type { Reach } from './waivers.tsx';

/** Lines drawn at first; nobody reads more in one go. */
const SHOWN = 60;

interface Props {
  context: ActionContext;
  session: Session;
  placed: readonly Placed[];
}

/** Problems line by line, each with what can be done about it. */
export function ProblemList({ context, session, placed }: Props) {
  const { workspace } = context;
  const { review, attempt } = workspace;
  const drafts = useObservable(review.drafts);
  const { form, filing } = session;
  const [shown, setShown] = useState(SHOWN);
  const mendable = groupBy(
    placed.filter(({ problem }) => problem.fix),
    kindOf,
  );
  // The problem that was gone to is shown wherever it stands.
  const at = placed.findIndex(({ problem }) => review.at && sameProblem(problem, review.at.problem));
  // So is one for which a reason is being written.
  const written = placed.findLastIndex(({ problem }) => drafts.of(session, problem) !== null);
  const count = Math.max(shown, at + 1, written + 1);
  const waive = (problem: Problem, waiving: Waiving) =>
    attempt(async () => {
      const before = review.sorted(session).waived.length;
      await review.waive(session, problem, waiving);
      drafts.keep(session, problem, null);
      panes.focus('table');
      const ignored = review.sorted(session).waived.length - before;
      workspace.say(`已忽略 ${ignored} 处提醒（${reachName(waiving)}），理由将列入审核报告`);
    });
  return (
    <>
      <ul>
        {placed.slice(0, count).map((one, index) => {
          const { problem, cell } = one;
          const byHand = isMissing(form, filing, problem) ? '去填写' : '去修改';
          return (
            <ProblemLine
              key={`${problem.rule} ${problem.path} ${problem.message}`}
              problem={problem}
              place={cell?.name ?? '全表'}
              first={index === Math.max(at, 0)}
              current={index === at}
              byHand={cell && byHand}
              alike={mendable.get(kindOf(one))?.length ?? 0}
              reaches={() => reachesOf(session, review.alike(session, problem), problem)}
              draft={drafts.of(session, problem)}
              onShow={() => goToProblem(context, problem)}
              onFix={() => fixProblem(context, problem)}
              onFixAlike={() => fixSome(context, (other) => kindOf({ problem: other }) === kindOf(one))}
              onDraft={(draft) => drafts.keep(session, problem, draft)}
              onWaive={(waiving) => waive(problem, waiving)}
            />
          );
        })}
      </ul>
      {placed.length > count && (
        <Button size="small" type="link" onClick={() => setShown(count + SHOWN)}>
          再显示 {Math.min(SHOWN, placed.length - count)} 个
        </Button>
      )}
    </>
  );
}

function kindOf({ problem: { rule, severity } }: { problem: Problem }): string {
  return `${rule} ${severity}`;
}

/** How widely a warning can be switched off, and how many problems of the open table that takes along. */
function reachesOf(
  { form, filing }: Session,
  { place, filing: all }: { place: number; filing: number },
  { path }: Problem,
): Reach[] {
  const reaches: Reach[] = [{ value: 'filing', label: `本表同类（${all} 处）` }];
  // What concerns the table as a whole has no place of its own.
  if (path !== '') reaches.unshift({ value: 'place', label: place > 1 ? `只此一处（${place} 个）` : '只此一处' });
  if (summarise(form, filing).unit !== '') reaches.push({ value: 'unit', label: '本单位所有表的此类' });
  return reaches;
}

const reachName = ({ reach }: Waiving) =>
  ({ place: '只此一处', filing: '本表同类', unit: '这是本表的；本单位其他表的此类也已忽略' })[reach];
