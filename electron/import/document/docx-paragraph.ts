import { shorten } from '../../../shared/filing/parse.ts';
import { equationText } from '../../../shared/formula/equation.ts';
import { gap } from '../../../shared/formula/linear.ts';
import { child, elements, textWithin, type XmlNode } from '../../../shared/formula/node.ts';
import { isPrivate, isSymbolFont, symbolText } from '../../../shared/formula/symbols.ts';
import { within } from '../xml-tree.ts';
import { type Remark, tell } from './blocks.ts';
import { formField, holdsSomething, isLine, outermost, shownText, textOf } from './docx-content.ts';
import { isSilent, PICTURES, TRANSPARENT } from './docx-elements.ts';
import type { Numbering } from './docx-numbering.ts';
import { isOn, numberRef, type RunFormat, runFormat, type Styles } from './docx-styles.ts';
import { drawnText, LOST_SYMBOL } from './drawn.ts';
import { fieldText, lostField } from './field-code.ts';
import type { OpenFields } from './open-fields.ts';

/** What the paragraphs of a document share. */
export interface Story {
  styles: Styles;
  numbering: Numbering;
  /** Footnotes and endnotes by `w:footnote 2`. */
  footnotes: Map<string, string>;
  /** Fields go over several paragraphs. */
  fields: OpenFields;
  /** White space at the ends of a text counts where the file does not say. */
  keepsSpace: boolean;
  /** Whether a change that nobody accepted was met. */
  changed: boolean;
}

export interface ReadParagraph {
  text: string;
  /** The number in front, '' without one. */
  number: string;
  remarks: Remark[];
  /** Contents of text boxes, as elements of blocks. */
  boxes: XmlNode[];
  pictures: number;
  /** Its end is deleted or hidden: it goes on with the next paragraph. */
  joined: boolean;
}

/**
 * What a `w:p` says, field results and all. `story` goes on from paragraph to paragraph: open fields, counted numbers.
 */
export function readParagraph(node: XmlNode, story: Story): ReadParagraph {
  const reader = new Reader(node, story);
  reader.all(node);
  return reader.end();
}

class Reader {
  #story: Story;
  #style: string;
  #properties: XmlNode | undefined;
  #text = '';
  #struck = '';
  #hidden = '';
  #pictures = 0;
  #remarks: Remark[] = [];
  #boxes: XmlNode[] = [];
  /** Whether anything stands in it, shown or not. */
  #written = false;
  #behindFormula = false;
  /** What was written last. */
  #last = '';

  constructor(node: XmlNode, story: Story) {
    this.#story = story;
    this.#properties = child(node, 'w:pPr');
    this.#style = child(this.#properties, 'w:pStyle')?.attributes['w:val'] ?? '';
  }

  end(): ReadParagraph {
    this.#tellOut('带删除线的文字', this.#struck);
    this.#tellOut('隐藏文字', this.#hidden);
    const mark = child(this.#properties, 'w:rPr');
    const removed = Boolean(child(mark, 'w:del') ?? child(mark, 'w:moveFrom'));
    if (removed) this.#story.changed = true;
    const joined = removed || Boolean(runFormat(mark).hidden);
    const number = joined ? '' : this.#story.numbering.next(this.#style, numberRef(this.#properties));
    const emptied = this.#text === '' && this.#written;
    return {
      text: this.#text,
      number: emptied ? '' : number,
      remarks: this.#remarks,
      boxes: this.#boxes,
      pictures: this.#pictures,
      joined,
    };
  }

  #tellOut(what: string, text: string): void {
    if (text.trim() !== '') this.#tell('hint', `${what}“${shorten(text)}”未读入`);
  }

  #tell(severity: Remark['severity'], message: string): void {
    tell(this.#remarks, severity, message);
  }

  all(node: XmlNode): void {
    for (const element of elements(node)) this.#element(element);
  }

  #element(node: XmlNode): void {
    const { name } = node;
    if (name === 'w:del' || name === 'w:moveFrom') {
      this.#story.changed = true;
      this.#written = true;
    } else if (name === 'w:ins' || name === 'w:moveTo') {
      this.#story.changed = true;
      this.all(node);
    } else if (name === 'w:r' || name === 'm:r') this.#run(node);
    else if (name === 'm:oMath') this.#formula(this.#equation(node));
    else if (name === 'w:sdt') this.#control(node);
    else if (name === 'mc:AlternateContent') this.#alternative(node, {});
    else if (name === 'w:fldSimple') this.#simpleField(node);
    else if (TRANSPARENT.has(name)) this.all(node);
    else if (name === 'w:subDoc' || name === 'w:altChunk') this.#tell('error', '插入的子文档未读入');
    else if (!isSilent(name)) this.#unknown(node);
  }

  #unknown(node: XmlNode): void {
    const text = textWithin(node);
    if (text.trim() !== '') this.#tell('error', `有不能识别的内容“${shorten(text)}”，未读入，请改为普通文字`);
  }

  #run(node: XmlNode): void {
    const properties = child(node, 'w:rPr');
    const style = child(properties, 'w:rStyle')?.attributes['w:val'] ?? '';
    if (child(properties, 'w:del')) return;
    const format = this.#story.styles.format(this.#style, style, runFormat(properties));
    for (const element of elements(node)) {
      this.#inRun(element, format);
      // The mark of a footnote that follows in the text is no part of it.
      if (/^w:(foot|end)noteReference$/.test(element.name) && isOnAttribute(element, 'w:customMarkFollows')) return;
    }
  }

  #inRun(node: XmlNode, format: RunFormat): void {
    switch (node.name) {
      case 'w:t':
      case 'm:t':
        this.#write(this.#drawn(textOf(node, this.#story.keepsSpace), format), format);
        break;
      case 'w:tab':
      case 'w:ptab':
        this.#write('\t', format);
        break;
      case 'w:br':
      case 'w:cr':
        this.#write('\n', format);
        break;
      case 'w:noBreakHyphen':
        this.#write('-', format);
        break;
      case 'w:sym':
        this.#write(this.#symbol(node), format);
        break;
      case 'w:fldChar':
        this.#fieldMark(node);
        break;
      case 'w:instrText':
        if (this.#story.fields.length > 0) this.#story.fields.takes(textWithin(node));
        break;
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        this.#footnote(node);
        break;
      case 'mc:AlternateContent':
        this.#alternative(node, format);
        break;
      case 'w:control':
        this.#tell('error', '窗体控件未读入，请改为文字');
        break;
      default:
        if (PICTURES.has(node.name)) this.#picture(node);
        else this.#element(node);
    }
  }

  #drawn(text: string, format: RunFormat): string {
    const drawn = drawnText(text, format);
    if (drawn.lost > 0) this.#tell('error', LOST_SYMBOL);
    return drawn.text;
  }

  #symbol(node: XmlNode): string {
    const { 'w:font': font = '', 'w:char': hex = '' } = node.attributes;
    const code = Number.parseInt(hex, 16);
    if (!(code > 0 && code <= 0x10ffff)) return '';
    const text = String.fromCodePoint(code);
    const known = symbolText(font, text);
    if (known !== null) return known;
    if (!isSymbolFont(font) && !isPrivate(text)) return text;
    if (!isSymbolFont(font) && code >= 0xf020 && code <= 0xf07e) return String.fromCodePoint(code - 0xf000);
    this.#tell('error', `符号（字体“${shorten(font)}”）未读入，请改为普通文字`);
    return '';
  }

  #write(text: string, format: RunFormat): void {
    if (text === '') return;
    if (this.#story.fields.takes(format.hidden || format.struck ? '' : text)) return;
    this.#written = true;
    if (format.hidden) this.#hidden += text;
    else if (format.struck) this.#struck += text;
    else {
      this.#text += this.#behindFormula ? gap(this.#last, text) + text : text;
      this.#last = text;
    }
    this.#behindFormula = false;
  }

  /**
   * A formula beside what stands around it, so that a number and the fraction behind it do not become another number.
   */
  #formula(text: string): void {
    this.#write(gap(this.#last, text) + text, {});
    this.#behindFormula = true;
  }

  #fieldMark(node: XmlNode): void {
    const { fields } = this.#story;
    const kind = node.attributes['w:fldCharType'];
    if (kind === 'begin') fields.begin(formField(node));
    else if (kind === 'separate') fields.separate();
    else if (kind === 'end') {
      const empty = fields.end();
      if (empty) this.#computed(empty.code, empty.form);
    }
  }

  #simpleField(node: XmlNode): void {
    const length = () => this.#text.length + this.#struck.length + this.#hidden.length;
    const before = length();
    this.all(node);
    if (before === length()) this.#computed(node.attributes['w:instr'] ?? '', formField(node));
  }

  /** What a field without a result shows. */
  #computed(code: string, form: string | null): void {
    const text = form ?? fieldText(code);
    if (text !== null) this.#formula(text);
    else this.#tell('error', lostField(code));
  }

  #footnote(node: XmlNode): void {
    const text = this.#story.footnotes.get(`${node.name.replace('Reference', '')} ${node.attributes['w:id'] ?? ''}`);
    if (text) this.#tell('hint', `脚注“${shorten(text)}”未读入`);
  }

  /** The first alternative that holds something. */
  #alternative(node: XmlNode, format: RunFormat): void {
    const alternatives = elements(node).filter(({ name }) => name === 'mc:Choice' || name === 'mc:Fallback');
    const chosen = alternatives.find(holdsSomething) ?? alternatives[0];
    for (const element of elements(chosen)) {
      if (PICTURES.has(element.name)) this.#picture(element);
      else this.#inRun(element, format);
    }
  }

  #control(node: XmlNode): void {
    const content = child(node, 'w:sdtContent');
    if (!content) return;
    const prompts = isOn(child(child(node, 'w:sdtPr'), 'w:showingPlcHdr'));
    if (prompts) this.#tellOut('内容控件的提示', shownText(content));
    else this.all(content);
  }

  #picture(node: XmlNode): void {
    const boxes = outermost(node, 'w:txbxContent');
    this.#boxes.push(...boxes);
    const object = within(node, 'o:OLEObject');
    if (object) {
      const program = object.attributes.ProgID ?? '';
      const equation = /equation|mathtype/i.test(program);
      this.#tell('error', equation ? '公式对象未读入，请改为文字' : '嵌入的对象未读入，请改为文字');
      return;
    }
    if (boxes.length > 0) return;
    if (within(node, 'w:control')) {
      this.#tell('error', '窗体控件未读入，请改为文字');
      return;
    }
    const drawn = within(node, 'v:textpath')?.attributes.string;
    const texts = shownText(node).trim();
    if (drawn) this.#tell('error', `艺术字“${shorten(drawn)}”未读入，请改为文字`);
    else if (texts !== '') this.#tell('error', `图形中的文字“${shorten(texts)}”未读入，请改为文字`);
    else if (isLine(node)) return;
    else if (!this.#story.fields.takesPicture()) this.#pictures++;
  }

  #equation(node: XmlNode): string {
    return equationText(node, (inner) => {
      const before = this.#text;
      const last = this.#last;
      this.#text = '';
      this.#element(inner);
      const text = this.#text;
      this.#text = before;
      this.#last = last;
      return text;
    });
  }
}

function isOnAttribute(node: XmlNode, name: string): boolean {
  return ['1', 'true', 'on'].includes(node.attributes[name] ?? '');
}
