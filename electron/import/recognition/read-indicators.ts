import type { Row } from '../../../shared/filing/filing.ts';
import { shorten } from '../../../shared/filing/parse.ts';
import { pathOf } from '../../../shared/filing/path.ts';
import { fold } from '../../../shared/form/fold.ts';
import { type Arranged, arrange } from './arrange.ts';
import { indicatorName, isOtherLevel1, levelName } from './level-names.ts';
import { isFilledIn, isRemark } from './remark.ts';
import { countKnown, readHeaderRow, withSecondRow, type Zone, zoneAt } from './table-columns.ts';
import type { TableMap } from './table-map.ts';
import { mastersAbove, type ViewCell, type ViewRow } from './view.ts';
import { isPageLine } from './whole-texts.ts';

export interface Hint {
  row: ViewRow;
  message: string;
  /** The value it is about, and the rule of the review that says the same. */
  path?: string;
  rule?: string;
}

export interface Indicators {
  rows: Row[];
  /** The cells that the texts of each row stand in, by column. */
  cells: Map<string, ViewCell>[];
  /** The index of each among the given rows. */
  at: number[];
  strays: { cell: ViewCell; column: string | null }[];
  hints: Hint[];
  /** Columns of the form that the header row lacks. */
  missing: string[];
  /** What is left out or to be looked at, with the place of the row. */
  errors: { row: ViewRow; message: string }[];
}

const LEVELS = ['level1', 'level2'];

/**
 * How many of the rows after the header row belong to the table: up to the last one that names a level or fills the
 * first and last column of an indicator, and what follows it without a gap, up to a remark.
 */
export function countIndicatorRows(
  map: TableMap,
  zones: Zone[],
  rows: ViewRow[],
  endsBefore: (row: ViewRow) => boolean,
): number {
  let count = 0;
  const last = zones.findLast((zone) => zone.id !== null);
  for (const [index, row] of rows.entries()) {
    if (!row.row.tabular || row.cells.length > zones.length + 2) continue;
    if (isRemark(map, zones, row)) continue;
    const ids = row.cells.map((cell) => zoneAt(zones, cell.col)?.id ?? null);
    const names = row.cells.slice(0, 2).some((cell) => map.level1.has(cell.folded) || map.level2.has(cell.folded));
    const filled = ids[0] === 'level3' && (ids.includes('value') || ids.includes(last?.id ?? null));
    if ((names && row.cells.length > 1) || filled || readHeaderRow(map, row)) count = index + 1;
  }
  while (count < rows.length) {
    const next = rows[count] as ViewRow;
    // A level that reaches into a row makes it one of the table, whatever its texts read like.
    const joined = next.cells.length === 0 || mastersAbove(next).some(({ col }) => zoneAt(zones, col)?.id);
    if (!joined && (next.row.apart || !next.row.tabular || endsBefore(next) || isRemark(map, zones, next))) break;
    count++;
  }
  return count;
}

/**
 * The heading that stands again in a row, as on a new page: a row of the table may have texts that read like headings
 * among its own.
 */
function headingAgain(map: TableMap, header: readonly Zone[], row: ViewRow): Zone[] | null {
  const again = readHeaderRow(map, row);
  return again && countKnown(again) >= Math.min(countKnown(header), row.cells.length / 2) ? again : null;
}

/** Reads indicator rows. Level 1 and 2 are filled down from the row above. */
export function readIndicators(map: TableMap, header: Zone[], rows: ViewRow[], loose: boolean): Indicators {
  const result: Indicators = { rows: [], cells: [], at: [], strays: [], hints: [], missing: [], errors: [] };
  const removed: { row: ViewRow; text: string }[] = [];
  const there = new Set(header.map((zone) => zone.id));
  result.missing = map.columns.filter((column) => !there.has(column.id)).map((column) => column.name);
  let zones = header;
  let above = { level1: '', level2: '' };
  let skipped = -1;
  const hasValue = map.columns.some(({ id }) => id === 'value');
  for (const [index, row] of rows.entries()) {
    if (index === skipped) continue;
    const again = headingAgain(map, header, row);
    if (again) {
      const split = withSecondRow(map, again, rows[index + 1]);
      const second = secondHeader(map, zones, split ?? again, rows, index);
      if (second === 'block') {
        result.errors.push({ row, message: secondTable(row, rows.slice(index + 1)) });
        break;
      }
      if (second === 'joined')
        result.errors.push({ row, message: '此处又有一行指标表头，前后各行已读成一张指标表，请核对' });
      if (split) skipped = index + 1;
      zones = split ?? again;
      continue;
    }
    if (row.cells.length === 0 || isPageLine(row)) continue;
    if (isRemark(map, zones, row)) {
      footRow(row, result);
      continue;
    }
    if (!row.row.tabular) {
      result.strays.push(...row.cells.map((cell) => ({ cell, column: null })));
      continue;
    }
    const merged = mergedCells(map, zones, row);
    const arranged = arrange(map, zones, row, new Set(merged.keys()), loose);
    const ids = [...arranged.cells.keys()];
    const named = [...arranged.cells.values()].some(
      (cell) => !map.level1.has(cell.folded) && !map.level2.has(cell.folded),
    );
    if (named && ids.every((id) => LEVELS.includes(id))) {
      // A remark under the table, or the rest of a wrapped line.
      result.strays.push(...[...arranged.cells.values()].map((cell) => ({ cell, column: null })), ...arranged.strays);
      continue;
    }
    result.strays.push(...arranged.strays);
    const text = (id: string) => arranged.cells.get(id)?.text ?? (LEVELS.includes(id) ? '' : (merged.get(id) ?? ''));
    const level = (id: string) => levelName(map, text(id)).name;
    const levels = fillDown(
      map,
      above,
      { level1: merged.get('level1') ?? level('level1'), level2: merged.get('level2') ?? level('level2') },
      merged,
    );
    if (levels.moved) result.hints.push({ row, message: `“${levels.level2}”属于“${levels.level1}”，一级指标按此读入` });
    const known = map.level1.has(fold(levels.level1)) || isOtherLevel1(fold(levels.level1), fold(levels.level2));
    const strange = levels.level1 !== above.level1 && levels.level1 !== '' && !known;
    above = { level1: levels.level1, level2: levels.level2 };
    if (!ids.some((id) => !LEVELS.includes(id))) continue;
    if (strange)
      result.hints.push({ row, message: `“${shorten(levels.level1)}”不是表样中的一级指标，该行已按指标读入，请核对` });
    if (arranged.shifted) result.hints.push(shifted(row, text('level3'), text('value')));
    const name = indicatorName(text('level3'));
    const value = hasValue ? joinedValue(text('value'), arranged.parts, zones, result) : '';
    const made = Object.fromEntries(
      map.columns.map(({ id }) => [id, id === 'level1' || id === 'level2' ? levels[id] : text(id)]),
    );
    if (name.left !== '') removed.push({ row, text: name.left });
    // A blank form has numbers where names are to be written.
    const dots = /^[.…·。\s]+$/u.test(name.name);
    const blank =
      (name.name === '' || dots) && value === '' && ids.every((id) => LEVELS.includes(id) || id === 'level3');
    if (blank && dots) result.hints.push({ row, message: `这一行只有“${shorten(name.name)}”，没有读成指标` });
    if (blank) continue;
    result.rows.push({ ...made, level3: name.name, ...(hasValue ? { value } : {}) });
    result.cells.push(arranged.cells);
    result.at.push(index);
  }
  const [first] = removed;
  if (first) {
    const texts = [...new Set(removed.map(({ text }) => `“${shorten(text)}”`))];
    const listed = `${texts.slice(0, 3).join('')}${texts.length > 3 ? '等' : ''}`;
    result.hints.push({ row: first.row, message: `三级指标前的${listed}已去掉，共 ${removed.length} 处` });
  }
  return result;

  /** The cells stood beside their columns; a level 1 in the column of level 2 is what the review calls R22. */
  function shifted(row: ViewRow, level3: string, value: string): Hint {
    const read = `该行列错位，已识别为：指标“${level3}”，值${value === '' ? '为空' : `“${value}”`}，请核对`;
    const path = (column: string) => pathOf({ table: map.tables[0] ?? '', row: result.rows.length, column });
    const wrong = row.cells.find((cell) => zoneAt(zones, cell.col)?.id === 'level2' && map.level1.has(cell.folded));
    if (!wrong) return { row, message: read, path: path('level3') };
    const message = `二级指标一栏写的是一级指标“${wrong.text}”；${read}`;
    return { row, message, path: path('level2'), rule: 'R22' };
  }
}

/** What a row under the table says is told in full: the form has no place for it. */
export function footRow(row: ViewRow, { hints, errors }: Pick<Indicators, 'hints' | 'errors'>): void {
  const text = row.cells.map((cell) => cell.text).join(' ');
  if (isFilledIn(row)) errors.push({ row, message: `表样中没有这一行，未读入“${shorten(text, LONGEST_QUOTE)}”` });
  else hints.push({ row, message: `表格以外的内容“${shorten(row.cells[0]?.text ?? '')}”未读入` });
}

/** What is left out is told in full, up to what a message can hold. */
export const LONGEST_QUOTE = 2000;

/**
 * What a further header of the indicators is: of the next page; of a table of its own (other columns, or levels that
 * begin anew); or, where nothing sets it off, one that the clerk should look at.
 */
function secondHeader(
  map: TableMap,
  zones: Zone[],
  again: Zone[],
  rows: ViewRow[],
  at: number,
): 'page' | 'block' | 'joined' {
  const row = rows[at] as ViewRow;
  if (again.map(({ id }) => id).join() !== zones.map(({ id }) => id).join()) return 'block';
  const side = row.cells[0]?.col === again[0]?.col ? null : row.cells[0]?.folded;
  if (side && side !== '绩效指标') return 'block';
  if (beginsAnew(map, rows, at)) return 'block';
  const above = rows[at - 1];
  const parted = row.row.apart || !above || above.row.apart || isPageLine(above) || isRemark(map, zones, above);
  return parted ? 'page' : 'joined';
}

/**
 * Whether the levels begin from an earlier one again behind a header: then it is another table's. Within one 一级指标 the
 * 二级指标 of a table may stand in any order.
 */
export function beginsAnew(map: TableMap, rows: readonly ViewRow[], at: number): boolean {
  const before = levelOrder(map, rows, at, -1);
  const after = levelOrder(map, rows, at, 1);
  return before !== null && after !== null && after < before;
}

/** Rows in which the level before or after a header is looked for. */
const REACH = 100;

/** The place in the classification of the 一级指标 of the level named next to a row, upwards or downwards; null where none is. */
function levelOrder(map: TableMap, rows: readonly ViewRow[], from: number, step: 1 | -1): number | null {
  const level1 = [...new Set(map.level1.values())];
  for (let at = from + step; at >= 0 && at < rows.length && Math.abs(at - from) <= REACH; at += step) {
    const names = (rows[at] as ViewRow).cells.slice(0, 2).map(({ folded }) => folded);
    const first = names.map((name) => map.level1.get(name) ?? map.level2.get(name)).find((name) => name !== undefined);
    if (first !== undefined) return level1.indexOf(first);
  }
  return null;
}

function secondTable(row: ViewRow, rows: ViewRow[]): string {
  const name = row.cells[0]?.text.replace(/\s/g, '') ?? '';
  const called = name.includes('绩效指标') ? `“${shorten(name)}”` : '';
  const left = rows.filter(({ cells }) => cells.length > 0);
  const first = left[0]?.cells.map(({ text }) => text).join(' ') ?? '';
  const named = first === '' ? '' : `“${shorten(first, 40)}”${left.length > 1 ? `等 ${left.length} 行` : ''}未读入；`;
  return `从这一行起是第二张指标表${called}，表样中只有一张，${named}请另建一张表`;
}

/** Signs as a split value's first column has them. */
const SIGN =
  /^(?:[≥≤><=≧≦＞＜＝]|>=|<=|≠|大于等于|小于等于|大于或等于|小于或等于|大于|小于|等于|不低于|不高于|不少于|不超过)$/;
const NO_PART = /^(?:[/\\—－-]|无)$/;

/**
 * One text out of the columns of a split value: `≥`, `95`, `%`. What is no sign, and not just 定性 or 定量, is told.
 */
function joinedValue(value: string, parts: Arranged['parts'], zones: Zone[], result: Indicators): string {
  let text = value;
  const { sign, unit } = parts;
  if (unit && !NO_PART.test(unit.text) && !text.endsWith(unit.text)) text = `${text}${unit.text}`;
  if (!sign || NO_PART.test(sign.text) || /^定[性量](?:指标)?$/.test(sign.text)) return text;
  if (!SIGN.test(sign.text)) result.strays.push({ cell: sign, column: zoneAt(zones, sign.col)?.name ?? null });
  else if (!text.startsWith(sign.text)) text = `${sign.text}${text}`;
  return text;
}

/** Columns that a merge from an indicator above covers here, with the text it shows. */
function mergedCells(map: TableMap, zones: Zone[], row: ViewRow): Map<string, string> {
  const merged = new Map<string, string>();
  for (const { master, col } of row.row.cells) {
    const id = zoneAt(zones, col)?.id;
    if (!master || !id || master.rowSpan < 2 || row.row.cells.includes(master)) continue;
    const isHeader = map.columns.find((column) => column.id === id)?.texts.has(fold(master.text));
    // A level without a name says as little where it reaches down as in a row of its own.
    if (LEVELS.includes(id) && master.text.trim() === '') continue;
    if (zoneAt(zones, master.col)?.id === id && !isHeader)
      merged.set(id, LEVELS.includes(id) ? levelName(map, master.text.trim()).name : master.text.trim());
  }
  return merged;
}

function fillDown(
  map: TableMap,
  above: { level1: string; level2: string },
  own: { level1: string; level2: string },
  merged: Map<string, string>,
): { level1: string; level2: string; moved: boolean } {
  if (merged.has('level1') && merged.has('level2')) return { ...own, moved: false };
  let { level1, level2 } = own;
  let moved = false;
  if (level1 === '' && !merged.has('level1')) {
    const belongs = map.level2.get(fold(level2));
    level1 = above.level1;
    if (belongs !== undefined && belongs !== map.level1.get(fold(above.level1))) {
      level1 = belongs;
      moved = true;
    }
  }
  if (level2 === '' && !merged.has('level2') && level1 === above.level1) level2 = above.level2;
  return { level1, level2, moved };
}
