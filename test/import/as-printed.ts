import { sameAmount } from '../../shared/filing/amount.ts';
import { computedText } from '../../shared/filing/computed.ts';
import { type Filing, isPrinted, type Row, rowsOf } from '../../shared/filing/filing.ts';
import { columnsOf, type Form, printedBands } from '../../shared/form/form.ts';

/**
 * What a printed page tells of a filing: nothing of sections that are off, nor of columns that are not printed, nor that
 * a value was typed over what it is worked out to where both are the same.
 */
export function asPrinted(form: Form, filing: Filing): Filing {
  const printed = printedBands(form, filing.sections).flatMap((band) => (band.kind === 'table' ? [band] : []));
  const tables: Record<string, Row[]> = {};
  for (const { lanes, totals = [] } of printed)
    for (const { id } of lanes) {
      // A hidden column is told by the words of its groups alone.
      const told = new Set(
        totals.flatMap(({ by, text }) => (by !== undefined && text.includes(`{${by}}`) ? [by] : [])),
      );
      const hidden = columnsOf(form, id).filter((column) => column.colSpan === 0 && !told.has(column.id));
      const unseen = columnsOf(form, id).filter((column) => column.colSpan === 0);
      const over = columnsOf(form, id).filter(({ override }) => override !== undefined);
      tables[id] = rowsOf(filing, id)
        .map((row, index) => ({
          ...row,
          ...Object.fromEntries(
            over.map(({ id: column }) => {
              const [typed, worked] = [
                row[column] ?? '',
                computedText(form, filing, { table: id, row: index, column }),
              ];
              return [column, typed === worked || isSame(typed, worked) ? '' : typed];
            }),
          ),
          ...Object.fromEntries(hidden.map((column) => [column.id, ''])),
        }))
        .filter((row) => isPrinted({ ...row, ...Object.fromEntries(unseen.map((column) => [column.id, ''])) }));
    }
  return { ...filing, tables };
}

function isSame(a: string, b: string): boolean {
  return sameAmount(a.replace(/%$/, ''), b.replace(/%$/, ''));
}
