import { fold } from '../../../shared/form/fold.ts';
import type { GridCell } from '../grid.ts';
import { isOtherLevel1, levelName, otherLevel1 } from './level-names.ts';
import { isRemark } from './remark.ts';
import type { Zone } from './table-columns.ts';
import type { TableMap } from './table-map.ts';
import type { ViewRow } from './view.ts';
import { glue, type Joined } from './wrapped-rows.ts';

/** A line above the next table has no more cells: unit, its name, the unit of money. */
const MOST_HEADER_CELLS = 3;

/** Most lines that the cells of one row may be broken over. */
const MOST_LINES = 20;

/**
 * Rows of indicators as a browser copies them: cells that a merge from above covers are absent, so that a row has only
 * its last cells, and a cell's line breaks end the line. How many cells a row must have is told by the level its first
 * cell names. Gives the rows with every cell in its column, or null where the rows are not of this shape.
 */
export function alignRows(
  map: TableMap,
  zones: Zone[],
  rows: ViewRow[],
  ends: (row: ViewRow) => boolean,
): Joined | null {
  const width = zones.length;
  const [level1, level2] = ['level1', 'level2'].map((id) => zones.findIndex((zone) => zone.id === id));
  if (level1 !== 0 || level2 !== 1 || width < 4) return null;
  const joined: Joined = { rows: [...rows], hints: [], errors: [] };
  let last = -1;
  let short = false;
  for (let at = 0; at < rows.length; ) {
    const row = rows[at] as ViewRow;
    if (row.row.apart && !row.row.tabular) break;
    const named = levelOf(map, row.row.cells[0]?.text ?? '', row.row.cells[1]?.text) !== null;
    if (!named && row.cells.length <= MOST_HEADER_CELLS && ends(row)) break;
    if (row.cells.length === 0 || (!named && isRemark(map, zones, row)) || isHeading(map, row)) {
      at++;
      continue;
    }
    // A blank first cell is a name that is left out, or a covered one, as a worksheet has it.
    if (row.row.cells[0]?.text.trim() === '' && row.row.cells.length !== width - 2) return null;
    const taken = rowAt(map, rows, at, width, ends);
    if (taken === null) return null;
    if (taken.cells === null) {
      // A line more of the last cell of the row above.
      const above = joined.rows[last];
      const cell = above?.cells.at(-1);
      if (!above || !cell || row.row.tabular || row.row.line - above.row.line > MOST_LINES) return null;
      const text = glue(cell.text, row.cells[0]?.text ?? '');
      const whole = { ...above, cells: [...above.cells.slice(0, -1), { ...cell, text, folded: fold(text) }] };
      whole.row = { ...above.row, lastLine: row.row.lastLine };
      joined.rows[last] = whole;
      joined.rows[at] = { ...row, cells: [] };
      joined.hints.push({ row: whole, message: `分成几行的“${text}”已合为一格` });
      at++;
      continue;
    }
    // Left of the columns stands a label that reaches down, and is absent too.
    short ||= taken.cells.length < width || (row.row.cells[0]?.col ?? 0) < (zones[0]?.col ?? 0);
    joined.rows[at] = placed(row, taken.cells, zones, rows[at + taken.lines - 1] as ViewRow);
    for (let k = 1; k < taken.lines; k++) joined.rows[at + k] = { ...(rows[at + k] as ViewRow), cells: [] };
    if (taken.doubt)
      joined.errors.push({
        row: joined.rows[at] as ViewRow,
        message: `“${taken.doubt}”已按三级指标读入，它也是指标级别的名称；如果这一行和下一行原是同一行，请改用 Excel 或 Word 文件导入`,
      });
    for (const text of taken.broken)
      joined.hints.push({ row: joined.rows[at] as ViewRow, message: `分成 ${taken.lines} 行的“${text}”已合为一格` });
    last = at;
    at += taken.lines;
  }
  return short ? joined : null;
}

interface Taken {
  /** Null where the line begins no row. */
  cells: GridCell[] | null;
  lines: number;
  /** Texts of cells that were broken over the lines. */
  broken: string[];
  /** The name of a level that is read as an indicator's, though the row may go on in the next line. */
  doubt?: string;
}

/** The row that begins at `at`, with how many lines it takes. Null where its cells do not fit the columns. */
function rowAt(
  map: TableMap,
  rows: ViewRow[],
  at: number,
  width: number,
  ends: (row: ViewRow) => boolean,
): Taken | null {
  const { cells } = (rows[at] as ViewRow).row;
  // 成本指标 is of either level: the number of cells says of which.
  const isSecond = cells.length === width - 1 && levelOf(map, cells[0]?.text ?? '', undefined) === 2;
  const level = isSecond ? 2 : levelOf(map, cells[0]?.text ?? '', cells[1]?.text);
  const joined = joinedRow(map, rows, at, width - (level === 1 ? 0 : level === 2 ? 1 : 2), ends);
  // A row that has all its cells begins with an indicator's name, whatever that reads like.
  if (level === null || cells.length !== width - 2) return joined;
  const whole = { cells, lines: 1, broken: [] };
  return joined?.cells ? { ...whole, doubt: cells[0]?.text.trim() ?? '' } : whole;
}

/** The lines from `at` on as one row of as many cells as needed. */
function joinedRow(
  map: TableMap,
  rows: ViewRow[],
  at: number,
  needed: number,
  ends: (row: ViewRow) => boolean,
): Taken | null {
  const cells = [...(rows[at] as ViewRow).row.cells];
  const broken = new Set<number>();
  let lines = 1;
  while (cells.length < needed) {
    const next = rows[at + lines];
    const [first, ...others] = next?.row.cells ?? [];
    const begins =
      !next || next.row.apart || ends(next) || !first?.text || levelOf(map, first.text, others[0]?.text) !== null;
    if (begins || lines >= MOST_LINES) return cells.length === 1 ? { cells: null, lines: 1, broken: [] } : null;
    const before = cells.pop() as GridCell;
    broken.add(cells.length);
    cells.push({ ...before, text: glue(before.text.trim(), first.text.trim()) }, ...others);
    lines++;
  }
  if (cells.length !== needed) return null;
  return { cells, lines, broken: [...broken].map((index) => cells[index]?.text ?? '') };
}

function levelOf(map: TableMap, text: string, next: string | undefined): 1 | 2 | null {
  if (text === '' || text.length > 40) return null;
  const folded = fold(levelName(map, text).name);
  if (map.level1.has(folded) || isOtherLevel1(folded, next === undefined ? undefined : fold(next))) return 1;
  return map.level2.has(folded) || otherLevel1(folded) !== undefined ? 2 : null;
}

function isHeading(map: TableMap, row: ViewRow): boolean {
  return row.cells.filter(({ folded }) => map.columns.some(({ texts }) => texts.has(folded))).length >= 3;
}

/** A row with a cell in every column: those that are covered are blank. */
function placed(row: ViewRow, cells: GridCell[], zones: Zone[], last: ViewRow): ViewRow {
  const from = zones.length - cells.length;
  const place = cells[0]?.place ?? '';
  const covered = zones.slice(0, from).map(({ col }): GridCell => ({ text: '', col, colSpan: 1, rowSpan: 1, place }));
  const moved = cells.map((cell, index) => ({ ...cell, col: zones[from + index]?.col ?? cell.col }));
  return {
    row: { ...row.row, lastLine: last.row.lastLine, tabular: true, cells: [...covered, ...moved] },
    cells: moved.flatMap((cell) => {
      const text = cell.text.trim();
      return text === '' ? [] : [{ cell, col: cell.col, text, folded: fold(text) }];
    }),
  };
}
