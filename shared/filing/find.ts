import { type Column, cellFields, columnsOf, type Form, fieldOf, paragraphFields, printedBands } from '../form/form.ts';
import { groupBy } from '../group-by.ts';
import { type Edit, setText } from './edits.ts';
import { type Filing, rowsOf, textOf } from './filing.ts';
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
  /** Name of the value, e.g. 年度金额 or 第3行 三级指标. */
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
 * All occurrences of `query` in the values that the form prints for this filing, in printed order: fields, then
 * indicator rows (also those still empty but for their levels). A merged level cell is one place. Labels are not
 * searched.
 */
export function findIn(form: Form, filing: Filing, query: string, options: FindOptions = {}): Match[] {
  const wanted = normalText(query);
  if (wanted === '') return [];
  return values(form, filing).flatMap(({ cell, name, text, places }) =>
    [...text.matchAll(expression(wanted, options))].map((found) => ({
      path: pathOf(places[0]),
      cell,
      name,
      text,
      start: found.index,
      length: found[0].length,
    })),
  );
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
  const chosen = groupBy(matches === 'all' ? findIn(form, filing, query, options) : matches, (match) => match.path);
  const edits: (Edit | null)[] = [];
  for (const value of values(form, filing)) {
    const { places, text } = value;
    const here = (chosen.get(pathOf(places[0])) ?? []).filter((match) => match.text === text);
    if (here.length === 0) continue;
    // Cleaned as a whole: what is put in may combine with what stands before it.
    const replaced = cleanText(replaceAt(text, here, replacement));
    const refused = refusal(form, value, replaced);
    if (refused) return { refused };
    edits.push(...places.map((place) => setText(filing, place, replaced)));
  }
  return edits.filter((edit) => edit !== null);
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
  const match = 'field' in places[0] ? fieldOf(form, places[0].field).match : undefined;
  const fits = (value: string) => value === '' || new RegExp(`^(?:${match})$`, 'su').test(value);
  // A value that did not fit before is the import's or the checks' to tell.
  return match === undefined || fits(replaced) || !fits(text) ? null : `${name}不能写成“${shorten(replaced)}”，未替换`;
}

/** In printed order: each value once, however often it is printed. */
function values(form: Form, filing: Filing): Value[] {
  const fields = new Map<string, Value>();
  const fieldValues = (groups: string[][]): Value[] =>
    groups.flatMap((ids) =>
      ids.flatMap((id): Value[] => {
        if (fields.has(id) || isComputed(fieldOf(form, id))) return [];
        const place = { field: id };
        const value: Value = {
          cell: ids[0] ?? id,
          name: fieldOf(form, id).name,
          text: textOf(filing, id),
          places: [place],
        };
        fields.set(id, value);
        return [value];
      }),
    );
  const on = ({ section }: { section?: string | undefined }) => !section || filing.sections.includes(section);
  return printedBands(form, filing.sections).flatMap((band) => {
    if (band.kind === 'fixed') return fieldValues(band.rows.filter(on).flatMap((row) => row.cells.map(cellFields)));
    if (band.kind === 'text') return fieldValues(band.paragraphs.filter(on).map(paragraphFields));
    return band.lanes.flatMap(({ id }) => tableValues(form, filing, id));
  });
}

function tableValues(form: Form, filing: Filing, table: string): Value[] {
  const rows = rowsOf(filing, table);
  const columns = columnsOf(form, table);
  const runs = mergedRuns(columns, rows);
  return rows.flatMap((_, row) =>
    columns.flatMap((column): Value[] => {
      const length = runs.get(column.id)?.[row] ?? 1;
      if (length === 0 || isComputed(column)) return [];
      const places = Array.from({ length }, (_, k) => ({ table, row: row + k, column: column.id }));
      const [first, ...more] = places as [RowPlace, ...RowPlace[]];
      const text = rows[row]?.[column.id] ?? '';
      return [{ cell: pathOf(first), name: placeName(form, pathOf(first)), text, places: [first, ...more] }];
    }),
  );
}

function isComputed({ computed, override }: Pick<Column, 'computed' | 'override'>): boolean {
  return computed !== undefined && override === undefined;
}

function expression(query: string, { matchCase = false }: FindOptions): RegExp {
  return new RegExp(query.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), matchCase ? 'gu' : 'giu');
}
