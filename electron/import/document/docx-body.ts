import { child, elements, textWithin, type XmlNode } from '../../../shared/formula/node.ts';
import { scanXml } from '../xml.ts';
import { TreeBuilder } from '../xml-tree.ts';
import { type Block, paragraph, type Remark, remarkOnly, type TableCell, type TableRow } from './blocks.ts';
import { readParagraph, type Story } from './docx-paragraph.ts';
import { isOn } from './docx-styles.ts';
import { numbered } from './number-words.ts';

/** Elements between the document and its paragraphs that change nothing. */
const TRANSPARENT = new Set(
  'w:document w:body w:sdt w:sdtContent w:customXml w:smartTag w:ins w:moveTo w:txbxContent w:hyperlink mc:AlternateContent mc:Choice'.split(
    ' ',
  ),
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

/** The paragraphs and tables of the main part of a document, read in one pass. */
export function readBody(part: Uint8Array, story: Story, reason: string): Block[] {
  const body = new Body(story);
  scanXml(
    part,
    {
      open: (name, attributes) => body.open(name, attributes),
      text: (text) => body.text(text),
      close: (name) => body.close(name),
    },
    reason,
  );
  return body.end();
}

class Body {
  #story: Story;
  #root: Container;
  #tables: OpenTable[] = [];
  #tree = new TreeBuilder();
  /** Depth within an element of which nothing is read. */
  #skipped = 0;
  /** For each open content control, whether it shows only its prompt. */
  #prompts: boolean[] = [];

  constructor(story: Story) {
    this.#story = story;
    this.#root = this.#container();
  }

  open(name: string, attributes: Record<string, string>): void {
    if (this.#skipped > 0) this.#skipped++;
    else if (this.#tree.active) this.#tree.open(name, attributes);
    else this.#begin(name, attributes);
  }

  #begin(name: string, attributes: Record<string, string>): void {
    const table = this.#tables.at(-1);
    if (name === 'w:tbl') this.#tables.push({ rows: [], row: null, cell: null });
    else if (name === 'w:tr' && table && !table.cell) table.row = { before: 0, cells: [], out: false, struck: false };
    else if (name === 'w:tc' && table?.row && !table.cell) table.cell = { ...this.#container(), properties: undefined };
    else if (name === 'mc:Fallback') this.#skipped = 1;
    else if (name === 'w:del' || name === 'w:moveFrom') {
      this.#story.changed = true;
      this.#skipped = 1;
    } else if (TRANSPARENT.has(name)) {
      if (name === 'w:document') this.#story.keepsSpace = attributes['xml:space'] === 'preserve';
      if (name === 'w:sdt') this.#prompts.push(false);
    } else this.#tree.open(name, attributes);
  }

  text(text: string): void {
    if (this.#skipped === 0) this.#tree.text(text);
  }

  close(name: string): void {
    if (this.#skipped > 0) {
      this.#skipped--;
      return;
    }
    if (this.#tree.active) {
      const node = this.#tree.close();
      if (node) this.#element(node);
      return;
    }
    const table = this.#tables.at(-1);
    if (name === 'w:sdt') this.#prompts.pop();
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

  /** An element that was read as a whole: a paragraph, properties, or something that nobody knows. */
  #element(node: XmlNode): void {
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
        if (isOn(child(node, 'w:showingPlcHdr'))) this.#prompts[this.#prompts.length - 1] = true;
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
    if (isOn(child(node, 'w:hidden'))) {
      row.out = true;
      this.#at.blocks.push(remarkOnly('hint', '表格中有隐藏的行，未读入'));
    }
  }

  #paragraph(node: XmlNode): void {
    if (this.#prompts.includes(true)) return;
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
    const inner = new Body({ ...this.#story, fields: [] });
    replay(box, inner);
    const blocks = inner.end();
    if (blocks.some((block) => block.kind === 'table' || block.text.trim() !== '' || block.remarks.length > 0)) {
      at.blocks.push(...blocks);
      if (at !== this.#root) at.blocks.push(remarkOnly('hint', '文本框中的文字并入此格，请核对'));
    }
  }

  #flush(at: Container): void {
    if (at.pending) at.blocks.push(paragraph(at.pending.text, at.pending.remarks));
    at.pending = null;
  }

  /** Ends what is filled: fields that were left open, and pictures, are told. */
  #settle(at: Container): void {
    this.#flush(at);
    const open = this.#story.fields.splice(at.fields);
    if (open.some((field) => field.phase === 'code'))
      at.blocks.push(remarkOnly('error', '域代码不完整，其后的文字可能未读入'));
    const empty = !at.blocks.some((block) => block.kind === 'table' || block.text.trim() !== '');
    if (at.pictures > 0)
      at.blocks.push(
        remarkOnly(
          empty && at !== this.#root ? 'error' : 'hint',
          `图片未读入${empty && at !== this.#root ? '，请改为文字' : ''}`,
        ),
      );
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

function replay(node: XmlNode, to: Body): void {
  to.open(node.name, node.attributes);
  for (const item of node.children) {
    if (typeof item === 'string') to.text(item);
    else replay(item, to);
  }
  to.close(node.name);
}

/** The texts of footnotes or endnotes by `w:footnote 2`. */
export function noteTexts(node: XmlNode): [string, string] {
  const text = (at: XmlNode): string =>
    elements(at)
      .map((item) => (item.name === 'w:t' ? textWithin(item) : /^w:del/.test(item.name) ? '' : text(item)))
      .join('');
  return [`${node.name} ${node.attributes['w:id'] ?? ''}`, text(node).trim()];
}
