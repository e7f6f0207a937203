import mammoth from 'mammoth';
import { cleanText } from '../../shared/filing/parse.ts';
import type { Grid, GridCell, GridRow, Read } from './grid.ts';
import { UnreadableError } from './limits.ts';
import { repack, unpack } from './zip.ts';

const PARTS = /^(\[Content_Types\]\.xml|_rels\/\.rels|word\/[^/]+\.xml|word\/_rels\/document\.xml\.rels)$/;

/** The tables and paragraphs of a Word document as one grid. Throws `UnreadableError` when it is none. */
export async function readDocx(bytes: Uint8Array): Promise<Read> {
  return { grids: [await docxGrid(bytes)], notes: [] };
}

async function docxGrid(bytes: Uint8Array): Promise<Grid> {
  const parts = unpack(bytes, (path) => PARTS.test(path));
  if (!parts.has('word/document.xml')) throw new UnreadableError('不是 Word 文档（.docx）；请另存为 .docx 后再导入');
  let html: string;
  try {
    const noImages = mammoth.images.imgElement(async () => ({ src: '' }));
    const options = { convertImage: noImages, includeEmbeddedStyleMap: false, ignoreEmptyParagraphs: false };
    html = (await mammoth.convertToHtml({ buffer: Buffer.from(repack(parts)) }, options)).value;
  } catch {
    throw new UnreadableError('Word 文档已损坏，无法读取；请用 Word 或 WPS 打开后另存为 .docx');
  }
  return { name: '', kind: 'document', rows: htmlRows(html) };
}

interface OpenTable {
  number: number;
  rows: number;
  /** Cells that reach down into rows below, by column. */
  open: { master: GridCell; left: number }[];
  row: GridCell[] | null;
}

/**
 * Rows of mammoth's HTML: always well-formed, tags in lower case, text escaped. A table within a cell becomes text of
 * that cell.
 */
function htmlRows(html: string): GridRow[] {
  const rows: GridRow[] = [];
  let table: OpenTable | null = null;
  let tables = 0;
  let paragraphs = 0;
  let depth = 0;
  let cell: GridCell | null = null;
  let line = '';
  let fresh = true;

  const paragraph = () => {
    if (line.trim() !== '') {
      const number = rows.length + 1;
      const made: GridCell = {
        text: cleanText(line).trim(),
        col: 0,
        colSpan: 1,
        rowSpan: 1,
        place: `第 ${++paragraphs} 段`,
      };
      rows.push({ line: number, lastLine: number, apart: true, tabular: false, cells: [made] });
    }
    line = '';
  };

  for (const [, tag, text] of html.matchAll(/<([^>]*)>|([^<]+)/g)) {
    if (text !== undefined) {
      if (cell) cell.text += unescaped(text);
      else if (depth === 0) line += unescaped(text);
      continue;
    }
    const [, closing, name] = /^(\/?)([a-z0-9]+)/.exec(tag ?? '') ?? [];
    if (name === 'table') {
      depth += closing ? -1 : 1;
      if (depth === 1 && !closing) {
        paragraph();
        table = { number: ++tables, rows: 0, open: [], row: null };
        fresh = true;
      }
      if (depth === 0) table = null;
    } else if (name === 'br' || (closing && (name === 'p' || name === 'li' || /^h\d$/.test(name ?? '')))) {
      if (cell) cell.text += '\n';
      else if (depth === 0 && name === 'br') line += '\n';
      else if (depth === 0) paragraph();
    } else if (depth === 1 && table && name === 'tr') {
      if (!closing) {
        table.row = [];
        table.rows++;
      } else if (table.row) {
        coverRest(table, table.row);
        const number = rows.length + 1;
        rows.push({
          line: number,
          lastLine: number,
          apart: fresh,
          tabular: true,
          cells: table.row.toSorted((a, b) => a.col - b.col),
        });
        fresh = false;
        table.row = null;
      }
    } else if (depth === 1 && table?.row && (name === 'td' || name === 'th')) {
      if (closing) {
        if (cell) cell.text = cleanText(cell.text).trim();
        cell = null;
      } else {
        const place = `第 ${table.number} 个表格第 ${table.rows} 行`;
        cell = placeCell(table, table.row, { colSpan: span(tag, 'colspan'), rowSpan: span(tag, 'rowspan'), place });
      }
    }
  }
  paragraph();
  return rows;
}

const MOST_COLUMNS = 1000;

function span(tag: string | undefined, attribute: string): number {
  const found = new RegExp(`${attribute}="(\\d{1,4})"`).exec(tag ?? '');
  return Math.min(MOST_COLUMNS, Math.max(1, Number(found?.[1] ?? 1)));
}

/** Puts a cell into the first free column, after the covered ones. */
function placeCell(
  table: OpenTable,
  row: GridCell[],
  size: { colSpan: number; rowSpan: number; place: string },
): GridCell {
  let col = nextColumn(row);
  while (table.open[col]?.left) {
    cover(table, row, col, size.place);
    col++;
  }
  const cell: GridCell = { text: '', col, ...size };
  row.push(cell);
  for (let k = 0; k < cell.colSpan; k++) {
    if (k > 0) row.push({ text: '', col: col + k, colSpan: 1, rowSpan: 1, place: size.place, master: cell });
    table.open[col + k] = { master: cell, left: cell.rowSpan - 1 };
  }
  return cell;
}

function coverRest(table: OpenTable, row: GridCell[]): void {
  const place = `第 ${table.number} 个表格第 ${table.rows} 行`;
  for (let col = nextColumn(row); col < table.open.length; col++)
    if (table.open[col]?.left) cover(table, row, col, place);
}

function cover(table: OpenTable, row: GridCell[], col: number, place: string): void {
  const above = table.open[col];
  if (!above) return;
  above.left--;
  row.push({ text: '', col, colSpan: 1, rowSpan: 1, place, master: above.master });
}

function nextColumn(row: GridCell[]): number {
  return (row.at(-1)?.col ?? -1) + 1;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
}
