import { decimalText } from '../../shared/filing/amount.ts';
import { isSymbolFont } from '../../shared/formula/symbols.ts';
import type { Read } from './grid.ts';
import { LIMITS, tooManyCells, UnreadableError } from './limits.ts';
import { inFont, numberAsShown, type Shown } from './workbook/sheet-number.ts';
import { type FoundSheet, sheetGrid, tooManySheets, tooMuchText } from './workbook/sheet-rows.ts';
import { type Font, PLAIN, type SheetText } from './workbook/text.ts';
import { scanXml, type XmlEvents } from './xml.ts';
import { unpack } from './zip.ts';

const BROKEN = '表格文件已损坏或写法特殊，无法读取；请用 WPS、Excel 或 LibreOffice 打开后另存为 .xlsx 再导入';

/** The sheets of an OpenDocument workbook (.ods). Throws `UnreadableError`. */
export async function readOds(bytes: Uint8Array): Promise<Read> {
  const parts = unpack(bytes, (path) => path === 'content.xml' || path === 'META-INF/manifest.xml');
  const manifest = parts.get('META-INF/manifest.xml');
  let locked = false;
  if (manifest)
    scanXml(
      manifest,
      {
        open: (name) => {
          locked ||= name === 'manifest:encryption-data';
        },
      },
      BROKEN,
    );
  if (locked) throw new UnreadableError('加了密码；请用 WPS 或 LibreOffice 打开、去掉密码后另存再导入');
  const content = parts.get('content.xml');
  if (!content) throw new UnreadableError(BROKEN);
  return readFods(content);
}

/** The sheets of an OpenDocument workbook that is one XML file (.fods), or of the part content.xml of an .ods. */
export async function readFods(bytes: Uint8Array): Promise<Read> {
  const sheets = new SheetScan();
  scanXml(bytes, sheets, BROKEN);
  const read: Read = { grids: [], notes: [] };
  for (const sheet of sheets.found) {
    const { grid, notes } = sheetGrid(sheet);
    read.grids.push(grid);
    read.notes.push(...notes);
    if (sheet.drawn && grid.rows.length > 0)
      read.notes.push({ severity: 'hint', place: grid.name, message: '图形、文本框中的文字未读入' });
  }
  return read;
}

/** A cell while its text is read. */
interface OpenCell {
  attributes: Record<string, string>;
  text: string;
  /** Paragraphs begun; a further one is a further line. */
  paragraphs: number;
  /** The text by its fonts; null is that of the cell. */
  runs: SheetText;
  fonts: (Font | null)[];
}

interface OpenSheet extends FoundSheet {
  hiddenRows: number[];
  hiddenColumns: number[];
  /** Drawings on it hold text. */
  drawn: boolean;
}

const SHAPES = 'table:shapes';
/** What stands within a cell without being its text: remarks, pictures, drawings, readings of characters. */
const BESIDE = /^(?:office:annotation|text:ruby-text|text:note|\?:.*)$/;

class SheetScan implements XmlEvents {
  readonly found: OpenSheet[] = [];
  #hiddenStyles = new Set<string>();
  /** By the name of their style: fonts that change a text. */
  #fonts = new Map<string, Font>();
  /** Styles of cells by column, where a cell has none of its own. */
  #columnStyles: { upTo: number; style: string }[] = [];
  #style = '';
  #sheet: OpenSheet | null = null;
  #row = 0;
  #col = 0;
  /** The next column that a table-column describes. */
  #column = 0;
  #rowTimes = 1;
  /** Where the cells of the row that is open begin in the sheet's list. */
  #rowStart = 0;
  #cell: OpenCell | null = null;
  #inText = false;
  /** Elements open below one that is passed over, itself included. */
  #skipped = 0;
  /** Whether that is a drawing. */
  #drawing = false;
  #cells = 0;
  #characters = 0;

  open(name: string, attributes: Record<string, string>): void {
    if (this.#skipped > 0 || name === SHAPES || (this.#cell && BESIDE.test(name))) {
      if (this.#skipped++ === 0) this.#drawing = name === SHAPES || name.startsWith('?');
      return;
    }
    if (name === 'office:text')
      throw new UnreadableError('是 OpenDocument 文字文档，不是表格；请用 Word 或 WPS 打开后另存为 .docx 再导入');
    if (name === 'style:style') {
      this.#style = attributes['style:name'] ?? '';
      const parent = this.#fonts.get(attributes['style:parent-style-name'] ?? '');
      if (parent) this.#fonts.set(this.#style, parent);
    } else if (name === 'style:text-properties') this.#font(attributes);
    else if (name === 'style:table-properties' && attributes['table:display'] === 'false')
      this.#hiddenStyles.add(this.#style);
    else if (name === 'table:table') this.#openSheet(attributes);
    else if (!this.#sheet) return;
    else if (name === 'table:table-column') this.#columns(attributes);
    else if (name === 'table:table-row') {
      this.#rowTimes = times(attributes['table:number-rows-repeated']);
      this.#rowStart = this.#sheet.cells.length;
      this.#col = 0;
      if (isHidden(attributes['table:visibility']) && this.#sheet.hiddenRows.length < LIMITS.cells)
        for (let k = 0; k < Math.min(this.#rowTimes, 1000); k++) this.#sheet.hiddenRows.push(this.#row + k);
    } else if (name === 'table:table-cell' || name === 'table:covered-table-cell')
      this.#cell = { attributes, text: '', paragraphs: 0, runs: [], fonts: [] };
    else if (this.#cell) this.#inCell(this.#cell, name, attributes);
  }

  close(name: string): void {
    if (this.#skipped > 0) this.#skipped--;
    else if (name === 'text:p' || name === 'text:h') this.#inText = false;
    else if (name === 'text:span') this.#cell?.fonts.pop();
    else if (this.#cell && (name === 'table:table-cell' || name === 'table:covered-table-cell'))
      this.#closeCell(this.#cell, name === 'table:covered-table-cell');
    else if (this.#sheet && name === 'table:table-row') this.#closeRow(this.#sheet);
    else if (name === 'table:table') this.#sheet = null;
  }

  text(text: string): void {
    if (this.#skipped > 0 && this.#drawing && this.#sheet && text.trim() !== '') this.#sheet.drawn = true;
    if (this.#skipped > 0 || !this.#cell || !this.#inText) return;
    const space = /[ \n]$/.test(this.#cell.text) || this.#cell.text === '';
    const folded = text.replace(/[ \t\r\n]+/g, ' ');
    write(this.#cell, space ? folded.replace(/^ /, '') : folded);
  }

  #openSheet(attributes: Record<string, string>): void {
    if (this.found.length >= LIMITS.sheets) throw tooManySheets();
    this.#sheet = {
      name: attributes['table:name'] ?? `Sheet${this.found.length + 1}`,
      cells: [],
      merges: [],
      hidden: this.#hiddenStyles.has(attributes['table:style-name'] ?? ''),
      hiddenRows: [],
      hiddenColumns: [],
      drawn: false,
    };
    this.found.push(this.#sheet);
    this.#row = 0;
    this.#column = 0;
    this.#columnStyles = [];
    this.#cell = null;
  }

  #columns(attributes: Record<string, string>): void {
    const count = times(attributes['table:number-columns-repeated']);
    const known = this.#sheet?.hiddenColumns.length ?? 0;
    if (isHidden(attributes['table:visibility']) && known < LIMITS.cells)
      for (let k = 0; k < Math.min(count, 1000); k++) this.#sheet?.hiddenColumns.push(this.#column + k);
    this.#column += count;
    const style = attributes['table:default-cell-style-name'];
    if (this.#columnStyles.length < 20_000) this.#columnStyles.push({ upTo: this.#column, style: style ?? '' });
  }

  #font(attributes: Record<string, string>): void {
    const line = attributes['style:text-line-through-style'] ?? attributes['style:text-line-through-type'];
    const family = attributes['style:font-name'] ?? attributes['fo:font-family'];
    if (line === undefined && family === undefined) return;
    const before = this.#fonts.get(this.#style) ?? PLAIN;
    const symbols =
      family?.replace(/^'|'$/g, '').replace(/\d+$/, (digits) => (isSymbolFont(family) ? digits : '')) ?? '';
    this.#fonts.set(this.#style, {
      ...before,
      strike: line === undefined ? before.strike : line !== 'none',
      symbols: family === undefined ? before.symbols : isSymbolFont(symbols) ? symbols : '',
    });
  }

  /** The font of the cell that is open, by its own style or its column's. */
  #fontAt(own: string | undefined): Font {
    const style = own ?? this.#columnStyles.find(({ upTo }) => this.#col < upTo)?.style ?? '';
    return this.#fonts.get(style) ?? PLAIN;
  }

  #inCell(cell: OpenCell, name: string, attributes: Record<string, string>): void {
    if (name === 'text:p' || name === 'text:h') {
      if (cell.paragraphs++ > 0) write(cell, '\n');
      this.#inText = true;
    } else if (name === 'text:span')
      cell.fonts.push(this.#fonts.get(attributes['text:style-name'] ?? '') ?? cell.fonts.at(-1) ?? null);
    else if (name === 'text:line-break') write(cell, '\n');
    else if (name === 'text:tab') write(cell, ' ');
    else if (name === 'text:s') write(cell, ' '.repeat(Math.min(1000, times(attributes['text:c']))));
  }

  #closeCell(cell: OpenCell, covered: boolean): void {
    const { attributes } = cell;
    const count = times(attributes['table:number-columns-repeated']);
    const [rows, cols] = [
      times(attributes['table:number-rows-spanned']),
      times(attributes['table:number-columns-spanned']),
    ];
    const rich = cell.runs.some(({ font }) => font);
    const shown: Shown = covered
      ? { text: '' }
      : inFont(shownBy(cell), this.#fontAt(attributes['table:style-name']), rich ? cell.runs : undefined);
    const place = { row: this.#row, col: this.#col };
    if (rows > 1 || cols > 1)
      this.#sheet?.merges.push({
        top: place.row,
        left: place.col,
        bottom: place.row + rows - 1,
        right: place.col + cols - 1,
      });
    if (shown.text.trim() !== '' || shown.said?.length) {
      this.#count(count, shown.text.length * count);
      for (let k = 0; k < count; k++) this.#sheet?.cells.push({ row: place.row, col: place.col + k, ...shown });
    }
    this.#col += count;
    this.#cell = null;
    this.#inText = false;
  }

  #count(cells: number, characters: number): void {
    this.#cells += cells;
    this.#characters += characters;
    if (this.#cells > LIMITS.cells) throw tooManyCells();
    if (this.#characters > LIMITS.characters) throw tooMuchText();
  }

  /** A row that is repeated holds its texts as often. */
  #closeRow(sheet: FoundSheet): void {
    const row = sheet.cells.slice(this.#rowStart);
    const again = this.#rowTimes - 1;
    this.#count(row.length * again, row.reduce((sum, { text }) => sum + text.length, 0) * again);
    if (row.length > 0)
      for (let k = 1; k < this.#rowTimes; k++) for (const cell of row) sheet.cells.push({ ...cell, row: cell.row + k });
    this.#row += this.#rowTimes;
  }
}

function write(cell: OpenCell, text: string): void {
  cell.text += text;
  cell.runs.push({ text, font: cell.fonts.at(-1) ?? null });
}

/** A count of repetitions or spans: 1 where none is given. */
function times(value: string | undefined): number {
  return Math.min(1_048_576, Math.max(1, /^\d{1,9}$/.test(value ?? '') ? Number(value) : 1));
}

function isHidden(visibility: string | undefined): boolean {
  return visibility === 'collapse' || visibility === 'filter';
}

/** The text as the program that wrote the file showed it; the value where it wrote none. */
function shownBy({ text, attributes, paragraphs }: OpenCell): Shown {
  const type = attributes['office:value-type'];
  const number = Number(attributes['office:value'] ?? Number.NaN);
  if (/^(?:float|percentage|currency)$/.test(type ?? '') && Number.isFinite(number))
    return paragraphs > 0
      ? numberAsShown(number, text)
      : numberAsShown(number, type === 'percentage' ? `${decimalText(number * 100)}%` : decimalText(number));
  if (paragraphs > 0) return { text };
  const date = /^(\d{4})-(\d\d)-(\d\d)/.exec(attributes['office:date-value'] ?? '');
  if (date) return { text: `${date[1]}/${Number(date[2])}/${Number(date[3])}` };
  return { text: attributes['office:string-value'] ?? attributes['office:boolean-value']?.toUpperCase() ?? '' };
}
