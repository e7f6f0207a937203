import type { Row } from '../../../shared/filing/filing.ts';
import { shorten } from '../../../shared/filing/parse.ts';
import { type Column, columnsOf } from '../../../shared/form/form.ts';
import type { Indicators } from './read-indicators.ts';
import { isFootLabel, isFootLine } from './remark.ts';
import { isSideLabel, readHeaderRow, withSecondRow, type Zone, zoneAt } from './table-columns.ts';
import type { TableMap } from './table-map.ts';
import type { ViewCell, ViewRow } from './view.ts';
import { isPageLine } from './whole-texts.ts';

/**
 * Reads the rows of a table without levels. Nothing in them tells which column a text is of: it goes by the ruled
 * cells, in a text by their number; a row of a text that has another number of cells is not read.
 */
export function readPlain(table: TableMap, header: Zone[], rows: ViewRow[], loose: boolean, width: number): Indicators {
  const result: Indicators = { rows: [], cells: [], at: [], strays: [], hints: [], errors: [], missing: [] };
  const there = new Set(header.map(({ id }) => id));
  result.missing = table.columns.filter(({ id }) => !there.has(id)).map(({ name }) => name);
  const merged = columnsOf(table.form, table.tables[0] ?? '').filter(({ merge }) => merge);
  let zones = header;
  let skipped = -1;
  let above: Row | undefined;
  for (const [index, row] of rows.entries()) {
    if (index === skipped || row.cells.length === 0 || isPageLine(row)) continue;
    const again = readHeaderRow(table, row);
    if (again) {
      const split = withSecondRow(table, again, rows[index + 1]);
      if (split) skipped = index + 1;
      zones = split ?? again;
      continue;
    }
    const own = row.cells.filter((cell) => cell.col >= (zones[0]?.col ?? 0) || !isSideLabel(table, cell.folded));
    if (own.length === 0) continue;
    const isFoot = isFootLine(own[0]?.text ?? '');
    const placed = isFoot ? null : loose ? byCount(row, zones, width) : byColumn(own, zones);
    if (!placed) {
      const text = row.cells.map((cell) => cell.text).join(' ');
      const message =
        isFoot || isFootLabel(own[0]?.text ?? '')
          ? `表样中没有这一行，未读入“${shorten(text, 200)}”`
          : `“${table.name}”的这一行有 ${row.row.cells.length} 格，表头有 ${zones.length} 列，看不出各格属于哪一列，未读入“${shorten(text, 100)}”；请改用 Excel 或 Word 文件导入`;
      result.errors.push({ row, message });
      continue;
    }
    if (placed.strays.length === 0 && isRestOf(above, merged, zones, row, placed.cells)) continue;
    result.strays.push(...placed.strays);
    const texts: Row = Object.fromEntries(table.columns.map(({ id }) => [id, placed.cells.get(id)?.text ?? '']));
    const filled = fillMerged(merged, zones, row, texts, above, loose);
    if (filled.length > 0 && !result.hints.some(({ message }) => message.startsWith('空着的')))
      result.hints.push({ row, message: `空着的“${filled.join('”“')}”按上一行读入（合并的单元格），请核对` });
    above = texts;
    result.rows.push(texts);
    result.cells.push(placed.cells);
    result.at.push(index);
  }
  return result;
}

interface Placed {
  cells: Map<string, ViewCell>;
  strays: { cell: ViewCell; column: string | null }[];
}

function byColumn(cells: readonly ViewCell[], zones: Zone[]): Placed {
  const placed: Placed = { cells: new Map(), strays: [] };
  for (const cell of cells) {
    const zone = zoneAt(zones, cell.col);
    if (zone?.id && !placed.cells.has(zone.id)) placed.cells.set(zone.id, cell);
    else placed.strays.push({ cell, column: zone?.id ? null : (zone?.name ?? null) });
  }
  return placed;
}

/**
 * In a text a row has as many cells as the heading (`width`), or as there are columns: then they stand in their order.
 */
function byCount(row: ViewRow, zones: Zone[], width: number): Placed | null {
  const raw = row.row.cells;
  if (raw.at(-1)?.col === width - 1 && width > (zones.at(-1)?.col ?? 0)) return byColumn(row.cells, zones);
  if (raw.length !== zones.length) return null;
  const moved = row.cells.map((cell) => ({ ...cell, col: zones[raw.indexOf(cell.cell)]?.col ?? cell.col }));
  return byColumn(moved, zones);
}

/**
 * Whether a row is the rest of the one above, which a page end has parted: all of it reaches down from there but for the
 * cells of merged columns, which each page prints again. `cells` are those of the row by column.
 */
function isRestOf(
  above: Row | undefined,
  merged: readonly Column[],
  zones: Zone[],
  row: ViewRow,
  cells: ReadonlyMap<string, ViewCell>,
): boolean {
  if (!above || cells.size === 0) return false;
  for (const [column, { text }] of cells)
    if (text !== above[column] || !merged.some(({ id }) => id === column)) return false;
  const own = new Set(row.cells.map(({ cell }) => cell));
  const others = row.row.cells.filter((cell) => cell.col >= (zones[0]?.col ?? 0) && !own.has(cell));
  const reaching = others.filter(({ master }) => master && !own.has(master));
  return reaching.length > 0 && others.every(({ master }) => master !== undefined);
}

/**
 * Cells that are merged over rows of the same text are theirs all. Gives the names of columns where a text only has an
 * empty cell, which may be a covered one.
 */
function fillMerged(
  merged: readonly Column[],
  zones: Zone[],
  row: ViewRow,
  texts: Row,
  above: Row | undefined,
  loose: boolean,
): string[] {
  const guessed: string[] = [];
  for (const { id, name } of merged) {
    if (texts[id] !== '' || !(id in texts)) continue;
    const master = row.row.cells.find(({ col, master: one }) => one && zoneAt(zones, col)?.id === id)?.master;
    if (master && !row.row.cells.includes(master) && zoneAt(zones, master.col)?.id === id)
      texts[id] = master.text.trim();
    else if (loose && above?.[id]) {
      texts[id] = above[id];
      guessed.push(name);
    }
  }
  return guessed;
}
