import { type Form, tablesOf } from '../form/form.ts';
import { type Edit, setText } from './edits.ts';
import { cellsOf, type Filing, rowsOf, textOf } from './filing.ts';
import { withoutId } from './row-ids.ts';

/**
 * The edits that make a filing hold what another one of its form holds; none when it does already. Rows keep their ids
 * as far as there are as many.
 */
export function contentEdits(form: Form, filing: Filing, by: Filing): Edit[] {
  const values = form.fields.flatMap(({ id }) => setText(filing, { field: id }, textOf(by, id)) ?? []);
  const sections = form.sections.flatMap(({ id }): Edit[] => {
    const on = by.sections.includes(id);
    return filing.sections.includes(id) === on ? [] : [{ kind: 'section', section: id, on }];
  });
  return [...values, ...sections, ...tablesOf(form).flatMap(({ id }) => rowEdits(filing, id, by))];
}

function rowEdits(filing: Filing, table: string, by: Filing): Edit[] {
  const [there, wanted] = [rowsOf(filing, table), rowsOf(by, table)];
  const cells = there.slice(0, wanted.length).flatMap((row, index) => {
    const next = wanted[index] ?? {};
    return cellsOf({ ...row, ...next }).flatMap(
      ([column]) => setText(filing, { table, row: index, column }, next[column] ?? '') ?? [],
    );
  });
  const [over, more] = [there.slice(wanted.length), wanted.slice(there.length)];
  if (over.length > 0) return [...cells, { kind: 'remove', table, at: wanted.length, rows: over }];
  if (more.length === 0) return cells;
  return [...cells, { kind: 'insert', table, at: there.length, rows: more.map((row) => withoutId(row)) }];
}
