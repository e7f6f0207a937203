import { type Filing, type Row, rowsOf } from '../../shared/filing/filing.ts';
import { type Form, levelsOf } from '../../shared/form/form.ts';

/**
 * As clerks fill it in: a unit code is six digits, and rows of one level stand together. A code of other characters
 * cannot be told from the unit's name that follows it.
 */
export function plausible(form: Form, filing: Filing): Filing {
  const order = levelsOf(form, 'indicators').flatMap((level) => level.level2.map((level2) => level2.name));
  const place = (row: Row) => order.indexOf(row.level2 ?? '');
  const values = { ...filing.values };
  if (values.unitCode) values.unitCode = '310204';
  if (values.unitName) values.unitName = `站${values.unitName}`;
  return {
    ...filing,
    values,
    tables: {
      indicators: rowsOf(filing, 'indicators')
        .map((row) => ({ ...row }))
        .toSorted((a, b) => place(a) - place(b)),
    },
  };
}
