import { cellsOf, type Filing, type Indicator, ROW_ID, textOf } from './filing.ts';

/**
 * One reversible change to a filing. Rows are indexes into `filing.indicators`; `id` is the id of a cell's row
 * (revisions from before there were ids have none).
 */
export type Edit =
  | { kind: 'value'; field: string; from: string; to: string }
  | { kind: 'cell'; row: number; id?: string | undefined; column: string; from: string; to: string }
  | { kind: 'section'; section: string; on: boolean }
  | { kind: 'insert'; at: number; rows: Indicator[] }
  | { kind: 'remove'; at: number; rows: Indicator[] }
  | { kind: 'move'; from: number; count: number; to: number };

/** An edit that does not fit the filing: it was made on another state of it. */
export class EditError extends Error {}

/** The filing after one edit; the given one is not changed. Throws `EditError` when the edit does not fit. */
export function apply(filing: Filing, edit: Edit): Filing {
  switch (edit.kind) {
    case 'value':
      expect(textOf(filing, edit.field) === edit.from);
      return { ...filing, values: { ...filing.values, [edit.field]: edit.to } };
    case 'cell': {
      const row = filing.indicators[edit.row];
      expect(row !== undefined && (row[edit.column] ?? '') === edit.from && sameId(row[ROW_ID], edit.id));
      return { ...filing, indicators: filing.indicators.with(edit.row, { ...row, [edit.column]: edit.to }) };
    }
    case 'section': {
      expect(filing.sections.includes(edit.section) !== edit.on);
      const others = filing.sections.filter((section) => section !== edit.section);
      return { ...filing, sections: edit.on ? [...others, edit.section].sort() : others };
    }
    case 'insert':
      expect(edit.at >= 0 && edit.at <= filing.indicators.length);
      return { ...filing, indicators: filing.indicators.toSpliced(edit.at, 0, ...edit.rows) };
    case 'remove': {
      const there = filing.indicators.slice(edit.at, edit.at + edit.rows.length);
      expect(there.length === edit.rows.length && there.every((row, k) => sameRow(row, edit.rows[k] as Indicator)));
      return { ...filing, indicators: filing.indicators.toSpliced(edit.at, edit.rows.length) };
    }
    case 'move': {
      const { from, count, to } = edit;
      expect(from >= 0 && count > 0 && from + count <= filing.indicators.length);
      expect(to >= 0 && to + count <= filing.indicators.length);
      const moved = filing.indicators.slice(from, from + count);
      return { ...filing, indicators: filing.indicators.toSpliced(from, count).toSpliced(to, 0, ...moved) };
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

/** Sets a field or an indicator cell; null when it already holds the text. */
export function setText(
  filing: Filing,
  place: { field: string } | { row: number; column: string },
  to: string,
): Edit | null {
  if ('field' in place) {
    const from = textOf(filing, place.field);
    return from === to ? null : { kind: 'value', field: place.field, from, to };
  }
  const from = filing.indicators[place.row]?.[place.column] ?? '';
  return from === to ? null : { kind: 'cell', row: place.row, column: place.column, from, to };
}

/** Takes `count` rows away, starting at `at`. */
export function removeRows(filing: Filing, at: number, count: number): Edit {
  return { kind: 'remove', at, rows: filing.indicators.slice(at, at + count) };
}

function expect(fits: boolean): asserts fits {
  if (!fits) throw new EditError('表中内容已有变化，此修改未做，请再试一次');
}

/** Whether two rows have the same texts, and where both have an id the same one. */
export function sameRow(a: Indicator, b: Indicator): boolean {
  return sameId(a[ROW_ID], b[ROW_ID]) && cellsOf({ ...a, ...b }).every(([key]) => (a[key] ?? '') === (b[key] ?? ''));
}

function sameId(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
