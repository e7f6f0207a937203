import type { Form } from '../form/form.ts';
import { printAmount, readAmount, sumAmounts } from './amount.ts';
import { type Edit, setText } from './edits.ts';
import { type Filing, textOf } from './filing.ts';

/**
 * The amount that an empty amount field must have by the sums of the form, printed in the form's decimals: for a part
 * what the other parts leave of the total, for a total the sum of its parts (at least one filled). Null when the field
 * is filled, when too little else is, when something is no amount, and when the result would be negative.
 */
export function proposeRemainder(form: Form, filing: Filing, field: string): string | null {
  if (textOf(filing, field).trim() !== '') return null;
  for (const { total, parts } of form.amounts.sums) {
    const proposal =
      field === total
        ? sumOfParts(filing, parts)
        : parts.includes(field)
          ? remainder(filing, total, parts, field)
          : null;
    if (proposal !== null && !proposal.startsWith('-')) return printAmount(proposal, form.amounts.decimals);
  }
  return null;
}

function sumOfParts(filing: Filing, parts: readonly string[]): string | null {
  const amounts = parts.map((part) => textOf(filing, part));
  return amounts.some((amount) => amount.trim() !== '') ? sumAmounts(amounts) : null;
}

function remainder(filing: Filing, total: string, parts: readonly string[], field: string): string | null {
  const whole = readAmount(textOf(filing, total));
  const others = parts.filter((part) => part !== field).map((part) => readAmount(textOf(filing, part)));
  if (!whole || others.some((amount) => !amount)) return null;
  return sumAmounts([whole, ...others.map((amount) => negative(amount as string))]);
}

function negative(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

/** A copy that the form offers as one action (`form.copies`): 年度目标同实施期目标. */
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
