import { shorten } from '../../../shared/filing/parse.ts';
import { symbolText } from '../../../shared/formula/symbols.ts';
import { UnreadableError } from '../limits.ts';
import { type Block, paragraph, type Remark, remarkOnly } from './blocks.ts';
import { type Bytes, type DocFile, EMPTY, type FormatRun, type Piece, runAt } from './doc-file.ts';
import { type CharacterFormat, characterFormat, type ParagraphFormat, paragraphFormat } from './doc-formats.ts';
import { readLists } from './doc-lists.ts';
import { DocStyles } from './doc-styles.ts';
import { drawnText, LOST_SYMBOL } from './drawn.ts';
import { fieldText } from './field-code.ts';
import { Levels } from './levels.ts';
import { ListCounter } from './lists.ts';
import { numbered } from './number-words.ts';

/** Characters that stand for themselves as marks in a text of Word. */
const CELL = '\u0007';
const PARAGRAPH = '\r';
const PAGE = '\f';
const MARKS = new Set([CELL, PARAGRAPH, PAGE]);

/** Fields within each other. */
const DEEPEST = 100;

interface OpenField {
  code: string;
  phase: 'code' | 'result';
  shown: boolean;
}

export interface DocText {
  blocks: Block[];
  changed: boolean;
  /** Formats of numbers that are not known. */
  unknown: ReadonlySet<string>;
}

/** The paragraphs and tables of a binary Word document. */
export function readDocBody(file: DocFile): DocText {
  return new DocBody(file).read();
}

class DocBody {
  #file: DocFile;
  #styles: DocStyles;
  #lists: ListCounter;
  #levels = new Levels();
  #formats = new Map<Bytes, CharacterFormat>();
  #fields: OpenField[] = [];
  #text = '';
  #struck = '';
  #hidden = '';
  #written = false;
  #pictures = 0;
  #remarks: Remark[] = [];
  #changed = false;

  constructor(file: DocFile) {
    this.#file = file;
    this.#styles = new DocStyles(file);
    this.#lists = new ListCounter(readLists(file));
  }

  read(): DocText {
    const { text, lengths } = this.#file;
    const end = Math.min(lengths.body, text.length);
    let from = 0;
    for (let at = 0; at < end; at++) {
      if (!MARKS.has(text[at] as string)) continue;
      this.#paragraph(from, at);
      from = at + 1;
    }
    if (from < end) this.#paragraph(from, end - 1);
    const blocks = this.#levels.end();
    const boxes = text.slice(lengths.boxes.start, lengths.boxes.start + lengths.boxes.length);
    const boxed = boxes.replace(/\p{Cc}+/gu, ' ').trim();
    if (boxed !== '') blocks.push(remarkOnly('error', `文本框中的文字“${shorten(boxed)}”未读入，请移入表格`));
    return { blocks, changed: this.#changed, unknown: this.#lists.unknown };
  }

  /** The paragraph whose text begins at `from` and whose mark stands at `mark`. */
  #paragraph(from: number, mark: number): void {
    const format = this.#paragraphAt(mark);
    const style = format.style;
    this.#runs(from, mark, style);
    const deleted = this.#characterAt(mark).deleted === true;
    if (deleted) this.#changed = true;
    const character = this.#file.text[mark];
    if (character === CELL && format.endsRow) {
      this.#levels.row(Math.max(1, format.depth), format.row);
      this.#forget();
    } else if (format.endsInnerRow) {
      this.#levels.row(Math.max(2, format.depth), format.row);
      this.#forget();
    } else if (character === CELL) this.#levels.cell(Math.max(1, format.depth), [this.#ended(format, true)]);
    else if (format.endsInnerCell) this.#levels.cell(Math.max(2, format.depth), [this.#ended(format, true)]);
    // A page break within a line, and a deleted end of a paragraph, end nothing.
    else if (character === PARAGRAPH && !deleted) this.#levels.paragraph(format.depth, [this.#ended(format, false)]);
    else if (character === PAGE && this.#text !== '')
      this.#levels.paragraph(format.depth, [this.#ended(format, false)]);
  }

  #forget(): void {
    this.#text = '';
    this.#struck = '';
    this.#hidden = '';
    this.#written = false;
    this.#pictures = 0;
    this.#remarks = [];
  }

  #ended(format: ParagraphFormat & { style: number }, inCell: boolean): Block {
    if (this.#struck.trim() !== '') this.#tell('hint', `带删除线的文字“${shorten(this.#struck)}”未读入`);
    if (this.#hidden.trim() !== '') this.#tell('hint', `隐藏文字“${shorten(this.#hidden)}”未读入`);
    const alone = inCell && this.#text.trim() === '';
    if (this.#pictures > 0) this.#tell(alone ? 'error' : 'hint', alone ? '图片未读入，请改为文字' : '图片未读入');
    const byStyle = this.#styles.list(format.style);
    const list = format.list ?? byStyle.list;
    const emptied = this.#text === '' && this.#written;
    const label = list > 0 && list < 0xf801 ? this.#lists.label(String(list), format.level ?? byStyle.level) : '';
    const made = paragraph(numbered(emptied ? '' : label, this.#text), this.#remarks);
    this.#forget();
    return made;
  }

  #tell(severity: Remark['severity'], message: string): void {
    if (!this.#remarks.some((remark) => remark.message === message)) this.#remarks.push({ severity, message });
  }

  /** Writes the characters from `from` up to `end`, run by run. */
  #runs(from: number, end: number, style: number): void {
    for (let at = from; at < end; ) {
      const piece = this.#pieceAt(at);
      const run = this.#runOf(this.#file.characters, piece, at);
      const till = Math.min(end, piece.end, run ? this.#offsetOf(piece, run.to) : end);
      const next = Math.max(at + 1, till);
      this.#write(this.#file.text.slice(at, next), this.#format(run, piece), style);
      at = next;
    }
  }

  #pieceAt(at: number): Piece {
    const { pieces } = this.#file;
    let [low, high] = [0, pieces.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pieces[middle] as Piece).end > at) high = middle;
      else low = middle + 1;
    }
    return pieces[low] as Piece;
  }

  #offsetOf(piece: Piece, position: number): number {
    return piece.start + Math.ceil((position - piece.position) / piece.width);
  }

  #runOf(runs: FormatRun[], piece: Piece, at: number): FormatRun | undefined {
    return runAt(runs, piece.position + (at - piece.start) * piece.width);
  }

  #format(run: FormatRun | undefined, piece: Piece): CharacterFormat {
    const direct = run ? this.#read(run.format) : {};
    return piece.changes.length > 0 ? { ...direct, ...this.#read(piece.changes) } : direct;
  }

  #read(format: Bytes): CharacterFormat {
    let read = this.#formats.get(format);
    if (!read) {
      read = characterFormat(format);
      this.#formats.set(format, read);
    }
    return read;
  }

  #characterAt(at: number): CharacterFormat {
    const piece = this.#pieceAt(at);
    return this.#format(this.#runOf(this.#file.characters, piece, at), piece);
  }

  #paragraphAt(mark: number): ParagraphFormat & { style: number } {
    const run = this.#runOf(this.#file.paragraphs, this.#pieceAt(mark), mark);
    if (!run) return { ...paragraphFormat(EMPTY, EMPTY), style: 0 };
    return { ...paragraphFormat(run.format, this.#file.data), style: run.style };
  }

  #write(text: string, direct: CharacterFormat, style: number): void {
    if (direct.deleted) {
      this.#changed = true;
      this.#written = true;
      return;
    }
    const format = this.#styles.format(style, direct);
    if (direct.symbol && direct.special !== false) {
      const { font, character } = direct.symbol;
      const drawn = symbolText(this.#styles.fontName(font), character);
      if (drawn === null) this.#tell('error', LOST_SYMBOL);
      this.#put(drawn ?? '', format);
      return;
    }
    for (const part of text.split(/(\p{Cc})/u)) {
      if (/^\p{Cc}$/u.test(part)) this.#mark(part, format, direct.special === true);
      else if (part !== '') {
        const drawn = drawnText(part, format);
        if (drawn.lost > 0) this.#tell('error', LOST_SYMBOL);
        this.#put(drawn.text, format);
      }
    }
  }

  #mark(mark: string, format: { hidden?: boolean; struck?: boolean }, special: boolean): void {
    const field = this.#fields.at(-1);
    switch (mark) {
      case '\u0013':
        if (this.#fields.length >= DEEPEST)
          throw new UnreadableError('文档中的域嵌套过深，无法读取；请用 Word 或 WPS 另存为 .docx');
        this.#fields.push({ code: '', phase: 'code', shown: false });
        break;
      case '\u0014':
        if (field) field.phase = 'result';
        break;
      case '\u0015':
        if (field) {
          this.#fields.pop();
          if (!field.shown) this.#computed(field.code);
        }
        break;
      case '\u0001':
      case '\u0008':
        if (special && !/^\s*EMBED\b/i.test(field?.code ?? '')) this.#pictures++;
        break;
      case '\u0002':
        if (special) this.#tell('hint', '脚注未读入');
        break;
      case '\t':
        this.#put('\t', format);
        break;
      case '\u000b':
      case '\u000e':
        this.#put('\n', format);
        break;
      case '\u001e':
        this.#put('-', format);
        break;
    }
  }

  #computed(code: string): void {
    if (/^\s*(?:EMBED|LINK)\b/i.test(code)) {
      this.#tell('error', '嵌入的对象（如公式、图表）未读入，请改为文字');
      return;
    }
    const text = fieldText(code);
    if (text === null) this.#tell('error', `域“${shorten(code)}”没有结果，未读入；请在 Word 或 WPS 中更新域后保存`);
    else this.#put(text, {});
  }

  #put(text: string, format: { hidden?: boolean; struck?: boolean }): void {
    if (text === '') return;
    const coding = this.#fields.findLast((field) => field.phase === 'code');
    if (coding) {
      coding.code += text;
      return;
    }
    const field = this.#fields.at(-1);
    if (field) field.shown = true;
    this.#written = true;
    if (format.hidden) this.#hidden += text;
    else if (format.struck) this.#struck += text;
    else this.#text += text;
  }
}
