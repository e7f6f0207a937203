import type { Note } from './note.ts';

/**
 * What every reader makes of a file: tables as rows of cells, with the place of each cell for messages. Recognition
 * (recognition/recognise.ts) sees nothing else of a file.
 */
export interface GridCell {
  /** Text as it is displayed, line breaks as \n; '' when blank. */
  text: string;
  /** Column, counted from 0. */
  col: number;
  colSpan: number;
  rowSpan: number;
  /** The cell that a merge shows in the place of this one. */
  master?: GridCell;
  /** For messages: `第 12 行`, `工作表“Sheet1”的 C5`. */
  place: string;
  /** A worksheet's number and its number format; `text` shows it. */
  number?: { value: number; format: string };
}

export interface GridRow {
  /** Line of the text file or row of the sheet, counted from 1, where the row begins and where it ends. */
  line: number;
  lastLine: number;
  /** Set off from the row before by more than the rows of one table are. */
  apart: boolean;
  /** A row of a table; false for a line of running text. */
  tabular: boolean;
  /** In a text: each of its cells is a line of its own, so that a line without a tab goes on with the cell before. */
  cellLines?: true;
  /** For messages where rows have no line numbers: `第 2 段`, `第 1 个表格第 3 行`. */
  place?: string;
  cells: GridCell[];
}

export interface Grid {
  /** `工作表“Sheet1”`, or '' where the file holds only one grid. */
  name: string;
  /** In a text cells may be missing or shifted: it keeps no merges. */
  kind: 'text' | 'sheet' | 'document';
  /** Rows that hold something, in order. */
  rows: GridRow[];
  /** What is to be told of its cells where a table is found in it. */
  notes?: Note[];
}

/** What a reader makes of a file: its tables, and what is to be told. */
export interface Read {
  grids: Grid[];
  notes: Note[];
}

/**
 * The same, where a table may be read only when it is asked for, so that thousands of sheets are never in memory
 * together: they are gone through once, which throws as the reader does, and `notes` are complete behind the last.
 */
export interface ReadInTurn {
  grids: Iterable<Grid>;
  notes: Note[];
}

/** Rows `from` to `to` of a grid, for messages: `第 3–17 行`; a Word document has no line numbers. */
export function placeOfRows(grid: Grid, from: GridRow, to: GridRow): string {
  if (grid.kind === 'document') {
    const [first = '', last = ''] = [from.place, to.place];
    return first === last ? first : `${first}至${last}`;
  }
  const lines = from.line === to.lastLine ? `第 ${from.line} 行` : `第 ${from.line}–${to.lastLine} 行`;
  return `${grid.name}${lines}`;
}
