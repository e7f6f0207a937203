import { cleanText } from '../filing/parse.ts';

/** A cell of a clipboard table. */
export interface TableCell {
  /** Line breaks are \n. */
  text: string;
  /** Rows and columns that the cell covers, 1 at the least; never beyond the table. */
  rowSpan: number;
  colSpan: number;
  /** Excel number format of a text that is a number (`0.00`); without it other programs are to keep it as text. */
  format?: string;
}

/**
 * A block of cells on its way to or from the clipboard: a full rectangle of positions, every row equally long. A merged
 * cell stands at its top left position; the other positions it covers are null. No position is covered twice.
 */
export interface Table {
  rows: (TableCell | null)[][];
  /** True when the source was larger than `MAX_CELLS` and only its first rows are here. */
  cut: boolean;
}

/** Most positions of a table. A filing of 2,000 rows has 14,000. */
export const MAX_CELLS = 200_000;
/** Most columns; what stands further right is cut when it holds text. */
const MAX_COLUMNS = 1024;
/** Empty cells at the end of a row are kept up to this column. */
const WIDE = 64;

/**
 * Puts the cells of rows, as an HTML table lists them (a position covered from above or from the left has no cell),
 * on their positions. Spans are clamped: to the rows there are, and to the first position that is taken.
 */
export function arrangeCells(source: readonly (readonly TableCell[])[]): Table {
  const rows: (TableCell | null | undefined)[][] = [];
  /** For each column, how many further rows a cell above still covers. */
  let open: number[] = [];
  let width = 0;
  let cut = false;
  for (const cells of source) {
    const row: (TableCell | null | undefined)[] = open.map((left) => (left > 0 ? null : undefined));
    const next = open.map((left) => Math.max(0, left - 1));
    let col = 0;
    for (const cell of withoutTail(cells)) {
      while (open[col]) col++;
      if (col >= MAX_COLUMNS) {
        cut ||= cell.text !== '';
        continue;
      }
      const rowSpan = Math.max(1, cell.rowSpan);
      const start = col;
      do {
        row[col] = col === start ? cell : null;
        next[col] = rowSpan - 1;
        col++;
      } while (col - start < cell.colSpan && col < MAX_COLUMNS && !open[col]);
      row[start] = { ...cell, rowSpan, colSpan: col - start };
    }
    const wider = Math.max(width, row.length);
    if (wider * (rows.length + 1) > MAX_CELLS) {
      cut = true;
      break;
    }
    width = wider;
    rows.push(row);
    open = Array.from(next, (left) => left ?? 0);
  }
  const full = rows.map((row, r) =>
    Array.from({ length: width }, (_, c): TableCell | null => {
      const cell = row[c];
      if (cell === undefined) return { text: '', rowSpan: 1, colSpan: 1 };
      return cell && { ...cell, rowSpan: Math.min(cell.rowSpan, rows.length - r) };
    }),
  );
  return { rows: full, cut };
}

/** Whole rows of a spreadsheet come with thousands of empty cells behind their texts. */
function withoutTail(cells: readonly TableCell[]): readonly TableCell[] {
  let length = cells.length;
  while (length > WIDE && cells[length - 1]?.text === '') length--;
  return cells.slice(0, length);
}

/**
 * The cells of tab-separated text as Excel, WPS and Word put it on the clipboard. A cell in quotes may hold tabs, line
 * breaks and doubled quotes; a quote that closes nothing stays as it is. Rows of unequal length are filled up with
 * empty cells; text without tab or line break is one cell.
 */
export function fromTsv(text: string): Table {
  const rows: TableCell[][] = [[]];
  let at = 0;
  for (;;) {
    const { value, end } = readCell(text, at);
    rows.at(-1)?.push({ text: value.replace(/\r\n?/g, '\n'), rowSpan: 1, colSpan: 1 });
    const separator = /\r\n|[\t\r\n]/y;
    separator.lastIndex = end;
    const found = separator.exec(text)?.[0];
    if (found === undefined) break;
    at = end + found.length;
    if (found === '\t') continue;
    // The line break at the end of the text ends its last row.
    if (at === text.length) break;
    rows.push([]);
  }
  return arrangeCells(rows);
}

function readCell(text: string, at: number): { value: string; end: number } {
  const close = text[at] === '"' ? closingQuote(text, at + 1) : -1;
  if (close >= 0) return { value: text.slice(at + 1, close).replaceAll('""', '"'), end: close + 1 };
  const plain = /[^\t\r\n]*/y;
  plain.lastIndex = at;
  const value = plain.exec(text)?.[0] ?? '';
  return { value, end: at + value.length };
}

/** The quote that closes a cell: no doubled one, and the last character of its cell. -1 when there is none. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at >= 0 && (at + 1 === text.length || '\t\r\n'.includes(text[at + 1] as string)) ? at : -1;
}

/**
 * Tab-separated text of a table, one line per row; merged cells give their text once. A single cell has no line end.
 */
export function toTsv(table: Table): string {
  const lines = table.rows.map((row) => row.map((cell) => quote(cell?.text ?? '')).join('\t'));
  const single = table.rows.length === 1 && table.rows[0]?.length === 1;
  return single ? (lines[0] ?? '') : lines.map((line) => `${line}\r\n`).join('');
}

function quote(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n');
  return /^"|[\t\n]/.test(lines) ? `"${lines.replaceAll('"', '""')}"` : lines;
}

/**
 * A table as HTML that Excel, WPS and Word paste with its merges. Texts keep their form there (`@`), a text with a
 * number format becomes a number, line breaks stay within the cell.
 */
export function toHtml(table: Table): string {
  const rows = table.rows.map((row) => `<tr>${row.map((cell) => (cell ? cellHtml(cell) : '')).join('')}</tr>`);
  return `<html><head><meta charset="utf-8"></head><body><table border="1" cellspacing="0" cellpadding="2" style="border-collapse:collapse">${rows.join('')}</table></body></html>`;
}

function cellHtml({ text, rowSpan, colSpan, format }: TableCell): string {
  const spans = `${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}${colSpan > 1 ? ` colspan="${colSpan}"` : ''}`;
  const pattern = (format ?? '@').replace(/[^A-Za-z0-9%]/g, '\\$&');
  const lines = cleanText(text).split('\n').map(lineHtml);
  const content = lines.join('<br style="mso-data-placement:same-cell">');
  return `<td${spans} style='border:.5pt solid windowtext;vertical-align:middle;white-space:normal;mso-number-format:"${pattern}"'>${content}</td>`;
}

/** Spaces that HTML would fold are written as Excel writes them. */
function lineHtml(line: string): string {
  const escaped = line
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  return escaped.replace(
    /^ +| +$| {2,}/g,
    (run) => `<span style="mso-spacerun:yes">${'&nbsp;'.repeat(run.length)}</span>`,
  );
}

/**
 * The table with the exact texts of the plain text beside it on the clipboard. HTML tells the merges but not whether a
 * space or a line break of its source is in the cell; a cell whose characters agree takes the text of `plain`. Plain
 * text of another shape (Word's, where line breaks in cells look like rows) changes nothing.
 */
export function exactTexts(table: Table, plain: string): Table {
  const texts = fromTsv(plain);
  if (texts.rows.length !== table.rows.length || texts.rows[0]?.length !== table.rows[0]?.length) return table;
  const solid = (text: string) => text.replace(/\s+/g, '');
  const rows = table.rows.map((row, r) =>
    row.map((cell, c) => {
      const text = texts.rows[r]?.[c]?.text ?? '';
      return cell && solid(text) === solid(cell.text) ? { ...cell, text } : cell;
    }),
  );
  return { ...table, rows };
}
