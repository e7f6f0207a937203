import { shorten } from '../../../shared/filing/parse.ts';
import { gap } from '../../../shared/formula/linear.ts';
import { elements, textWithin, type XmlNode } from '../../../shared/formula/node.ts';
import { type Remark, tell } from './blocks.ts';
import type { RunFormat } from './docx-styles.ts';
import { drawnText, LOST_SYMBOL } from './drawn.ts';
import type { OdtStyles } from './odt-styles.ts';

export interface OdtParagraph {
  text: string;
  remarks: Remark[];
  /** Text boxes, as elements of blocks. */
  boxes: XmlNode[];
  pictures: number;
  /** Whether anything stands in it, shown or not. */
  written: boolean;
}

/** Elements of which nothing is shown at their place. */
const SILENT = new Set(
  (
    'text:tracked-changes text:soft-page-break text:ruby-text text:script text:number text:meta-field-end ' +
    'text:hidden-paragraph'
  ).split(' '),
);
const SILENT_KINDS =
  /^(?:text:(?:(?:bookmark|reference-mark)(?:-start|-end)?|(?:change|alphabetical-index-mark|toc-mark|user-index-mark)\S*|\S+-decls)|office:annotation\S*)$/;

function isSilent(name: string): boolean {
  return SILENT.has(name) || SILENT_KINDS.test(name);
}

/** Changes that nobody accepted: what was deleted stands in the text between two marks, or in the list of changes. */
export interface OdtChanges {
  deletions: Set<string>;
  /** Deletions that are open where the text is read; they go over several paragraphs. */
  open: Set<string>;
  /** Whether there is any change. */
  any: boolean;
}

/** Takes the mark of a change. */
export function markChange({ name, attributes }: XmlNode, changes: OdtChanges): void {
  const id = attributes['text:change-id'] ?? '';
  if (name === 'text:change-start' && changes.deletions.has(id)) changes.open.add(id);
  if (name === 'text:change-end') changes.open.delete(id);
}

/** What a `text:p` or `text:h` says; `equation` gives the text of an embedded formula by its path. */
export function readOdtParagraph(
  node: XmlNode,
  styles: OdtStyles,
  equation: (path: string) => string | null,
  changes: OdtChanges,
): OdtParagraph {
  const reader = new Reader(styles, equation, changes);
  reader.all(node, styles.format('paragraph', node.attributes['text:style-name'] ?? ''));
  return reader.end();
}

class Reader {
  #styles: OdtStyles;
  #equation: (path: string) => string | null;
  #shown: OdtParagraph = { text: '', remarks: [], boxes: [], pictures: 0, written: false };
  #changes: OdtChanges;
  #struck = '';
  #hidden = '';
  #behindFormula = false;
  /** What was written last. */
  #last = '';

  constructor(styles: OdtStyles, equation: (path: string) => string | null, changes: OdtChanges) {
    this.#changes = changes;
    this.#styles = styles;
    this.#equation = equation;
  }

  end(): OdtParagraph {
    this.#tellOut('带删除线的文字', this.#struck);
    this.#tellOut('隐藏文字', this.#hidden);
    return this.#shown;
  }

  #tellOut(what: string, text: string): void {
    if (text.trim() !== '') this.#tell('hint', `${what}“${shorten(text)}”未读入`);
  }

  #tell(severity: Remark['severity'], message: string): void {
    tell(this.#shown.remarks, severity, message);
  }

  all(node: XmlNode, format: RunFormat): void {
    for (const item of node.children) {
      if (typeof item === 'string') this.#text(item, format);
      else this.#element(item, format);
    }
  }

  #element(node: XmlNode, format: RunFormat): void {
    const { name, attributes } = node;
    switch (name) {
      case 'text:span':
        this.all(node, { ...format, ...this.#styles.format('text', attributes['text:style-name'] ?? '') });
        break;
      case 'text:s':
        this.#write(' '.repeat(Math.min(1000, Number(attributes['text:c'] ?? 1) || 1)), format);
        break;
      case 'text:tab':
        this.#write('\t', format);
        break;
      case 'text:line-break':
        this.#write('\n', format);
        break;
      case 'text:change-start':
      case 'text:change-end':
        markChange(node, this.#changes);
        break;
      case 'text:note': {
        const body = elements(node).find((element) => element.name === 'text:note-body');
        if (body) this.#tellOut('脚注', textWithin(body));
        break;
      }
      case 'text:hidden-text':
        this.#tellOut('隐藏文字', attributes['text:string-value'] ?? textWithin(node));
        break;
      case 'text:placeholder':
        this.#tellOut('占位提示', textWithin(node));
        break;
      // LibreOffice has content controls in a name space of its own.
      case '?:content-control':
        if (attributes['?:showing-place-holder'] === 'true') this.#tellOut('内容控件的提示', textWithin(node));
        else this.all(node, format);
        break;
      case 'draw:frame':
      case 'draw:a':
      case 'draw:g':
        this.#drawing(node);
        break;
      default:
        if (name.startsWith('draw:')) this.#drawing({ name: 'draw:g', attributes: {}, children: [node] });
        else if (name.startsWith('text:') && !isSilent(name)) this.all(node, format);
        else if (!isSilent(name) && textWithin(node).trim() !== '')
          this.#tell('error', `有不能识别的内容“${shorten(textWithin(node))}”，未读入，请改为普通文字`);
    }
  }

  #drawing(node: XmlNode): void {
    if (this.#changes.open.size > 0) return;
    const parts = elements(node);
    const box = parts.filter(({ name }) => name === 'draw:text-box');
    const object = parts.find(({ name }) => name === 'draw:object' || name === 'draw:object-ole');
    if (box.length > 0) this.#shown.boxes.push(...box);
    else if (object) {
      const href = Object.entries(object.attributes).find(([key]) => key.endsWith(':href'))?.[1] ?? '';
      const text = this.#equation(href.replace(/^\.\//, ''));
      if (text === null) this.#tell('error', '嵌入的对象未读入，请改为文字');
      else {
        this.#shown.text += gap(this.#last, text) + text;
        this.#last = text;
      }
      this.#behindFormula = text !== null;
    } else if (parts.some(({ name }) => name === 'draw:image')) this.#shown.pictures++;
    else
      for (const part of parts) {
        if (['draw:frame', 'draw:g', 'draw:a'].includes(part.name)) this.#drawing(part);
        else if (part.name.startsWith('draw:')) this.#shown.boxes.push(...paragraphsOf(part));
      }
  }

  /** Runs of white space are one space, none at the beginning: what counts is written as elements. */
  #text(text: string, format: RunFormat): void {
    const folded = text.replace(/[ \t\r\n]+/g, ' ');
    const before = this.#shown.text.length + this.#struck.length + this.#hidden.length;
    this.#write(before === 0 || (/[ \n]$/.test(this.#last) && folded === ' ') ? folded.trimStart() : folded, format);
  }

  #write(text: string, format: RunFormat): void {
    if (text === '') return;
    this.#shown.written = true;
    if (this.#changes.open.size > 0) return;
    const drawn = drawnText(text, format);
    if (drawn.lost > 0) this.#tell('error', LOST_SYMBOL);
    if (format.hidden) this.#hidden += drawn.text;
    else if (format.struck) this.#struck += drawn.text;
    else {
      this.#shown.text += this.#behindFormula ? gap(this.#last, drawn.text) + drawn.text : drawn.text;
      this.#last = drawn.text;
    }
    this.#behindFormula = false;
  }
}

/** A drawn shape that holds paragraphs, as a text box. */
function paragraphsOf(node: XmlNode): XmlNode[] {
  const children = elements(node).filter(({ name }) => name.startsWith('text:'));
  return children.length > 0 ? [{ name: 'draw:text-box', attributes: {}, children }] : [];
}
