import { arrangeCells, MAX_CELLS, type Table, type TableCell } from '../../shared/clipboard/table.ts';
import { shownHtml } from './shown-html.ts';

/**
 * The table in clipboard HTML as Excel, WPS, Word and browsers write it; the largest when there are several; of text without
 * a table its lines, where something was taken out of it; null when there is none. Texts are as they print (shown-html.ts): `<br>` and paragraphs are line breaks, those of the source are not.
 * Hidden rows and columns are kept, as those programs do. Nothing of the HTML is run, loaded or shown.
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
 * Paragraphs from which something was taken out, a row for each as the plain text beside them would have: that has the
 * deleted text still.
 */
function linesOf(body: Element): Table | null {
  const reader = new Reader();
  reader.read(body);
  const text = reader.text();
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
  const reader = new Reader();
  reader.read(cell);
  const text = reader.text();
  const number = cell.getAttribute('x:num');
  return number && /^#+$/.test(text) ? number : text;
}

const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE CENTER DD DIV DL DT FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI OL P PRE SECTION TABLE TBODY TD TFOOT TH THEAD TR UL'.split(
    ' ',
  ),
);
const SILENT = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'TITLE', 'NOSCRIPT']);
/** Characters between which a line break of the source is no space: Chinese has none between words. */
const WIDE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\u3000-\u303f\uff00-\uff60\uffe0-\uffe6“”‘’—…·]/u;

/** Reads the lines of an element as a browser lays them out, without a layout: the document is never shown. */
class Reader {
  #lines: string[] = [];
  #line = '';
  /** The last character of the line, '' at its beginning. */
  #last = '';
  #space: '' | 'space' | 'break' = '';

  read(element: Element): void {
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE)
        this.#write(node.nodeValue ?? '', /white-space\s*:\s*pre/i.test(styleOf(element)));
      else if (node.nodeType === Node.ELEMENT_NODE) this.#element(node as Element);
    }
  }

  text(): string {
    this.#endBlock();
    const lines = this.#lines.map((line) => line.replaceAll('\u00a0', ' ').trimEnd());
    return lines.join('\n').trim();
  }

  #element(element: Element): void {
    const name = element.tagName.toUpperCase();
    if (SILENT.has(name)) return;
    if (name === 'BR') {
      this.#endLine();
    } else if (BLOCKS.has(name)) {
      this.#endBlock();
      this.read(element);
      this.#endBlock();
    } else this.read(element);
  }

  #write(text: string, keeps: boolean): void {
    for (const character of text.replace(/\r\n?/g, '\n')) {
      if (keeps && character === '\n') this.#endLine();
      else if (!/[ \t\n\f]/.test(character) || keeps) this.#put(character);
      else if (this.#space !== 'break') this.#space = character === '\n' ? 'break' : 'space';
    }
  }

  #put(character: string): void {
    const glued = this.#space === 'break' && WIDE.test(this.#last) && WIDE.test(character);
    if (this.#space !== '' && this.#last !== '' && !glued) this.#line += ' ';
    this.#space = '';
    this.#line += character;
    this.#last = character;
  }

  #endLine(): void {
    this.#lines.push(this.#line);
    this.#line = '';
    this.#last = '';
    this.#space = '';
  }

  /** A paragraph begins on a line of its own; an empty one takes none. */
  #endBlock(): void {
    this.#space = '';
    if (this.#last !== '') this.#endLine();
  }
}

function styleOf(element: Element): string {
  return element.getAttribute('style') ?? '';
}
