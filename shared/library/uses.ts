import { textAt } from '../filing/computed.ts';
import { type Filing, rowsOf } from '../filing/filing.ts';
import { type Form, indicatorTables } from '../form/form.ts';
import type { Use } from './usage.ts';

/**
 * The indicators of a filing as the library learns from them, of all its tables; those of columns of their own for
 * sign, number and unit with the value that these are together.
 */
export function usesOf(form: Form, filing: Filing): Pick<Use, 'level2' | 'name' | 'value'>[] {
  return indicatorTables(form).flatMap(({ id: table }) =>
    rowsOf(filing, table).flatMap((_, row) => {
      const text = (column: string) => textAt(form, filing, { table, row, column });
      const name = text('level3');
      return name.trim() === '' ? [] : [{ level2: text('level2'), name, value: text('value') }];
    }),
  );
}
