import { child, elements, textWithin, type XmlNode } from '../../../shared/formula/node.ts';
import { numbered } from '../../../shared/formula/numbered.ts';
import { scanXml } from '../xml.ts';
import {
  type Block,
  boxBlocks,
  haveText,
  type Paragraph,
  paragraph,
  remarkOnly,
  type TableCell,
  type TableRow,
  unreadPictures,
} from './blocks.ts';
import { markChange, type OdtChanges, readOdtParagraph } from './odt-paragraph.ts';
import type { OdtStyles } from './odt-styles.ts';
import { type BodyReader, bodyEvents, scanNode, type Way } from './scan-body.ts';

interface Container {
  blocks: Block[];
  /** A paragraph of which the end is deleted: the next one goes on with it. */
  pending: Paragraph | null;
  pictures: number;
}

interface OpenTable {
  rows: TableRow[];
  row: { cells: TableCell[]; col: number; repeated: number } | null;
  cell: (Container & { attributes: Record<string, string>; covered: boolean }) | null;
  /** For each column, how many rows a cell above still covers and how many columns it has. */
  open: { left: number; colSpan: number }[];
}

interface OpenList {
  style: string;
  /** Whether the next paragraph begins an item. */
  fresh: boolean;
}

/** Elements between the document and its paragraphs that change nothing. */
const TRANSPARENT = new Set(
  (
    'office:document-content office:document office:body office:text text:section text:index-body text:index-title ' +
    'text:table-of-content text:list-header text:numbered-paragraph table:table-rows table:table-header-rows ' +
    'table:table-row-group draw:text-box'
  ).split(' '),
);
/** More repeated rows or columns than this are the empty rest of a table. */
const MOST_REPEATED = 200;

/** The paragraphs and tables of an OpenDocument text, read in one pass. */
export function readOdtBody(
  part: Uint8Array,
  styles: OdtStyles,
  equation: (path: string) => string | null,
  changes: OdtChanges,
  reason: string,
): Block[] {
  const body = new OdtBody(styles, equation, changes);
  scanXml(part, bodyEvents(body), reason);
  return body.end();
}

class OdtBody implements BodyReader {
  #styles: OdtStyles;
  #equation: (path: string) => string | null;
  #root: Container = { blocks: [], pending: null, pictures: 0 };
  #tables: OpenTable[] = [];
  #lists: OpenList[] = [];
  #counts = new Map<string, number[]>();
  #changes: OdtChanges;

  constructor(styles: OdtStyles, equation: (path: string) => string | null, changes: OdtChanges) {
    this.#changes = changes;
    this.#styles = styles;
    this.#equation = equation;
  }

  begin(name: string, attributes: Record<string, string>): Way {
    const table = this.#tables.at(-1);
    if (name === 'table:table') this.#tables.push({ rows: [], row: null, cell: null, open: [] });
    else if (name === 'table:table-row' && table)
      table.row = { cells: [], col: 0, repeated: repeated(attributes['table:number-rows-repeated']) };
    else if (/^table:(?:covered-)?table-cell$/.test(name) && table?.row)
      table.cell = { blocks: [], pending: null, pictures: 0, attributes, covered: name.includes('covered') };
    else if (name === 'text:list') this.#openList(attributes);
    else if (name === 'text:list-item') {
      const list = this.#lists.at(-1);
      if (list) list.fresh = true;
      const start = Number(attributes['text:start-value'] ?? Number.NaN);
      const counts = list && this.#counts.get(list.style);
      if (counts && start >= 0) counts[this.#lists.length - 1] = start - 1;
    } else if (!TRANSPARENT.has(name)) return name.startsWith('office:') ? 'skip' : 'whole';
    return 'enter';
  }

  leave(name: string): void {
    const table = this.#tables.at(-1);
    if (name === 'text:list') this.#lists.pop();
    else if (/^table:(?:covered-)?table-cell$/.test(name) && table?.cell) this.#endCell(table, table.cell);
    else if (name === 'table:table-row' && table?.row) {
      const { cells, repeated: times } = table.row;
      const blank = cells.every((cell) => cell.blocks.length === 0);
      for (let k = 0; k < (blank ? Math.min(times, 1) : times); k++)
        if (cells.length > 0) table.rows.push({ before: 0, cells });
      table.row = null;
    } else if (name === 'table:table' && table) {
      this.#tables.pop();
      if (table.rows.length > 0) this.#at.blocks.push({ kind: 'table', rows: table.rows });
    }
  }

  end(): Block[] {
    this.#settle(this.#root);
    return this.#root.blocks;
  }

  get #at(): Container {
    return this.#tables.findLast((table) => table.cell)?.cell ?? this.#root;
  }

  #openList(attributes: Record<string, string>): void {
    const style = attributes['text:style-name'] ?? this.#lists.at(-1)?.style ?? '';
    const continued =
      attributes['text:continue-numbering'] === 'true' || attributes['text:continue-list'] !== undefined;
    if (this.#lists.length === 0 && !continued) this.#counts.set(style, []);
    this.#lists.push({ style, fresh: false });
  }

  whole(node: XmlNode): void {
    const at = this.#at;
    if (node.name === 'text:p' || node.name === 'text:h') {
      const read = readOdtParagraph(node, this.#styles, this.#equation, this.#changes);
      const number = this.#number(node.attributes['text:style-name'] ?? '');
      const emptied = read.text === '' && read.written;
      at.pictures += read.pictures;
      const { pending } = at;
      const made = paragraph((pending?.text ?? '') + numbered(emptied || pending ? '' : number, read.text), [
        ...(pending?.remarks ?? []),
        ...read.remarks,
      ]);
      at.pending = this.#changes.open.size > 0 ? made : null;
      if (!at.pending) at.blocks.push(made);
      for (const box of read.boxes) this.#box(at, box);
    } else if (node.name === 'text:tracked-changes') listDeletions(node, this.#changes);
    else if (/^text:change-(?:start|end)$/.test(node.name)) markChange(node, this.#changes);
    else if (node.name.startsWith('draw:')) this.whole({ name: 'text:p', attributes: {}, children: [node] });
    else if (
      /^(?:text|table):/.test(node.name) &&
      textWithin(node).trim() !== '' &&
      !/-(?:decls?|source|column\S*)$/.test(node.name)
    )
      at.blocks.push(remarkOnly('error', '有不能识别的内容，未读入，请改为普通文字'));
  }

  /** The number of an item's first paragraph. */
  #number(paragraphStyle: string): string {
    const list = this.#lists.at(-1);
    if (!list?.fresh) return '';
    for (const open of this.#lists) open.fresh = false;
    const style = this.#styles.listOf(paragraphStyle) || list.style;
    const level = this.#lists.length - 1;
    const counts = this.#counts.get(list.style) ?? [];
    this.#counts.set(list.style, counts);
    for (let above = 0; above < level; above++) counts[above] ??= this.#styles.start(style, above);
    counts[level] = (counts[level] ?? this.#styles.start(style, level) - 1) + 1;
    counts.length = level + 1;
    return this.#styles.label(style, counts);
  }

  #box(at: Container, box: XmlNode): void {
    const inner = new OdtBody(this.#styles, this.#equation, this.#changes);
    scanNode(box, inner);
    at.blocks.push(...boxBlocks(inner.end(), at !== this.#root));
  }

  #settle(at: Container): void {
    if (at.pending) at.blocks.push(at.pending);
    at.pending = null;
    if (at.pictures > 0) at.blocks.push(unreadPictures(at !== this.#root && !haveText(at.blocks)));
  }

  #endCell(table: OpenTable, cell: NonNullable<OpenTable['cell']>): void {
    this.#settle(cell);
    table.cell = null;
    const { row } = table;
    if (!row) return;
    const times = repeated(cell.attributes['table:number-columns-repeated']);
    const colSpan = Math.min(1000, Number(cell.attributes['table:number-columns-spanned'] ?? 1) || 1);
    const rowSpan = Number(cell.attributes['table:number-rows-spanned'] ?? 1) || 1;
    for (let k = 0; k < times; k++) {
      const above = table.open[row.col];
      if (!cell.covered) {
        row.cells.push({ blocks: cell.blocks, colSpan, merge: rowSpan > 1 ? 'start' : 'none' });
        table.open[row.col] = { left: rowSpan - 1, colSpan };
        for (let covered = 1; covered < colSpan; covered++) table.open[row.col + covered] = { left: -1, colSpan: 0 };
        row.col++;
        continue;
      }
      // A position that a cell of this row covers was counted with that cell.
      if (above && above.left > 0) {
        row.cells.push({ blocks: cell.blocks, colSpan: above.colSpan, merge: 'continue' });
        above.left--;
      }
      row.col++;
    }
  }
}

function listDeletions(node: XmlNode, changes: OdtChanges): void {
  for (const region of elements(node)) {
    changes.any = true;
    const { 'text:id': id = '', 'xml:id': otherId = '' } = region.attributes;
    if (child(region, 'text:deletion')) for (const name of [id, otherId]) changes.deletions.add(name);
  }
}

function repeated(value: string | undefined): number {
  return Math.min(MOST_REPEATED, Math.max(1, Number(value ?? 1) || 1));
}
