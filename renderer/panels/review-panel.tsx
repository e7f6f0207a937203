import { Button } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import { summarise } from '../../shared/filing/filing.ts';
import { groupBy } from '../../shared/group-by.ts';
import type { Problem, Severity } from '../../shared/problem.ts';
import { countProblems, severities, severityNames } from '../../shared/review.ts';
import type { ActionContext } from '../actions/action.ts';
import { actionOf, keyLabel } from '../actions/actions.ts';
import { fixProblem, fixSome, goToProblem } from '../actions/review-actions.ts';
import { inReadingOrder, type Placed, sameProblem } from '../grid/marks.ts';
import { useSorted, type Waiving } from '../state/review.ts';
import type { Session } from '../state/session.ts';
import { useKeptFocus } from './kept-focus.ts';
import { Badge, signs } from './review-counts.tsx';
import { ProblemLine, type Reach, WaivedLines } from './review-lines.tsx';
import './review.css';

interface Props {
  context: ActionContext;
  session: Session;
  attempt(work: () => void | Promise<void>): void;
}

/** Everything the checks say about the open table, by severity, with its repair; click or Enter goes to the cell. */
export function ReviewPanel({ context, session, attempt }: Props) {
  const { workspace, grid } = context;
  const { review } = workspace;
  const { standing, waived } = useSorted(review, session);
  const box = useRef<HTMLElement>(null);
  useKeptFocus(box);
  const placed = inReadingOrder(session.sheet(workspace.preferences.seal).screen, standing);
  const groups = groupBy(placed, ({ problem }) => problem.severity);
  const mendable = standing.filter((problem) => problem.fix).length;
  const fixAll = actionOf('fix-all');
  return (
    <aside
      ref={box}
      className="review"
      aria-label="审核"
      onMouseDown={(event) => {
        // The second press of a double click must not take the focus from the table that the first gave it to.
        if (event.detail > 1 && !(event.target as HTMLElement).closest('input')) event.preventDefault();
      }}
      onKeyDown={(event) => {
        if (event.defaultPrevented) return;
        if (event.key === 'Escape') {
          context.uncover();
          grid.current?.focus();
        } else moveBetweenLines(event);
      }}
    >
      <header>
        <h2>
          审核 <Badge counts={countProblems(standing)} />
        </h2>
        <Button
          size="small"
          onClick={() => {
            workspace.frame.showTab(null);
            grid.current?.focus();
          }}
        >
          关闭
        </Button>
      </header>
      {mendable > 0 && (
        <Button size="small" title={keyLabel(fixAll.keys[0] ?? '')} onClick={() => attempt(() => fixAll.run(context))}>
          {fixAll.label}（{mendable}）
        </Button>
      )}
      {standing.length === 0 && <p className="none">没有发现问题</p>}
      {severities.map((severity) => (
        <Group
          key={severity}
          severity={severity}
          placed={groups.get(severity) ?? []}
          context={context}
          session={session}
          attempt={attempt}
        />
      ))}
      {waived.length > 0 && (
        <WaivedLines
          waived={waived}
          onRestore={({ id }, count) =>
            attempt(async () => {
              await review.unwaive(id);
              workspace.say(`已恢复 ${count} 处提醒`);
            })
          }
        />
      )}
      <footer>
        {['review-xlsx', 'review-pdf', 'year-review'].map(actionOf).map((action) => (
          <Button key={action.id} size="small" onClick={() => attempt(() => action.run(context))}>
            {action.label}
          </Button>
        ))}
      </footer>
    </aside>
  );
}

/** Lines drawn at first in a group; nobody reads more in one go. */
const SHOWN = 60;

interface GroupProps extends Props {
  severity: Severity;
  placed: readonly Placed[];
}

function Group({ severity, placed, context, session, attempt }: GroupProps) {
  const { workspace, grid } = context;
  const { review } = workspace;
  const [shown, setShown] = useState(SHOWN);
  if (placed.length === 0) return null;
  const mendable = groupBy(
    placed.filter(({ problem }) => problem.fix),
    ({ problem }) => problem.rule,
  );
  // The problem that was gone to is shown wherever it stands.
  const at = placed.findIndex(({ problem }) => review.at && sameProblem(problem, review.at.problem));
  // So is one for which a reason is being written.
  const written = placed.findLastIndex(({ problem }) => review.draft(session, problem) !== null);
  const count = Math.max(shown, at + 1, written + 1);
  return (
    <section aria-label={severityNames[severity]}>
      <h3 className={severity}>
        <span aria-hidden="true">{signs[severity]}</span> {severityNames[severity]}（{placed.length}）
      </h3>
      <ul>
        {placed.slice(0, count).map(({ problem, cell }, index) => (
          <ProblemLine
            key={`${problem.rule} ${problem.path} ${problem.message}`}
            problem={problem}
            place={cell?.name ?? '全表'}
            current={index === at}
            alike={mendable.get(problem.rule)?.length ?? 0}
            reaches={() => reachesOf(session, review.alike(session, problem), problem)}
            draft={review.draft(session, problem)}
            onShow={() => goToProblem(context, problem)}
            onFix={() => fixProblem(context, problem)}
            onFixAlike={() => fixSome(context, ({ rule, severity: as }) => rule === problem.rule && as === severity)}
            onDraft={(draft) => review.keepDraft(session, problem, draft)}
            onWaive={(waiving) =>
              attempt(async () => {
                const before = review.sorted(session).waived.length;
                await review.waive(session, problem, waiving);
                review.keepDraft(session, problem, null);
                grid.current?.focus();
                const count = review.sorted(session).waived.length - before;
                workspace.say(`已关闭 ${count} 处提醒（${reachName(waiving)}），理由将列入审核报告`);
              })
            }
          />
        ))}
      </ul>
      {placed.length > count && (
        <Button size="small" type="link" onClick={() => setShown(count + SHOWN)}>
          再显示 {Math.min(SHOWN, placed.length - count)} 个
        </Button>
      )}
    </section>
  );
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
  ({ place: '只此一处', filing: '本表同类', unit: '这是本表的；本单位其他表的此类也已关闭' })[reach];

/** Arrow keys go from line to line, past the buttons of each. */
function moveBetweenLines(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const target = event.target as HTMLElement;
  if (step === 0 || target.matches('input, textarea')) return;
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('.problem .message')];
  const line = target.closest('.problem')?.querySelector<HTMLElement>('.message');
  const next = line ? lines[lines.indexOf(line) + step] : lines[0];
  event.preventDefault();
  next?.focus();
}
