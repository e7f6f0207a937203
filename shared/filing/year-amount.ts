import { columnsOf, type Form, tablesOf } from '../form/form.ts';
import { readAmount, sumAmounts, yuanToWan } from './amount.ts';
import { textsOf } from './computed.ts';
import type { Filing } from './filing.ts';

/**
 * What money a filing asks for in its year, in 万元; where only the parts of the amount are filled in, their sum. ''
 * where its form has no such amount, or nothing is filled in.
 */
export function yearAmount(form: Form, filing: Filing): string {
  const { budget } = form.checks;
  if (budget === undefined) return '';
  const parts = form.amounts.sums.find(({ total }) => total === budget)?.parts ?? [];
  return inWan(form, total(form, filing, [budget]) || total(form, filing, parts));
}

/** The part of it that is 财政拨款, in 万元; '' where the form does not print it apart, or nothing is filled in. */
export function yearFiscal(form: Form, filing: Filing): string {
  const fiscal = form.checks.budget?.replace(/\.total$/, '.fiscal');
  const isPrinted = fiscal !== form.checks.budget && refs(form).has(fiscal ?? '');
  return fiscal !== undefined && isPrinted ? inWan(form, total(form, filing, [fiscal])) : '';
}

function refs(form: Form): Set<string> {
  const columns = tablesOf(form).flatMap(({ id }) => columnsOf(form, id).map((column) => `${id}[].${column.id}`));
  return new Set([...form.fields.map(({ id }) => id), ...columns]);
}

function inWan(form: Form, amount: string): string {
  return form.unitOfMoney === '元' && readAmount(amount) ? yuanToWan(amount) : amount;
}

/** What references sum up to; the first text that is no amount where there is one, '' where nothing is filled in. */
function total(form: Form, filing: Filing, refs: readonly string[]): string {
  const texts = refs.flatMap((ref) => textsOf(form, filing, { field: '' }, ref)).filter((text) => text.trim() !== '');
  const [first = ''] = texts;
  return texts.length < 2 ? first : (sumAmounts(texts) ?? texts.find((text) => readAmount(text) === null) ?? '');
}
