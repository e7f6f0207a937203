import { elements, type XmlNode } from '../../../shared/formula/node.ts';
import { numberWord } from '../../../shared/formula/number-words.ts';
import { scanTrees } from '../xml-tree.ts';
import type { RunFormat } from './docx-styles.ts';

interface Style {
  parent: string;
  list: string | undefined;
  format: RunFormat;
}

interface ListLevel {
  start: number;
  format: string;
  prefix: string;
  suffix: string;
  /** How many levels' numbers it shows. */
  shown: number;
  /** `%1%.%2%`, where the file has one. */
  pattern: string | undefined;
  bullet: string;
}

/** OpenDocument names a numbering by its first number (`一`), Word by a word; each first number with Word's name. */
const FORMATS: [beginning: string, format: string][] = [
  ['一', 'chineseCountingThousand'],
  ['①', 'decimalEnclosedCircle'],
  ['壹', 'chineseLegalSimplified'],
  ['甲', 'ideographTraditional'],
  ['子', 'ideographZodiac'],
  ['１', 'decimalFullWidth'],
  ['01', 'decimalZero'],
  ['1', 'decimal'],
  ['A', 'upperLetter'],
  ['a', 'lowerLetter'],
  ['I', 'upperRoman'],
  ['i', 'lowerRoman'],
];

const DEEPEST = 30;

/** The styles of an OpenDocument text, as far as they change what it says. */
export class OdtStyles {
  #styles = new Map<string, Style>();
  #lists = new Map<string, ListLevel[]>();
  #fonts = new Map<string, string>();

  /** Takes in the styles of a part; those of `content.xml` go over those of `styles.xml`. */
  add(part: Uint8Array, reason: string): void {
    scanTrees(part, new Set(['style:style', 'text:list-style', 'style:font-face']), (node) => this.#add(node), reason);
  }

  #add(node: XmlNode): void {
    const name = node.attributes['style:name'] ?? '';
    if (node.name === 'style:font-face') {
      const family = Object.entries(node.attributes).find(([key]) => key.endsWith(':font-family'))?.[1] ?? name;
      this.#fonts.set(name, family.replace(/^'|'$/g, ''));
    } else if (node.name === 'text:list-style') this.#lists.set(name, elements(node).map(listLevel));
    else {
      const properties = elements(node).find((element) => element.name === 'style:text-properties');
      this.#styles.set(`${node.attributes['style:family']} ${name}`, {
        parent: node.attributes['style:parent-style-name'] ?? '',
        list: node.attributes['style:list-style-name'],
        format: this.#format(properties?.attributes ?? {}),
      });
    }
  }

  #format(attributes: Record<string, string>): RunFormat {
    const format: RunFormat = {};
    const display = attributes['text:display'];
    if (display) format.hidden = display === 'none';
    const line = attributes['style:text-line-through-type'] ?? attributes['style:text-line-through-style'];
    if (line) format.struck = line !== 'none';
    const position = attributes['style:text-position'];
    if (position) format.raised = raisedBy(position);
    const font = attributes['style:font-name'];
    if (font !== undefined) format.font = this.#fonts.get(font) ?? font;
    return format;
  }

  /** The format of a style of the family `paragraph` or `text`, with those it goes back to. */
  format(family: 'paragraph' | 'text', name: string): RunFormat {
    const chain: RunFormat[] = [];
    for (let at = name; at !== '' && chain.length < DEEPEST; ) {
      const style = this.#styles.get(`${family} ${at}`);
      if (!style) break;
      chain.push(style.format);
      at = style.parent;
    }
    return Object.assign({}, ...chain.toReversed());
  }

  /** The list that a paragraph's style puts it in; '' for none. */
  listOf(paragraphStyle: string): string {
    let at = paragraphStyle;
    for (let depth = 0; at !== '' && depth < DEEPEST; depth++) {
      const style = this.#styles.get(`paragraph ${at}`);
      if (style?.list !== undefined) return style.list;
      at = style?.parent ?? '';
    }
    return '';
  }

  start(list: string, level: number): number {
    return this.#lists.get(list)?.[level]?.start ?? 1;
  }

  /** The label of an item with these numbers of its level and those above; '' when the list has none. */
  label(list: string, counts: readonly number[]): string {
    const levels = this.#lists.get(list);
    const own = levels?.[counts.length - 1];
    if (!levels || !own) return '';
    if (own.bullet !== '') return own.bullet;
    if (own.format === '') return own.prefix + own.suffix;
    const word = (at: number) => {
      const format = FORMATS.find(([beginning]) => levels[at]?.format.startsWith(beginning))?.[1] ?? 'decimal';
      return numberWord(counts[at] ?? 1, format) ?? String(counts[at]);
    };
    if (own.pattern !== undefined)
      return own.pattern.replace(/%(\d+)%/g, (_, figure: string) => word(Number(figure) - 1));
    const first = Math.max(0, counts.length - own.shown);
    return `${own.prefix}${counts
      .map((_, at) => word(at))
      .slice(first)
      .join('.')}${own.suffix}`;
  }
}

function listLevel({ attributes }: XmlNode): ListLevel {
  return {
    start: Number(attributes['text:start-value'] ?? 1) || 0,
    format: attributes['style:num-format'] ?? '',
    prefix: attributes['style:num-prefix'] ?? '',
    suffix: attributes['style:num-suffix'] ?? '',
    shown: Number(attributes['text:display-levels'] ?? 1) || 1,
    pattern: attributes['?:num-list-format'],
    bullet: (attributes['text:bullet-char'] ?? '').replace(/[\uf0a7\uf0b7]/g, '•'),
  };
}

/** `super 58%`, `sub`, `33% 58%`: raised above or below the line. */
function raisedBy(position: string): NonNullable<RunFormat['raised']> {
  if (position.startsWith('super')) return 'superscript';
  if (position.startsWith('sub')) return 'subscript';
  const shift = Number.parseFloat(position);
  return shift > 0 ? 'superscript' : shift < 0 ? 'subscript' : 'baseline';
}
