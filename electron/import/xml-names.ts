import type { XmlNode } from '../../shared/formula/node.ts';

/**
 * Names of elements and attributes by the usual prefix of their namespace, whatever prefix the file uses; programs
 * write the transitional or the strict namespaces of ISO/IEC 29500.
 */
const PREFIXES: [prefix: string, namespaces: string[]][] = [
  ['x', ['http://schemas.openxmlformats.org/spreadsheetml/2006/main', 'http://purl.oclc.org/ooxml/spreadsheetml/main']],
  [
    'w',
    [
      'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
      'http://purl.oclc.org/ooxml/wordprocessingml/main',
    ],
  ],
  [
    'm',
    ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'http://purl.oclc.org/ooxml/officeDocument/math'],
  ],
  [
    'r',
    [
      'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
      'http://purl.oclc.org/ooxml/officeDocument/relationships',
    ],
  ],
  ['rels', ['http://schemas.openxmlformats.org/package/2006/relationships']],
  ['a', ['http://schemas.openxmlformats.org/drawingml/2006/main', 'http://purl.oclc.org/ooxml/drawingml/main']],
  ['mc', ['http://schemas.openxmlformats.org/markup-compatibility/2006']],
  ['wps', ['http://schemas.microsoft.com/office/word/2010/wordprocessingShape']],
  ['w14', ['http://schemas.microsoft.com/office/word/2010/wordml']],
  ['v', ['urn:schemas-microsoft-com:vml']],
  ['o', ['urn:schemas-microsoft-com:office:office']],
  ['office', ['urn:oasis:names:tc:opendocument:xmlns:office:1.0']],
  ['table', ['urn:oasis:names:tc:opendocument:xmlns:table:1.0']],
  ['text', ['urn:oasis:names:tc:opendocument:xmlns:text:1.0']],
  ['style', ['urn:oasis:names:tc:opendocument:xmlns:style:1.0']],
  ['draw', ['urn:oasis:names:tc:opendocument:xmlns:drawing:1.0']],
  ['manifest', ['urn:oasis:names:tc:opendocument:xmlns:manifest:1.0']],
  ['ss', ['urn:schemas-microsoft-com:office:spreadsheet']],
  ['excel', ['urn:schemas-microsoft-com:office:excel']],
  ['ofd', ['http://www.ofdspec.org/2016', 'http://www.ofdspec.org']],
  ['math', ['http://www.w3.org/1998/Math/MathML']],
  ['xml', ['http://www.w3.org/XML/1998/namespace']],
];
const PREFIX_OF = new Map(PREFIXES.flatMap(([prefix, namespaces]) => namespaces.map((uri) => [uri, prefix] as const)));

const START =
  ':A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}\\u{200d}';
const MORE_START =
  '\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}';
/** A name of XML 1.0. */
export const XML_NAME = new RegExp(
  `^[${START}${MORE_START}][${START}${MORE_START}\\-.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}\\u{2040}]*$`,
  'u',
);

/** Start tags, and names, that are remembered; Word writes some hundred different ones. */
const MOST_TAGS = 5000;
/** Different declarations within one element that are remembered. */
const MOST_WITHIN = 50;

/** A start tag; one that declares no prefix means the same wherever its characters are met again. */
export interface StartTag {
  /** Its element's name as it is written, and as readers know it. */
  written: string;
  name: string;
  /** By their names as readers know them. */
  attributes: Readonly<Record<string, string>>;
  /** It ends its element, too. */
  empty: boolean;
  /** Its element holds properties (`w:rPr`). */
  isProperties: boolean;
  /** What prefixes mean within it, where it declares some. */
  names: Names | null;
}

/**
 * What prefixes mean within an element, and the names and tags that were met there. A part declares its prefixes at its
 * root and then uses some dozens of names a hundred thousand times, so that each is looked up once; the parts of a
 * package declare the same, and know what was met in the others.
 */
export class Names {
  #uris: ReadonlyMap<string, string>;
  #elements = new Map<string, string>();
  #attributes = new Map<string, string>();
  #tags = new Map<string, StartTag>();
  #properties = new Map<string, XmlNode>();
  #within = new Map<string, Names>();

  constructor(uris: ReadonlyMap<string, string> = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']])) {
    this.#uris = uris;
  }

  /** The names within an element that has these attributes; null where none of them declares a prefix. */
  within(keys: readonly string[], values: readonly string[]): Names | null {
    const declared = keys.flatMap((key, index) => (isDeclaration(key) ? [[key.slice(6), values[index] ?? '']] : []));
    if (declared.length === 0) return null;
    const key = JSON.stringify(declared);
    const known = this.#within.get(key);
    if (known) return known;
    const names = new Names(new Map([...this.#uris, ...(declared as [string, string][])]));
    if (this.#within.size < MOST_WITHIN) this.#within.set(key, names);
    return names;
  }

  /** What an element is called; undefined where the name is none, or its prefix means nothing. */
  element(written: string): string | undefined {
    return this.#named(this.#elements, written, this.#uris.get('') ?? '');
  }

  attribute(written: string): string | undefined {
    return this.#named(this.#attributes, written, '');
  }

  /** The start tag with these characters between `<` and `>`, where it was kept. */
  tag(raw: string): StartTag | undefined {
    return this.#tags.get(raw);
  }

  keep(raw: string, tag: StartTag): void {
    if (this.#tags.size < MOST_TAGS) this.#tags.set(raw, tag);
  }

  /** The properties that are written so, where they were kept. */
  properties(source: string): XmlNode | undefined {
    return this.#properties.get(source);
  }

  keepProperties(source: string, node: XmlNode): void {
    if (this.#properties.size < MOST_TAGS) this.#properties.set(source, node);
  }

  #named(known: Map<string, string>, written: string, unprefixed: string): string | undefined {
    const found = known.get(written);
    if (found !== undefined) return found;
    const colon = written.indexOf(':');
    const uri = colon < 0 ? unprefixed : this.#uris.get(written.slice(0, colon));
    if (uri === undefined || !XML_NAME.test(written)) return undefined;
    const local = written.slice(colon + 1);
    const name = uri === '' ? local : `${PREFIX_OF.get(uri) ?? '?'}:${local}`;
    if (known.size < MOST_TAGS) known.set(written, name);
    return name;
  }
}

/** `xmlns` or `xmlns:p`. */
export function isDeclaration(attribute: string): boolean {
  return attribute.startsWith('xmlns') && (attribute.length === 5 || attribute[5] === ':');
}
