import { isSymbolFont } from '../../shared/formula/symbols.ts';
import type { Read } from './grid.ts';
import { LIMITS, tooManyCells, UnreadableError } from './limits.ts';
import { inFont, numberShown, type Shown } from './workbook/sheet-number.ts';
import { type FoundSheet, sheetGrid, tooManySheets } from './workbook/sheet-rows.ts';
import { type Font, PLAIN, type SheetText } from './workbook/text.ts';
import { scanXml, type XmlEvents } from './xml.ts';

const BROKEN = '“XML 表格 2003”文件已损坏或写法特殊，无法读取；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入';

/** The sheets of a workbook saved as "XML Spreadsheet 2003", mostly named .xls or .xml. Throws `UnreadableError`. */
export async function readXml2003(bytes: Uint8Array): Promise<Read> {
  const scan = new SheetScan();
  scanXml(trimmed(bytes), scan, BROKEN);
  if (scan.found.length === 0) throw new UnreadableError(BROKEN);
  const read: Read = { grids: [], notes: [] };
  for (const sheet of scan.found) {
    const { grid, notes } = sheetGrid(sheet);
    read.grids.push(grid);
    read.notes.push(...notes);
  }
  return read;
}

/** Web systems put empty lines before the declaration, which XML does not allow. */
export function trimmed(bytes: Uint8Array): Uint8Array {
  let from = 0;
  while (from < bytes.length && [0x20, 0x09, 0x0a, 0x0d].includes(bytes[from] as number)) from++;
  return bytes.subarray(from);
}

/** Formats that go by a name. */
const NAMED: Record<string, string> = {
  'General Number': 'General',
  'General Date': 'yyyy/m/d h:mm',
  'Long Date': 'yyyy"年"m"月"d"日"',
  'Medium Date': 'yyyy/m/d',
  'Short Date': 'yyyy/m/d',
  'Long Time': 'h:mm:ss',
  'Medium Time': 'h:mm',
  'Short Time': 'h:mm',
  Currency: '#,##0.00',
  'Euro Currency': '#,##0.00',
  Fixed: '0.00',
  Standard: '#,##0.00',
  Percent: '0.00%',
  Scientific: '0.00E+00',
};

interface Style {
  parent: string;
  format: string | null;
  font: Font | null;
}

const MOST_ROWS = 1_048_576;

class SheetScan implements XmlEvents {
  readonly found: FoundSheet[] = [];
  #styles = new Map<string, Style>();
  #style = '';
  #sheet: (FoundSheet & { hiddenRows: number[]; hiddenColumns: number[] }) | null = null;
  #date1904 = false;
  #row = -1;
  #col = -1;
  #column = -1;
  #cell: Record<string, string> | null = null;
  #type = '';
  #text = '';
  #runs: SheetText = [];
  /** Of the elements open within the Data of a cell; null is the cell's. */
  #fonts: (Font | null)[] = [];
  /** Further rows that the open one stands for. */
  #rowSpan = 0;
  /** Within the Data of a cell; its remark has a Data of its own. */
  #data = false;
  #remark = false;
  #path: string[] = [];
  #cells = 0;

  open(name: string, attributes: Record<string, string>): void {
    this.#path.push(name);
    if (name === 'ss:Style') {
      this.#style = attributes['ss:ID'] ?? '';
      this.#styles.set(this.#style, { parent: attributes['ss:Parent'] ?? '', format: null, font: null });
    } else if (name === 'ss:NumberFormat') {
      const style = this.#styles.get(this.#style);
      if (style) style.format = attributes['ss:Format'] ?? 'General';
    } else if (name === 'ss:Font' && !this.#sheet) {
      const style = this.#styles.get(this.#style);
      if (style) style.font = fontOf(attributes);
    } else if (name === 'ss:Worksheet') this.#openSheet(attributes);
    else if (!this.#sheet) return;
    else if (name === 'ss:Column') this.#columns(attributes);
    else if (name === 'ss:Row') {
      this.#row = at(attributes['ss:Index'], this.#row);
      this.#rowSpan = count(attributes['ss:Span']);
      if (attributes['ss:Hidden'] === '1') this.#sheet.hiddenRows.push(this.#row);
      this.#col = -1;
    } else if (name === 'ss:Cell') this.#openCell(attributes);
    else if (name === 'ss:Comment') this.#remark = true;
    else if (name === 'ss:Data' && this.#cell && !this.#remark) {
      this.#data = true;
      this.#type = attributes['ss:Type'] ?? 'String';
      this.#text = '';
      this.#runs = [];
      this.#fonts = [];
    } else if (this.#data) {
      // Runs of a rich text, in the names of HTML: <S>, <Sup>, <Font html:Face="Symbol">.
      const before = this.#fonts.at(-1) ?? null;
      const tag = name.slice(name.indexOf(':') + 1).toLowerCase();
      const face = Object.entries(attributes).find(([key]) => /(?:^|:)face$/i.test(key))?.[1];
      this.#fonts.push(
        tag === 's' || tag === 'strike'
          ? { ...(before ?? PLAIN), strike: true }
          : tag === 'sup'
            ? { ...(before ?? PLAIN), raised: true }
            : tag === 'font' && face !== undefined
              ? { ...(before ?? PLAIN), symbols: isSymbolFont(face) ? face : '' }
              : before,
      );
    }
  }

  close(name: string): void {
    this.#path.pop();
    if (name === 'ss:Comment') this.#remark = false;
    else if (name === 'ss:Data' && this.#data) {
      this.#data = false;
      this.#closeData();
    } else if (this.#data && !this.#remark) this.#fonts.pop();
    else if (name === 'ss:Cell') {
      // The columns that a cell covers are passed over by those after it.
      this.#col += count(this.#cell?.['ss:MergeAcross']);
      this.#cell = null;
    } else if (name === 'ss:Row') {
      this.#row += this.#rowSpan;
    } else if (name === 'ss:Worksheet') this.#sheet = null;
    else if (name === 'excel:Date1904') this.#date1904 = true;
    else if (name === 'excel:Visible' && this.#sheet && /Hidden/.test(this.#text)) this.#sheet.hidden = true;
  }

  text(text: string): void {
    if (this.#data) {
      this.#text += text;
      this.#runs.push({ text, font: this.#fonts.at(-1) ?? null });
    } else if (this.#path.at(-1) === 'excel:Visible') this.#text = text;
  }

  #openSheet(attributes: Record<string, string>): void {
    if (this.found.length >= LIMITS.sheets) throw tooManySheets();
    const name = attributes['ss:Name'] ?? `Sheet${this.found.length + 1}`;
    this.#sheet = { name, cells: [], merges: [], hidden: false, hiddenRows: [], hiddenColumns: [] };
    this.found.push(this.#sheet);
    this.#row = -1;
    this.#column = -1;
  }

  #columns(attributes: Record<string, string>): void {
    const first = at(attributes['ss:Index'], this.#column);
    const span = Math.min(1000, count(attributes['ss:Span']));
    const known = this.#sheet?.hiddenColumns.length ?? 0;
    if (attributes['ss:Hidden'] === '1' && known < LIMITS.cells)
      for (let k = 0; k <= span; k++) this.#sheet?.hiddenColumns.push(first + k);
    this.#column = first + span;
  }

  #openCell(attributes: Record<string, string>): void {
    this.#cell = attributes;
    this.#col = at(attributes['ss:Index'], this.#col);
    const [right, down] = [count(attributes['ss:MergeAcross']), count(attributes['ss:MergeDown'])];
    if (right > 0 || down > 0)
      this.#sheet?.merges.push({ top: this.#row, left: this.#col, bottom: this.#row + down, right: this.#col + right });
  }

  #closeData(): void {
    if (this.#text.trim() === '') return;
    if (++this.#cells > LIMITS.cells) throw tooManyCells();
    const style = this.#cell?.['ss:StyleID'] ?? 'Default';
    this.#sheet?.cells.push({
      row: this.#row,
      col: this.#col,
      ...inFont(
        shown(this.#type, this.#text, this.#formatOf(style), this.#date1904),
        this.#fontOf(style),
        this.#runs.some(({ font }) => font) ? this.#runs : undefined,
      ),
    });
  }

  #fontOf(id: string): Font {
    for (let name = id, steps = 0; steps < 20; steps++) {
      const style = this.#styles.get(name);
      if (!style) break;
      if (style.font) return style.font;
      name = style.parent;
    }
    return PLAIN;
  }

  #formatOf(id: string): string {
    for (let name = id, steps = 0; steps < 20; steps++) {
      const style = this.#styles.get(name);
      if (!style) break;
      if (style.format !== null) return NAMED[style.format] ?? style.format;
      name = style.parent;
    }
    return 'General';
  }
}

function fontOf(attributes: Record<string, string>): Font {
  const face = attributes['ss:FontName'] ?? '';
  return {
    strike: attributes['ss:StrikeThrough'] === '1',
    raised: attributes['ss:VerticalAlign'] === 'Superscript',
    symbols: isSymbolFont(face) ? face : '',
  };
}

/** Index counted from 0: as the file says, else the one after `before`. */
function at(index: string | undefined, before: number): number {
  const given = /^\d{1,7}$/.test(index ?? '') ? Number(index) - 1 : before + 1;
  if (given < 0 || given >= MOST_ROWS) throw new UnreadableError(BROKEN);
  return given;
}

function count(value: string | undefined): number {
  return /^\d{1,7}$/.test(value ?? '') ? Number(value) : 0;
}

function shown(type: string, text: string, format: string, date1904: boolean): Shown {
  if (type === 'Number' && text.trim() !== '' && Number.isFinite(Number(text)))
    return numberShown(Number(text), format, date1904);
  if (type === 'DateTime') {
    const time = Date.parse(`${text.trim().replace(/Z$/, '')}Z`);
    if (Number.isFinite(time))
      return numberShown(time / 86_400_000 + 25_569, format === 'General' ? 'yyyy/m/d' : format, false);
  }
  if (type === 'Boolean') return { text: text.trim() === '1' ? 'TRUE' : 'FALSE' };
  return { text };
}
