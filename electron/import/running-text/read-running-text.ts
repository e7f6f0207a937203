import type { Filing } from '../../../shared/filing/filing.ts';
import { catalog } from '../../../shared/form/catalog/catalog.ts';
import type { Form } from '../../../shared/form/form.ts';
import type { Grid } from '../grid.ts';
import type { Note } from '../note.ts';
import { type ViewRow, viewRows } from '../recognition/view.ts';
import { findDocuments } from './find-documents.ts';
import { outlines } from './outline.ts';
import { readDocument } from './read-document.ts';

export interface RunningText {
  filings: Filing[];
  notes: Note[];
  /** What is not running text of a form. */
  rest: Grid;
}

/** Reads the documents of running text in a file, and gives what is left of it. */
export function readRunningText(grid: Grid, forms: readonly Form[] = catalog.all): RunningText {
  const known = outlines(forms);
  const rows = viewRows(grid);
  const width = grid.rows.reduce(
    (most, { cells }) => cells.reduce((all, { col, colSpan }) => Math.max(all, col + colSpan), most),
    0,
  );
  /** A line of text: not in a table, or a cell over all columns of its table; a text shows but where it begins. */
  const isLine = ({ row, cells: [cell, ...more] }: ViewRow) => {
    if (!cell || more.length > 0) return false;
    if (!row.tabular) return true;
    if (grid.kind === 'text') return cell.col === 0;
    if (grid.kind === 'sheet') return cell.cell.colSpan >= width;
    return row.cells.every((one) => one === cell.cell || one.master === cell.cell);
  };
  const taken = new Set<Grid['rows'][number]>();
  const result: RunningText = { filings: [], notes: [], rest: grid };
  let free = 0;
  for (const document of findDocuments(rows, known, isLine)) {
    const { filing, notes, from, to } = readDocument(grid, rows, document, free, isLine);
    for (const note of notes) result.notes.push({ ...note, filing: result.filings.length });
    result.filings.push(filing);
    for (const { row } of rows.slice(from, to)) taken.add(row);
    free = to;
  }
  if (taken.size > 0) result.rest = { ...grid, rows: grid.rows.filter((row) => !taken.has(row)) };
  return result;
}
