import { type Filing, isPrinted, type Row, rowsOf } from '../filing/filing.ts';
import { MAX_ROWS } from '../filing/parse.ts';
import { pathOf } from '../filing/path.ts';
import { fold } from '../form/fold.ts';
import { columnsOf, type Form } from '../form/form.ts';
import { level1Of, levelName } from './levels.ts';
import { isBlank, type PasteDraft, rowCellName } from './paste-draft.ts';
import { masters, withoutCoveredColumns, withoutCoveredRows } from './shape.ts';
import type { Table } from './table.ts';

/** Where a column of the clipboard goes: a column of the form, or nowhere and why. */
export type Goal = { column: string } | { refused: string };

/** Rows that are looked through for the names of the indicator columns. */
const HEADER_WITHIN = 100;

/**
 * The first row that holds names of the form's indicator columns: two of them, or the one text of a single column. -1
 * without.
 */
export function findHeader(form: Form, table: Table): number {
  const column = withoutCoveredColumns(table).rows[0]?.length === 1;
  return table.rows.slice(0, HEADER_WITHIN).findIndex((row, r) => {
    const texts = row.flatMap((cell) => (cell && !isBlank(cell.text) ? [cell.text] : []));
    const named = new Set(texts.map((text) => columnNamed(form, text)).filter((id) => id !== null));
    return named.size >= 2 || (named.size === 1 && r === 0 && column && table.rows.length > 1);
  });
}

/** The goals that a header row gives its columns, and how many rows it is high. */
export function readHeader(form: Form, table: Table): { goals: Goal[]; height: number } {
  const seen = new Map<string, number>();
  let height = 1;
  const goals = (masters(table)[0] ?? []).map((owner): Goal => {
    const name = owner?.cell.text ?? '';
    const column = columnNamed(form, name);
    if (!owner || column === null)
      return { refused: isBlank(name) ? '这一列没有列名' : `表样没有“${name.trim()}”这一列` };
    if ((seen.get(column) ?? owner.col) !== owner.col) return { refused: `“${name.trim()}”这一列重复出现` };
    seen.set(column, owner.col);
    height = Math.max(height, owner.cell.rowSpan);
    return { column };
  });
  return { goals, height };
}

function columnNamed(form: Form, text: string): string | null {
  const folded = fold(text);
  const found = columnsOf(form, 'indicators').find(({ name, also }) =>
    [name, ...(also ?? [])].some((other) => fold(other) === folded),
  );
  return found?.id ?? null;
}

/** The goals of `width` columns laid from a column of the form on. */
export function goalsFrom(form: Form, table: Table, first: string): Goal[] {
  const columns = columnsOf(form, 'indicators');
  const start = Math.max(
    0,
    columns.findIndex((column) => column.id === first),
  );
  const width = table.rows[0]?.length ?? 0;
  const own = columns.slice(start);
  const beyond: Goal = { refused: '超出了最后一列' };
  const inOrder = Array.from({ length: width }, (_, c): Goal => (own[c] ? { column: own[c].id } : beyond));
  if (width <= own.length) return inOrder;
  // Text without spans of a table with this form's merged columns: the positions they cover are empty all along.
  const onGrid = own.flatMap(({ id, colSpan = 1 }) => [id, ...new Array<null>(colSpan - 1).fill(null)]);
  const empty = (c: number) => table.rows.every((row) => isBlank(row[c]?.text ?? ''));
  const fits = inOrder.every((_, c) => (onGrid[c] ?? null) !== null || empty(c));
  if (!fits) return inOrder;
  return inOrder.map((_, c) => (onGrid[c] ? { column: onGrid[c] } : beyond));
}

/** The row that a block with its own header goes to when no row is chosen: below the last one that is printed. */
export function firstFreeRow(filing: Filing): number {
  return rowsOf(filing, 'indicators').findLastIndex(isPrinted) + 1;
}

/**
 * Lays the rows of a table over the indicator rows from `start` on and adds the rows that are missing. Merged cells
 * fill down; an empty level name means the one above.
 */
export function pasteRows(draft: PasteDraft, table: Table, goals: readonly Goal[], start: number): void {
  const { form } = draft;
  // A row that is covered all along belongs to a text of several lines, unless the level names alone were copied.
  const levels = new Set(
    columnsOf(form, 'indicators')
      .filter((column) => column.merge)
      .map((column) => column.id),
  );
  const levelsOnly = goals.every((goal) => 'refused' in goal || levels.has(goal.column));
  const sources = textsOf(draft, levelsOnly ? table : withoutCoveredRows(table), goals).filter(
    (texts) => !isHeader(form, texts),
  );
  const there = rowsOf(draft.filing, 'indicators').length;
  // Empty rows at the end clear what is there but add nothing.
  while (start + sources.length > there && sources.length > 0 && [...(sources.at(-1)?.values() ?? [])].every(isBlank))
    sources.pop();
  const added: { row: Row; pasted: Set<string> }[] = [];
  let above = rowsOf(draft.filing, 'indicators')[start - 1] ?? {};
  for (const [k, texts] of sources.entries()) {
    const index = start + k;
    if (index >= MAX_ROWS) {
      for (const text of texts.values()) draft.refuse(text, `指标最多 ${MAX_ROWS} 行`);
      continue;
    }
    const base = rowsOf(draft.filing, 'indicators')[index];
    const wanted = new Map([...texts, ...levelsOf(form, texts, base ?? null, above, k === 0)]);
    if (base) {
      for (const [column, text] of wanted) {
        const cell = {
          path: pathOf({ table: 'indicators', row: index, column }),
          pattern: '',
          run: null,
          name: rowCellName(index, nameOf(form, column)),
        };
        draft.write(cell, text);
      }
      above = rowsOf(draft.filing, 'indicators')[index] ?? base;
    } else {
      const row: Row = {};
      for (const { id, name } of columnsOf(form, 'indicators'))
        row[id] = draft.textForNewRow(index, { id, name }, wanted.get(id) ?? '') ?? '';
      added.push({ row, pasted: new Set(texts.keys()) });
      above = row;
    }
  }
  draft.append(added);
}

/** A header that the source repeats, as tables over several pages do. */
function isHeader(form: Form, texts: Map<string, string>): boolean {
  const filled = [...texts].filter(([, text]) => !isBlank(text));
  return filled.length >= 2 && filled.every(([column, text]) => columnNamed(form, text) === column);
}

function nameOf(form: Form, id: string): string {
  return columnsOf(form, 'indicators').find((column) => column.id === id)?.name ?? id;
}

/** The texts of each row by the form's columns, merged cells filled down; texts without a place become misfits. */
function textsOf(draft: PasteDraft, table: Table, goals: readonly Goal[]): Map<string, string>[] {
  const owners = masters(table);
  return owners.map((row, r) => {
    const texts = new Map<string, string>();
    for (const [c, owner] of row.entries()) {
      const goal = goals[c] ?? { refused: '超出了最后一列' };
      const own = owner?.row === r && owner.col === c;
      if ('refused' in goal) {
        if (own) draft.refuse(owner.cell.text, goal.refused);
        continue;
      }
      const text = owner?.col === c ? owner.cell.text : '';
      const before = texts.get(goal.column) ?? '';
      if (isBlank(before)) texts.set(goal.column, text);
      // One header over several columns: sign, number and unit of a value in cells of their own.
      else if (goal.column === 'value' && !isBlank(text)) texts.set(goal.column, before + text.trim());
      else if (own) draft.refuse(text, '一个单元格只能写入一处内容');
    }
    return texts;
  });
}

/**
 * The level names that a pasted row gets. What is pasted counts; an empty name, and the names of a new row that are not
 * pasted, are those of the row above, except that a level 2 which belongs to another level 1 takes that one.
 */
function levelsOf(
  form: Form,
  texts: Map<string, string>,
  base: Row | null,
  above: Row,
  first: boolean,
): Map<string, string> {
  const levels = columnsOf(form, 'indicators')
    .filter((column) => column.merge)
    .map((column) => column.id);
  const result = new Map<string, string>();
  const blank = [...texts.values()].every(isBlank);
  const level1Given = !isBlank(texts.get('level1') ?? '');
  /** Whether the row still stands in the groups of the row above, and in those it stood in itself. */
  let sameAsAbove = true;
  let sameAsBase = base !== null;
  for (const column of levels) {
    const text = texts.get(column);
    const present = base?.[column] ?? '';
    const higher = above[column] ?? '';
    let name: string;
    if (text !== undefined && !isBlank(text)) name = levelName(form, column, text, result.get('level1'));
    else if (base && (text === undefined || blank)) name = present;
    else if (first && sameAsBase && present !== '') name = present;
    else name = sameAsAbove ? higher : '';
    result.set(column, name);
    sameAsAbove &&= name === higher;
    sameAsBase &&= name === present;
  }
  const level2 = texts.get('level2');
  if (level2 !== undefined && !isBlank(level2) && !level1Given && (texts.has('level1') || !base)) {
    const level1 = level1Of(form, result.get('level2') ?? '');
    if (level1 !== null) result.set('level1', level1);
  }
  return result;
}
