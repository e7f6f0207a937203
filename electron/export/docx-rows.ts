import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';

/** A row of a Word table: the cells that begin in it, left to right, with the number of such rows they reach over. */
export interface TableRowPlan {
  /** Grid row of the layout that it begins with. */
  from: number;
  page: number;
  /** Page that it ends on. */
  lastPage: number;
  /** Least height in mm. */
  height: number;
  /** The row's text goes on over a page end. */
  flows: boolean;
  cells: { cell: SheetCell; rowSpan: number }[];
}

/**
 * The grid of a sheet as rows for Word, which needs no tall row cut into several: grid rows in which no cell begins are
 * joined with the row above, and labels beside a text that were cut at a page end are whole again. Level names and labels
 * beside a table stay cut, as they are printed again on their further page.
 */
export function tableRows(sheet: Sheet): TableRowPlan[] {
  const beginning = new Map<number, Span[]>();
  for (const span of wholeCells(sheet)) {
    const others = beginning.get(span.from);
    if (others) others.push(span);
    else beginning.set(span.from, [span]);
  }
  const starts = sheet.rows.map((_, row) => row).filter((row) => row === 0 || beginning.has(row));
  /** How many rows of the Word table begin above each grid row. */
  const before = [0];
  for (const row of sheet.rows.keys()) before.push((before[row] as number) + (row === 0 || beginning.has(row) ? 1 : 0));
  return starts.map((from, index) => {
    const covered = sheet.rows.slice(from, starts[index + 1] ?? sheet.rows.length);
    const page = covered[0]?.page ?? 0;
    const lastPage = covered.at(-1)?.page ?? page;
    const flows = lastPage !== page;
    // The text alone makes a flowing row as high as it must be; a height beyond a page would not fit any.
    const counted = flows ? covered.slice(0, 1) : covered;
    return {
      from,
      page,
      lastPage,
      height: counted.reduce((sum, row) => sum + row.height, 0),
      flows,
      cells: (beginning.get(from) ?? [])
        .toSorted((a, b) => a.cell.col - b.cell.col)
        .map((span) => ({
          cell: span.cell,
          rowSpan: (before[span.to] as number) - (before[span.from] as number),
        })),
    };
  });
}

interface Span {
  cell: SheetCell;
  /** Grid rows, `to` not included. */
  from: number;
  to: number;
}

function wholeCells(sheet: Sheet): Span[] {
  const printedBefore = new Set<number>();
  for (const page of sheet.pages) for (const box of page.boxes) if (!box.repeated) printedBefore.add(box.cell);
  const spans: Span[] = [];
  /** The last span of each grid column. */
  const open = new Map<number, Span>();
  for (const [index, cell] of sheet.cells.entries()) {
    const from = cell.row;
    const to = cell.row + cell.rowSpan;
    const above = open.get(cell.col);
    const isTable = sheet.heads.some((head) => from >= head.from && from < head.end);
    const goesOn = !printedBefore.has(index) && cell.run === null && !isTable;
    if (goesOn && above?.to === from && above.cell.text === cell.text) above.to = to;
    else {
      const span = { cell, from, to };
      spans.push(span);
      open.set(cell.col, span);
    }
  }
  return spans;
}
