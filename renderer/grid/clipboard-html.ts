import { inputText, optionOf, selectText } from '../../shared/clipboard/html-controls.ts';
import { BLOCKS, HtmlLines, SILENT } from '../../shared/clipboard/html-lines.ts';
import { arrangeCells, MAX_CELLS, type Table, type TableCell } from '../../shared/clipboard/table.ts';
import { shownHtml } from './shown-html.ts';

/**
 * The table in clipboard HTML as Excel, WPS, Word and browsers write it, the largest when there are several. Null for
 * text without a table, which is better taken as plain text; but where deleted text was taken out of it (`cleared`),
 * its lines. Texts are as they print (shown-html.ts): `<br>` and paragraphs are line breaks, those of the source are
 * not. Hidden rows and columns are kept, as those programs do. Nothing of the HTML is run, loaded or shown.
 */
export function fromHtml(html: string): Table | null {
  const { document, cleared } = shownHtml(html);
  const tables = [...document.querySelectorAll('table')];
  const sized = tables.map((table) => ({
    table,
    size: [...table.rows].reduce((sum, row) => sum + row.cells.length, 0),
  }));
  const largest = sized.reduce<(typeof sized)[number] | null>(
    (best, next) => (next.size > (best?.size ?? 0) ? next : best),
    null,
  );
  if (!largest) return cleared ? linesOf(document.body) : null;
  const rows = [...largest.table.rows];
  if (isWidthRow(rows.at(-1))) rows.pop();
  const read = arrangeCells(
    rows.slice(0, MAX_CELLS).map((row) => [...row.cells].flatMap((cell) => cellsOf(cell, rows.length))),
  );
  return read.rows.length > 0 ? { ...read, cut: read.cut || rows.length > MAX_CELLS } : null;
}

/**
 * The paragraphs, a row for each, as pasting the plain text would have: that still has the deleted text.
 */
function linesOf(body: Element): Table | null {
  const lines = new HtmlLines();
  readLines(body, lines);
  const text = lines.text();
  return text === '' ? null : arrangeCells(text.split('\n').map((line) => [{ text: line, rowSpan: 1, colSpan: 1 }]));
}

/** The row without texts that Excel ends a table with, to give the columns their widths. */
function isWidthRow(row: HTMLTableRowElement | undefined): boolean {
  return (
    row?.getAttribute('height') === '0' && /display\s*:\s*none/i.test(styleOf(row)) && row.textContent?.trim() === ''
  );
}

function cellsOf(cell: HTMLTableCellElement, rows: number): TableCell[] {
  const text = textOf(cell);
  // Row span 0 reaches to the end of the table.
  const rowSpan = cell.rowSpan === 0 ? rows : Math.min(cell.rowSpan, rows);
  // A text that only flows over empty neighbours is no merged cell.
  const ignored = /mso-ignore\s*:\s*([^;]*)/i.exec(styleOf(cell))?.[1] ?? '';
  const overflows = ignored.includes('colspan');
  const own = { text, rowSpan: ignored.includes('rowspan') ? 1 : rowSpan, colSpan: overflows ? 1 : cell.colSpan };
  const empty = Array.from({ length: overflows ? cell.colSpan - 1 : 0 }, () => ({ text: '', rowSpan: 1, colSpan: 1 }));
  return [own, ...empty];
}

/** The text of a cell; the number itself where its column is too narrow to show it. */
function textOf(cell: HTMLTableCellElement): string {
  const lines = new HtmlLines();
  readLines(cell, lines);
  const text = lines.text();
  const number = cell.getAttribute('x:num');
  return number && /^#+$/.test(text) ? number : text;
}

/** Reads the lines of an element as a browser lays them out, without a layout: the document is never shown. */
function readLines(element: Element, lines: HtmlLines): void {
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE)
      lines.write(node.nodeValue ?? '', /white-space\s*:\s*pre/i.test(styleOf(element)));
    else if (node.nodeType === Node.ELEMENT_NODE) readElement(node as Element, lines);
  }
}

function readElement(element: Element, lines: HtmlLines): void {
  const name = element.tagName.toLowerCase();
  if (SILENT.has(name)) return;
  if (name === 'br') {
    lines.endLine();
  } else if (name === 'input') {
    lines.write(inputText(attributesOf(element)), true);
  } else if (name === 'textarea') {
    lines.write(element.textContent ?? '', true);
  } else if (name === 'select') {
    lines.write(selectShown(element), false);
  } else if (BLOCKS.has(name)) {
    lines.endBlock();
    readLines(element, lines);
    lines.endBlock();
  } else readLines(element, lines);
}

function selectShown(select: Element): string {
  const options = [...select.querySelectorAll('option')].map((option) => ({
    ...optionOf(attributesOf(option)),
    text: option.textContent ?? '',
  }));
  return selectText(options, select.hasAttribute('multiple'));
}

function attributesOf(element: Element): Record<string, string> {
  return Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
}

function styleOf(element: Element): string {
  return element.getAttribute('style') ?? '';
}
