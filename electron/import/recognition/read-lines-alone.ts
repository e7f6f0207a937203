import type { Filing } from '../../../shared/filing/filing.ts';
import { shorten } from '../../../shared/filing/parse.ts';
import type { Form } from '../../../shared/form/form.ts';
import type { Grid } from '../grid.ts';
import { FilingNotes } from './filing-notes.ts';
import { type FormMap, mapForm } from './form-map.ts';
import type { HeaderItem } from './line-map.ts';
import type { FilingRead } from './read-filing.ts';
import { matchItem } from './read-header.ts';
import { Settled } from './settle.ts';
import type { FieldValue } from './values.ts';
import type { ViewCell, ViewRow } from './view.ts';

/** Lines that must stand there by their words: other tables have two or three of them below. */
const LEAST = 4;
/** A longer cell is no such line. */
const LONGEST = 200;

/** Forms of lines alone. */
function formsOfLines(forms: readonly Form[]): FormMap[] {
  return forms
    .map(mapForm)
    .filter(
      ({ body, tables, form }) =>
        body.length === 0 && tables.length === 0 && form.bands.every(({ kind }) => kind === 'fixed'),
    );
}

/**
 * Where forms of lines alone stand among tables: rows of nothing but lines, which begin with the form's first one and
 * have most of the others in its order. `end` is the row after the last one.
 */
export function linesAlone(
  rows: readonly ViewRow[],
  forms: readonly Form[],
): { first: number; end: number; map: FormMap }[] {
  const maps = formsOfLines(forms);
  const found: { first: number; end: number; map: FormMap }[] = [];
  for (const [first, { cells }] of rows.entries()) {
    if (cells.length !== 1 || first < (found.at(-1)?.end ?? 0)) continue;
    for (const map of maps) {
      const end = endOfLines(map, rows, first);
      if (end !== null) found.push({ first, end, map });
      if (end !== null) break;
    }
  }
  return found;
}

/** The row after the lines of a form of lines alone that begins at `first`, which has one cell; null where none does. */
function endOfLines(map: FormMap, rows: readonly ViewRow[], first: number): number | null {
  const lines = linesByWords(map);
  const isLine = (item: HeaderItem, { text }: ViewCell) =>
    text.length <= LONGEST && matchItem(map, item, text) !== null;
  const [begin] = rows[first]?.cells ?? [];
  if (!begin || !lines[0] || !isLine(lines[0], begin)) return null;
  let [end, count, next] = [first + 1, 1, 1];
  for (let at = end; at < Math.min(rows.length, end + map.header.length); at++) {
    const cells = rows[at]?.cells ?? [];
    const met: number[] = [];
    for (const cell of cells) {
      const line = lines.findIndex((item, index) => index > (met.at(-1) ?? next - 1) && isLine(item, cell));
      if (line >= 0) met.push(line);
    }
    // A line without words of its own stands alone.
    if (met.length < cells.length && cells.length > 1) break;
    if (met.length === 0) continue;
    [end, count, next] = [at + 1, count + met.length, (met.at(-1) ?? 0) + 1];
  }
  return isEnough(map, count) ? end : null;
}

/** The lines of a form that say by their words what they are. */
function linesByWords({ header }: FormMap): HeaderItem[] {
  return header.filter((item) => item.kind !== 'pattern' || !item.weak);
}

/** Whether so many of a form's lines say by their words that it is that form. */
function isEnough(map: FormMap, count: number): boolean {
  return count >= Math.max(LEAST, linesByWords(map).length * 0.6);
}

/**
 * Reads rows that are of no table as a form of lines alone, a cover: most of its lines are there by their words. Null
 * where the rows are no such form.
 */
export function readLinesAlone(
  grid: Grid,
  rows: readonly ViewRow[],
  [from, to]: readonly [number, number],
  forms: readonly Form[],
  number: number,
): FilingRead | null {
  for (const map of formsOfLines(forms)) {
    const read = readLinesOf(grid, map, rows.slice(from, to), number);
    if (!read) continue;
    return { ...read, understood: read.understood.map((at) => from + at), end: from + read.end };
  }
  return null;
}

/** Reads rows as one form of lines alone; null where they are not. */
export function readLinesOf(grid: Grid, map: FormMap, rows: readonly ViewRow[], number: number): FilingRead | null {
  const cells = rows.flatMap((row, at) => row.cells.map((cell) => ({ cell, at })));
  const found = new Map<HeaderItem, { index: number; values: Record<string, string> }>();
  for (const [index, { cell }] of cells.entries()) {
    if (cell.text.length > LONGEST) continue;
    for (const item of map.header) {
      if (found.has(item) || (item.kind === 'pattern' && item.weak)) continue;
      const match = matchItem(map, item, cell.text);
      if (!match) continue;
      found.set(item, { index, values: match.values });
      break;
    }
  }
  if (!isEnough(map, found.size)) return null;
  const values: [string, FieldValue][] = [];
  const taken = new Set<number>();
  const add = (index: number, texts: Record<string, string>) => {
    const { cell } = cells[index] as { cell: ViewCell };
    taken.add(index);
    for (const [id, text] of Object.entries(texts)) if (text !== '') values.push([id, { text, cell: cell.cell }]);
  };
  for (const { index, values: texts } of found.values()) add(index, texts);
  // A line without words of its own stands between those that have some.
  for (const [at, item] of map.header.entries()) {
    if (item.kind !== 'pattern' || found.has(item)) continue;
    const before = map.header.slice(0, at).findLast((other) => found.has(other));
    const after = map.header.slice(at + 1).find((other) => found.has(other));
    const [first, last] = [
      found.get(before as HeaderItem)?.index ?? -1,
      found.get(after as HeaderItem)?.index ?? cells.length,
    ];
    for (let index = first + 1; index < last; index++) {
      const match = taken.has(index) ? null : matchItem(map, item, cells[index]?.cell.text ?? '');
      if (!match) continue;
      add(index, match.values);
      break;
    }
  }
  const notes = new FilingNotes(grid, number);
  const settled = new Settled(map.form, notes, map.form.unitOfMoney);
  settled.fields(values);
  const [start, end] = [Math.min(...taken), Math.max(...taken)].map((index) => cells[index]?.at ?? 0) as [
    number,
    number,
  ];
  for (const [index, { cell, at }] of cells.entries())
    if (!taken.has(index) && at >= start && at <= end)
      notes.add('hint', cell.cell.place, `“${shorten(cell.text)}”未读入`);
  const filing: Filing = {
    form: map.form.id,
    version: map.form.version,
    sections: [],
    values: settled.values,
    tables: {},
  };
  const understood = Array.from({ length: end - start + 1 }, (_, k) => start + k);
  return { filing, notes: notes.all(), understood, end: end + 1 };
}
