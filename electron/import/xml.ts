import { SaxesParser } from 'saxes';
import { UnreadableError } from './limits.ts';

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

/** What a reader hears of a part. Names are `w:p`, `x:c`; one of an unknown namespace is `?:name`. */
export interface XmlEvents {
  /** Attributes by their names: `w:val`, `r:id`, or `ref` where they have no prefix. */
  open?: (name: string, attributes: Record<string, string>) => void;
  close?: (name: string) => void;
  /** A run of text between two tags, with entities resolved; a long one comes in several pieces. */
  text?: (text: string) => void;
}

/** Most characters of one tag; Word keeps drawings in attributes of some 100,000. */
const MOST_TAG = 4_000_000;
/** Most characters of one run of text; an Excel cell holds 32,767. What is beyond is left out. */
const MOST_RUN = 200_000;
/** Most elements within each other; tables in tables of Word take some ten a level. */
const MOST_DEPTH = 500;
const PIECE = 1 << 16;

/** Reads a part of a package that is whole in memory. Throws as `xmlScanner` does. */
export function scanXml(part: Uint8Array, on: XmlEvents, reason: string): void {
  const scanner = xmlScanner(on, reason);
  for (let at = 0; at < part.length; at += PIECE) scanner.push(part.subarray(at, at + PIECE));
  scanner.end();
}

/** Takes a document piece by piece as it is unpacked; `end` says that there is no more. */
export interface XmlScanner {
  push: (piece: Uint8Array) => void;
  end: () => void;
}

/**
 * Reads a part of a package once from front to back, in time that grows with its length alone and in memory that does
 * not. Throws `UnreadableError` with `reason` when it is not well-formed, whatever a handler throws otherwise.
 */
export function xmlScanner(on: XmlEvents, reason: string): XmlScanner {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const fail = () => new UnreadableError(reason);
  const names = new Names(fail);
  let depth = 0;
  parser.on('error', () => {
    throw fail();
  });
  parser.on('opentag', (tag) => {
    if (++depth > MOST_DEPTH) throw fail();
    const attributes = names.open(tag.attributes);
    on.open?.(names.element(tag.name), attributes);
  });
  parser.on('closetag', (tag) => {
    depth--;
    const name = names.element(tag.name);
    names.close();
    on.close?.(name);
  });
  if (on.text) {
    parser.on('text', (text) => on.text?.(text));
    parser.on('cdata', (text) => on.text?.(text));
  }
  const bounded = boundRuns((text) => parser.write(text), fail);
  let decode: ReturnType<typeof decoderOf> | null = null;
  let start: Uint8Array = new Uint8Array();
  const begin = () => {
    decode = decoderOf(start, fail);
    bounded(decode(start));
  };
  return {
    push: (piece) => {
      if (decode) return bounded(decode(piece));
      start = start.length === 0 ? piece : Buffer.concat([start, piece]);
      if (start.length >= DECLARATION) begin();
    },
    end: () => {
      if (!decode) begin();
      bounded(decode?.() ?? '');
      parser.close();
    },
  };
}

/** What prefixes mean within an element, with the names that were met there. */
interface Scope {
  uris: Map<string, string>;
  elements: Map<string, string>;
  attributes: Map<string, string>;
  /** Open elements below the one that declared it. */
  depth: number;
}

/**
 * Names as they are written, by the namespaces of their prefixes. A part declares these at its root and then uses some
 * dozens of names a hundred thousand times, so that each is looked up once; the parser's own way takes three times as
 * long.
 */
class Names {
  #scopes: Scope[] = [scope(new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]))];
  #fail: () => UnreadableError;

  constructor(fail: () => UnreadableError) {
    this.#fail = fail;
  }

  /** Enters an element: gives its attributes by their names. */
  open(written: Record<string, string>): Record<string, string> {
    let declared: Map<string, string> | null = null;
    for (const key in written)
      if (isDeclaration(key)) {
        declared ??= new Map(this.#top.uris);
        declared.set(key.slice(6), written[key] as string);
      }
    if (declared) this.#scopes.push(scope(declared));
    else this.#top.depth++;
    const attributes: Record<string, string> = {};
    const known = this.#top.attributes;
    for (const key in written)
      if (!declared || !isDeclaration(key)) attributes[this.#named(known, key, '')] = written[key] as string;
    return attributes;
  }

  close(): void {
    if (this.#top.depth === 0) this.#scopes.pop();
    else this.#top.depth--;
  }

  element(written: string): string {
    return this.#named(this.#top.elements, written, this.#top.uris.get('') ?? '');
  }

  get #top(): Scope {
    return this.#scopes[this.#scopes.length - 1] as Scope;
  }

  #named(known: Map<string, string>, written: string, unprefixed: string): string {
    const found = known.get(written);
    if (found !== undefined) return found;
    const colon = written.indexOf(':');
    const uri = colon < 0 ? unprefixed : this.#top.uris.get(written.slice(0, colon));
    if (uri === undefined) throw this.#fail();
    const local = written.slice(colon + 1);
    const name = uri === '' ? local : `${PREFIX_OF.get(uri) ?? '?'}:${local}`;
    known.set(written, name);
    return name;
  }
}

/** `xmlns` or `xmlns:p`. */
function isDeclaration(attribute: string): boolean {
  return (
    attribute.charCodeAt(0) === 0x78 &&
    attribute.startsWith('xmlns') &&
    (attribute.length === 5 || attribute[5] === ':')
  );
}

function scope(uris: Map<string, string>): Scope {
  return { uris, elements: new Map(), attributes: new Map(), depth: 0 };
}

/** Bytes in which the declaration of an encoding ends. */
const DECLARATION = 200;

/** The encoding by byte order mark or declaration; XML is UTF-8 without one. */
function encodingOf(part: Uint8Array): string {
  if (part[0] === 0xff && part[1] === 0xfe) return 'utf-16le';
  if (part[0] === 0xfe && part[1] === 0xff) return 'utf-16be';
  const start = Buffer.from(part.buffer, part.byteOffset, Math.min(DECLARATION, part.length)).toString('latin1');
  return /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?\sencoding\s*=\s*["']([\w-]{1,40})["']/.exec(start)?.[1] ?? 'utf-8';
}

function decoderOf(part: Uint8Array, fail: () => UnreadableError): (piece?: Uint8Array) => string {
  try {
    const decoder = new TextDecoder(encodingOf(part), { fatal: true });
    return (piece) => {
      try {
        return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
      } catch {
        throw fail();
      }
    };
  } catch {
    throw fail();
  }
}

/**
 * Passes pieces of a document on with runs of text cut at `MOST_RUN`, and refuses a tag that does not end: the parser
 * collects either in memory before it says anything.
 */
function boundRuns(pass: (text: string) => void, fail: () => UnreadableError): (piece: string) => void {
  let inTag = false;
  let length = 0;
  return (piece) => {
    let kept = '';
    let from = 0;
    for (let at = 0; at < piece.length; ) {
      const mark = piece.indexOf(inTag ? '>' : '<', at);
      const end = mark < 0 ? piece.length : mark;
      const most = inTag ? MOST_TAG : MOST_RUN;
      if (length + end - at > most) {
        if (inTag) throw fail();
        kept += piece.slice(from, at + roomFor(piece, at, end, Math.max(0, most - length)));
        from = end;
      }
      length += end - at;
      at = end;
      if (mark >= 0) {
        inTag = !inTag;
        length = 0;
        at++;
      }
    }
    kept += piece.slice(from);
    if (kept !== '') pass(kept);
  };
}

/** The most characters after `at` that end neither in an entity nor in a character of two units. */
function roomFor(piece: string, at: number, end: number, room: number): number {
  if (room === 0 || room >= end - at) return room;
  const entity = piece.lastIndexOf('&', at + room - 1);
  if (entity >= at && entity > at + room - 12) return entity - at;
  return /[\ud800-\udbff]/.test(piece[at + room - 1] as string) ? room - 1 : room;
}
