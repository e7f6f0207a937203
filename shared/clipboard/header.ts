import type { Filing } from '../filing/filing.ts';
import { fold } from '../form/fold.ts';
import type { Form, TableBand } from '../form/form.ts';
import { type BandColumn, bandColumns, isHeading, isPrintedColumn, joinsTexts, valuePart } from './band-columns.ts';
import { isBlank } from './paste-draft.ts';
import { masters, sliceRows, withoutCoveredColumns } from './shape.ts';
import type { Table } from './table.ts';

/** A column that texts of the clipboard go to; one object for all clipboard columns that do. */
export interface Target extends BandColumn {
  /** Whether several texts are put together: the parts of a value. */
  joins: boolean;
}

/**
 * Where a column of the clipboard goes, `part` saying which part of a value it holds; or nowhere and why, in silence
 * where it repeats what the form prints beside the table.
 */
export type Goal = { target: Target; part: 'sign' | 'unit' | null } | { refused: string } | { nothing: true };

/** A band of the form, with its index there. */
export interface PlacedBand {
  index: number;
  band: TableBand;
}

export interface Header extends PlacedBand {
  goals: Goal[];
  /** Rows that it is high. */
  height: number;
  /** Columns that it names. */
  named: number;
}

/** Rows that are looked through for headings. */
const HEADER_WITHIN = 100;

/** The form's bands of tables. */
export function tableBands(form: Form): PlacedBand[] {
  return form.bands.flatMap((band, index) => (band.kind === 'table' ? [{ index, band }] : []));
}

/** The first row from `from` on that is the heading of a table, and which; null without. */
export function findHeader(
  form: Form,
  filing: Filing,
  table: Table,
  selected: string | null,
  from = 0,
): { row: number; header: Header } | null {
  const last = Math.min(table.rows.length, HEADER_WITHIN);
  const isNamed = headingsOf(form, filing);
  for (let row = from; row < last; row++) {
    const header = isNamed(table, row) ? headerAt(form, filing, table, row, selected) : null;
    if (header) return { row, header };
  }
  return null;
}

/** A quick look whether a row can be one of headings. */
export function headingsOf(form: Form, filing: Filing): (table: Table, row: number) => boolean {
  const columns = tableBands(form).flatMap(({ band }) => bandColumns(form, filing, band));
  const names = new Set(columns.flatMap((column) => column.names));
  const open = columns.filter(({ patterns }) => patterns.length > 0);
  return (table, row) =>
    (table.rows[row] ?? []).some(
      (cell) => cell !== null && (names.has(fold(cell.text)) || open.some((column) => isHeading(column, cell.text))),
    );
}

/**
 * The table that a row of headings is of: it names two columns, or is the one text of a single column. Where several
 * tables have these headings it is the one whose label stands beside them, else the selected one, else the first that
 * most of them fit.
 */
export function headerAt(
  form: Form,
  filing: Filing,
  table: Table,
  row: number,
  selected: string | null,
): Header | null {
  const lower = withoutCoveredColumns(sliceRows(table, row, table.rows.length));
  const texts = (lower.rows[0] ?? []).filter((cell) => cell !== null && !isBlank(cell.text));
  if (texts.length === 0) return null;
  const single = row === 0 && lower.rows[0]?.length === 1 && lower.rows.length > 1;
  const all = tableBands(form)
    .map((placed) => readHeader(form, filing, placed, lower, selected))
    .filter(({ named }) => named >= 2 || (named === 1 && single));
  const labelled = all.filter(({ band }) => texts.some((cell) => cell !== null && isSide(band, cell.text)));
  const headers = labelled.length > 0 ? labelled : all;
  const most = Math.max(0, ...headers.map(({ named }) => named));
  const own = headers.find(({ band }) => band.lanes.some(({ id }) => id === selected));
  // A few headings in common do not make it the selected table's, least of all where rows stand above them.
  if (own && own.named * (row === 0 ? 2 : 1) >= most) return own;
  return headers.find(({ named }) => named === most) ?? null;
}

function readHeader(form: Form, filing: Filing, placed: PlacedBand, lower: Table, selected: string | null): Header {
  const columns = bandColumns(form, filing, placed.band);
  const one = readAs(form, placed, columns, lower, 1, selected);
  const grouped = columns.some(({ groups }) => groups.length > 0);
  const two = grouped && lower.rows.length > 1 ? readAs(form, placed, columns, lower, 2, selected) : one;
  return two.named > one.named && hasGroups(columns, lower) ? two : one;
}

/** Whether a text is the label beside the table. */
export function isSide({ side }: TableBand, text: string): boolean {
  return side !== undefined && [side.text, ...(side.also ?? [])].some((words) => fold(words) === fold(text));
}

function hasGroups(columns: readonly BandColumn[], { rows }: Table): boolean {
  return (rows[0] ?? []).some((cell) => cell && isGroup(columns, cell.text));
}

/** Whether a text is the heading over several columns. */
export function isGroup(columns: readonly BandColumn[], text: string): boolean {
  return columns.some(({ groups }) => groups.includes(fold(text)));
}

/** A heading of one clipboard column: the cell that says it, its text and the one over it, folded. */
interface Heading {
  cell: object | null;
  text: string;
  group: string;
}

/** Reads the first `height` rows as headings. */
function readAs(
  form: Form,
  placed: PlacedBand,
  columns: readonly BandColumn[],
  lower: Table,
  height: 1 | 2,
  selected: string | null,
): Header {
  const owners = masters(lower);
  const upper = owners[0] ?? [];
  let above = '';
  const headings = upper.map((owner, col): Heading => {
    const below = height === 2 ? (owners[1]?.[col] ?? null) : null;
    if (owner && !isBlank(owner.cell.text)) above = owner.cell.text;
    // Below a group stands the heading of its own; text without merges has the group over its first column only.
    const own = below && below !== owner && !isBlank(below.cell.text) && below.row === 1 ? below : null;
    const group = fold(above);
    const inGroup = columns.some((column) => column.groups.includes(group) && isHeading(column, own?.cell.text ?? ''));
    if (own && (inGroup || isBlank(owner?.cell.text ?? ''))) return { cell: own.cell, text: own.cell.text, group };
    return { cell: owner?.cell ?? null, text: owner?.cell.text ?? '', group: '' };
  });
  const found = headings.map(({ text, group }) => candidates(form, columns, text, group));
  const preferred = preferredTable(placed.band, found, selected);
  const used = new Map<object, Goal>();
  const targets = new Map<BandColumn, Target>();
  const targetOf = (column: BandColumn): Target => {
    const known = targets.get(column) ?? { ...column, joins: joinsTexts(columns, column) };
    targets.set(column, known);
    return known;
  };
  const taken = new Set<string>();
  const keyOf = ({ column, part }: Candidate) => `${column.tables.join(' ')} ${column.column.id} ${part ?? ''}`;
  const counts = new Map<string, Set<object>>();
  for (const { cell, text, group } of headings)
    if (cell) counts.set(`${group} ${fold(text)}`, (counts.get(`${group} ${fold(text)}`) ?? new Set()).add(cell));
  const goals = headings.map(({ cell, text, group }, col): Goal => {
    const name = text.trim();
    if (!cell || isBlank(text)) return { refused: '这一列没有列名' };
    const same = used.get(cell);
    if (same) return same;
    const open = (found[col] ?? []).filter((one) => !taken.has(keyOf(one)));
    const repeats = counts.get(`${group} ${fold(text)}`)?.size ?? 1;
    const [first] = open;
    if (!first && isSide(placed.band, text)) return { nothing: true };
    // A heading that both lanes have, once: of the selected lane, or of the one that the others are of.
    const chosen =
      repeats < open.length
        ? (open.find(({ column }) => preferred !== null && column.tables.includes(preferred)) ?? first)
        : first;
    if (chosen) taken.add(keyOf(chosen));
    const goal: Goal = chosen
      ? { target: targetOf(chosen.column), part: chosen.part }
      : { refused: (found[col] ?? []).length > 0 ? `“${name}”这一列重复出现` : `表样没有“${name}”这一列` };
    used.set(cell, goal);
    return goal;
  });
  const tall = upper.map((owner, col) => {
    const goal = goals[col];
    return owner && goal && 'target' in goal ? owner.cell.rowSpan : 1;
  });
  return { ...placed, goals, height: Math.max(height, ...tall), named: targets.size };
}

interface Candidate {
  column: BandColumn;
  part: 'sign' | 'unit' | null;
}

/** The columns that a heading may name, printed ones first. */
function candidates(form: Form, columns: readonly BandColumn[], heading: string, group: string): Candidate[] {
  if (isBlank(heading)) return [];
  const named = columns.filter((column) => isHeading(column, heading));
  const printed = named.some(isPrintedColumn) ? named.filter(isPrintedColumn) : named;
  const inGroup = printed.filter(({ groups }) => groups.includes(group));
  const own = group === '' || inGroup.length === 0 ? printed : inGroup;
  if (own.length > 0) return own.map((column) => ({ column, part: null }));
  return columns.flatMap((column) => {
    const part = valuePart(form, column, fold(heading));
    return part === null ? [] : [{ column, part }];
  });
}

/** The lane that headings of both are of where they are there once. */
function preferredTable(band: TableBand, found: readonly Candidate[][], selected: string | null): string | null {
  if (band.lanes.some(({ id }) => id === selected)) return selected;
  const sure = found.flatMap((list) => (list.length === 1 ? (list[0]?.column.tables ?? []) : []));
  const counts = band.lanes.map(({ id }) => sure.filter((table) => table === id).length);
  return band.lanes[counts.indexOf(Math.max(...counts))]?.id ?? null;
}

/** The goals of the clipboard's columns laid over those of the band from one of them on. */
export function goalsFrom(
  form: Form,
  filing: Filing,
  { band }: PlacedBand,
  table: Table,
  first: BandColumnKey,
): Goal[] {
  const all = bandColumns(form, filing, band);
  const columns = all.filter(isPrintedColumn);
  const start = columns.findIndex(({ column, tables }) => column.id === first.column && tables.includes(first.table));
  const own = columns
    .slice(Math.max(0, start))
    .map((column): Target => ({ ...column, joins: joinsTexts(all, column) }));
  const width = table.rows[0]?.length ?? 0;
  const beyond: Goal = { refused: '超出了最后一列' };
  const goalOf = (target: Target | null | undefined): Goal => (target ? { target, part: null } : beyond);
  const inOrder = Array.from({ length: width }, (_, c) => goalOf(own[c]));
  if (width <= own.length) return inOrder;
  // Text without spans of a table with this form's merged columns: the positions they cover are empty all along.
  const onGrid = own.flatMap((target) => [target, ...new Array<null>((target.column.colSpan ?? 1) - 1).fill(null)]);
  const empty = (c: number) => table.rows.every((row) => isBlank(row[c]?.text ?? ''));
  const fits = inOrder.every((_, c) => (onGrid[c] ?? null) !== null || empty(c));
  return fits ? inOrder.map((_, c) => goalOf(onGrid[c])) : inOrder;
}

export interface BandColumnKey {
  table: string;
  column: string;
}
