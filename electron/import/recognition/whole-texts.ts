import { fold } from '../../../shared/form/fold.ts';
import type { GridCell } from '../grid.ts';
import type { Label } from './body-map.ts';
import { type FormMap, slotType } from './form-map.ts';
import { matchRow, type RowMatch } from './match-row.ts';
import type { ViewRow } from './view.ts';

/**
 * The rows of a frame in a text, with the lines of one cell joined: in a browser's copy, and where Word leaves blank
 * lines, a goal of three paragraphs comes as three lines. Only cells of fields for longer texts are joined. As many
 * rows come back as were given; those that went into another have no cells left. A label of any form (`known`), a line
 * above a frame and the number of a page belong to no cell.
 */
export function wholeTexts(
  map: FormMap,
  rows: ViewRow[],
  known: ReadonlySet<string>,
  isHeader: (row: ViewRow) => boolean,
): ViewRow[] {
  const ends = (row: ViewRow) => known.has(row.cells[0]?.folded ?? '') || isPageLine(row) || isHeader(row);
  // Every row has a label or stands under one: there is nothing to put together.
  const labelled = rows.map(({ cells }) => cells.some(({ folded }) => map.labelTexts.has(folded)));
  if (rows.every(({ row }, at) => row.tabular && (labelled[at] || labelled[at - 1]))) return rows;
  const whole = [...rows];
  const used = new Set<Label>();
  for (let at = 0; at < rows.length; at++) {
    const match = matchRow(map, rows[at] as ViewRow, used, -1, new Map());
    if (!match) continue;
    for (const { label } of match.pairs) used.add(label);
    const below = map.body[match.spec.index + 1];
    const hasValues = below !== undefined && below.labels.length === 0;
    let end = hasValues ? rowEnd(rows, at, below.cells.length) : at + 1;
    while (end < rows.length && !begins(map, rows[end] as ViewRow, used) && !ends(rows[end] as ViewRow)) end++;
    if (hasValues && below.fields.some(({ id }) => isText(map, id))) {
      if (end > at + 2) joinValues(whole, at + 1, end, match);
    } else if (!hasValues && endsInText(map, match)) {
      let last = at + 1;
      while (last < end && goesOn(rows[last] as ViewRow)) last++;
      if (last > at + 1) joinCells(whole, at, last, new Set(match.pairs.map(({ cell }) => cell.cell)));
    }
    // What stands below labels is no label itself.
    if (hasValues) at = end - 1;
  }
  return whole;
}

/**
 * Where the lines below the labels in row `at` have as many cells as there are values: until then each line goes on with
 * the last cell of the one before, whatever it reads like. `at + 1` where they have not.
 */
function rowEnd(rows: readonly ViewRow[], at: number, count: number): number {
  let cells = 1;
  for (let end = at + 1; end < rows.length && cells <= count; end++) {
    const { row } = rows[end] as ViewRow;
    if (row.cellLines || row.apart || row.line !== (rows[end - 1] as ViewRow).row.lastLine + 1) break;
    cells += row.cells.length - 1;
    if (cells === count && row.tabular) return end + 1;
  }
  return at + 1;
}

/** A line of text, perhaps with the tabs of the empty cells beside it. */
function goesOn({ row, cells }: ViewRow): boolean {
  return !row.tabular || (!row.cellLines && cells.length === 1 && row.cells[0]?.text.trim() !== '');
}

/** `第 1 页 共 2 页`, `- 3 -`, `（续上页）`: what a page prints beside its text. */
export function isPageLine({ cells }: ViewRow): boolean {
  const text = cells.length === 1 ? (cells[0]?.folded ?? '') : '';
  return /^(?:第?\d{1,4}页(?:[,，/]?共\d{1,4}页)?|[-—]\d{1,4}[-—]|\d{1,4}\/\d{1,4}|\(?(?:续上页|续表|接上页|转下页)\)?)$/.test(
    text,
  );
}

function begins(map: FormMap, row: ViewRow, used: Set<Label>): boolean {
  return row.cells.some((cell) => map.labelTexts.has(cell.folded)) && matchRow(map, row, used, -1, new Map()) !== null;
}

function isText(map: FormMap, id: string): boolean {
  return slotType(map.form, id) === 'text';
}

function endsInText(map: FormMap, match: RowMatch): boolean {
  const slot = match.pairs.at(-1)?.label.values.findLast((value) => value.slot !== null)?.slot;
  return slot !== null && slot !== undefined && isText(map, slot);
}

/** The values under a row of labels, each in the column of its label where there is one for each. */
function joinValues(rows: ViewRow[], from: number, end: number, match: RowMatch): void {
  joinCells(rows, from, end);
  const row = rows[from] as ViewRow;
  const heads = match.pairs.filter(({ label }) => label.under !== null);
  if (row.cells.length !== heads.length) return;
  rows[from] = {
    ...row,
    cells: row.cells.map((cell, index) => ({ ...cell, col: heads[index]?.cell.col ?? cell.col })),
  };
}

/** Makes the rows `from` to `end` one, in the place of the first. Nothing goes on with a cell of `labels`. */
function joinCells(rows: ViewRow[], from: number, end: number, labels: ReadonlySet<GridCell> = new Set()): void {
  const first = rows[from] as ViewRow;
  /** The cells of the row, each with its lines so far. */
  const cells = first.row.cells.map((cell) => ({ cell, lines: [cell.text] }));
  const push = (cell: GridCell, col: number) => cells.push({ cell: { ...cell, col }, lines: [cell.text] });
  const isBlank = ({ lines }: { lines: string[] }) => lines.every((line) => line.trim() === '');
  for (let at = from + 1; at < end; at++) {
    const { row } = rows[at] as ViewRow;
    const [head, ...rest] = row.cells;
    if (!head) continue;
    if (row.cellLines) {
      for (const cell of row.cells) push(cell, cells.length);
    } else if (row.tabular && head.text.trim() === '') {
      for (const cell of rest) {
        if (cell.text.trim() === '') continue;
        const above = cells.find((one) => one.cell.col === cell.col);
        if (above) above.lines.push(cell.text);
        else push(cell, cell.col);
      }
    } else {
      const last = cells.at(-1);
      const filled = cells.findLastIndex((one) => !isBlank(one));
      const isLabel = labels.has(first.row.cells[filled] as GridCell);
      const open = last && isBlank(last) ? (cells[isLabel ? filled + 1 : filled] ?? last) : last;
      open?.lines.push(head.text);
      for (const cell of rest) push(cell, cells.length);
    }
    rows[at] = { ...(rows[at] as ViewRow), cells: [] };
  }
  const made = cells.map(({ cell, lines }) => ({
    ...cell,
    text: lines
      .map((line) => line.trim())
      .join('\n')
      .trim(),
  }));
  rows[from] = {
    row: { ...first.row, lastLine: rows[end - 1]?.row.lastLine ?? first.row.lastLine, tabular: true, cells: made },
    cells: made.flatMap((cell) =>
      cell.text === ''
        ? []
        : [{ cell, col: cell.col, text: cell.text, folded: cell.text.length > 60 ? '' : fold(cell.text) }],
    ),
  };
}
