import { Button } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { summarise } from '../../shared/filing/filing.ts';
import { groupBy } from '../../shared/group-by.ts';
import type { Severity } from '../../shared/problem.ts';
import { countProblems, severities, severityNames } from '../../shared/review.ts';
import type { ActionContext } from '../actions/action.ts';
import { actionOf, keyLabel } from '../actions/actions.ts';
import { fixProblem, fixSome, goToProblem } from '../actions/review-actions.ts';
import { inReadingOrder, type Placed, sameProblem } from '../grid/marks.ts';
import { useSorted } from '../review.ts';
import type { Session } from '../session.ts';
import { Badge, signs } from './review-counts.tsx';
import { ProblemLine, WaivedLines } from './review-lines.tsx';
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
  const placed = inReadingOrder(session.sheet(workspace.seal).screen, standing);
  const groups = groupBy(placed, ({ problem }) => problem.severity);
  const mendable = standing.filter((problem) => problem.fix).length;
  const fixAll = actionOf('fix-all');
  return (
    <aside
      className="review"
      aria-label="审核"
      onKeyDown={(event) => {
        if (event.defaultPrevented) return;
        if (event.key === 'Escape') grid.current?.focus();
        else moveBetweenLines(event);
      }}
    >
      <header>
        <h2>
          审核 <Badge counts={countProblems(standing)} />
        </h2>
        <Button
          size="small"
          onClick={() => {
            workspace.showReview(false);
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
      {waived.length > 0 && <WaivedLines waived={waived} onRestore={(id) => attempt(() => review.unwaive(id))} />}
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
  const count = Math.max(shown, at + 1);
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
            hasUnit={summarise(session.form, session.filing).unit !== ''}
            onShow={() => goToProblem(context, problem)}
            onFix={() => fixProblem(context, problem)}
            onFixAlike={() => fixSome(context, ({ rule }) => rule === problem.rule)}
            onWaive={(scope, reason) =>
              attempt(async () => {
                await review.waive(session, problem.rule, scope, reason);
                grid.current?.focus();
                workspace.say('已关闭提醒，理由将列入审核报告');
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
