import { readAmount, sameAmount } from '../filing/amount.ts';
import { type Filing, isPrinted, type Row, rowsOf, typedColumns } from '../filing/filing.ts';
import { readIndicatorValue } from '../filing/indicator-value.ts';
import { MAX_ROWS } from '../filing/parse.ts';
import { pathOf } from '../filing/path.ts';
import { fold } from '../form/fold.ts';
import { type Column, columnOf, columnsOf, levelsOf, type TableBand, tableOf } from '../form/form.ts';
import { level2Named, levelName } from '../form/level-names.ts';
import { patternFields } from '../form/pattern.ts';
import type { SheetCell } from '../layout/sheet.ts';
import { bandColumns, isHeading, isPrintedColumn } from './band-columns.ts';
import { type Goal, isSide, type Target } from './header.ts';
import { isBlank, isLeftOut, type PasteDraft } from './paste-draft.ts';
import { masters, withoutCoveredRows } from './shape.ts';
import type { Table } from './table.ts';
import { groupIn, isTotalWords } from './totals.ts';

/** What stands on a line of the sheet: the tables that have a row there, and the sums that are printed. */
export interface SheetLine {
  tables: ReadonlySet<string>;
  sums: readonly SheetCell[];
}

/** Where rows of the clipboard go. */
export interface RowsTarget {
  band: TableBand;
  goals: readonly Goal[];
  /** For each table of the band the row that the first of its rows is laid over. */
  starts: ReadonlyMap<string, number>;
  /** The line of the sheet that a row of the clipboard lies on; null where there is none, or where they do not align. */
  lineAt(row: number): SheetLine | null;
}

/** A line of the clipboard: its texts by column of the form, and the words of a row of sums. */
interface Line {
  texts: Map<Target, string>;
  at: number;
}

/** What one table gets of a line. */
interface Source {
  texts: Map<string, string>;
  /** Whether the sheet has a row of the table there; null where nothing is known of it. */
  covered: boolean | null;
}

/** The row that a block with its own header goes to when no row is chosen: below the last one that is printed. */
export function firstFreeRow(filing: Filing, table: string): number {
  return rowsOf(filing, table).findLastIndex(isPrinted) + 1;
}

/**
 * Lays the rows of a table over those of one or two tables of the form and adds the rows that are missing. Merged cells
 * fill down; an empty text of a merged column means the one above. What the form works out itself is left out: row
 * numbers, sums and their rows.
 */
export function pasteRows(draft: PasteDraft, table: Table, target: RowsTarget): void {
  const { goals, band } = target;
  // A row that is covered all along belongs to a text of several lines, unless merged columns alone were copied.
  const mergedOnly = goals.every((goal) => !('target' in goal) || goal.target.column.merge === true);
  const all = linesOf(draft, mergedOnly ? table : withoutCoveredRows(table), target).filter((line) => !isHeader(line));
  const grouped = nameGroups(draft, target, all);
  const lines = all.filter((line) => !isTotal(draft, target, line));
  const targets = [...new Set(goals.flatMap((goal) => ('target' in goal ? [goal.target] : []))), ...grouped];
  const own = band.lanes.filter(({ id }) => targets.some(({ tables }) => tables.length === 1 && tables[0] === id));
  const lanes = (own.length > 0 ? own : band.lanes)
    .map(({ id }): Lane => {
      const columns = targets.filter(({ tables }) => tables.includes(id));
      return { id, columns, own: own.length > 0 ? columns.filter(({ tables }) => tables.length === 1) : columns };
    })
    .filter(({ columns }) => columns.length > 0);
  const sources = lanes.map((lane) =>
    lines.filter((line) => isRowOf(target, lanes, lane, line)).map((line) => sourceOf(target, lane, line)),
  );
  for (const [at, { id }] of lanes.entries()) pasteInto(draft, target, id, sources[at] ?? []);
}

/**
 * Gives rows the text of a column that is not printed beside them but in the words of their sums (`{unit}小计`); answers
 * with the columns that are given so.
 */
function nameGroups({ form, filing }: PasteDraft, { band }: RowsTarget, lines: readonly Line[]): Target[] {
  const hidden = new Map(
    bandColumns(form, filing, band)
      .filter((one) => !isPrintedColumn(one) && !one.column.computed)
      .map((one): [string, Target] => [one.column.id, { ...one, joins: false }]),
  );
  const given = new Set<Target>();
  let [from, open] = [0, null as { target: Target; text: string } | null];
  for (const [at, line] of lines.entries()) {
    const [first] = [...line.texts].filter(([, text]) => !isBlank(text));
    const group = first ? groupIn(band, first[1]) : null;
    const target = group && hidden.get(group.column);
    if (!target) {
      if (open) line.texts.set(open.target, open.text);
      continue;
    }
    given.add(target);
    if (group.at === 'start') open = { target, text: group.text };
    else for (const own of lines.slice(from, at)) own.texts.set(target, group.text);
    from = at + 1;
  }
  return [...given];
}

/** A table that rows go to: the columns that it gets of them, and those that it has alone. */
interface Lane {
  id: string;
  columns: Target[];
  own: Target[];
}

/** Whether a line has a row of this lane: the sheet has one there, or the clipboard a text for it. */
function isRowOf({ band, lineAt }: RowsTarget, lanes: readonly Lane[], lane: Lane, line: Line): boolean {
  const has = ({ id, own }: Lane) => lineAt(line.at)?.tables.has(id) === true || own.some((one) => says(line, one));
  if (has(lane)) return true;
  // What lanes share needs one of them at least; without a sheet to go by, a row may be empty.
  if (lane === lanes[0] && !lanes.some(has) && lane.columns.some((one) => says(line, one))) return true;
  return band.lanes.length === 1 && lineAt(line.at) === null;
}

function sourceOf({ lineAt }: RowsTarget, { id, columns }: Lane, { texts, at }: Line): Source {
  const own = columns.flatMap((one) => {
    const text = texts.get(one);
    return text === undefined ? [] : [[one.column.id, text] as const];
  });
  return { texts: new Map(own), covered: lineAt(at)?.tables.has(id) ?? null };
}

function says({ texts }: Line, target: Target): boolean {
  return !isBlank(texts.get(target) ?? '');
}

function pasteInto(draft: PasteDraft, { band, starts }: RowsTarget, table: string, sources: Source[]): void {
  const lone = band.lanes.length === 1;
  const there = rowsOf(draft.filing, table).length;
  const start = starts.get(table) ?? there;
  // Empty rows at the end clear what is there but add nothing.
  while (start + sources.length > there && [...(sources.at(-1)?.texts.values() ?? ['x'])].every(isBlank)) sources.pop();
  const added: { row: Row; pasted: Set<string> }[] = [];
  let above = rowsOf(draft.filing, table)[start - 1] ?? {};
  for (const [k, { texts, covered }] of sources.entries()) {
    const index = start + k;
    const present = rowsOf(draft.filing, table);
    // Beside a row of the other lane that this one has none for: a row of its own goes in between.
    const between = !lone && covered === false && index < present.length;
    if (present.length + added.length >= MAX_ROWS && (between || index >= present.length)) {
      for (const text of texts.values())
        draft.refuse(text, `${tableOf(draft.form, table)?.name ?? ''}最多 ${MAX_ROWS} 行`);
      continue;
    }
    const base = between ? undefined : present[index];
    const wanted = new Map([...texts, ...mergedOf(draft, table, texts, base ?? null, above, k === 0)]);
    if (base) {
      writeRow(draft, table, index, wanted);
      above = rowsOf(draft.filing, table)[index] ?? base;
      continue;
    }
    const row = newRow(draft, table, index, wanted);
    if (between) draft.insert(table, index, [{ row, pasted: new Set(texts.keys()) }]);
    else added.push({ row, pasted: new Set(texts.keys()) });
    above = row;
  }
  draft.insert(table, rowsOf(draft.filing, table).length, added);
}

/** The columns of a row in the order to write them: what others follow from first. */
function inOrder(draft: PasteDraft, table: string, texts: ReadonlyMap<string, string>): [Column, string][] {
  const wanted = withoutDoubles(draft, columnsOf(draft.form, table), texts);
  const columns = columnsOf(draft.form, table).filter(({ id }) => wanted.has(id));
  return columns
    .toSorted((a, b) => Number(a.computed !== undefined) - Number(b.computed !== undefined))
    .map((column) => [column, wanted.get(column.id) ?? '']);
}

/**
 * A value that has its sign or unit with it, beside others in columns of their own, is taken apart: what says something
 * else is left out and told.
 */
function withoutDoubles(
  draft: PasteDraft,
  columns: readonly Column[],
  texts: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const joined = columns.find(({ computed }) => computed?.is === 'join');
  if (joined?.computed?.is !== 'join') return texts;
  const parts = patternFields(joined.computed.pattern);
  const result = new Map(texts);
  const whole = texts.get(joined.id) ?? '';
  const leaveOut = (column: string, why: string) => {
    const text = texts.get(column) ?? '';
    if (isBlank(text)) return;
    draft.refuse(text, why);
    result.delete(column);
  };
  if (!isBlank(whole)) {
    if (parts.some((part) => !isBlank(texts.get(part) ?? ''))) leaveOut(joined.id, '指标值已写入分开的各列');
    return result;
  }
  const { number, sign, unit } = readIndicatorValue(texts.get('number') ?? '');
  if (number === null || !parts.includes('number')) return result;
  const differs = (part: string, own: string) => fold(texts.get(part) ?? '') !== fold(own);
  if (unit !== '' && parts.includes('unit') && differs('unit', unit)) leaveOut('unit', `指标值已带单位“${unit}”`);
  if (sign !== null && differs('sign', sign)) leaveOut('sign', `指标值已带符号“${sign}”`);
  return result;
}

function writeRow(draft: PasteDraft, table: string, row: number, wanted: ReadonlyMap<string, string>): void {
  for (const [column, text] of inOrder(draft, table, wanted)) {
    const place = { table, row, column: column.id };
    const name = draft.nameOf(table, row, column.id);
    if (isLeftOut(column)) leave(draft, place, column, name, text);
    else draft.write({ path: pathOf(place), pattern: '', run: null, name }, text);
  }
}

function newRow(draft: PasteDraft, table: string, index: number, wanted: ReadonlyMap<string, string>): Row {
  let row: Row = Object.fromEntries(typedColumns(draft.form, table).map(({ id }) => [id, '']));
  for (const [column, text] of inOrder(draft, table, wanted)) {
    const place = { table, row: index, column: column.id };
    if (isLeftOut(column)) leave(draft, place, column, draft.nameOf(table, index, column.id), text);
    else if (!isBlank(text)) row = draft.withText(table, index, row, column, text);
  }
  return row;
}

function leave(
  draft: PasteDraft,
  place: { table: string; row: number; column: string },
  { computed }: Column,
  name: string,
  text: string,
): void {
  // Rows are numbered anew wherever they go.
  if (computed?.is === 'ordinal' && /^\s*\d+[.、．]?\s*$/.test(text)) return;
  draft.leave(place, name, text);
}

/** A header that the source repeats, as tables over several pages do. */
function isHeader({ texts }: Line): boolean {
  const filled = [...texts].filter(([, text]) => !isBlank(text));
  return (
    filled.length >= 2 &&
    filled.every(([target, text]) => isHeading(target, text) || target.groups.includes(fold(text)))
  );
}

/** Whether a line is one of sums: by its words, or because it lies on one of the sheet and says the same. */
function isTotal(draft: PasteDraft, { band, lineAt }: RowsTarget, { texts, at }: Line): boolean {
  const filled = [...texts].filter(([, text]) => !isBlank(text));
  const summed = new Set((band.totals ?? []).flatMap(({ sums }) => sums));
  const isSum = ([{ column }, text]: [Target, string]) => summed.has(column.id) && (readAmount(text) ?? '') !== '';
  const [first, ...rest] = filled;
  if (!first) return false;
  const words = isSum(first) || !isTotalWords(band, first[1]) ? null : first[1];
  const sums = words === null ? filled : rest;
  const printed = lineAt(at)?.sums ?? [];
  const onSums = sums.every(([, text]) => printed.some((cell) => sameAmount(cell.text, text)));
  if (!sums.every(isSum) || (words === null && !(printed.length > 0 && onSums))) return false;
  for (const [{ column, tables }, text] of sums)
    draft.leaveSum(band, words, { table: tables[0] ?? '', column: column.id }, text);
  return true;
}

/** The texts of each row by the form's columns, merged cells filled down; texts without a place become misfits. */
function linesOf(draft: PasteDraft, table: Table, { goals, band }: RowsTarget): Line[] {
  return masters(table).map((row, at) => {
    const texts = new Map<Target, string>();
    const parts = new Map<Target, Partial<Record<'sign' | 'unit', string>>>();
    for (const [c, owner] of row.entries()) {
      const goal = goals[c] ?? { refused: '超出了最后一列' };
      const own = owner?.row === at && owner.col === c;
      if ('nothing' in goal) {
        if (own && !isSide(band, owner.cell.text)) draft.refuse(owner.cell.text, '它在表旁的标题之下');
        continue;
      }
      if ('refused' in goal) {
        if (own) draft.refuse(owner.cell.text, goal.refused);
        continue;
      }
      const { target, part } = goal;
      const text = owner?.col === c ? owner.cell.text : '';
      const before = texts.get(target) ?? '';
      if (part !== null) {
        // 定性 says what kind of value it is and is no part of it.
        const value = text.trim() === '定性' ? '' : text.trim();
        const others = parts.get(target);
        // A heading over several columns has a text in each.
        parts.set(target, { ...others, [part]: `${others?.[part] ?? ''}${value}` });
        if (!texts.has(target)) texts.set(target, '');
      } else if (isBlank(before)) texts.set(target, text);
      else if (target.joins && !isBlank(text)) texts.set(target, before + text.trim());
      else if (own) draft.refuse(text, '一个单元格只能写入一处内容');
    }
    for (const [target, { sign = '', unit = '' }] of parts) {
      const number = (texts.get(target) ?? '').trim();
      texts.set(target, `${sign}${number}${unit}`);
    }
    return { texts, at };
  });
}

/**
 * The texts of merged columns that a pasted row gets. What is pasted counts; an empty one, and those of a new row that
 * are not pasted, are those of the row above, except that a level 2 which belongs to another level 1 takes that one.
 */
function mergedOf(
  { form }: PasteDraft,
  table: string,
  texts: ReadonlyMap<string, string>,
  base: Row | null,
  above: Row,
  first: boolean,
): Map<string, string> {
  const merged = columnsOf(form, table)
    .filter((column) => column.merge)
    .map((column) => column.id);
  const result = new Map<string, string>();
  const blank = [...texts.values()].every(isBlank);
  const level1Given = !isBlank(texts.get('level1') ?? '');
  /** Whether the row still stands in the groups of the row above, and in those it stood in itself. */
  let sameAsAbove = true;
  let sameAsBase = base !== null;
  for (const column of merged) {
    const text = texts.get(column);
    const present = base?.[column] ?? '';
    const higher = above[column] ?? '';
    let name: string;
    if (text !== undefined && !isBlank(text)) name = levelName(form, table, column, text, result.get('level1'));
    else if (base && (text === undefined || blank)) name = present;
    else if (first && sameAsBase && present !== '') name = present;
    else name = sameAsAbove ? higher : '';
    result.set(column, name);
    sameAsAbove &&= name === higher;
    sameAsBase &&= name === present;
  }
  const level2 = texts.get('level2');
  const own = columnOf(form, table, 'level1')?.merge && levelsOf(form, table).length > 0;
  if (own && level2 !== undefined && !isBlank(level2) && !level1Given && (texts.has('level1') || !base)) {
    const level1 = level2Named(form, table, result.get('level2') ?? '')?.level1.name;
    if (level1 !== undefined) result.set('level1', level1);
  }
  return result;
}
