import type { Form } from '../form/form.ts';
import { sameAmount } from './amount.ts';
import { apply, type Edit, sameRow, setText } from './edits.ts';
import { type Filing, ROW_ID, type Row, rowsOf, textOf, withRows } from './filing.ts';
import { type Place, pathOf } from './path.ts';

/** A text that has no place any more in the filing: the cell holds another one, or its row is gone. */
export interface Clash {
  /** The cell by the filing that the text was typed into. */
  place: Place;
  /** Its row as it was there, with its id; null for fields. */
  row: Row | null;
  mine: string;
  /** What the cell holds instead; null when its row is gone. */
  theirs: string | null;
}

export interface Rebased {
  filing: Filing;
  /** The edits to save: those that still change something. */
  edits: Edit[];
  clashes: Clash[];
  /** Rows (by their index in the new filing) that were to be deleted, and stay since they were changed. */
  kept: { table: string; row: number }[];
}

/**
 * Does edits that were made on `before` on `now`, another state of the same filing. Rows are found by their ids
 * wherever they stand now. A cell that no longer holds the text it was typed over is a clash; with `own` (nobody else
 * has changed the filing) the later text counts instead. Never throws.
 */
export function rebase(form: Form, edits: readonly Edit[], before: Filing, now: Filing, own: boolean): Rebased {
  const result: Rebased = { filing: now, edits: [], clashes: [], kept: [] };
  let made = before;
  for (const edit of edits) {
    one(form, edit, made, result, own);
    made = apply(made, edit);
  }
  return result;
}

function one(form: Form, edit: Edit, made: Filing, result: Rebased, own: boolean): void {
  const { filing } = result;
  const add = (more: Edit | null) => {
    if (!more) return;
    result.filing = apply(result.filing, more);
    result.edits.push(more);
  };
  switch (edit.kind) {
    case 'value': {
      const there = textOf(filing, edit.field);
      const { type } = form.fields.find(({ id }) => id === edit.field) ?? {};
      const untouched = there === edit.from || (type === 'amount' && sameAmount(there, edit.from));
      if (there === edit.to) return;
      if (own || untouched) add({ ...edit, from: there });
      else result.clashes.push({ place: { field: edit.field }, row: null, mine: edit.to, theirs: there });
      return;
    }
    case 'cell': {
      const row = rowsOf(made, edit.table)[edit.row] ?? {};
      const at = indexOf(filing, edit.table, row, edit.row);
      const there = at === null ? null : (rowsOf(filing, edit.table)[at]?.[edit.column] ?? '');
      if (there === edit.to) return;
      if (at !== null && there !== null && (own || there === edit.from)) add({ ...edit, row: at, from: there });
      else {
        const place = { table: edit.table, row: edit.row, column: edit.column };
        result.clashes.push({ place, row, mine: edit.to, theirs: there });
      }
      return;
    }
    case 'section':
      if (filing.sections.includes(edit.section) !== edit.on) add(edit);
      return;
    case 'insert': {
      const there = new Set(rowsOf(filing, edit.table).map((row) => row[ROW_ID]));
      const rows = edit.rows.filter((row) => row[ROW_ID] === undefined || !there.has(row[ROW_ID]));
      if (rows.length > 0)
        add({
          ...edit,
          rows,
          at: placeBehind(rowsOf(made, edit.table).slice(0, edit.at), filing, edit.table, edit.at),
        });
      return;
    }
    case 'remove':
      for (const row of edit.rows) {
        const at = indexOf(result.filing, edit.table, row, edit.at);
        const there = at === null ? undefined : rowsOf(result.filing, edit.table)[at];
        if (at === null || there === undefined) continue;
        if (own || sameRow(there, row)) add({ kind: 'remove', table: edit.table, at, rows: [there] });
        else result.kept.push({ table: edit.table, row: at });
      }
      return;
    case 'move': {
      const { from, count, to } = edit;
      const rows = rowsOf(made, edit.table).slice(from, from + count);
      const above = rowsOf(made, edit.table).toSpliced(from, count).slice(0, to);
      for (const [k, row] of rows.entries()) {
        const at = indexOf(result.filing, edit.table, row, from + k);
        if (at === null) continue;
        const others = withRows(result.filing, edit.table, rowsOf(result.filing, edit.table).toSpliced(at, 1));
        const goal = Math.min(
          placeBehind([...above, ...rows.slice(0, k)], others, edit.table, to + k),
          rowsOf(others, edit.table).length,
        );
        if (goal !== at) add({ kind: 'move', table: edit.table, from: at, count: 1, to: goal });
      }
    }
  }
}

/** Where a row stands in the filing; null when it is gone. One without an id is the one at its index. */
function indexOf(filing: Filing, table: string, row: Row, index: number): number | null {
  const rows = rowsOf(filing, table);
  const id = row[ROW_ID];
  if (id === undefined) return index < rows.length ? index : null;
  if (rows[index]?.[ROW_ID] === id) return index;
  const at = rows.findIndex((other) => other[ROW_ID] === id);
  return at < 0 ? null : at;
}

/** The index behind the last of the rows `above` that is still there; at the beginning without one. */
function placeBehind(above: readonly Row[], filing: Filing, table: string, index: number): number {
  for (let k = above.length - 1; k >= 0; k--) {
    const at = indexOf(filing, table, above[k] as Row, k);
    if (at !== null) return at + 1;
  }
  return above.length === 0 ? 0 : Math.min(index, rowsOf(filing, table).length);
}

/** Where the cell of a clash is now, as a path; null when its row is gone. */
export function clashPath(filing: Filing, { place, row }: Pick<Clash, 'place' | 'row'>): string | null {
  if ('field' in place) return pathOf(place);
  const at = indexOf(filing, place.table, row ?? {}, place.row);
  return at === null ? null : pathOf({ ...place, row: at });
}

/** The edits that put one of the two texts of a clash into its cell. A row that is gone comes back for it. */
export function settleClash(filing: Filing, clash: Clash, text: string | null): Edit[] {
  const { place, row } = clash;
  if (text === null) return [];
  if ('field' in place) return [setText(filing, place, text)].filter((edit) => edit !== null);
  const at = indexOf(filing, place.table, row ?? {}, place.row);
  if (at !== null) return [setText(filing, { ...place, row: at }, text)].filter((edit) => edit !== null);
  const back = { ...row, [place.column]: text };
  return [
    { kind: 'insert', table: place.table, at: Math.min(place.row, rowsOf(filing, place.table).length), rows: [back] },
  ];
}

/** The same cell of a filing, wherever its row stands after others have changed it; null when the row is gone. */
export function followPlace(place: Place, before: Filing, now: Filing): Place | null {
  if ('field' in place) return place;
  const row = rowsOf(before, place.table)[place.row];
  const at = row === undefined ? place.row : indexOf(now, place.table, row, place.row);
  return at === null ? null : { ...place, row: at };
}

/** The texts of edits that were given up, as clashes with what `filing` has; texts of new rows are not among them. */
export function lostTexts(filing: Filing, edits: readonly Edit[]): Clash[] {
  return edits.flatMap((edit): Clash[] => {
    if (edit.kind === 'value') {
      const theirs = textOf(filing, edit.field);
      return edit.to === theirs ? [] : [{ place: { field: edit.field }, row: null, mine: edit.to, theirs }];
    }
    if (edit.kind !== 'cell') return [];
    const at = indexOf(filing, edit.table, edit.id === undefined ? {} : { [ROW_ID]: edit.id }, edit.row);
    const row = at === null ? undefined : rowsOf(filing, edit.table)[at];
    if (at === null || !row) return [];
    const theirs = row[edit.column] ?? '';
    return edit.to === theirs
      ? []
      : [{ place: { table: edit.table, row: at, column: edit.column }, row, mine: edit.to, theirs }];
  });
}
