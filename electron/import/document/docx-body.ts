import { child, elements, textWithin, type XmlNode } from '../../../shared/formula/node.ts';
import { numbered } from '../../../shared/formula/numbered.ts';
import type { XmlEvents } from '../xml.ts';
import {
  type Block,
  boxBlocks,
  haveText,
  paragraph,
  type Remark,
  remarkOnly,
  type TableCell,
  type TableRow,
  unreadPictures,
} from './blocks.ts';
import { readParagraph, type Story } from './docx-paragraph.ts';
import { isOn } from './docx-styles.ts';
import { isContents } from './field-code.ts';
import { OpenFields } from './open-fields.ts';
import { type BodyReader, bodyEvents, scanNode, type Way } from './scan-body.ts';

/** Elements between the document and its paragraphs that change nothing. */
const TRANSPARENT = new Set(
  (
    'w:document w:body w:sdt w:sdtContent w:customXml w:smartTag w:ins w:moveTo w:txbxContent w:hyperlink ' +
    'mc:AlternateContent mc:Choice'
  ).split(' '),
);

/** What is being filled: the document, a cell, a text box. */
interface Container {
  blocks: Block[];
  /** A paragraph of which the end is deleted: the next one goes on with it. */
  pending: { text: string; remarks: Remark[] } | null;
  pictures: number;
  /** Fields open when it began. */
  fields: number;
}

interface OpenTable {
  rows: TableRow[];
  row: (TableRow & { out: boolean; struck: boolean }) | null;
  cell: (Container & { properties: XmlNode | undefined }) | null;
}

/** The paragraphs and tables of the main part of a document, which `scan` reads in one pass. */
export function readBody(scan: (on: XmlEvents) => void, story: Story): Block[] {
  const body = new Body(story);
  scan(bodyEvents(body));
  return body.end();
}

class Body implements BodyReader {
  #story: Story;
  #root: Container;
  #tables: OpenTable[] = [];
  /** For each open content control, whether it shows only its prompt, or the contents with their heading. */
  #unread: boolean[] = [];

  constructor(story: Story) {
    this.#story = story;
    this.#root = this.#container();
  }

  begin(name: string, attributes: Record<string, string>): Way {
    const table = this.#tables.at(-1);
    if (name === 'w:tbl') this.#tables.push({ rows: [], row: null, cell: null });
    else if (name === 'w:tr' && table && !table.cell) table.row = { before: 0, cells: [], out: false, struck: false };
    else if (name === 'w:tc' && table?.row && !table.cell) table.cell = { ...this.#container(), properties: undefined };
    else if (name === 'mc:Fallback') return 'skip';
    else if (name === 'w:del' || name === 'w:moveFrom') {
      this.#story.changed = true;
      return 'skip';
    } else if (!TRANSPARENT.has(name)) return 'whole';
    if (name === 'w:document') this.#story.keepsSpace = attributes['xml:space'] === 'preserve';
    if (name === 'w:sdt') this.#unread.push(false);
    return 'enter';
  }

  leave(name: string): void {
    const table = this.#tables.at(-1);
    if (name === 'w:sdt') this.#unread.pop();
    else if (name === 'w:tc' && table?.cell) this.#endCell(table, table.cell);
    else if (name === 'w:tr' && table?.row && !table.cell) {
      const { out, before, cells } = table.row;
      if (!out && cells.length > 0) table.rows.push({ before, cells });
      table.row = null;
    } else if (name === 'w:tbl' && table) {
      this.#tables.pop();
      this.#flush(this.#at);
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

  #container(): Container {
    return { blocks: [], pending: null, pictures: 0, fields: this.#story.fields.length };
  }

  /** A paragraph, properties, or something that nobody knows. */
  whole(node: XmlNode): void {
    const table = this.#tables.at(-1);
    switch (node.name) {
      case 'w:p':
        this.#paragraph(node);
        break;
      case 'm:oMathPara':
      case 'm:oMath':
        this.#paragraph({ name: 'w:p', attributes: {}, children: [node] });
        break;
      case 'w:r':
        this.#paragraph({ name: 'w:p', attributes: {}, children: [node] });
        break;
      case 'w:tcPr':
        if (table?.cell) table.cell.properties = node;
        break;
      case 'w:trPr':
        if (table?.row) this.#rowProperties(table.row, node);
        break;
      case 'w:sdtPr':
        if (isOn(child(node, 'w:showingPlcHdr')) || isContentsPart(node)) this.#unread[this.#unread.length - 1] = true;
        break;
      case 'w:altChunk':
      case 'w:subDoc':
        this.#at.blocks.push(remarkOnly('error', '插入的子文档未读入'));
        break;
      default:
        if (/^w:(?:\w+Pr|tblGrid|tblPrEx|background)$/.test(node.name) || textWithin(node).trim() === '') return;
        this.#at.blocks.push(remarkOnly('error', '有不能识别的内容，未读入，请改为普通文字'));
    }
  }

  #rowProperties(row: TableRow & { out: boolean }, node: XmlNode): void {
    row.before = Number(child(node, 'w:gridBefore')?.attributes['w:val'] ?? 0) || 0;
    if (child(node, 'w:del')) {
      row.out = true;
      this.#story.changed = true;
    }
  }

  #paragraph(node: XmlNode): void {
    if (this.#unread.includes(true)) return;
    const at = this.#at;
    const read = readParagraph(node, this.#story);
    const pending = at.pending;
    at.pending = null;
    at.pictures += read.pictures;
    const text = (pending?.text ?? '') + read.text;
    const remarks = [...(pending?.remarks ?? []), ...read.remarks];
    if (read.joined) at.pending = { text, remarks };
    else at.blocks.push(paragraph(numbered(read.number, text), remarks));
    for (const box of read.boxes) this.#box(at, box);
  }

  /** The content of a text box follows the paragraph that it hangs on. */
  #box(at: Container, box: XmlNode): void {
    const story = { ...this.#story, fields: new OpenFields() };
    const inner = new Body(story);
    scanNode(box, inner);
    const blocks = inner.end();
    this.#story.changed ||= story.changed;
    at.blocks.push(...boxBlocks(blocks, at !== this.#root));
  }

  #flush(at: Container): void {
    if (at.pending) at.blocks.push(paragraph(at.pending.text, at.pending.remarks));
    at.pending = null;
  }

  /** Ends what is filled: fields that were left open, and pictures, are told. */
  #settle(at: Container): void {
    this.#flush(at);
    const open = this.#story.fields.giveUp(at.fields);
    if (open.some(({ phase, code }) => phase === 'code' || isContents(code)))
      at.blocks.push(remarkOnly('error', '域代码不完整，其后的文字可能未读入'));
    if (at.pictures > 0) at.blocks.push(unreadPictures(at !== this.#root && !haveText(at.blocks)));
  }

  #endCell(table: OpenTable, cell: NonNullable<OpenTable['cell']>): void {
    this.#settle(cell);
    table.cell = null;
    if (!table.row) return;
    const { properties } = cell;
    const colSpan = Number(child(properties, 'w:gridSpan')?.attributes['w:val'] ?? 1) || 1;
    const down = child(properties, 'w:vMerge');
    const across = child(properties, 'w:hMerge');
    const left = table.row.cells.at(-1);
    if (across && across.attributes['w:val'] !== 'restart' && left) {
      left.colSpan += colSpan;
      left.blocks.push(...cell.blocks);
      return;
    }
    if (child(properties, 'w:cellDel')) this.#story.changed = true;
    const made: TableCell = {
      blocks: child(properties, 'w:cellDel') ? [] : cell.blocks,
      colSpan,
      merge: down ? (down.attributes['w:val'] === 'restart' ? 'start' : 'continue') : 'none',
    };
    table.row.cells.push(made);
  }
}

/** Whether a content control holds the contents that Word makes of the document's headings. */
function isContentsPart(properties: XmlNode): boolean {
  const gallery = child(child(properties, 'w:docPartObj'), 'w:docPartGallery');
  return gallery?.attributes['w:val'] === 'Table of Contents';
}

/** The texts of footnotes or endnotes by `w:footnote 2`. */
export function noteTexts(node: XmlNode): [string, string] {
  const text = (at: XmlNode): string =>
    elements(at)
      .map((item) => (item.name === 'w:t' ? textWithin(item) : /^w:del/.test(item.name) ? '' : text(item)))
      .join('');
  return [`${node.name} ${node.attributes['w:id'] ?? ''}`, text(node).trim()];
}
