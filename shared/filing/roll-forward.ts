import { type Column, columnsOf, type Field, type Form, tablesOf } from '../form/form.ts';
import { sameAmount } from './amount.ts';
import { textAt } from './computed.ts';
import { type Filing, type Row, rowsOf, yearOf } from './filing.ts';
import { moveYears } from './move-years.ts';
import type { Place } from './path.ts';
import { normalisePeriod, readPeriod } from './period.ts';

/**
 * Whether a filing of this form begins another year (结转下年). Targets, tables of the unit and what is published with a
 * budget do; 自评 and 监控 tell what became of one year's targets, and are made anew from those of the next.
 */
export function rollsForward({ kind }: Form): boolean {
  return kind !== 'evaluation' && kind !== 'monitor';
}

/**
 * The filing as a start for another fiscal year. Years in texts move on with it (`moveYears`), periods, dates and years
 * of the old year too; codes stay, they name the year a project was born in. With `empty` the amounts are left to be
 * filled in; numbers in texts stay as typed in either case, and the checks tell where they contradict. Where the form
 * compares an amount with the year before (`change`), the next year has this year's amount for that; after more years
 * nothing is known of it. A filing of unknown year only gets the new one.
 */
export function rollForward(form: Form, filing: Filing, year: number, options: { amounts: 'keep' | 'empty' }): Filing {
  const from = yearOf(form, filing);
  const amounts = form.fields.filter(({ type }) => type === 'amount').map(({ id }) => filing.values[id] ?? '');
  const move = (text: string) =>
    from === null
      ? text
      : moveYears(text, from, year - from, (number) => amounts.some((amount) => sameAmount(amount, number)));
  const moved = ({ id, type = 'line' }: Field | Column, text: string): string => {
    if (type === 'amount') return options.amounts === 'empty' ? '' : text;
    if (from === null || /(^c|C)ode$/.test(id)) return text;
    if (type === 'period') return movePeriod(text, from, year - from, move);
    if (type === 'date') return text.startsWith(String(from)) ? move(text) : text;
    if (type === 'year') return text === String(from) ? String(year) : text;
    return type === 'line' || type === 'text' ? move(text) : text;
  };
  const moves = from !== null && from !== year;
  /** Last year's amount; in its own year a filing keeps the one it has, which is nothing to be filled in anew. */
  const earlier = (now: Place, has: string | undefined) =>
    !moves ? has : year === (from ?? 0) + 1 ? textAt(form, filing, now) : '';
  const values = { ...filing.values };
  for (const field of form.fields) {
    const text = values[field.id];
    if (text !== undefined) values[field.id] = moved(field, text);
  }
  for (const { computed } of form.fields) {
    if (computed?.is !== 'change') continue;
    const last = earlier({ field: computed.now }, filing.values[computed.last]);
    if (last !== undefined) values[computed.last] = last;
  }
  if (form.fields.some(({ id }) => id === 'fiscalYear')) values.fiscalYear = String(year);
  const tables = tablesOf(form).map(({ id: table }) => {
    const columns = columnsOf(form, table);
    const rows = rowsOf(filing, table).map((row, index) => {
      // The row keeps its id, by which last year's values are found beside it.
      const next: Row = { ...row };
      for (const column of columns) {
        const text = row[column.id];
        if (text !== undefined) next[column.id] = moved(column, text);
      }
      for (const { computed } of columns) {
        if (computed?.is !== 'change') continue;
        const last = earlier({ table, row: index, column: computed.now }, row[computed.last]);
        if (last !== undefined) next[computed.last] = last;
      }
      return next;
    });
    return [table, rows] as const;
  });
  return { ...filing, values, tables: Object.fromEntries(tables) };
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
