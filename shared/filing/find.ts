import { cellFields, type Form, fieldOf, printedRows } from '../form/form.ts';
import { groupBy } from '../group-by.ts';
import { type Edit, setText } from './edits.ts';
import { type Filing, textOf } from './filing.ts';
import { normalText } from './normal-text.ts';
import { cleanText, MAX_TEXT, shorten } from './parse.ts';
import { type Place, pathOf } from './path.ts';

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

function values(form: Form, filing: Filing): Value[] {
  const fields = new Map<string, Value>();
  for (const cell of printedRows(form, filing.sections).flatMap((row) => row.cells)) {
    const ids = cellFields(cell);
    for (const id of ids)
      if (!fields.has(id)) {
        const place = { field: id };
        const { name } = fieldOf(form, id);
        fields.set(id, { cell: ids[0] ?? id, name, text: textOf(filing, id), places: [place] });
      }
  }
  return [...fields.values(), ...filing.indicators.flatMap((_, row) => rowValues(form, filing, row))];
}

function rowValues(form: Form, filing: Filing, row: number): Value[] {
  return form.indicators.columns
    .filter((column) => startsCell(form, filing, row, column.id))
    .map((column) => {
      const place = { row, column: column.id };
      const places: [Place, ...Place[]] = [place];
      for (let next = row + 1; next < filing.indicators.length; next++) {
        if (startsCell(form, filing, next, column.id)) break;
        places.push({ row: next, column: column.id });
      }
      const text = filing.indicators[row]?.[column.id] ?? '';
      return { cell: pathOf(place), name: `第${row + 1}行 ${column.name}`, text, places };
    });
}

/** Whether a printed cell begins in this row, or the merged one above reaches over it, by the rule of the layout. */
function startsCell(form: Form, filing: Filing, row: number, column: string): boolean {
  const upTo = form.indicators.columns.findIndex((one) => one.id === column);
  if (row === 0 || !form.indicators.columns[upTo]?.merge) return true;
  const text = (at: number, id: string) => filing.indicators[at]?.[id] ?? '';
  return form.indicators.columns
    .slice(0, upTo + 1)
    .some(({ id, merge }) => merge && (text(row, id) === '' || text(row, id) !== text(row - 1, id)));
}

function expression(query: string, { matchCase = false }: FindOptions): RegExp {
  return new RegExp(query.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), matchCase ? 'gu' : 'giu');
}
