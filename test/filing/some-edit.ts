import { type Edit, removeRows, setText } from '../../shared/filing/edits.ts';
import { type Filing, rowsOf, typedColumns } from '../../shared/filing/filing.ts';
import { columnsOf, type Form, tablesOf } from '../../shared/form/form.ts';

/** A random edit that fits the filing, made from four random numbers. */
export function someEdit(
  form: Form,
  filing: Filing,
  [a, b, c, d]: readonly [number, number, number, number],
): Edit | null {
  const pick = <T>(list: readonly T[], n: number) => list[n % list.length] as T;
  const text = `文字${d}\n${'长'.repeat(d % 30)}`;
  const table = tablesOf(form).length > 0 ? pick(tablesOf(form), a).id : '';
  const rows = rowsOf(filing, table).length;
  switch (a % 6) {
    case 0:
      return setText(filing, { field: pick(form.fields, b).id }, text);
    case 1:
      return rows ? setText(filing, { table, row: b % rows, column: pick(columnsOf(form, table), c).id }, text) : null;
    case 2: {
      const section = form.sections[0]?.id;
      return section ? { kind: 'section', section, on: !filing.sections.includes(section) } : null;
    }
    case 3: {
      if (table === '') return null;
      const cells = typedColumns(form, table).map(({ id }, k) => [id, k % 2 === b % 2 ? text : '']);
      return { kind: 'insert', table, at: b % (rows + 1), rows: [Object.fromEntries(cells)] };
    }
    case 4:
      return rows ? removeRows(filing, table, b % rows, Math.min(1 + (c % 3), rows - (b % rows))) : null;
    default: {
      if (rows < 2) return null;
      const from = b % rows;
      const count = 1 + (c % (rows - from));
      return { kind: 'move', table, from, count, to: d % (rows - count + 1) };
    }
  }
}
