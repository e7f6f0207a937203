import type { Form } from '../form/form.ts';

/**
 * A laid-out filing. Grid positions (row, column) are those of the worksheet; boxes are millimetres on printed pages.
 * Screen, Excel and PDF each map it as it is; none of them measures, breaks lines or paginates.
 */
export interface Sheet {
  form: Form;
  /** Title of the exported file or sheet: the project's name, or the form's where that is empty. */
  title: string;
  /** Points of the cells without a size of their own: by `form.page.body`, else 10.5, shrunk to 9 at the least. */
  bodySize: number;
  /** Grid column widths in mm. */
  columns: number[];
  /** Grid rows in printed order. Heights in mm, each a multiple of 0.75 pt and at most 409 pt (what Excel can hold). */
  rows: SheetRow[];
  cells: SheetCell[];
  pages: Page[];
  /**
   * Heading rows of each table (`to` not included), which are repeated on further pages; its band, and the row after the
   * last one of that.
   */
  heads: { band: number; from: number; to: number; end: number }[];
  /** Where the unit's seal goes; null when it is switched off or the form has no seal line. */
  seal: Seal | null;
}

export interface SheetRow {
  height: number;
  page: number;
  /** The form begins a page with it; other pages begin where the one before is full. */
  turns?: true;
}

export interface SheetCell {
  row: number;
  col: number;
  rowSpan: number;
  colSpan: number;
  /** `computed`: shown, selected and copied, never typed into. */
  kind: 'label' | 'field' | 'computed' | 'blank';
  /** Path of the value that the cell edits (filing/path.ts); '' for labels. For a pattern, of its first field. */
  path: string;
  /** Pattern (form/pattern.ts) of a cell whose text stands around its fields; '' otherwise. */
  pattern: string;
  /**
   * Rows that a merged cell stands for, also beyond this page: of each lane that shares the cell.
   */
  run: { table: string; from: number; count: number }[] | null;
  /**
   * Of a blank cell of a table that is laid out for editing, where its table or lane has no row (yet): the row that is
   * made when the cell is typed into, and the texts that it has from its neighbours. Others have none.
   */
  adds?: { table: string; at: number; column: string; texts: Record<string, string> };
  /** What is printed. */
  text: string;
  /**
   * Amounts and percentages: the exact decimal a worksheet stores as a number, with its number format; null for text.
   */
  number: { value: number; format: string } | null;
  /** Name for screen readers and messages: 年度金额, 指标第 3 行·指标值. */
  name: string;
  /** In a book's contents: the index of the sheet that the cell leads to. */
  leads?: number;
  style: CellStyle;
}

export interface CellStyle {
  font: 'song' | 'hei';
  /** Points. */
  size: number;
  align: 'left' | 'center' | 'right';
  /** Cells of the frame have borders on all sides. */
  frame: boolean;
  /** Lines stand further apart, as in running text. */
  spaced?: true;
}

export interface Page {
  boxes: Box[];
  /** Printed height in mm used below the top margin, and the height there is. */
  used: number;
  capacity: number;
  /** In a book: what viewers call the page, and the line that says its number where it is printed. */
  label?: string;
  foot?: Foot;
}

/** A line of text below what stands on a page, centred vertically in its box (mm from the page's top left corner). */
export interface Foot {
  text: string;
  /** Points. */
  size: number;
  align: 'left' | 'center' | 'right';
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A cell, or the part of it that falls on this page. Positions in mm from the page's top left corner. */
export interface Box {
  /** Index into `cells`. */
  cell: number;
  x: number;
  y: number;
  width: number;
  height: number;
  /** The lines of text in this box, top to bottom, centred vertically, `linePitch(style.size, style.spaced)` mm apart. */
  lines: string[];
  /** True for a label that is printed again at the top of a further page. */
  repeated: boolean;
  /** True when the same cell goes on in a box of the next page. */
  continues: boolean;
}

export interface Seal {
  page: number;
  /** Centre and diameter of the guide circle in mm. */
  x: number;
  y: number;
  diameter: number;
  /** Whether a square of 50 × 50 mm around it is kept free; else it lies under text, never under an amount. */
  free: boolean;
}
