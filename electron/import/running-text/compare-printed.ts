import { sameAmount } from '../../../shared/filing/amount.ts';
import { amountBefore } from '../../../shared/filing/change.ts';
import { computedText, textAt } from '../../../shared/filing/computed.ts';
import { type Filing, textOf } from '../../../shared/filing/filing.ts';
import { shorten } from '../../../shared/filing/parse.ts';
import { fold } from '../../../shared/form/fold.ts';
import { type Form, fieldOf } from '../../../shared/form/form.ts';

/** A computed value as it is printed. */
export interface Printed {
  text: string;
  place: string;
}

/** Something to tell of a printed value. */
export interface Difference {
  place: string;
  message: string;
  path?: string;
}

/** Fills in the amounts of last year that only their changes tell. */
export function fillLastYear(form: Form, filing: Filing, fields: ReadonlyMap<string, Printed>): void {
  for (const [id, { text }] of fields) {
    const { computed } = fieldOf(form, id);
    if (computed?.is !== 'change' || textOf(filing, computed.last) !== '') continue;
    const amount = amountBefore(textAt(form, filing, { field: computed.now }), text);
    if (amount !== null) filing.values[computed.last] = amount;
  }
}

/** Compares every computed value with what the file prints in its place. */
export function comparePrinted(form: Form, filing: Filing, fields: ReadonlyMap<string, Printed>): Difference[] {
  const found: Difference[] = [];
  const compare = (name: string, { text, place }: Printed, computed: string, path?: string) => {
    if (text === '' || same(computed, text)) return;
    const result = computed === '' ? '无法算出' : `应为“${computed}”`;
    const message = `${shorten(name)}印的是“${shorten(text)}”，${result}，请核对`;
    found.push({ place, message, ...(path === undefined ? {} : { path }) });
  };
  for (const [id, printed] of fields)
    compare(fieldOf(form, id).name, printed, computedText(form, filing, { field: id }), id);
  return found;
}

/** Whether two printed values say the same: the same amount, or the same change. */
function same(a: string, b: string): boolean {
  if (fold(a) === fold(b) || sameAmount(a, b)) return true;
  const [was, is] = [amountBefore('0', a), amountBefore('0', b)];
  return was !== null && is !== null && sameAmount(was, is);
}
