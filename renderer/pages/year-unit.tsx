import { Button, Input } from 'antd';
import { useState } from 'react';
import { amountGroups, amountPrinter } from '../../shared/filing/amount-groups.ts';
import { displayName } from '../../shared/filing/display-name.ts';
import type { Problem } from '../../shared/problem.ts';
import { countProblems, severityNames, shownSeverities, sumCounts, type UnitReview } from '../../shared/review.ts';
import type { ActionContext } from '../actions/action.ts';
import { showFirstError } from '../actions/review-actions.ts';
import { showAt } from '../actions/show-at.ts';
import { useKept } from '../kept-fields.ts';
import { Badge } from '../panels/review-counts.tsx';
import { WaivedLines, WaiveForm } from '../panels/waivers.tsx';
import { SHOWN, YearRule } from './year-rule.tsx';

interface Props {
  year: number;
  review: UnitReview;
  unfolded: boolean;
  context: ActionContext;
  attempt(work: () => void | Promise<void>): void;
  /** Something was set that the summary shows. */
  onChanged(): void;
  /** A filing is shown instead. */
  onLeave(): void;
}

/** One unit: its tables with amounts and their sum, the approved total, and its problems by rule. */
export function YearUnit({ year, review, unfolded, context, attempt, onChanged, onLeave }: Props) {
  const [open, setOpen] = useState(unfolded);
  const { unit, filings, whole, rules } = review;
  const counts = sumCounts([...filings.map((filing) => filing.counts), countProblems(whole.standing)]);
  const show = (id: number, problem: Problem | null) => {
    onLeave();
    attempt(() => showIn(context, id, problem));
  };
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {unit || '未填单位'}（{filings.length} 张
        {filings.some(({ amount }) => amount !== '') && `，${money(review.sum)} 万元`}）
        <Badge counts={counts} />
      </summary>
      {open && (
        <>
          {whole.standing.map((problem) => (
            <WholeProblem
              key={problem.message}
              problem={problem}
              onWaive={(reason) =>
                attempt(async () => {
                  await context.workspace.review.waiveForUnit(unit, problem.rule, reason);
                  context.workspace.say('已忽略提醒（本单位），理由将列入审核报告');
                  onChanged();
                })
              }
            />
          ))}
          {whole.waived.length > 0 && (
            <WaivedLines
              waived={whole.waived}
              onRestore={({ id }, count) =>
                attempt(async () => {
                  await context.workspace.review.unwaive(id);
                  context.workspace.say(`已恢复 ${count} 处提醒`);
                  onChanged();
                })
              }
            />
          )}
          <Filings review={review} onShow={(id) => show(id, null)} />
          <Approved
            review={review}
            onSet={(total) =>
              attempt(async () => {
                await context.workspace.review.approve(unit, year, total);
                context.workspace.say(total === '' ? '已取消批复总额' : '已保存批复总额');
                onChanged();
              })
            }
          />
          {rules.length > 0 && <h4>问题</h4>}
          {rules.map((row) => (
            <YearRule
              key={`${row.rule} ${row.severity}`}
              year={year}
              unit={unit}
              row={row}
              attempt={attempt}
              onShow={show}
            />
          ))}
        </>
      )}
    </details>
  );
}

/** Opens a filing at a problem's cell, or at its first error. */
async function showIn(context: ActionContext, id: number, problem: Problem | null): Promise<void> {
  if (!problem || problem.path === '') return showFirstError(context, id);
  const { frame, review } = context.workspace;
  frame.showTab('review');
  if (await showAt(context, id, problem.path)) review.goneTo(problem, problem.path);
}

function WholeProblem({ problem, onWaive }: { problem: Problem; onWaive(reason: string): void }) {
  const [waiving, setWaiving] = useState(false);
  return (
    <div className="whole">
      <b className={problem.severity}>{severityNames[problem.severity]}</b> {problem.message}
      {problem.severity !== 'error' && (
        <Button size="small" type="link" aria-expanded={waiving} onClick={() => setWaiving(!waiving)}>
          忽略此提醒…
        </Button>
      )}
      {waiving && (
        <WaiveForm
          reaches={[{ value: 'unit', label: '本单位' }]}
          onWaive={({ reason }) => onWaive(reason)}
          onCancel={() => setWaiving(false)}
        />
      )}
    </div>
  );
}

function Filings({ review: { filings, sum }, onShow }: { review: UnitReview; onShow(id: number): void }) {
  const [shown, setShown] = useState(SHOWN);
  const empty = filings.filter(({ amount }) => amount === '').length;
  const unread = filings.filter(({ amount }) => amount === null).length;
  const print = amountPrinter([sum, ...filings.map(({ amount }) => amount)]);
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col" className="number">
              年度金额（万元）
            </th>
            {shownSeverities.map((severity) => (
              <th scope="col" className="number" key={severity}>
                {severityNames[severity]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {filings.slice(0, shown).map(({ id, name, amount, counts }) => (
            <tr key={id}>
              <th scope="row">
                <button type="button" className="text-button" onClick={() => onShow(id)}>
                  {displayName(name)}
                </button>
              </th>
              <td className="number">{amount === null ? '不是数字' : amount === '' ? '未填' : print(amount)}</td>
              {shownSeverities.map((severity) => (
                <td key={severity} className={counts[severity] > 0 ? `number ${severity}` : 'number'}>
                  {counts[severity]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            <td className="number" data-sum={sum}>
              {print(sum)}
            </td>
            <td colSpan={shownSeverities.length}>
              {empty > 0 && <div>{empty} 张没有年度金额</div>}
              {unread > 0 && <div className="warning">{unread} 张的金额不是数字，未计入合计</div>}
            </td>
          </tr>
        </tfoot>
      </table>
      {filings.length > shown && (
        <Button size="small" type="link" onClick={() => setShown(shown + SHOWN)}>
          再显示 {Math.min(SHOWN, filings.length - shown)} 张
        </Button>
      )}
    </>
  );
}

/** The total approved for the unit, as typed, and how far the sum is from it. */
function Approved({ review, onSet }: { review: UnitReview; onSet(total: string): void }) {
  const { unit, approved, difference } = review;
  const [text, setText] = useState(approved ?? '');
  const [stored, setStored] = useState(approved);
  // As it was stored, without the box being another one, which would lose the focus.
  if (stored !== approved) {
    setStored(approved);
    setText(approved ?? '');
  }
  const set = () => {
    if (text.trim() !== (approved ?? '')) onSet(text.trim());
  };
  useKept(set);
  const id = `approved-${unit}`;
  return (
    <form
      className="approved"
      onSubmit={(event) => {
        event.preventDefault();
        set();
      }}
    >
      <label htmlFor={id}>批复总额（万元）</label>
      <Input
        id={id}
        style={{ width: '11em' }}
        size="small"
        inputMode="decimal"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={set}
      />
      {difference !== null && (
        <span className={isZero(difference) ? '' : 'warning'} data-difference={difference}>
          {isZero(difference)
            ? '与合计相符'
            : difference.startsWith('-')
              ? `合计少 ${money(difference.slice(1))}`
              : `合计多 ${money(difference)}`}
        </span>
      )}
    </form>
  );
}

function isZero(amount: string): boolean {
  return /^-?0(\.0*)?$/.test(amount);
}

function money(amount: string): string {
  return amountGroups(amount).join(',');
}
