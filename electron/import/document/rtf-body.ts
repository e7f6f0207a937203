import { shorten } from '../../../shared/filing/parse.ts';
import { equationText } from '../../../shared/formula/equation.ts';
import { textWithin, type XmlNode } from '../../../shared/formula/node.ts';
import { numbered } from '../../../shared/formula/numbered.ts';
import { UnreadableError } from '../limits.ts';
import { type Block, haveText, paragraph, type Remark, remarkOnly, tell } from './blocks.ts';
import { drawnText, LOST_SYMBOL } from './drawn.ts';
import { fieldText, lostField } from './field-code.ts';
import { Fonts } from './rtf-fonts.ts';
import {
  changeFormat,
  changeShape,
  emptyReading,
  firstGroup,
  type Group,
  mathElement,
  READ,
  type Reading,
  SIGNS,
  SKIPPED,
} from './rtf-state.ts';
import { rtfTokens } from './rtf-tokens.ts';

const DEEPEST = 1000;

/** The paragraphs and tables of an RTF file (one character a byte). Throws `UnreadableError`. */
export function readRtfBody(source: string): { blocks: Block[]; changed: boolean } {
  const body = new RtfBody();
  for (const token of rtfTokens(source)) {
    if (token.kind === 'open') body.open();
    else if (token.kind === 'close') body.close();
    else if (token.kind === 'bytes') body.bytes(token.bytes);
    else body.word(token.name, token.value);
  }
  return body.end();
}

class RtfBody {
  #groups: Group[] = [firstGroup()];
  #fonts = new Fonts();
  #page = 1252;
  #defaultFont = 0;
  #pending = '';
  #skip = 0;
  #starred = false;
  #at: Reading = emptyReading();
  #changed = false;

  get #group(): Group {
    return this.#groups[this.#groups.length - 1] as Group;
  }

  open(): void {
    this.#flush();
    this.#skip = 0;
    if (this.#groups.length > DEEPEST)
      throw new UnreadableError('文档的结构嵌套过深，无法读取；请另存为 .docx 后再导入');
    const group = this.#group;
    const math = group.math && mathElement();
    if (math) group.math?.children.push(math);
    this.#groups.push({ ...group, format: { ...group.format }, ownsField: false, outside: null, math });
  }

  close(): void {
    this.#flush();
    this.#skip = 0;
    this.#starred = false;
    if (this.#groups.length <= 1) return;
    const { field, ownsField, note, outside, math } = this.#groups.pop() as Group;
    if (math) this.#endMath(math);
    if (outside) {
      const { blocks } = this.end();
      this.#at = outside;
      if (haveText(blocks)) this.#at.boxes.push(...blocks);
    }
    if (ownsField && field && !field.shown) {
      const text = fieldText(field.code);
      if (text !== null) this.#write(text);
      else this.#tell('error', lostField(field.code));
    }
    if (note && this.#group.note !== note && note.text.trim() !== '')
      this.#tell('hint', `脚注“${shorten(note.text)}”未读入`);
  }

  bytes(bytes: string): void {
    let text = bytes;
    if (this.#skip > 0) {
      const skipped = Math.min(this.#skip, text.length);
      this.#skip -= skipped;
      text = text.slice(skipped);
    }
    if (this.#group.target !== 'none' && this.#group.target !== 'within') this.#pending += text;
  }

  word(name: string, value: number | null): void {
    if (this.#skip > 0 && (SIGNS[name] !== undefined || name === '*')) {
      this.#skip--;
      return;
    }
    if (name !== 'u') this.#skip = 0;
    if (name === '*') {
      this.#starred = true;
      return;
    }
    const starred = this.#starred;
    this.#starred = false;
    if (SKIPPED.has(name) || (starred && !READ.has(name))) {
      this.#flush();
      if (name === 'pict' && this.#group.target === 'text') this.#tell('hint', '图片未读入');
      this.#group.target = 'none';
      return;
    }
    if (this.#group.target === 'none') return;
    if (this.#group.target === 'within') {
      if (name === 'ud') this.#group.target = 'text';
      if (name === 'shptxt') this.#openBox();
      return;
    }
    const { math } = this.#group;
    if (math && name !== 'u' && !SIGNS[name]) {
      this.#flush();
      if (math.name === '' && name.startsWith('m')) math.name = `m:${name.slice(1)}`;
      return;
    }
    const sign = SIGNS[name];
    if (sign !== undefined) {
      this.#flush();
      this.#write(sign);
    } else if (name === 'u') this.#unicode(value ?? 0);
    else {
      this.#flush();
      this.#control(name, value);
    }
  }

  /** What a group of an equation was: a property by its text, or the whole equation. */
  #endMath(math: XmlNode): void {
    if (math.children.every((item) => typeof item === 'string')) math.attributes['m:val'] = textWithin(math);
    if (!this.#group.math) this.#write(equationText(math, textWithin));
  }

  #openBox(): void {
    const group = this.#group;
    group.depth = 0;
    group.target = 'text';
    group.outside = this.#at;
    group.field = null;
    this.#at = emptyReading();
  }

  #unicode(value: number): void {
    this.#flush();
    this.#skip = this.#group.fallback;
    this.#write(String.fromCharCode(value < 0 ? value + 0x10000 : value));
  }

  end(): { blocks: Block[]; changed: boolean } {
    this.#flush();
    if (this.#at.text !== '' || this.#at.remarks.length > 0) this.#at.levels.paragraph(0, this.#paragraph(0));
    return { blocks: this.#at.levels.end(), changed: this.#changed };
  }

  /** Writes the bytes collected so far by the code page of their font. */
  #flush(): void {
    if (this.#pending === '') return;
    const bytes = this.#pending;
    this.#pending = '';
    this.#write(this.#fonts.decode(this.#group.font, bytes, this.#page));
  }

  #write(text: string): void {
    const { target, format, field, font, math } = this.#group;
    if (math) {
      math.children.push(text);
      return;
    }
    if (target === 'font') {
      this.#fonts.addName(font, text);
    } else if (target === 'code') {
      if (field) field.code += text;
    } else if (target === 'label') this.#at.label += text;
    else if (target === 'note') {
      if (this.#group.note) this.#group.note.text += text;
    } else if (target === 'text') {
      if (format.deleted) {
        this.#changed = true;
        this.#at.written = true;
        return;
      }
      if (text === '') return;
      this.#at.written = true;
      if (field) field.shown = true;
      const drawn = drawnText(text, { ...format, font: this.#fonts.name(font) });
      if (drawn.lost > 0) this.#tell('error', LOST_SYMBOL);
      if (format.hidden) this.#at.hidden += drawn.text;
      else if (format.struck) this.#at.struck += drawn.text;
      else this.#at.text += drawn.text;
    }
  }

  #tell(severity: Remark['severity'], message: string): void {
    tell(this.#at.remarks, severity, message);
  }

  #control(name: string, value: number | null): void {
    const group = this.#group;
    if (changeFormat(group, name, value !== 0) || this.#fonts.take(group, name, value ?? 0)) return;
    switch (name) {
      case 'ansicpg':
        if (value) this.#page = value;
        break;
      case 'mac':
        this.#page = 10000;
        break;
      case 'deff':
        this.#defaultFont = value ?? 0;
        group.font = this.#defaultFont;
        break;
      case 'fonttbl':
        group.target = 'font';
        break;
      case 'uc':
        group.fallback = Math.max(0, Math.min(10, value ?? 1));
        break;
      case 'plain':
        group.format = { deleted: false };
        group.font = this.#defaultFont;
        break;
      case 'revised':
      case 'mvt':
        this.#changed = true;
        break;
      case 'field':
        group.field = { code: '', shown: false };
        group.ownsField = true;
        break;
      case 'fldinst':
        group.target = 'code';
        break;
      case 'fldrslt':
        if (group.target === 'code') group.target = 'text';
        break;
      case 'listtext':
      case 'pntext':
        group.target = 'label';
        break;
      case 'footnote':
        group.target = 'note';
        group.note = { text: '' };
        break;
      case 'shpinst':
      case 'upr':
        group.target = 'within';
        break;
      case 'object':
        this.#tell('error', '嵌入的对象未读入，请改为文字');
        break;
      case 'moMath':
      case 'moMathPara':
        group.math = mathElement();
        group.math.name = `m:${name.slice(1)}`;
        break;
      default:
        // A number in front has a paragraph of its own in the file.
        if (group.target === 'text') this.#layout(name, value);
    }
  }

  /** Controls of paragraphs and tables. */
  #layout(name: string, value: number | null): void {
    if (changeShape(this.#at, name, value ?? 0)) return;
    switch (name) {
      case 'pard':
        this.#group.depth = 0;
        break;
      case 'intbl':
        this.#group.depth = Math.max(1, this.#group.depth);
        break;
      case 'itap':
        this.#group.depth = Math.max(0, value ?? 0);
        break;
      case 'par':
      case 'sect':
      case 'page':
        if (this.#group.format.deleted) this.#changed = true;
        else if (name !== 'page' || this.#at.text !== '')
          this.#at.levels.paragraph(this.#group.depth, this.#paragraph(this.#group.depth));
        break;
      case 'cell':
        this.#at.levels.cell(1, this.#paragraph(1));
        break;
      case 'nestcell':
        this.#at.levels.cell(Math.max(2, this.#group.depth), this.#paragraph(2));
        break;
      case 'row':
        this.#at.levels.row(1, this.#at.shape);
        break;
      case 'nestrow':
        this.#at.levels.row(Math.max(2, this.#group.depth), this.#at.shape);
        break;
    }
  }

  /** Ends what is being read as a paragraph in a table of this depth. */
  #paragraph(depth: number): Block[] {
    const { text, label, struck, hidden, written, remarks, boxes, levels, shape } = this.#at;
    if (struck.trim() !== '') this.#tell('hint', `带删除线的文字“${shorten(struck)}”未读入`);
    if (hidden.trim() !== '') this.#tell('hint', `隐藏文字“${shorten(hidden)}”未读入`);
    const number = text === '' && written ? '' : label.trim();
    const merged = depth > 0 && boxes.length > 0 ? [remarkOnly('hint', '文本框中的文字并入此格，请核对')] : [];
    this.#at = { ...emptyReading(), levels, shape };
    return [paragraph(numbered(number, text), remarks), ...boxes, ...merged];
  }
}
