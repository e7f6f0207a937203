import type { Form } from '../form/form.ts';
import { sameAmount } from './amount.ts';
import { apply, type Edit, sameRow, setText } from './edits.ts';
import { type Filing, type Indicator, ROW_ID, textOf } from './filing.ts';
import { type Place, pathOf } from './path.ts';

/** A text that has no place any more in the filing: the cell holds another one, or its row is gone. */
export interface Clash {
  /** The cell by the filing that the text was typed into. */
  place: Place;
  /** Its row as it was there, with its id; null for fields. */
  row: Indicator | null;
  mine: string;
  /** What the cell holds instead; null when its row is gone. */
  theirs: string | null;
}

export interface Rebased {
  filing: Filing;
  /** The edits to save: those that still change something. */
  edits: Edit[];
  clashes: Clash[];
  /** Rows (indexes in the new filing) that were to be deleted, and stay since they were changed. */
  kept: number[];
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
      const row = made.indicators[edit.row] ?? {};
      const at = indexOf(filing, row, edit.row);
      const there = at === null ? null : (filing.indicators[at]?.[edit.column] ?? '');
      if (there === edit.to) return;
      if (at !== null && there !== null && (own || there === edit.from)) add({ ...edit, row: at, from: there });
      else {
        const place = { row: edit.row, column: edit.column };
        result.clashes.push({ place, row, mine: edit.to, theirs: there });
      }
      return;
    }
    case 'section':
      if (filing.sections.includes(edit.section) !== edit.on) add(edit);
      return;
    case 'insert': {
      const there = new Set(filing.indicators.map((row) => row[ROW_ID]));
      const rows = edit.rows.filter((row) => row[ROW_ID] === undefined || !there.has(row[ROW_ID]));
      if (rows.length > 0) add({ ...edit, rows, at: placeBehind(made.indicators.slice(0, edit.at), filing, edit.at) });
      return;
    }
    case 'remove':
      for (const row of edit.rows) {
        const at = indexOf(result.filing, row, edit.at);
        const there = at === null ? undefined : result.filing.indicators[at];
        if (at === null || there === undefined) continue;
        if (own || sameRow(there, row)) add({ kind: 'remove', at, rows: [there] });
        else result.kept.push(at);
      }
      return;
    case 'move': {
      const { from, count, to } = edit;
      const rows = made.indicators.slice(from, from + count);
      const above = made.indicators.toSpliced(from, count).slice(0, to);
      for (const [k, row] of rows.entries()) {
        const at = indexOf(result.filing, row, from + k);
        if (at === null) continue;
        const others = { ...result.filing, indicators: result.filing.indicators.toSpliced(at, 1) };
        const goal = Math.min(placeBehind([...above, ...rows.slice(0, k)], others, to + k), others.indicators.length);
        if (goal !== at) add({ kind: 'move', from: at, count: 1, to: goal });
      }
    }
  }
}

/** Where a row stands in the filing; null when it is gone. One without an id is the one at its index. */
function indexOf({ indicators }: Filing, row: Indicator, index: number): number | null {
  const id = row[ROW_ID];
  if (id === undefined) return index < indicators.length ? index : null;
  if (indicators[index]?.[ROW_ID] === id) return index;
  const at = indicators.findIndex((other) => other[ROW_ID] === id);
  return at < 0 ? null : at;
}

/** The index behind the last of the rows `above` that is still there; at the beginning without one. */
function placeBehind(above: readonly Indicator[], filing: Filing, index: number): number {
  for (let k = above.length - 1; k >= 0; k--) {
    const at = indexOf(filing, above[k] as Indicator, k);
    if (at !== null) return at + 1;
  }
  return above.length === 0 ? 0 : Math.min(index, filing.indicators.length);
}

/** Where the cell of a clash is now, as a path; null when its row is gone. */
export function clashPath(filing: Filing, { place, row }: Clash): string | null {
  if ('field' in place) return pathOf(place);
  const at = indexOf(filing, row ?? {}, place.row);
  return at === null ? null : pathOf({ row: at, column: place.column });
}

/** The edits that put one of the two texts of a clash into its cell. A row that is gone comes back for it. */
export function settleClash(filing: Filing, clash: Clash, text: string | null): Edit[] {
  const { place, row } = clash;
  if (text === null) return [];
  if ('field' in place) return [setText(filing, place, text)].filter((edit) => edit !== null);
  const at = indexOf(filing, row ?? {}, place.row);
  if (at !== null) return [setText(filing, { row: at, column: place.column }, text)].filter((edit) => edit !== null);
  const back = { ...row, [place.column]: text };
  return [{ kind: 'insert', at: Math.min(place.row, filing.indicators.length), rows: [back] }];
}

/** The same cell of a filing, wherever its row stands after others have changed it; null when the row is gone. */
export function followPlace(place: Place, before: Filing, now: Filing): Place | null {
  if ('field' in place) return place;
  const row = before.indicators[place.row];
  const at = row === undefined ? place.row : indexOf(now, row, place.row);
  return at === null ? null : { row: at, column: place.column };
}

/** The texts of edits that were given up, as clashes with what `filing` has; texts of new rows are not among them. */
export function lostTexts(filing: Filing, edits: readonly Edit[]): Clash[] {
  return edits.flatMap((edit): Clash[] => {
    if (edit.kind === 'value') {
      const theirs = textOf(filing, edit.field);
      return edit.to === theirs ? [] : [{ place: { field: edit.field }, row: null, mine: edit.to, theirs }];
    }
    if (edit.kind !== 'cell') return [];
    const at = indexOf(filing, edit.id === undefined ? {} : { [ROW_ID]: edit.id }, edit.row);
    const row = at === null ? undefined : filing.indicators[at];
    if (at === null || !row) return [];
    const theirs = row[edit.column] ?? '';
    return edit.to === theirs ? [] : [{ place: { row: at, column: edit.column }, row, mine: edit.to, theirs }];
  });
}
