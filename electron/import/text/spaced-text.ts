import { catalog } from '../../../shared/form/catalog/catalog.ts';
import { fold } from '../../../shared/form/fold.ts';
import type { Grid, GridRow } from '../grid.ts';
import { type FormMap, mainTable, mapForm } from '../recognition/form-map.ts';
import { frameRows, type SpacedRow } from './spaced-frame.ts';
import { countIndicatorLines, indicatorRows, isIndicatorHeader } from './spaced-indicators.ts';
import { type SpacedLine, spacedLines, unclear } from './spaced-lines.ts';

/**
 * The tables of a text whose columns are set apart by spaces, as programs write the text of a PDF; `first` is where
 * `firstSpaced` found that it is one. Throws `UnreadableError`, which names what to do, when it cannot be told which texts
 * are of one cell.
 */
export function spacedGrid(text: string, first: number): Grid {
  const read = ([1, 2] as const).map((wide) => attempt(text, wide));
  const grids = read.filter((result): result is Grid => 'rows' in result);
  const [grid, other] = grids;
  if (!grid) throw read[0];
  // The columns of every table are set apart by one space only.
  if (!grid.rows.some(({ tabular }) => tabular)) throw unclear(first);
  if (other && JSON.stringify(other) !== JSON.stringify(grid)) throw unclear(grid.rows[0]?.line ?? 1);
  return grid;
}

function attempt(text: string, wide: 1 | 2): Grid | Error {
  try {
    return gridOf(spacedLines(text, wide));
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

/**
 * The tables of lines whose parts are set apart by their places on the page, and what stands beside them. Throws
 * `UnreadableError` when it cannot be told which texts are of one cell.
 */
export function gridOf(lines: SpacedLine[]): Grid {
  const maps = catalog.all.map(mapForm).flatMap((map) => {
    const table = mainTable(map);
    return table ? [{ map, table }] : [];
  });
  const forms = maps.map(({ map }) => map);
  const rows: GridRow[] = [];
  const add = (row: SpacedRow, apart: boolean, tabular: boolean) => {
    const place = `第 ${row.line} 行`;
    const cells = row.cells.map(({ text, col }) => ({ text, col, colSpan: 1, rowSpan: 1, place }));
    rows.push({ line: row.line, lastLine: row.line, apart, tabular, cells });
  };
  for (let at = 0; at < lines.length; ) {
    const start = lines.findIndex((line, index) => index >= at && beginsFrame(forms, line));
    for (const { number, segments } of lines.slice(at, start === -1 ? lines.length : start))
      add({ line: number, cells: segments.map(({ text }, col) => ({ text, col })) }, true, false);
    if (start === -1) break;
    const header = lines.findIndex(
      (line, index) => index >= start && maps.some(({ table }) => isIndicatorHeader(table, line)),
    );
    const head = lines[header];
    const found = head && maps.find(({ table }) => isIndicatorHeader(table, head));
    if (!head || !found) throw unclear(lines[start]?.number ?? 1);
    const { map, table: list } = found;
    const rest = lines.slice(header + 1);
    const next = rest.findIndex((line) => beginsFrame([map], line));
    const below = next === -1 ? rest : rest.slice(0, next);
    const count = countIndicatorLines(list, head, below);
    const table = [...frameRows(map, lines.slice(start, header)), ...indicatorRows(list, head, below.slice(0, count))];
    for (const [index, row] of table.entries()) add(row, index === 0, true);
    at = header + 1 + count;
  }
  return { name: '', kind: 'sheet', rows };
}

/** A line with the first labels of a form's frame. */
function beginsFrame(maps: FormMap[], { segments }: SpacedLine): boolean {
  return maps.some((map) => {
    const spec = map.body.find(({ labels }) => labels.length > 0);
    const here = segments.filter(({ text }) => map.labelTexts.has(fold(text)));
    return here.length > 0 && spec?.labels.some(({ texts }) => here.some(({ text }) => texts.has(fold(text)))) === true;
  });
}
