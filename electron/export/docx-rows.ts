import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';

/** A row of a Word table: the cells that begin in it, left to right, with the number of such rows they reach over. */
export interface TableRowPlan {
  /** Grid row of the layout that it begins with. */
  from: number;
  page: number;
  /** Least height in mm. */
  height: number;
  /** The row's text goes on over a page end. */
  flows: boolean;
  cells: { cell: SheetCell; rowSpan: number }[];
}

/**
 * The grid of a sheet as rows for Word, which needs no tall row cut into several: grid rows in which no cell begins are
 * joined with the row above, and labels of the form that were cut at a page end are whole again. Level names stay cut,
 * as they are printed again on their further page.
 */
export function tableRows(sheet: Sheet): TableRowPlan[] {
  const spans = wholeCells(sheet);
  const begins = new Set(spans.map((span) => span.from));
  const starts = sheet.rows.map((_, row) => row).filter((row) => row === 0 || begins.has(row));
  return starts.map((from, index) => {
    const to = starts[index + 1] ?? sheet.rows.length;
    const covered = sheet.rows.slice(from, to);
    const page = covered[0]?.page ?? 0;
    const flows = covered.some((row) => row.page !== page);
    // The text alone makes a flowing row as high as it must be; a height beyond a page would not fit any.
    const counted = flows ? covered.slice(0, 1) : covered;
    return {
      from,
      page,
      height: counted.reduce((sum, row) => sum + row.height, 0),
      flows,
      cells: spans
        .filter((span) => span.from === from)
        .sort((a, b) => a.cell.col - b.cell.col)
        .map((span) => ({
          cell: span.cell,
          rowSpan: starts.filter((row) => row >= span.from && row < span.to).length,
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
  sheet.cells.forEach((cell, index) => {
    const from = cell.row;
    const to = cell.row + cell.rowSpan;
    const above = spans.find((span) => span.to === from && span.cell.col === cell.col);
    if (!printedBefore.has(index) && cell.run === null && above?.cell.text === cell.text) above.to = to;
    else spans.push({ cell, from, to });
  });
  return spans;
}
