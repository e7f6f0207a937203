import { CheckCircleOutlined } from '@ant-design/icons';
import { Button, Empty, Segmented } from 'antd';
import { type KeyboardEvent, useRef } from 'react';
import { groupBy } from '../../shared/group-by.ts';
import type { Problem } from '../../shared/problem.ts';
import { countProblems, countsInWords, severityNames, shownSeverities } from '../../shared/review.ts';
import type { ActionContext } from '../actions/action.ts';
import { actionOf, keyLabel } from '../actions/actions.ts';
import { listedProblems } from '../actions/review-actions.ts';
import type { Order } from '../state/review.ts';
import type { Session } from '../state/session.ts';
import { useSorted } from '../state/use-sorted.ts';
import { useKeptFocus } from './kept-focus.ts';
import { ProblemList } from './problem-list.tsx';
import { signs } from './review-counts.tsx';
import { WaivedLines } from './waivers.tsx';
import './review.css';

interface Props {
  context: ActionContext;
  session: Session;
}

const ORDERS: { value: Order; label: string }[] = [
  { value: 'severity', label: '按轻重' },
  { value: 'place', label: '按位置' },
];

/** Everything the checks say about the open table, with its repair; click or Enter goes to the cell. */
export function ReviewPanel({ context, session }: Props) {
  const { workspace } = context;
  const { review, attempt } = workspace;
  const { standing, waived } = useSorted(review, session) ?? review.sorted(session);
  const box = useRef<HTMLElement>(null);
  useKeptFocus(box);
  const fixAll = actionOf('fix-all');
  const mendable = standing.filter((problem) => problem.fix).length;
  return (
    <section
      ref={box}
      className="review"
      aria-label="审核"
      onMouseDown={(event) => {
        // The second press of a double click must not take the focus from the table that the first gave it to.
        if (event.detail > 1 && !(event.target as HTMLElement).closest('input')) event.preventDefault();
      }}
      onKeyDown={moveBetweenLines}
    >
      {standing.length === 0 ? (
        <Empty image={<CheckCircleOutlined className="clean" />} description="没有发现问题" />
      ) : (
        <>
          <p className="counts" role="status">
            {countsInWords(countProblems(standing))}
          </p>
          <div className="buttons">
            <Segmented
              size="small"
              aria-label="问题的顺序"
              options={ORDERS}
              value={review.order}
              onChange={(order) => review.setOrder(order)}
            />
            {mendable > 0 && (
              <Button
                size="small"
                title={keyLabel(fixAll.keys[0] ?? '')}
                onClick={() => attempt(() => fixAll.run(context))}
              >
                {fixAll.label}（{mendable}）
              </Button>
            )}
          </div>
          <Problems context={context} session={session} standing={standing} />
        </>
      )}
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
    </section>
  );
}

function Problems({ context, session, standing }: Props & { standing: readonly Problem[] }) {
  const placed = listedProblems(context.workspace, session, standing);
  if (context.workspace.review.order === 'place')
    return <ProblemList context={context} session={session} placed={placed} />;
  const groups = groupBy(placed, ({ problem }) => problem.severity);
  return shownSeverities
    .filter((severity) => groups.has(severity))
    .map((severity) => (
      <section key={severity} aria-label={severityNames[severity]}>
        <h3 className={severity}>
          <span aria-hidden="true">{signs[severity]}</span> {severityNames[severity]}（
          {groups.get(severity)?.length ?? 0}）
        </h3>
        {severity === 'fill' && <p className="place">还没有填的内容；首次导出或按 F7 后按错误提示</p>}
        <ProblemList context={context} session={session} placed={groups.get(severity) ?? []} />
      </section>
    ));
}

/** Arrow keys go from line to line, past the buttons of each. */
function moveBetweenLines(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const target = event.target as HTMLElement;
  // Menus of the lines are drawn elsewhere, and have arrow keys of their own; so has the choice of the order.
  if (step === 0 || event.defaultPrevented || target.matches('input, textarea')) return;
  if (!event.currentTarget.contains(target)) return;
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('.problem .message')];
  const line = target.closest('.problem')?.querySelector<HTMLElement>('.message');
  const next = line ? lines[lines.indexOf(line) + step] : lines[0];
  event.preventDefault();
  next?.focus();
}
