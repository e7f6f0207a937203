import { readAmount, sameAmount, sumAmounts } from '../filing/amount.ts';
import { type Filing, printedFields, textOf } from '../filing/filing.ts';
import { shorten } from '../filing/parse.ts';
import { type Form, fieldOf } from '../form/form.ts';
import type { Problem } from '../problem.ts';

/** The rule that a total falls under. */
const SUM_RULES: Record<string, string> = {
  'periodFunding.total': 'R08',
  'annualFunding.total': 'R09',
  'budget.total': 'R14',
};

/** R11: amounts are numbers, not negative. R08, R09, R14: a total is the exact sum of its parts. */
export function checkAmounts(form: Form, filing: Filing): Problem[] {
  const printed = new Set(printedFields(form, filing.sections));
  const numbers = form.fields
    .filter((field) => field.type === 'amount' && printed.has(field.id))
    .flatMap((field) => checkNumber(field.name, field.id, textOf(filing, field.id)));
  return [...numbers, ...form.amounts.sums.flatMap(({ total, parts }) => checkSum(form, filing, total, parts))];
}

function checkNumber(name: string, path: string, text: string): Problem[] {
  const amount = readAmount(text);
  if (amount === null)
    return [{ rule: 'R11', severity: 'error', message: `${name}“${shorten(text)}”不是金额，请改为数字`, path }];
  if (amount.startsWith('-') && !sameAmount(amount, '0'))
    return [{ rule: 'R11', severity: 'error', message: `${name} ${amount} 小于零，请核对`, path }];
  return [];
}

function checkSum(form: Form, filing: Filing, total: string, parts: readonly string[]): Problem[] {
  const sum = sumAmounts(parts.map((id) => textOf(filing, id)));
  const whole = readAmount(textOf(filing, total));
  // What is no number is told as R11; a table without any amount is not wrong in its sum.
  if (sum === null || whole === null) return [];
  const filled = parts.filter((id) => textOf(filing, id).trim() !== '');
  if (whole === '' ? filled.length === 0 : sameAmount(whole, sum)) return [];
  const name = fieldOf(form, total).name;
  const short = (id: string) => withoutPrefix(fieldOf(form, id).name, name);
  const said = filled.map((id) => `${short(id)} ${textOf(filing, id)}`).join('、');
  const both = parts.length === 2 ? '两者' : '各项';
  let message = `${name} ${whole}，但${said}，合计为 ${sum}；请核对`;
  if (whole === '') message = `${name}为空，但${said}；合计应等于${both}之和`;
  else if (filled.length === 0) message = `${name} ${whole}，但${parts.map(short).join('、')}均为空；请填写资金来源`;
  return [{ rule: SUM_RULES[total] ?? 'R08', severity: 'error', message, path: total }];
}

/** 实施期财政拨款 beside 实施期金额 is just 财政拨款. */
function withoutPrefix(name: string, beside: string): string {
  let same = 0;
  while (same < name.length && name[same] === beside[same]) same++;
  return same >= 2 ? name.slice(same) : name;
}
