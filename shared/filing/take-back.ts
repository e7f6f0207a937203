import { type Form, tablesOf } from '../form/form.ts';
import { contentEdits } from './content-edits.ts';
import { applyAll, type Edit, removeRows, setText } from './edits.ts';
import { cellsOf, type Filing, ROW_ID, type Row, rowsOf } from './filing.ts';

/** A filing, or a part of it, is made again what it was at an earlier time. Rows are the same where their ids are. */

/** The edits that make a filing hold what it held: the same texts in the same rows, in the same order. */
export function takeBackAll(form: Form, now: Filing, then: Filing): Edit[] {
  const beside = contentEdits(form, now, { ...then, tables: now.tables });
  return [...beside, ...tablesOf(form).flatMap(({ id }) => takeBackRows(now, then, id))];
}

function takeBackRows(now: Filing, then: Filing, table: string): Edit[] {
  const wanted = rowsOf(then, table);
  const ids = new Set(wanted.map(idOf));
  const edits: Edit[] = [];
  let filing = now;
  const make = (edit: Edit | null) => {
    if (!edit) return;
    filing = applyAll(filing, [edit]);
    edits.push(edit);
  };
  for (let at = rowsOf(now, table).length - 1; at >= 0; at--)
    if (!ids.has(idOf(rowsOf(filing, table)[at]))) make(removeRows(filing, table, at, 1));
  for (const [at, row] of wanted.entries()) {
    const from = rowsOf(filing, table).findIndex((one) => idOf(one) === idOf(row));
    if (from < 0) make({ kind: 'insert', table, at, rows: [row] });
    else if (from !== at) make({ kind: 'move', table, from, count: 1, to: at });
    for (const [column] of cellsOf({ ...rowsOf(filing, table)[at], ...row }))
      make(setText(filing, { table, row: at, column }, row[column] ?? ''));
  }
  return edits;
}

/** Puts a row back that is no longer there: below the row that it stood below, or above the one that it stood above. */
export function takeBackRow(now: Filing, then: Filing, table: string, row: number): Edit {
  const [there, was] = [rowsOf(now, table), rowsOf(then, table)];
  const placeOf = (neighbour: Row) => there.findIndex((one) => idOf(one) === idOf(neighbour));
  const above = was.slice(0, row).findLast((one) => placeOf(one) >= 0);
  const below = was.slice(row + 1).find((one) => placeOf(one) >= 0);
  const at = above ? placeOf(above) + 1 : below ? placeOf(below) : there.length;
  return { kind: 'insert', table, at, rows: was.slice(row, row + 1) };
}

/** The moves after which the rows that both have stand in the order in which they stood; the others keep their places. */
export function takeBackOrder(now: Filing, then: Filing, table: string): Edit[] {
  const ids = rowsOf(now, table).map(idOf);
  const were = rowsOf(then, table).map(idOf);
  const both = were.filter((id) => ids.includes(id));
  const common = new Set(both);
  const wanted = ids.map((id) => (common.has(id) ? both.shift() : id));
  return wanted.flatMap((id, to): Edit[] => {
    const from = ids.indexOf(id);
    if (from === to) return [];
    ids.splice(to, 0, ...ids.splice(from, 1));
    return [{ kind: 'move', table, from, count: 1, to }];
  });
}

const idOf = (row: Row | undefined) => row?.[ROW_ID];
