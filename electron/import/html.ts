import { Parser } from 'htmlparser2';
import { inputText, type Option, optionOf, selectText } from '../../shared/clipboard/html-controls.ts';
import { BLOCKS, HtmlLines, SILENT } from '../../shared/clipboard/html-lines.ts';
import { decodeMarked } from './encoding.ts';
import type { Read } from './grid.ts';
import { HtmlFonts } from './html-fonts.ts';
import { type HtmlCell, type HtmlContent, type HtmlTable, htmlRows } from './html-rows.ts';
import { LIMITS, tooManyCells, UnreadableError } from './limits.ts';
import { type Font, PLAIN, showSheetText, type TextShown } from './workbook/text.ts';

/** Largest page; one with a hundred tables has 2 MB. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Most elements that stand one within the other; a page has some twenty. */
const DEEPEST = 1000;

/**
 * The tables and paragraphs of an HTML page as one grid: saved from a browser, or from Excel, WPS and web systems under
 * the name of a workbook (.xls). Nothing of it is run or loaded. Throws `UnreadableError`.
 */
export async function readHtml(bytes: Uint8Array): Promise<Read> {
  if (bytes.length > MOST_BYTES)
    throw new UnreadableError(`网页超过 ${MOST_BYTES / 1024 / 1024} MB 的上限，请只保留绩效目标表后再导入`);
  const { text, notes } = decodeMarked(bytes);
  const { rows, notes: hidden } = htmlRows(contentOf(text));
  return { grids: [{ name: '', kind: 'document', rows }], notes: [...notes, ...hidden] };
}

function contentOf(html: string): HtmlContent[] {
  const reader = new HtmlReader();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes),
      onclosetag: (name) => reader.close(name),
      ontext: (text) => reader.text(text),
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.write(html);
  parser.end();
  return reader.end();
}

/** What stands in the head of a page, and what programs put beside the text. */
const UNSHOWN = new Set([...SILENT, 'head', 'xml', 'object', 'svg', 'iframe']);

/** Takes the events of the parser to tables, their cells and the lines between them. */
class HtmlReader {
  #page: HtmlContent[] = [];
  /** Tables that are open, the innermost last. */
  #tables: HtmlTable[] = [];
  #lines = new HtmlLines();
  #stack: { name: string; keeps: boolean; font: Font }[] = [];
  #fonts = new HtmlFonts();
  #css = '';
  /** What of the text that is being read was struck out, or a sign that is not known. */
  #changed: Omit<TextShown, 'text'> = { struck: '', doubt: null };
  /** Elements open within one that is not shown, itself included. */
  #unshown = 0;
  #cells = 0;
  /** Whether a box that is not ticked stands in the text that is being read. */
  #emptyBox = false;
  /** The list to choose from that is open. */
  #select: { options: Option[]; several: boolean } | null = null;

  open(name: string, attributes: Record<string, string>): void {
    if (this.#stack.length >= DEEPEST)
      throw new UnreadableError('网页的标记层层嵌套过深，无法读取；请另存为 .xlsx 后再导入');
    const style = attributes.style ?? '';
    const keeps =
      name === 'pre' ||
      name === 'textarea' ||
      /white-space\s*:\s*pre/i.test(style) ||
      (this.#stack.at(-1)?.keeps ?? false);
    const font = this.#fonts.within(this.#stack.at(-1)?.font ?? PLAIN, name, attributes);
    this.#stack.push({ name, keeps, font });
    if (this.#unshown > 0 || UNSHOWN.has(name) || (!isTablePart(name) && isHidden(style))) {
      this.#unshown++;
      return;
    }
    const table = this.#tables.at(-1);
    if (name === 'input') this.#input(inputText(attributes));
    else if (name === 'select') this.#select = { options: [], several: attributes.multiple !== undefined };
    else if (name === 'option') this.#select?.options.push(optionOf(attributes));
    else if (name === 'table') {
      this.#flush();
      this.#tables.push({ rows: [] });
    } else if (table && name === 'tr') {
      this.#endCell();
      table.rows.push({ cells: [], hidden: isHidden(style) });
    } else if (table && (name === 'td' || name === 'th')) this.#openCell(table, attributes, style);
    else if (name === 'br') this.#lines.endLine();
    else if (BLOCKS.has(name)) this.#lines.endBlock();
  }

  close(name: string): void {
    this.#stack.pop();
    if (name === 'style') {
      this.#fonts.sheet(this.#css);
      this.#css = '';
    }
    if (this.#unshown > 0) {
      this.#unshown--;
      return;
    }
    if (name === 'select') this.#endSelect();
    else if (name === 'table') this.#closeTable();
    else if (name === 'td' || name === 'th' || name === 'tr') this.#endCell();
    else if (BLOCKS.has(name)) this.#lines.endBlock();
  }

  text(text: string): void {
    const { name, keeps = false, font = PLAIN } = this.#stack.at(-1) ?? {};
    if (name === 'style') this.#css += text;
    if (this.#unshown > 0) return;
    if (this.#select) {
      const option = this.#select.options.at(-1);
      if (option) option.text += text;
      return;
    }
    if (!font.strike && font.symbols === '') {
      this.#lines.write(text, keeps);
      return;
    }
    const shown = showSheetText([{ text, font: null }], font);
    this.#changed.struck += shown.struck;
    this.#changed.doubt ??= shown.doubt;
    if (!font.strike) this.#lines.write(shown.text, keeps);
  }

  end(): HtmlContent[] {
    while (this.#tables.length > 0) this.#closeTable();
    this.#flush();
    return this.#page;
  }

  #input(text: string): void {
    this.#emptyBox ||= text === '☐';
    this.#lines.write(text, true);
  }

  #endSelect(): void {
    const open = this.#select;
    this.#select = null;
    if (open) this.#lines.write(selectText(open.options, open.several), false);
  }

  #openCell(table: HtmlTable, attributes: Record<string, string>, style: string): void {
    this.#endCell();
    if (++this.#cells > LIMITS.cells) throw tooManyCells();
    if (table.rows.length === 0) table.rows.push({ cells: [], hidden: false });
    // A text that only flows over empty neighbours is no merged cell.
    const ignored = /mso-ignore\s*:\s*([^;]*)/i.exec(style)?.[1] ?? '';
    const cell: HtmlCell = {
      content: [],
      colSpan: span(attributes.colspan),
      rowSpan: span(attributes.rowspan),
      overflows: ignored.includes('colspan'),
      value: attributes['x:num'] || attributes.sdval,
    };
    if (ignored.includes('rowspan')) cell.rowSpan = 1;
    table.rows.at(-1)?.cells.push(cell);
    table.open = cell;
  }

  #endCell(): void {
    this.#flush();
    const table = this.#tables.at(-1);
    if (table) delete table.open;
  }

  #closeTable(): void {
    this.#endCell();
    const table = this.#tables.pop();
    if (table && table.rows.length > 0) (this.#tables.at(-1)?.open?.content ?? this.#page).push(table);
  }

  /** What was written so far goes to the cell that is open, else to the page. */
  #flush(): void {
    const shown = this.#lines.text();
    // A box alone in its cell is there to pick the row.
    const text = this.#emptyBox && shown === '☐' ? '' : shown;
    this.#lines = new HtmlLines();
    this.#emptyBox = false;
    const open = this.#tables.at(-1)?.open;
    if (open && (this.#changed.struck.trim() !== '' || this.#changed.doubt !== null))
      open.changed = { text, ...this.#changed };
    this.#changed = { struck: '', doubt: null };
    if (text !== '') (this.#tables.at(-1)?.open?.content ?? this.#page).push(text);
  }
}

function isTablePart(name: string): boolean {
  return name === 'tr' || name === 'td' || name === 'th' || name === 'table';
}

function isHidden(style: string): boolean {
  return /(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*all)/i.test(style);
}

/** A row or column span; 0, which reaches to the end of the table, is the largest. */
function span(value: string | undefined): number {
  const number = /^\s*(\d{1,9})/.exec(value ?? '')?.[1];
  return number === undefined ? 1 : Number(number) === 0 ? 65_534 : Math.min(65_534, Number(number));
}
