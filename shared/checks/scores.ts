import { Decimal } from 'decimal.js';
import { readAmount, sameAmount } from '../filing/amount.ts';
import { readIndicatorValue } from '../filing/indicator-value.ts';
import { shorten } from '../filing/parse.ts';
import { pathOf } from '../filing/path.ts';
import { scoreOf } from '../filing/score.ts';
import { type Column, type Form, fieldOf } from '../form/form.ts';
import {
  amountOf,
  type Finding,
  headingOf,
  nameOf,
  type Subject,
  type SubjectRow,
  said,
  type TableSubject,
} from './subject.ts';

/**
 * The points of a self-evaluation. R70: within those that there are. R71: what missed its target says why. R72: points
 * typed over those of the rule say why. R73: what is far above its target says why. R63: a result that can be judged.
 */
export function checkScores(subject: Subject, table: TableSubject): Finding[] {
  const { scores } = table.checks;
  const column = table.columns.find(({ id }) => id === scores?.column);
  if (!scores || column?.computed?.is !== 'score') return [];
  const { target, actual, of, decimals } = column.computed;
  return table.rows.flatMap((row): Finding[] => {
    const text = (id: string) => (row.row[id] ?? '').trim();
    if (text(actual) === '') return [];
    const path = (id: string) => pathOf({ table: table.id, row: row.index, column: id });
    const { score: ruled, why } = scoreOf(text(target), text(actual), text(of), decimals);
    const name = headingOf(subject, column);
    const score = readAmount(text(column.id));
    if (!score) {
      const told = score === '' && why !== '' && text(of) !== '';
      return told
        ? [{ rule: 'R63', message: `${why}；或请填写${name}`, path: path(actual), also: [path(column.id)] }]
        : [];
    }
    const points = readAmount(text(of));
    const found = checkOverride(subject, table, row, column, ruled);
    const outside = outsideOf(score, points);
    if (outside !== '') return [...found, { rule: 'R70', message: `${name}${outside}，请核对`, path: path(column.id) }];
    if (text(scores.reason) !== '') return found;
    const reason = table.columns.find(({ id }) => id === scores.reason);
    const ask = (rule: string, why: string): Finding => ({
      rule,
      message: `${why}，请填写${reason ? headingOf(subject, reason) : ''}`,
      path: path(scores.reason),
      also: [path(column.id)],
    });
    const isBelow = (given: string | null) => points && given && new Decimal(given).lessThan(points);
    if (isBelow(score)) return [...found, ask('R71', `${name} ${score} 低于分值 ${points}`)];
    if (isBelow(ruled)) return [...found, ask('R71', `按规则应得 ${ruled}，低于分值 ${points}`)];
    const over = scores.over === undefined ? '' : farOver(text(target), text(actual), scores.over);
    return over === '' ? found : [...found, ask('R73', over)];
  });
}

/** R70: why a score is none that can be given. */
function outsideOf(score: string, points: string | null): string {
  if (new Decimal(score).lessThan(0)) return ` ${score} 小于零`;
  return points && new Decimal(score).greaterThan(points) ? ` ${score} 超过分值 ${points}` : '';
}

/** R72. */
function checkOverride(
  subject: Subject,
  table: TableSubject,
  { typed, index }: SubjectRow,
  column: Column,
  ruled: string | null,
): Finding[] {
  const own = (typed[column.id] ?? '').trim();
  if (column.override === undefined || own === '' || ruled === null || sameAmount(own, ruled)) return [];
  const reason = (typed[column.override] ?? '').trim();
  const at = { rule: 'R72', path: pathOf({ table: table.id, row: index, column: column.id }) };
  const message = `${headingOf(subject, column)}由人工填写为${own}，按规则应为${ruled}`;
  if (reason !== '') return [{ ...at, severity: 'hint', message: `${message}，理由：${shorten(reason, 60)}` }];
  return [{ ...at, message: `${message}；请填写理由，或清空改用自动计算的得分` }];
}

/** What is so many percent above a target that more is better of (财预〔2020〕10号: was the target too low?). */
function farOver(target: string, actual: string, percent: number): string {
  const [wanted, reached] = [readIndicatorValue(target), readIndicatorValue(actual)];
  if (wanted.number === null || reached.number === null || wanted.unit !== reached.unit) return '';
  if (wanted.sign === '≤' || wanted.sign === '<' || new Decimal(wanted.number).lessThanOrEqualTo(0)) return '';
  const over = new Decimal(reached.number).div(wanted.number).minus(1).times(100);
  if (over.lessThan(percent)) return '';
  return `实际完成值“${shorten(actual)}”高出目标“${shorten(target)}” ${over.toDecimalPlaces(0)}%，目标可能偏低`;
}

/** A rate in percent, worked out from what is there even where a total is not filled in; null when it is unknown. */
function rateOf(subject: Subject, field: string): string | null {
  const { computed, override } = fieldOf(subject.form, field);
  if (computed?.is !== 'share' || override !== undefined)
    return readAmount(said(subject, field).replace(/[%％]$/, '')) || null;
  const [part, whole] = [amountOf(subject, computed.part), amountOf(subject, computed.whole)];
  if (!part || !whole || new Decimal(whole).isZero()) return null;
  return new Decimal(part).times(100).div(whole).toFixed(computed.decimals, Decimal.ROUND_HALF_UP);
}

/**
 * R74: a low rate of execution says why. R75: the highest score that a rate of execution allows. R76: no more is spent
 * than there is.
 */
export function checkExecution(subject: Subject): Finding[] {
  const { execution, caps } = subject.form.checks;
  const found = checkSpent(subject);
  if (execution) {
    const is = rateOf(subject, execution.rate);
    if (is !== null && new Decimal(is).lessThan(execution.least) && said(subject, execution.reason) === '')
      found.push({
        rule: 'R74',
        message: `${nameOf(subject, execution.rate)} ${is}% 低于 ${execution.least}%，请填写原因`,
        path: execution.reason,
        also: [execution.rate],
      });
  }
  if (caps) {
    const [is, score] = [rateOf(subject, caps.rate), readAmount(said(subject, caps.score))];
    const met = is === null ? [] : caps.steps.filter(({ below }) => new Decimal(is).lessThan(below));
    const most = Math.min(...met.map((step) => step.most));
    if (score && met.length > 0 && new Decimal(score).greaterThan(most))
      found.push({
        rule: 'R75',
        message: `${nameOf(subject, caps.rate)} ${is}%，${nameOf(subject, caps.score)}不得超过 ${most}，现为 ${score}`,
        path: caps.score,
        also: [caps.rate],
      });
  }
  return found;
}

/** Kinds of forms in which a share is what was spent of a budget. */
const OF_SPENDING: readonly Form['kind'][] = ['evaluation', 'monitor'];

/** R76. */
function checkSpent(subject: Subject): Finding[] {
  const { form, printed } = subject;
  if (!OF_SPENDING.includes(form.kind)) return [];
  return form.fields.flatMap(({ id, computed }): Finding[] => {
    if (computed?.is !== 'share' || !printed.has(id)) return [];
    const [part, whole] = [amountOf(subject, computed.part), amountOf(subject, computed.whole)];
    if (!part || !whole || !new Decimal(part).greaterThan(whole)) return [];
    const message = `${nameOf(subject, computed.part)} ${part} 大于${nameOf(subject, computed.whole)} ${whole}，请核对`;
    return [{ rule: 'R76', message, path: computed.part, also: [computed.whole] }];
  });
}
