import { SaxesParser } from 'saxes';
import { UnreadableError } from './limits.ts';

/**
 * Names of elements and attributes by the usual prefix of their namespace, whatever prefix the file uses; programs write
 * the transitional or the strict namespaces of ISO/IEC 29500.
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
  ['v', ['urn:schemas-microsoft-com:vml']],
  ['office', ['urn:oasis:names:tc:opendocument:xmlns:office:1.0']],
  ['table', ['urn:oasis:names:tc:opendocument:xmlns:table:1.0']],
  ['text', ['urn:oasis:names:tc:opendocument:xmlns:text:1.0']],
  ['style', ['urn:oasis:names:tc:opendocument:xmlns:style:1.0']],
  ['manifest', ['urn:oasis:names:tc:opendocument:xmlns:manifest:1.0']],
  ['ss', ['urn:schemas-microsoft-com:office:spreadsheet']],
  ['excel', ['urn:schemas-microsoft-com:office:excel']],
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

/** Most characters of one tag; a real one has some hundreds. */
const MOST_TAG = 100_000;
/** Most characters of one run of text; an Excel cell holds 32,767. What is beyond is left out. */
const MOST_RUN = 200_000;
/** Most elements one within the other; a real part has some thirty. The parser looks through all of them for a prefix. */
const DEEPEST = 1000;
const PIECE = 1 << 16;

/**
 * Reads a part of a package once from front to back, in time that grows with its length alone. Throws `UnreadableError`
 * with `reason` when it is not well-formed, whatever a handler throws otherwise.
 */
export function scanXml(part: Uint8Array, on: XmlEvents, reason: string): void {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const fail = () => new UnreadableError(reason);
  parser.on('error', () => {
    throw fail();
  });
  let depth = 0;
  parser.on('opentag', (tag) => {
    if (++depth > DEEPEST) throw fail();
    const attributes: Record<string, string> = {};
    for (const { prefix, uri, local, value } of Object.values(tag.attributes))
      if (prefix !== 'xmlns' && local !== 'xmlns') attributes[prefix === '' ? local : named(uri, local)] = value;
    on.open?.(named(tag.uri, tag.local), attributes);
  });
  parser.on('closetag', (tag) => {
    depth--;
    on.close?.(named(tag.uri, tag.local));
  });
  if (on.text) {
    parser.on('text', (text) => on.text?.(text));
    parser.on('cdata', (text) => on.text?.(text));
  }
  const bounded = boundRuns((text) => parser.write(text), fail);
  const decode = decoderOf(part, fail);
  for (let at = 0; at < part.length; at += PIECE) bounded(decode(part.subarray(at, at + PIECE)));
  bounded(decode());
  parser.close();
}

function named(uri: string, local: string): string {
  return uri === '' ? local : `${PREFIX_OF.get(uri) ?? '?'}:${local}`;
}

/** The encoding by byte order mark or declaration; XML is UTF-8 without one. */
function encodingOf(part: Uint8Array): string {
  if (part[0] === 0xff && part[1] === 0xfe) return 'utf-16le';
  if (part[0] === 0xfe && part[1] === 0xff) return 'utf-16be';
  const start = Buffer.from(part.buffer, part.byteOffset, Math.min(200, part.length)).toString('latin1');
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
    for (let at = 0; at < piece.length; ) {
      const mark = piece.indexOf(inTag ? '>' : '<', at);
      const end = mark < 0 ? piece.length : mark;
      const most = inTag ? MOST_TAG : MOST_RUN;
      if (inTag && length + end - at > most) throw fail();
      let room = Math.max(0, Math.min(end - at, most - length));
      // Not in the middle of an entity: what ends at the cut would no longer be well-formed.
      if (room < end - at && room > 0) {
        const entity = piece.lastIndexOf('&', at + room - 1);
        if (entity >= at && entity > at + room - 12) room = entity - at;
      }
      kept += piece.slice(at, at + room);
      length += end - at;
      at = end;
      if (mark >= 0) {
        kept += piece[mark];
        inTag = !inTag;
        length = 0;
        at++;
      }
    }
    if (kept !== '') pass(kept);
  };
}
