import { cleanText, shorten } from '../../../shared/filing/parse.ts';
import type { Grid, GridCell, GridRow } from '../grid.ts';
import { LIMITS, UnreadableError } from '../limits.ts';
import type { Note } from '../note.ts';

/**
 * What the readers of text documents (.docx, .doc, .odt, .rtf) make of a file: paragraphs and tables one below the
 * other. `documentGrid` puts them on rows, columns and places.
 */
export type Block = Paragraph | Table;

/** Something to tell about a paragraph; its place is known later. */
export interface Remark {
  severity: 'error' | 'hint';
  message: string;
}

export interface Paragraph {
  kind: 'paragraph';
  /** Line breaks as \n. */
  text: string;
  remarks: Remark[];
  /** No line of its own: a carrier of remarks. */
  silent?: boolean;
}

export interface Table {
  kind: 'table';
  rows: TableRow[];
}

export interface TableRow {
  /** Columns left free at the beginning. */
  before: number;
  cells: TableCell[];
}

export interface TableCell {
  blocks: Block[];
  colSpan: number;
  /** Vertical merge: `continue` goes on with the cell above it, which shows in its place. */
  merge: 'none' | 'start' | 'continue';
}

export interface DocumentGrids {
  grids: Grid[];
  notes: Note[];
}

export function paragraph(text: string, remarks: Remark[] = []): Paragraph {
  return { kind: 'paragraph', text, remarks };
}

/** Remarks on one paragraph beyond which it is plain that it cannot be read. */
const MOST_REMARKS = 500;

/** Adds a remark, the same one once. */
export function tell(remarks: Remark[], severity: Remark['severity'], message: string): void {
  if (remarks.length < MOST_REMARKS && !remarks.some((remark) => remark.message === message))
    remarks.push({ severity, message });
}

/** A thing to tell that stands in no paragraph. */
export function remarkOnly(severity: Remark['severity'], message: string): Paragraph {
  return { kind: 'paragraph', text: '', remarks: [{ severity, message }], silent: true };
}

export function haveText(blocks: readonly Block[]): boolean {
  return blocks.some((block) => block.kind === 'table' || block.text.trim() !== '');
}

/** What of a text box follows the paragraph that it hangs on; nothing of an empty one. */
export function boxBlocks(blocks: Block[], inCell: boolean): Block[] {
  if (!haveText(blocks) && !blocks.some((block) => block.kind === 'paragraph' && block.remarks.length > 0)) return [];
  return inCell ? [...blocks, remarkOnly('hint', '文本框中的文字并入此格，请核对')] : blocks;
}

/** Tells of pictures; `alone` where a cell holds nothing else. */
export function unreadPictures(alone: boolean): Paragraph {
  return alone ? remarkOnly('error', '图片未读入，请改为文字') : remarkOnly('hint', '图片未读入');
}

/** More columns than a Word table can have (63). */
const MOST_COLUMNS = 1000;
/** Notes on one document beyond which they are only counted. */
const MOST_NOTES = 200;

/** One grid of a document: a row for each paragraph outside of tables and for each row of a table. */
export function documentGrid(blocks: Block[]): DocumentGrids {
  const layer = new Layer();
  layer.add(blocks);
  return { grids: [{ name: '', kind: 'document', rows: layer.rows }], notes: layer.notes() };
}

class Layer {
  readonly rows: GridRow[] = [];
  #notes: Note[] = [];
  #untold = 0;
  #paragraphs = 0;
  #tables = 0;
  #cells = 0;

  add(blocks: Block[]): void {
    for (const block of blocks) {
      if (block.kind === 'table') {
        const inner = wrapped(block);
        if (inner) this.add(inner);
        else this.#table(block);
        continue;
      }
      const text = cleanText(block.text).trim();
      if (text !== '') this.#paragraphs++;
      const place = `第 ${Math.max(1, this.#paragraphs)} 段`;
      this.#tell(block.silent ? '' : place, block.remarks);
      if (text === '') continue;
      const cell: GridCell = { text, col: 0, colSpan: 1, rowSpan: 1, place };
      this.#push({ apart: true, tabular: false, place, cells: [cell] });
    }
  }

  notes(): Note[] {
    const more = `另有 ${this.#untold} 处需要核对，未逐一列出`;
    return this.#untold > 0 ? [...this.#notes, { severity: 'error', place: '', message: more }] : this.#notes;
  }

  #table(table: Table): void {
    const number = ++this.#tables;
    /** The merged cells of the row above by their left column. */
    let above = new Map<number, GridCell>();
    for (const [index, row] of table.rows.entries()) {
      const place = `第 ${number} 个表格第 ${index + 1} 行`;
      const below = new Map<number, GridCell>();
      const grown = new Set<GridCell>();
      const cells: GridCell[] = [];
      let col = Math.min(MOST_COLUMNS, Math.max(0, row.before));
      for (const [order, cell] of row.cells.entries()) {
        const colSpan = Math.min(MOST_COLUMNS, Math.max(1, cell.colSpan));
        this.#cells += colSpan;
        if (this.#cells > LIMITS.allCells || col + colSpan > MOST_COLUMNS * 2)
          throw new UnreadableError(
            `表格的单元格超过 ${LIMITS.allCells / 10_000} 万个的上限，请只保留绩效目标表后再导入`,
          );
        const at = `${place}第 ${order + 1} 格`;
        const { text, remarks } = cellText(cell.blocks);
        const master = cell.merge === 'continue' ? above.get(col) : undefined;
        this.#tell(at, remarks);
        const own = master ?? { text, col, colSpan, rowSpan: 1, place: at };
        if (master) {
          if (!grown.has(master)) master.rowSpan++;
          grown.add(master);
          if (text !== '')
            this.#tell(at, [{ severity: 'hint', message: `合并单元格盖住的文字“${shorten(text)}”未读入` }]);
        } else cells.push(own);
        for (let k = master ? 0 : 1; k < colSpan; k++)
          cells.push({ text: '', col: col + k, colSpan: 1, rowSpan: 1, place: at, master: own });
        if (cell.merge !== 'none') below.set(col, own);
        col += colSpan;
      }
      above = below;
      this.#push({ apart: index === 0, tabular: true, place, cells });
    }
  }

  #push(row: Omit<GridRow, 'line' | 'lastLine'>): void {
    const line = this.rows.length + 1;
    this.rows.push({ line, lastLine: line, ...row });
  }

  #tell(place: string, remarks: Remark[]): void {
    for (const remark of remarks) {
      if (this.#notes.length < MOST_NOTES) this.#notes.push({ ...remark, place });
      else this.#untold++;
    }
  }
}

/** The content of a table that only frames others: each of its rows has one cell, and one of them holds a table. */
function wrapped(table: Table): Block[] | null {
  const cells = table.rows.map((row) => row.cells);
  if (!cells.every((row) => row.length === 1)) return null;
  const blocks = cells.flatMap(([cell]) => cell?.blocks ?? []);
  return blocks.some((block) => block.kind === 'table') ? blocks : null;
}

/** Paragraphs of a cell as lines; a table within it as a line for each of its rows. */
function cellText(blocks: Block[]): { text: string; remarks: Remark[] } {
  const lines: string[] = [];
  const remarks: Remark[] = [];
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      if (!block.silent) lines.push(block.text);
      remarks.push(...block.remarks);
      continue;
    }
    for (const row of block.rows) {
      const texts = row.cells.map((cell) => cellText(cell.blocks));
      lines.push(
        texts
          .map(({ text }) => text)
          .filter((text) => text !== '')
          .join(' '),
      );
      for (const inner of texts) remarks.push(...inner.remarks);
    }
    remarks.push({ severity: 'hint', message: '单元格内的表格按文字读入，请核对' });
  }
  return { text: cleanText(lines.join('\n')).trim(), remarks };
}
