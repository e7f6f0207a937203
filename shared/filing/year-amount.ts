import type { Form } from '../form/form.ts';
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
  const amount = total(form, filing, [budget]) || total(form, filing, parts);
  return form.unitOfMoney === '元' && readAmount(amount) ? yuanToWan(amount) : amount;
}

/** What references sum up to; the first text that is no amount where there is one, '' where nothing is filled in. */
function total(form: Form, filing: Filing, refs: readonly string[]): string {
  const texts = refs.flatMap((ref) => textsOf(form, filing, { field: '' }, ref)).filter((text) => text.trim() !== '');
  const [first = ''] = texts;
  return texts.length < 2 ? first : (sumAmounts(texts) ?? texts.find((text) => readAmount(text) === null) ?? '');
}
