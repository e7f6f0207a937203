import { cellsOf, type Filing, ROW_ID, type Row, rowsOf, textOf, typedText, withRows } from './filing.ts';
import type { Place } from './path.ts';

/**
 * One reversible change to a filing. Rows are indexes into the rows of `table`; `id` is the id of a cell's row
 * (revisions from before there were ids have none).
 */
export type Edit =
  | { kind: 'value'; field: string; from: string; to: string }
  | { kind: 'cell'; table: string; row: number; id?: string | undefined; column: string; from: string; to: string }
  | { kind: 'section'; section: string; on: boolean }
  | { kind: 'insert'; table: string; at: number; rows: Row[] }
  | { kind: 'remove'; table: string; at: number; rows: Row[] }
  | { kind: 'move'; table: string; from: number; count: number; to: number };

/** An edit that does not fit the filing: it was made on another state of it. */
export class EditError extends Error {}

/** The filing after one edit; the given one is not changed. Throws `EditError` when the edit does not fit. */
export function apply(filing: Filing, edit: Edit): Filing {
  switch (edit.kind) {
    case 'value':
      expect(textOf(filing, edit.field) === edit.from);
      return { ...filing, values: { ...filing.values, [edit.field]: edit.to } };
    case 'section': {
      expect(filing.sections.includes(edit.section) !== edit.on);
      const others = filing.sections.filter((section) => section !== edit.section);
      return { ...filing, sections: edit.on ? [...others, edit.section].sort() : others };
    }
    default:
      return withRows(filing, edit.table, rowsAfter([...rowsOf(filing, edit.table)], edit));
  }
}

function rowsAfter(rows: Row[], edit: Extract<Edit, { table: string }>): Row[] {
  switch (edit.kind) {
    case 'cell': {
      const row = rows[edit.row];
      expect(row !== undefined && (row[edit.column] ?? '') === edit.from && sameId(row[ROW_ID], edit.id));
      return rows.with(edit.row, { ...row, [edit.column]: edit.to });
    }
    case 'insert':
      expect(edit.at >= 0 && edit.at <= rows.length);
      return rows.toSpliced(edit.at, 0, ...edit.rows);
    case 'remove': {
      const there = rows.slice(edit.at, edit.at + edit.rows.length);
      expect(there.length === edit.rows.length && there.every((row, k) => sameRow(row, edit.rows[k] as Row)));
      return rows.toSpliced(edit.at, edit.rows.length);
    }
    case 'move': {
      const { from, count, to } = edit;
      expect(from >= 0 && count > 0 && from + count <= rows.length);
      expect(to >= 0 && to + count <= rows.length);
      return rows.toSpliced(from, count).toSpliced(to, 0, ...rows.slice(from, from + count));
    }
  }
}

/** The edit that takes `edit` back. */
export function invert(edit: Edit): Edit {
  switch (edit.kind) {
    case 'value':
    case 'cell':
      return { ...edit, from: edit.to, to: edit.from };
    case 'section':
      return { ...edit, on: !edit.on };
    case 'insert':
      return { ...edit, kind: 'remove' };
    case 'remove':
      return { ...edit, kind: 'insert' };
    case 'move':
      return { ...edit, from: edit.to, to: edit.from };
  }
}

/** All edits in order. */
export function applyAll(filing: Filing, edits: readonly Edit[]): Filing {
  return edits.reduce(apply, filing);
}

/** The edits that take a group back, in the order to apply them. */
export function invertAll(edits: readonly Edit[]): Edit[] {
  return edits.map(invert).reverse();
}

/** Sets a field or a cell of a row; null when it already holds the text. */
export function setText(filing: Filing, place: Place, to: string): Edit | null {
  const from = typedText(filing, place);
  if (from === to) return null;
  return 'field' in place ? { kind: 'value', field: place.field, from, to } : { kind: 'cell', ...place, from, to };
}

/** Takes `count` rows of a table away, starting at `at`. */
export function removeRows(filing: Filing, table: string, at: number, count: number): Edit {
  return { kind: 'remove', table, at, rows: rowsOf(filing, table).slice(at, at + count) };
}

function expect(fits: boolean): asserts fits {
  if (!fits) throw new EditError('表中内容已有变化，此修改未做，请再试一次');
}

/** Whether two rows have the same texts, and where both have an id the same one. */
export function sameRow(a: Row, b: Row): boolean {
  return sameId(a[ROW_ID], b[ROW_ID]) && cellsOf({ ...a, ...b }).every(([key]) => (a[key] ?? '') === (b[key] ?? ''));
}

function sameId(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
