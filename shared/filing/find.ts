import {
  cellFields,
  columnsOf,
  type Form,
  fieldOf,
  groupTotal,
  paragraphFields,
  printedBands,
  type TableBand,
  type TextBand,
} from '../form/form.ts';
import { groupBy } from '../group-by.ts';
import { fieldOrColumn, isOnlyComputed } from './computed.ts';
import { type Edit, setText } from './edits.ts';
import { type Filing, isPrinted, type Row, rowsOf, textOf } from './filing.ts';
import { normalText } from './normal-text.ts';
import { cleanText, MAX_TEXT, shorten } from './parse.ts';
import { type Place, pathOf, type RowPlace } from './path.ts';
import { placeName } from './place-name.ts';
import { mergedRuns } from './runs.ts';

export interface FindOptions {
  /** Whether `ABC` and `abc` differ; by default they do not. */
  matchCase?: boolean;
}

/** One place where the searched text stands. */
export interface Match {
  /** The value that holds it. */
  path: string;
  /** The cell on the page to show: not `path` where one cell prints several values (单位编码和名称). */
  cell: string;
  /** Name of the value, e.g. 年度金额 or 指标第 3 行·三级指标. */
  name: string;
  /** The whole text of the value; the match is `text.slice(start, start + length)`. */
  text: string;
  start: number;
  length: number;
}

/** A value that the clerk can edit, and all places that hold it: a merged level cell stands for several rows. */
interface Value {
  cell: string;
  name: string;
  text: string;
  places: [Place, ...Place[]];
}

/**
 * All occurrences of `query` in the values that the form prints for this filing, band by band in printed order, rows
 * also when they are still empty but for their levels. A merged cell is one place, also where two lanes share it.
 * Labels and what is worked out are not searched.
 */
export function findIn(form: Form, filing: Filing, query: string, options: FindOptions = {}): Match[] {
  const wanted = normalText(query);
  if (wanted === '') return [];
  return values(form, filing).flatMap(({ cell, name, text, places }) =>
    occurrences(text, wanted, options).map((found) => ({ path: pathOf(places[0]), cell, name, text, ...found })),
  );
}

/** Where a query stands in a text as it is printed. */
export function findInText(
  text: string,
  query: string,
  options: FindOptions = {},
): { start: number; length: number }[] {
  const wanted = normalText(query);
  return wanted === '' ? [] : occurrences(text, wanted, options);
}

function occurrences(text: string, wanted: string, options: FindOptions) {
  return [...text.matchAll(expression(wanted, options))].map((found) => ({
    start: found.index,
    length: found[0].length,
  }));
}

/**
 * The edits that put `replacement` in place of the given matches, or of all: one undo step. The text is taken as it is,
 * amounts and periods are not brought into their format. A match whose value has changed since it was found is left
 * alone. Gives one Chinese sentence, and replaces nothing, when a result cannot stand in its cell.
 */
export function replaceEdits(
  form: Form,
  filing: Filing,
  matches: readonly Match[] | 'all',
  query: string,
  replacement: string,
  options: FindOptions = {},
): Edit[] | { refused: string } {
  const found = matches === 'all' ? findIn(form, filing, query, options) : matches;
  const edits: (Edit | null)[] = [];
  for (const { value, replaced } of replacedValues(form, filing, found, replacement)) {
    const refused = refusal(form, value, replaced);
    if (refused) return { refused };
    edits.push(...value.places.map((place) => setText(filing, place, replaced)));
  }
  return edits.filter((edit) => edit !== null);
}

/** Why some of these matches cannot be replaced, in one Chinese sentence by the path of their value. */
export function replaceRefusals(
  form: Form,
  filing: Filing,
  matches: readonly Match[],
  replacement: string,
): Map<string, string> {
  return new Map(
    replacedValues(form, filing, matches, replacement).flatMap(({ value, replaced }) => {
      const refused = refusal(form, value, replaced);
      return refused ? [[pathOf(value.places[0]), refused] as const] : [];
    }),
  );
}

/** The values in which these matches still stand, with their texts once they are replaced. */
function replacedValues(form: Form, filing: Filing, matches: readonly Match[], replacement: string) {
  const chosen = groupBy(matches, (match) => match.path);
  return values(form, filing).flatMap((value) => {
    const here = (chosen.get(pathOf(value.places[0])) ?? []).filter((match) => match.text === value.text);
    // Cleaned as a whole: what is put in may combine with what stands before it.
    return here.length > 0 ? [{ value, replaced: cleanText(replaceAt(value.text, here, replacement)) }] : [];
  });
}

function replaceAt(text: string, matches: readonly Match[], replacement: string): string {
  let result = '';
  let end = 0;
  for (const { start, length } of matches.toSorted((a, b) => a.start - b.start)) {
    if (start < end) continue;
    result += text.slice(end, start) + replacement;
    end = start + length;
  }
  return result + text.slice(end);
}

/** Why a text cannot stand in its cell: too long, or no longer to be told from the printed words around it. */
function refusal(form: Form, { places, name, text }: Value, replaced: string): string | null {
  if (replaced.length > MAX_TEXT) return `${name}不能超过 ${MAX_TEXT} 字，未替换`;
  const value = fieldOrColumn(form, places[0]);
  const match = value && 'match' in value ? value.match : undefined;
  const fits = (one: string) =>
    one === '' ||
    ((match === undefined || new RegExp(`^(?:${match})$`, 'su').test(one)) &&
      (value?.type !== 'choice' || value.options?.includes(one) === true) &&
      (value?.type !== 'tick' || one === '✔'));
  // A value that did not fit before is the import's or the checks' to tell.
  return fits(replaced) || !fits(text) ? null : `${name}不能写成“${shorten(replaced)}”，未替换`;
}

/** In printed order: each value once, however often it is printed. */
function values(form: Form, filing: Filing): Value[] {
  const seen = new Set<string>();
  const fieldValues = (groups: string[][]): Value[] =>
    groups.flatMap((ids) =>
      ids.flatMap((id): Value[] => {
        if (seen.has(id) || isOnlyComputed(fieldOf(form, id))) return [];
        seen.add(id);
        const text = textOf(filing, id);
        return [{ cell: ids[0] ?? id, name: fieldOf(form, id).name, text, places: [{ field: id }] }];
      }),
    );
  const on = ({ section }: { section?: string | undefined }) => !section || filing.sections.includes(section);
  return printedBands(form, filing.sections).flatMap((band) => {
    if (band.kind === 'fixed') return fieldValues(band.rows.filter(on).flatMap((row) => row.cells.map(cellFields)));
    if (band.kind === 'text')
      return fieldValues(band.paragraphs.filter(on).map((one) => printedInParagraph(filing, one)));
    return tableValues(form, filing, band);
  });
}

/** A text of the paragraph's own is printed in place of its pattern. */
function printedInParagraph(filing: Filing, paragraph: TextBand['paragraphs'][number]): string[] {
  const { id } = paragraph;
  return id !== undefined && textOf(filing, id) !== '' ? [id] : paragraphFields(paragraph);
}

function tableValues(form: Form, filing: Filing, band: TableBand): Value[] {
  const [first = [], ...others] = band.lanes.map((lane) => laneValues(form, filing, band, lane.id));
  const joined = new Set<Value>();
  for (const { id } of band.shared ?? []) {
    const left = first.filter(({ column }) => column === id);
    const right = others.flat().filter(({ column }) => column === id);
    // As the layout puts rows of two lanes side by side.
    let at = 0;
    for (const own of left) {
      const same = right.findIndex(({ text }, index) => index >= at && text === own.text);
      const beside = right[same];
      if (!beside) continue;
      own.places.push(...beside.places);
      joined.add(beside);
      at = same + 1;
    }
  }
  return [...first, ...others.flat().filter((value) => !joined.has(value))];
}

type LaneValue = Value & { column: string };

function laneValues(form: Form, filing: Filing, band: TableBand, table: string): LaneValue[] {
  const rows = rowsOf(filing, table);
  const by = band.totals?.find((total) => total.by !== undefined)?.by;
  const named = by === undefined ? undefined : groupTotal(form, table, by);
  return groupsBy(rows, by).flatMap(({ from, count }) => {
    const own = rows.slice(from, from + count);
    const values = groupValues(form, table, own, from);
    // The words of a sum (甲局小计) are where a group is named that no cell of its rows names.
    if (!named || by === undefined || !own.some(isPrinted)) return values;
    const name = valueAt(form, rows, table, { row: from, count, column: by });
    return named.at === 'start' ? [name, ...values] : [...values, name];
  });
}

/** The values of rows that no sum parts, row by row. */
function groupValues(form: Form, table: string, rows: readonly Row[], from: number): LaneValue[] {
  const columns = columnsOf(form, table);
  const runs = mergedRuns(columns, rows);
  const typed = columns.filter((column) => column.colSpan !== 0 && !isOnlyComputed(column));
  return rows.flatMap((_, at) =>
    typed.flatMap(({ id: column }): LaneValue[] => {
      const count = runs.get(column)?.[at] ?? 1;
      return count === 0 ? [] : [valueAt(form, rows, table, { row: from + at, count, column }, at)];
    }),
  );
}

function valueAt(
  form: Form,
  rows: readonly Row[],
  table: string,
  { row, count, column }: { row: number; count: number; column: string },
  at = row,
): LaneValue {
  const [first, ...more] = Array.from({ length: count }, (_, k) => ({ table, row: row + k, column })) as [
    RowPlace,
    ...RowPlace[],
  ];
  const cell = pathOf(first);
  return { column, cell, name: placeName(form, cell), text: rows[at]?.[column] ?? '', places: [first, ...more] };
}

/** Neighbouring rows that are alike in a column; all of them without one. */
function groupsBy(rows: readonly Row[], by: string | undefined): { from: number; count: number }[] {
  if (by === undefined) return rows.length > 0 ? [{ from: 0, count: rows.length }] : [];
  const groups: { from: number; count: number }[] = [];
  for (const [at, row] of rows.entries()) {
    const last = groups.at(-1);
    if (last && (rows[last.from]?.[by] ?? '') === (row[by] ?? '')) last.count++;
    else groups.push({ from: at, count: 1 });
  }
  return groups;
}

function expression(query: string, { matchCase = false }: FindOptions): RegExp {
  return new RegExp(query.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), matchCase ? 'gu' : 'giu');
}
