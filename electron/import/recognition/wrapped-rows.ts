import { fold } from '../../../shared/form/fold.ts';
import type { GridCell } from '../grid.ts';
import { isRemark } from './remark.ts';
import { type Zone, zoneAt } from './table-columns.ts';
import type { TableMap } from './table-map.ts';
import type { ViewRow } from './view.ts';

/** Most lines that one wrapped cell may have. */
const MOST_LINES = 5;

export interface Joined {
  /** As many as were given: a row that was joined to the one before has no cells left. */
  rows: ViewRow[];
  hints: { row: ViewRow; message: string }[];
  /** What may be read in two ways. */
  errors: { row: ViewRow; message: string }[];
}

/**
 * Rows of a text whose cell was broken over lines, made one again: `⇥⇥补植乔` and `木⇥⇥500株`. The first line ends with
 * that cell, before its value; the last one goes on from its own first cell to the full `width` of the table (cells of
 * the header row). A row whose value is only empty keeps its trailing tabs, and stays alone.
 */
export function joinWrapped(map: TableMap, zones: Zone[], rows: ViewRow[], width: number): Joined {
  const joined: Joined = { rows: [...rows], hints: [], errors: [] };
  for (let at = 0; at < rows.length; at++) {
    const found = joinAt(map, zones, rows, at, width);
    if (!found) continue;
    joined.rows[at] = found.row;
    for (let k = 1; k < found.lines; k++) joined.rows[at + k] = { ...(rows[at + k] as ViewRow), cells: [] };
    joined.hints.push({ row: found.row, message: `分成 ${found.lines} 行的“${found.text}”已合为一格` });
    at += found.lines - 1;
  }
  return joined;
}

function joinAt(
  map: TableMap,
  zones: Zone[],
  rows: ViewRow[],
  at: number,
  width: number,
): { row: ViewRow; lines: number; text: string } | null {
  const row = rows[at] as ViewRow;
  const raw = row.row.cells;
  const broken = raw.at(-1);
  const column = broken && zoneAt(zones, broken.col)?.id;
  const order = map.columns.map(({ id }) => id);
  if (!broken?.text || !column || raw.length >= width || isRemark(map, zones, row)) return null;
  if (order.indexOf(column) >= order.indexOf('value')) return null;
  let text = broken.text;
  let end = row;
  for (let k = 1; k < MOST_LINES; k++) {
    const next = rows[at + k];
    const [first, ...others] = next?.row.cells ?? [];
    if (!next || !first?.text || next.row.apart || next.row.line !== end.row.lastLine + 1) return null;
    if (isRemark(map, zones, next)) return null;
    const together = glue(text, first.text);
    const isName = (name: string) => map.level1.has(fold(name)) || map.level2.has(fold(name));
    // A name of the classification begins a row of its own, unless no cell stands beside it: `居民⏎满意度⇥⇥≥90%`.
    const begins = isName(first.text) && others[0]?.text !== '';
    if (column === 'level1' || column === 'level2' ? isName(text) : begins) return null;
    text = together;
    end = next;
    if (others.length === 0) continue;
    if (raw.length + others.length !== width) return null;
    if ((column === 'level1' || column === 'level2') && !isName(text)) return null;
    const cells: GridCell[] = [
      ...raw.slice(0, -1),
      { ...broken, text },
      ...others.map((cell) => ({ ...cell, col: cell.col + raw.length - 1 })),
    ];
    return {
      row: {
        row: { ...row.row, lastLine: end.row.lastLine, tabular: true, cells },
        cells: cells.flatMap((cell) =>
          cell.text === '' || cell.col < (zones[0]?.col ?? 0)
            ? []
            : [{ cell, col: cell.col, text: cell.text, folded: fold(cell.text) }],
        ),
      },
      lines: k + 1,
      text,
    };
  }
  return null;
}

/** The parts of a broken cell: Chinese runs on, words of letters keep a space. */
export function glue(before: string, after: string): string {
  return /[A-Za-z,.;]$/.test(before) && /^[A-Za-z]/.test(after) ? `${before} ${after}` : before + after;
}
