import { type Column, columnsOf, type Form, tablesOf } from '../form/form.ts';
import { sameAmount } from './amount.ts';
import { cellsOf, type Filing, type Row, rowsOf, yearOf } from './filing.ts';
import { moveYears } from './move-years.ts';
import { normalisePeriod, readPeriod } from './period.ts';

/**
 * The filing as a start for another fiscal year (结转下年). Years in texts move on with it (`moveYears`), a period
 * inside the old year too; codes stay, they name the year a project was born in. With `empty` the amounts are left to
 * be filled in; numbers in texts stay as typed in either case, and the checks tell where they contradict. A filing of
 * unknown year only gets the new one.
 */
export function rollForward(form: Form, filing: Filing, year: number, options: { amounts: 'keep' | 'empty' }): Filing {
  const from = yearOf(form, filing);
  const values: Record<string, string> = { ...filing.values, fiscalYear: String(year) };
  const amounts = form.fields.filter(({ type }) => type === 'amount').map(({ id }) => filing.values[id] ?? '');
  const move = (text: string) =>
    from === null
      ? text
      : moveYears(text, from, year - from, (number) => amounts.some((amount) => sameAmount(amount, number)));
  for (const { id, type } of form.fields) {
    const text = values[id];
    if (text === undefined || id === 'fiscalYear') continue;
    if (type === 'amount') values[id] = options.amounts === 'empty' ? '' : text;
    else if (type === 'period' && from !== null) values[id] = movePeriod(text, from, year - from, move);
    else if ((type === 'line' || type === 'text') && !/Code$/.test(id)) values[id] = move(text);
  }
  const tables = Object.fromEntries(
    tablesOf(form).map(({ id }) => [
      id,
      rowsOf(filing, id).map((row) => movedRow(columnsOf(form, id), row, move, options.amounts)),
    ]),
  );
  return { ...filing, values, tables };
}

/** The row keeps its id, by which last year's values are found beside it. */
function movedRow(
  columns: readonly Column[],
  row: Row,
  move: (text: string) => string,
  amounts: 'keep' | 'empty',
): Row {
  const cells = cellsOf(row).map(([column, text]) => {
    const { type = 'line' } = columns.find(({ id }) => id === column) ?? {};
    if (type === 'amount') return [column, amounts === 'empty' ? '' : text];
    return [column, type === 'line' || type === 'text' ? move(text) : text];
  });
  return { ...row, ...Object.fromEntries(cells) };
}

/**
 * A period inside the old year is of the new one. One over several years stays as it is: it still covers the new year,
 * or it ended, which the clerk has to decide about (R06).
 */
function movePeriod(text: string, from: number, shift: number, move: (text: string) => string): string {
  const period = readPeriod(text);
  if (!period) return move(text);
  if (period.start.year !== from || period.end.year !== from) return text;
  // Periods written as 202501-202512 or 2025 hold no years as texts write them.
  const [asTyped, printed] = [move(text), move(normalisePeriod(text))];
  return shift === 0 || normalisePeriod(asTyped) === printed ? asTyped : printed;
}
