import { isSymbolFont } from '../../../shared/formula/symbols.ts';
import { LIMITS, tooManyCells, UnreadableError } from '../limits.ts';
import { BiffText, codePage } from './biff-text.ts';
import { type BiffBook, type BiffSheet, type BiffValue, compact, truth } from './biff-values.ts';
import { tooManySheets, tooMuchText } from './sheet-rows.ts';
import { type Font, PLAIN } from './text.ts';

const BROKEN = '工作簿已损坏或写法特殊，无法读取；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入';
const CUT = '工作簿不完整，文件可能被截断；请重新复制或下载';

/** Generation of the format by the record that begins a part: 2, 3, 4, 5 (Excel 5 and 95), 8 (Excel 97 and later). */
const BEGINS: Record<number, 2 | 3 | 4 | 5> = { 9: 2, 521: 3, 1033: 4, 2057: 5 };

/**
 * Reads the records of a binary workbook (MS-XLS, and the older forms of it) once from front to back: what its cells
 * show, and nothing of formulas, names, drawings and links. Throws `UnreadableError`.
 */
export function readBiff(stream: Uint8Array): BiffBook {
  const reader = new BiffReader(Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength));
  try {
    reader.run();
  } catch (error) {
    if (error instanceof RangeError) throw new UnreadableError(BROKEN);
    throw error;
  }
  return reader.book;
}

class BiffReader {
  readonly book: BiffBook = {
    ...{ names: [], sheets: [], date1904: false },
    formatOf: (style) => {
      const id = this.#styles[style] ?? 0;
      return { id, code: this.#formats.get(id) };
    },
    fontOf: (style) => (style === undefined ? PLAIN : this.book.font(this.#styleFonts[style] ?? 0)),
    // No font has the number 4.
    font: (number) => this.#fonts[number > 4 ? number - 1 : number] ?? PLAIN,
  };
  #bytes: Buffer;
  #version: 2 | 3 | 4 | 5 | 8 = 8;
  #styles: number[] = [];
  #styleFonts: number[] = [];
  #fonts: Font[] = [];
  #formats = new Map<number, string>();
  #texts: ReturnType<BiffText['rich']>[] = [];
  #decode = codePage(936);
  #sheet: BiffSheet | null = null;
  /** A formula whose text comes in a record of its own. */
  #formula: { row: number; col: number } | null = null;
  #cells = 0;
  #characters = 0;
  #merged = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  run(): void {
    const bytes = this.#bytes;
    let depth = 0;
    for (let at = 0; at + 4 <= bytes.length; ) {
      const type = bytes.readUInt16LE(at);
      const begins = BEGINS[type] !== undefined;
      // Zeros fill the last sector.
      if (depth === 0 && !begins) break;
      const pieces: Buffer[] = [];
      let end = at;
      // What is too long for a record goes on in the next ones.
      do {
        const next = end + 4 + bytes.readUInt16LE(end + 2);
        if (next > bytes.length) throw new UnreadableError(CUT);
        pieces.push(bytes.subarray(end + 4, next));
        end = next;
      } while (end + 4 <= bytes.length && bytes.readUInt16LE(end) === 0x3c);
      if (begins && depth++ === 0) this.#begin(at, type, pieces[0] as Buffer);
      else if (type === 0x0a && !begins) depth--;
      else if (depth === 1 && !begins) this.#record(type, pieces[0] as Buffer, pieces);
      at = end;
    }
    if (this.book.sheets.length === 0) throw new UnreadableError(BROKEN);
    if (depth > 0) throw new UnreadableError(CUT);
  }

  #begin(at: number, type: number, body: Buffer): void {
    const older = BEGINS[type] as 2 | 3 | 4 | 5;
    this.#version = older === 5 && body.readUInt16LE(0) !== 0x0500 ? 8 : older;
    const kind = body.length >= 4 ? body.readUInt16LE(2) : 0x10;
    this.#formula = null;
    this.#sheet = null;
    if (kind === 5) return;
    if (this.book.sheets.length >= LIMITS.sheets) throw tooManySheets();
    this.#sheet = { at, tabular: kind === 0x10, cells: [], merges: [], hiddenRows: [], hiddenColumns: [] };
    this.book.sheets.push(this.#sheet);
  }

  #record(type: number, body: Buffer, pieces: Buffer[]): void {
    const text = () => new BiffText(pieces);
    switch (type) {
      case 0x2f:
        throw new UnreadableError('加了密码；请用 Excel 或 WPS 打开、去掉密码后另存再导入');
      case 0x22:
        this.book.date1904 = body.readUInt16LE(0) === 1;
        return;
      case 0x42:
        this.#decode = codePage(body.readUInt16LE(0));
        return;
      case 0x85:
        this.#name(text());
        return;
      case 0xe0:
        this.#styles.push(body.readUInt16LE(2));
        this.#styleFonts.push(body.readUInt16LE(0));
        return;
      case 0x31:
      case 0x231:
        this.#font(body, text());
        return;
      case 0x43:
        this.#styles.push(body.readUInt8(2) & 0x3f);
        return;
      case 0x243:
      case 0x443:
        this.#styles.push(body.readUInt8(1));
        return;
      case 0x1e:
      case 0x41e:
        this.#format(text());
        return;
      case 0xfc:
        this.#sharedTexts(text());
        return;
      default:
        if (this.#sheet?.tabular) this.#ofSheet(this.#sheet, type, body, text);
    }
  }

  #name(text: BiffText): void {
    const at = text.number(4);
    const hidden = (text.number(1) & 3) > 0;
    text.skip(1);
    if (this.book.names.length >= LIMITS.sheets) throw tooManySheets();
    this.book.names.push({ at, hidden, name: this.#version === 8 ? text.unicode(1) : text.coded(1, this.#decode) });
  }

  #format(text: BiffText): void {
    // Before Excel 5 they are counted, not numbered.
    const id = this.#version >= 5 ? text.number(2) : this.#formats.size;
    if (this.#version === 4) text.skip(2);
    this.#formats.set(id, this.#version === 8 ? text.unicode(2) : text.coded(1, this.#decode));
  }

  #sharedTexts(text: BiffText): void {
    text.skip(8);
    while (text.more) this.#texts.push(text.rich(2));
  }

  #font(body: Buffer, text: BiffText): void {
    if (this.#fonts.length >= 10_000) return;
    const flags = body.readUInt16LE(2);
    text.skip(this.#version >= 5 ? 14 : this.#version === 2 ? 4 : 6);
    const name = this.#version === 8 ? text.unicode(1) : text.coded(1, this.#decode);
    const raised = this.#version >= 5 && body.readUInt16LE(8) === 1;
    this.#fonts.push({ strike: (flags & 8) > 0, raised, symbols: isSymbolFont(name) ? name : '' });
  }

  #ofSheet(sheet: BiffSheet, type: number, body: Buffer, text: () => BiffText): void {
    switch (type) {
      case 0xe5:
        this.#merges(sheet, body);
        return;
      case 0x208:
        if (body.readUInt8(12) & 0x20) sheet.hiddenRows.push(body.readUInt16LE(0));
        return;
      case 0x7d:
        if (body.readUInt8(8) & 1 && sheet.hiddenColumns.length < LIMITS.cells)
          for (let col = body.readUInt16LE(0); col <= Math.min(255, body.readUInt16LE(2)); col++)
            sheet.hiddenColumns.push(col);
        return;
      case 0x07:
      case 0x207:
        if (this.#formula)
          this.#put(this.#formula.row, this.#formula.col, { text: this.#text(text(), type === 7 ? 1 : 2) });
        this.#formula = null;
        return;
      default:
        this.#cell(type, body, text);
    }
  }

  #text(text: BiffText, lengthBytes: 1 | 2): string {
    return this.#version === 8 ? text.unicode(lengthBytes) : text.coded(lengthBytes, this.#decode);
  }

  #merges(sheet: BiffSheet, body: Buffer): void {
    const count = Math.min(body.readUInt16LE(0), Math.floor((body.length - 2) / 8));
    this.#merged += count;
    if (this.#merged > LIMITS.cells) throw tooManyCells();
    for (let at = 2; at < 2 + count * 8; at += 8)
      sheet.merges.push({
        top: body.readUInt16LE(at),
        bottom: body.readUInt16LE(at + 2),
        left: body.readUInt16LE(at + 4),
        right: body.readUInt16LE(at + 6),
      });
  }

  #cell(type: number, body: Buffer, text: () => BiffText): void {
    if (type === 0xbd) {
      for (let k = 4, col = body.readUInt16LE(2); k + 6 <= body.length - 2; k += 6, col++)
        this.#put(body.readUInt16LE(0), col, {
          number: compact(body.readUInt32LE(k + 2)),
          style: body.readUInt16LE(k),
        });
      return;
    }
    const value = this.#value(type, body, text);
    if (value) this.#put(body.readUInt16LE(0), body.readUInt16LE(2), value);
  }

  /** What a cell holds; null for a formula whose text is to come, and for records of other things. */
  #value(type: number, body: Buffer, text: () => BiffText): BiffValue | null {
    // The oldest records have three bytes of attributes in the place of the number of a style.
    const oldest = type < 6 || (type === 6 && this.#version === 2);
    const at = oldest ? 7 : 6;
    const number = (value: number): BiffValue => ({
      number: value,
      style: oldest ? body.readUInt8(4) & 0x3f : body.readUInt16LE(4),
    });
    switch (type) {
      case 0x02:
        return number(body.readUInt16LE(at));
      case 0x03:
      case 0x203:
        return number(body.readDoubleLE(at));
      case 0x27e:
        return number(compact(body.readUInt32LE(6)));
      case 0xfd:
        return { ...this.#shared(body.readUInt32LE(6)), style: body.readUInt16LE(4) };
      case 0x04:
      case 0x204:
      case 0xd6: {
        const found = text();
        found.skip(at);
        return { text: this.#text(found, type === 4 ? 1 : 2), ...(oldest ? {} : { style: body.readUInt16LE(4) }) };
      }
      case 0x05:
      case 0x205:
        return { text: truth(body.readUInt8(at), body.readUInt8(at + 1) === 1) };
      case 0x06:
      case 0x206:
      case 0x406: {
        this.#formula = null;
        if (body.readUInt16LE(at + 6) !== 0xffff) return number(body.readDoubleLE(at));
        const kind = body.readUInt8(at);
        if (kind === 0) this.#formula = { row: body.readUInt16LE(0), col: body.readUInt16LE(2) };
        return kind === 1 || kind === 2 ? { text: truth(body.readUInt8(at + 2), kind === 2) } : null;
      }
      default:
        return null;
    }
  }

  #shared(index: number): ReturnType<BiffText['rich']> {
    const text = this.#texts[index];
    if (text === undefined) throw new UnreadableError(BROKEN);
    return text;
  }

  #put(row: number, col: number, value: BiffValue): void {
    if (++this.#cells > LIMITS.cells) throw tooManyCells();
    if ('text' in value) this.#characters += value.text.length;
    if (this.#characters > LIMITS.characters) throw tooMuchText();
    this.#sheet?.cells.push({ row, col, value });
  }
}
