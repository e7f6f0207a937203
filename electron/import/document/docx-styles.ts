import { child, elements, type XmlNode } from '../../../shared/formula/node.ts';
import { scanTrees } from '../xml-tree.ts';

/** What of a run's format changes what it says. Undefined where the format says nothing. */
export interface RunFormat {
  hidden?: boolean;
  struck?: boolean;
  font?: string;
  /** The font of the letters and signs of ASCII, where it is another. */
  ascii?: string;
  /** The font of East Asian characters. */
  eastAsia?: string;
  /** Ambiguous characters (±, ×, ³) are East Asian. */
  eastAsiaHint?: boolean;
  raised?: 'superscript' | 'subscript' | 'baseline';
}

export interface NumberRef {
  /** '' where only a level is given, '0' where numbering is switched off. */
  numId: string;
  level: number | null;
}

interface Style {
  type: string;
  basedOn: string;
  run: RunFormat;
  number: NumberRef | null;
}

/** A property that is either there or not: `<w:b/>`, `<w:b w:val="0"/>`. */
export function isOn(node: XmlNode | undefined): boolean | undefined {
  if (!node) return undefined;
  return !['0', 'false', 'off'].includes(node.attributes['w:val'] ?? '');
}

const NO_FORMAT: Readonly<RunFormat> = {};
/** Formats by their elements: those with the same characters are one. */
const formats = new WeakMap<XmlNode, Readonly<RunFormat>>();

/** The format that a `w:rPr` gives. */
export function runFormat(node: XmlNode | undefined): Readonly<RunFormat> {
  if (!node) return NO_FORMAT;
  const known = formats.get(node) ?? readFormat(node);
  formats.set(node, known);
  return known;
}

function readFormat(node: XmlNode): RunFormat {
  const format: RunFormat = {};
  for (const { name, attributes } of elements(node)) {
    const on = !['0', 'false', 'off'].includes(attributes['w:val'] ?? '');
    if (name === 'w:vanish' || name === 'w:specVanish') format.hidden = on || (format.hidden ?? false);
    else if (name === 'w:strike' || name === 'w:dstrike') format.struck = on || (format.struck ?? false);
    else if (name === 'w:vertAlign') {
      const raised = attributes['w:val'];
      if (raised === 'superscript' || raised === 'subscript' || raised === 'baseline') format.raised = raised;
    } else if (name === 'w:rFonts') {
      const font = attributes['w:hAnsi'] ?? attributes['w:ascii'];
      if (font !== undefined) format.font = font;
      if (attributes['w:ascii'] !== undefined) format.ascii = attributes['w:ascii'];
      if (attributes['w:eastAsia'] !== undefined) format.eastAsia = attributes['w:eastAsia'];
      if (attributes['w:hint'] === 'eastAsia') format.eastAsiaHint = true;
    }
  }
  return format;
}

export function numberRef(properties: XmlNode | undefined): NumberRef | null {
  const node = child(properties, 'w:numPr');
  if (!node) return null;
  const level = Number(child(node, 'w:ilvl')?.attributes['w:val'] ?? Number.NaN);
  const numId = child(node, 'w:numId')?.attributes['w:val'] ?? '';
  return { numId, level: level >= 0 && level <= 8 ? level : null };
}

/** The formats of a pair of styles, and both over the document's own. */
interface Styled {
  byParagraph: RunFormat;
  byCharacter: RunFormat;
  all: RunFormat;
  /** With the formats that runs set themselves. */
  formats: WeakMap<Readonly<RunFormat>, Readonly<RunFormat>>;
}

const DEEPEST = 30;

/** The styles of a document, as far as they change what it says. */
export class Styles {
  #styles = new Map<string, Style>();
  #defaults: RunFormat = {};
  #paragraph = '';
  #known = new Map<string, Styled>();

  constructor(part: Uint8Array | undefined, reason: string) {
    if (!part) return;
    scanTrees(part, new Set(['w:style', 'w:rPrDefault']), (node) => this.#add(node), reason);
  }

  #add(node: XmlNode): void {
    if (node.name === 'w:rPrDefault') {
      this.#defaults = runFormat(child(node, 'w:rPr'));
      return;
    }
    const { 'w:styleId': id = '', 'w:type': type = '' } = node.attributes;
    if (type === 'paragraph' && isOn({ ...node, attributes: { 'w:val': node.attributes['w:default'] ?? '0' } }))
      this.#paragraph = id;
    this.#styles.set(id, {
      type,
      basedOn: child(node, 'w:basedOn')?.attributes['w:val'] ?? '',
      run: runFormat(child(node, 'w:rPr')),
      number: numberRef(child(node, 'w:pPr')),
    });
  }

  /** The style and those it is based on, the nearest first. */
  #chain(id: string): Style[] {
    const chain: Style[] = [];
    for (let at = id; at !== '' && chain.length < DEEPEST; ) {
      const style = this.#styles.get(at);
      if (!style) break;
      chain.push(style);
      at = style.basedOn;
    }
    return chain;
  }

  /**
   * The format of a run. Hidden and struck-out are toggles (17.7.3): set by both styles they cancel each other; set at
   * the run itself they hold.
   */
  format(paragraphStyle: string, characterStyle: string, direct: Readonly<RunFormat>): Readonly<RunFormat> {
    const styled = this.#styled(paragraphStyle || this.#paragraph, characterStyle);
    const known = styled.formats.get(direct);
    if (known) return known;
    const { byCharacter, byParagraph, all } = styled;
    const toggled = (name: 'hidden' | 'struck') =>
      direct[name] ?? (this.#defaults[name] || Boolean(byParagraph[name]) !== Boolean(byCharacter[name]));
    const format = { ...all, ...direct, hidden: toggled('hidden'), struck: toggled('struck') };
    styled.formats.set(direct, format);
    return format;
  }

  #styled(paragraph: string, character: string): Styled {
    const key = `${paragraph}\n${character}`;
    let styled = this.#known.get(key);
    if (!styled) {
      const [byParagraph, byCharacter] = [paragraph, character].map((id) =>
        merged(this.#chain(id).map(({ run }) => run)),
      );
      styled = { byParagraph: byParagraph ?? {}, byCharacter: byCharacter ?? {}, all: {}, formats: new WeakMap() };
      styled.all = merged([styled.byCharacter, styled.byParagraph, this.#defaults]);
      this.#known.set(key, styled);
    }
    return styled;
  }

  /** The numbering that a paragraph's style gives, with the style that gives it. */
  number(paragraphStyle: string): { ref: NumberRef; style: string } | null {
    let id = paragraphStyle || this.#paragraph;
    for (let depth = 0; id !== '' && depth < DEEPEST; depth++) {
      const style = this.#styles.get(id);
      if (style?.number?.numId) return { ref: style.number, style: id };
      id = style?.basedOn ?? '';
    }
    return null;
  }

  /** The list that a numbering style stands for. */
  listOf(numberingStyle: string): string {
    return this.#styles.get(numberingStyle)?.number?.numId ?? '';
  }
}

/** The first of the formats that says something, for each property. */
function merged(formats: RunFormat[]): RunFormat {
  return Object.assign({}, ...formats.toReversed());
}
