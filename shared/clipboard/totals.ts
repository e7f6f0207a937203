import { sameAmount } from '../filing/amount.ts';
import { sumOf, textAt } from '../filing/computed.ts';
import { type Filing, isPrinted, rowsOf } from '../filing/filing.ts';
import { fold } from '../form/fold.ts';
import type { Form, TableBand, Total } from '../form/form.ts';
import { anyText, printPattern, readPattern } from '../form/pattern.ts';

/** Whether a text is what a row of sums is called. */
export function isTotalWords({ totals = [] }: TableBand, text: string): boolean {
  return totals.some((total) => wordings(total).some((words) => readPattern(words, text, anyText) !== null));
}

/**
 * What the words of a row of sums say of the rows that it sums up, which is printed nowhere else (`{unit}小计`): the
 * text of the column that they go by, and where they stand. Null for other texts.
 */
export function groupIn(
  { totals = [] }: TableBand,
  text: string,
): { column: string; text: string; at: Total['at'] } | null {
  for (const total of totals)
    for (const words of wordings(total)) {
      const group = total.by === undefined ? undefined : readPattern(words, text, anyText)?.[total.by];
      if (total.by !== undefined && group) return { column: total.by, text: group, at: total.at };
    }
  return null;
}

function wordings({ text, also = [] }: Total): string[] {
  return [text, ...also];
}

/**
 * Whether a sum that a file or a clipboard says is one of the table's: that of the row of sums with these words, or of
 * any where they are not known (null).
 */
export function isSumOf(
  form: Form,
  filing: Filing,
  band: TableBand,
  words: string | null,
  { table, column }: { table: string; column: string },
  text: string,
): boolean {
  const rows = rowsOf(filing, table).flatMap((row, index) => (isPrinted(row) ? [{ row, index }] : []));
  const amount = (index: number) => textAt(form, filing, { table, row: index, column });
  return (band.totals ?? []).some((total) => {
    if (!total.sums.includes(column)) return false;
    const groups: { row: Record<string, string>; index: number }[][] = [];
    for (const one of rows) {
      const last = groups.at(-1);
      const { by } = total;
      if (last && (by === undefined || last[0]?.row[by] === one.row[by])) last.push(one);
      else groups.push([one]);
    }
    return groups.some((group) => {
      const known = wordings(total).map((wording) => printPattern(wording, (id) => group[0]?.row[id] ?? ''));
      if (words !== null && !known.some((own) => fold(own) === fold(words))) return false;
      return sameAmount(sumOf(group.map(({ index }) => amount(index))), text);
    });
  });
}
