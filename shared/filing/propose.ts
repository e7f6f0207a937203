import type { Form } from '../form/form.ts';
import { printAmount, sumAmounts } from './amount.ts';
import { sumOf, textsOf } from './computed.ts';
import { type Edit, setText } from './edits.ts';
import { type Filing, textOf } from './filing.ts';

/**
 * The amount that an empty amount field must have by the sums of the form, printed in the form's decimals: for a part
 * what the other parts leave of the total, for a total the sum of its parts (at least one filled). Parts may be whole
 * columns (`tasks[].total`). Null when the field is filled, when too little else is, when something is no amount, and
 * when the result would be negative.
 */
export function proposeRemainder(form: Form, filing: Filing, field: string): string | null {
  if (textOf(filing, field).trim() !== '' || form.fields.find(({ id }) => id === field)?.computed) return null;
  const texts = (ref: string) => textsOf(form, filing, { field }, ref);
  for (const { total, parts } of form.amounts.sums) {
    const others = parts.filter((part) => part !== field);
    const proposal =
      field === total
        ? sumOfParts(parts.flatMap(texts))
        : others.length < parts.length
          ? remainder(sumOf(texts(total)), others.map(texts).map(sumOf))
          : null;
    if (proposal !== null && !proposal.startsWith('-')) return printAmount(proposal, form.amounts.decimals);
  }
  return null;
}

function sumOfParts(amounts: readonly string[]): string | null {
  return amounts.some((amount) => amount.trim() !== '') ? sumAmounts(amounts) : null;
}

function remainder(whole: string, others: readonly string[]): string | null {
  if (whole === '' || others.includes('')) return null;
  return sumAmounts([whole, ...others.map(negative)]);
}

function negative(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

/** A copy that the form offers as one action (`form.copies`): 年度目标与实施期一致. */
export type Copy = NonNullable<Form['copies']>[number];

/**
 * The edits of such an action; none when the fields agree already, and none when there is nothing to copy: the action
 * never empties a cell for want of a source, but an amount that is empty beside filled ones is copied as empty.
 */
export function copyEdits(filing: Filing, copy: Copy): Edit[] {
  if (copy.fields.every(({ from }) => textOf(filing, from).trim() === '')) return [];
  return copy.fields
    .map(({ from, to }) => setText(filing, { field: to }, textOf(filing, from)))
    .filter((edit) => edit !== null);
}
