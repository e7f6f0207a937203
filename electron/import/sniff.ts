import { separatorOf } from './csv.ts';
import { UnreadableError } from './limits.ts';
import { isOle, readOle } from './ole.ts';
import { unpack } from './zip.ts';
import { readDirectory } from './zip-directory.ts';

/**
 * `fixed` is a page layout without tables (CEB, CAJ, PostScript, drawings); `ole` a broken or unknown older Office
 * file.
 */
export type Kind =
  | (
      | 'empty'
      | 'text'
      | 'json'
      | 'csv'
      | 'html'
      | 'mhtml'
      | 'xml'
      | 'xml2003'
      | 'wordml'
      | 'fods'
      | 'rtf'
      | 'pdf'
      | 'ofd'
    )
  | ('xlsx' | 'xlsb' | 'xls' | 'ods' | 'docx' | 'doc' | 'odt' | 'ole' | 'encrypted')
  | ('slides' | 'iwork' | 'fixed' | 'picture' | 'archive');

/** Bytes at the beginning that tell what a text is. */
const START = 64 * 1024;

/** What a file is, by its content. The name is asked where the content leaves it open: which text is a CSV file. */
export function kindOf(name: string, bytes: Uint8Array): Kind {
  if (bytes.length === 0) return 'empty';
  const known = MARKS.find(([, marks]) => marks.some((mark) => startsWith(bytes, mark)));
  if (known) return known[0];
  if (startsWith(bytes, 'PK')) return kindOfZip(bytes);
  if (isOle(bytes)) return kindOfOle(bytes);
  if (latin(bytes, 1024).includes('%PDF-')) return 'pdf';
  // Excel 2 to 4 wrote the records without a container.
  if (bytes[0] === 0x09 && [0x00, 0x02, 0x04].includes(bytes[1] ?? 1) && bytes[3] === 0x00 && (bytes[2] ?? 0) <= 8)
    return 'xls';
  return kindOfText(name, startText(bytes));
}

const MARKS: [Kind, string[]][] = [
  ['rtf', ['{\\rtf', '{\\urtf']],
  ['picture', ['\x89PNG', '\xff\xd8\xff', 'GIF8', 'II*\0', 'MM\0*', 'BM\x36', 'BM\x8a', 'BMz']],
  ['archive', ['Rar!', '7z\xbc\xaf\x27\x1c', '\x1f\x8b', 'BZh']],
  ['fixed', ['Founder CEB', 'CAJ', 'HN\0', 'SEP\0', 'GD\0', '%!PS', 'AC1']],
];

function startsWith(bytes: Uint8Array, mark: string): boolean {
  return latin(bytes, mark.length) === mark;
}

function latin(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(length, bytes.length)).toString('latin1');
}

const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument.';

function kindOfZip(bytes: Uint8Array): Kind {
  const start = latin(bytes, 200);
  if (start.slice(30, 38) === 'mimetype' && start.includes(OPEN_DOCUMENT))
    return kindOfOpenDocument(start.slice(start.indexOf(OPEN_DOCUMENT)));
  const names = entryNames(bytes);
  const has = names
    ? (pattern: RegExp) => names.some((name) => pattern.test(name))
    : // Without a directory the names stand before the pieces still.
      (pattern: RegExp) => pattern.test(latin(bytes, bytes.length).match(/(?:word|xl|ppt)\/[\w./-]{1,60}/)?.[0] ?? '');
  if (has(/^xl\/workbook\.bin$/i)) return 'xlsb';
  if (has(/^word\//i)) return 'docx';
  if (has(/^ppt\//i)) return 'slides';
  if (has(/^xl\//i) || has(/^\[Content_Types\]\.xml$/i)) return 'xlsx';
  if (has(/^(?:.*\/)?OFD\.xml$/i)) return 'ofd';
  if (has(/^content\.xml$/)) return kindOfOpenDocument(typeWithin(bytes));
  if (has(/^Index\/.*\.iwa$/i)) return 'iwork';
  // What is cut short is told by the reader of workbooks.
  return names ? 'archive' : 'xlsx';
}

function kindOfOpenDocument(type: string): Kind {
  if (type.startsWith(`${OPEN_DOCUMENT}text`)) return 'odt';
  return type === '' || type.startsWith(`${OPEN_DOCUMENT}spreadsheet`) ? 'ods' : 'slides';
}

/** The type that a package states in a part which is not the first, or is packed; '' where it states none. */
function typeWithin(bytes: Uint8Array): string {
  try {
    return Buffer.from(unpack(bytes, (path) => path === 'mimetype').get('mimetype') ?? []).toString('latin1');
  } catch {
    return '';
  }
}

/** The names in the directory of a zip; null when it has none that can be read. */
function entryNames(bytes: Uint8Array): string[] | null {
  try {
    const names = readDirectory(bytes).map(({ path }) => path);
    return names.length > 0 ? names : null;
  } catch (error) {
    if (error instanceof UnreadableError) return null;
    throw error;
  }
}

function kindOfOle(bytes: Uint8Array): Kind {
  try {
    const names = new Set(readOle(bytes).names.map((name) => name.toLowerCase()));
    if (names.has('encryptedpackage') || names.has('encryptioninfo')) return 'encrypted';
    if (names.has('workbook') || names.has('book')) return 'xls';
    if (names.has('worddocument')) return 'doc';
    if (names.has('powerpoint document')) return 'slides';
    return 'ole';
  } catch (error) {
    if (error instanceof UnreadableError) return 'ole';
    throw error;
  }
}

/** The beginning of a text in any of the encodings that are read, a character cut at its end left out. */
function startText(bytes: Uint8Array): string {
  const start = bytes.subarray(0, START);
  const decode = (encoding: string, fatal: boolean) =>
    new TextDecoder(encoding, { fatal }).decode(start, { stream: true });
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return decode('utf-16le', false);
  if (a === 0xfe && b === 0xff) return decode('utf-16be', false);
  try {
    return decode('utf-8', true);
  } catch {
    return decode('gb18030', false);
  }
}

const HTML =
  /^<(?:!doctype\s+html|html|head|body|meta|title|style|table|center|div|p|h[1-6]|font|span|form|script|link|base|tr|thead|tbody)[\s/>]/i;

function kindOfText(name: string, text: string): Kind {
  const body = text.replace(/^[\ufeff\s]+/, '');
  if (/^MIME-Version:|^From: <[^>]*>\s[\s\S]{0,500}MIME-Version:/i.test(body)) return 'mhtml';
  if (/^<[?!a-z]/i.test(body)) {
    const markup = kindOfMarkup(body);
    if (markup) return markup;
  }
  if (/^(?:\{|\[\s*(?:[\]{["\d-]|$))/.test(body) || /\.json$/i.test(name)) return 'json';
  const named = /\.(?:csv|tsv|tab)$/i.test(name);
  if (!named && text.includes('\t') && !/^\ufeff?"?sep=/i.test(text)) return 'text';
  return separatorOf(text, named) ? 'csv' : 'text';
}

/** Null for text that only begins with a <. */
function kindOfMarkup(body: string): Kind | null {
  const tags = body.slice(0, 8192).replace(/<!--[\s\S]*?-->/g, '');
  const root = /<([a-z_][\w.:-]{0,60})/i.exec(tags.replace(/<[?!][^>]*>/g, ''))?.[1] ?? '';
  const local = root.replace(/^.*:/, '').toLowerCase();
  if (local === 'workbook' && tags.includes('urn:schemas-microsoft-com:office:spreadsheet')) return 'xml2003';
  if (local === 'worddocument' || (local === 'package' && tags.includes('/xmlPackage'))) return 'wordml';
  if (local === 'document' && tags.includes('urn:oasis:names:tc:opendocument'))
    return /office:mimetype\s*=\s*["']application\/vnd\.oasis\.opendocument\.text/.test(body) ? 'odt' : 'fods';
  if (HTML.test(`<${root} `) || /^\s*<!doctype\s+html/i.test(tags)) return 'html';
  if (local === 'svg') return 'picture';
  return /^<\?xml\s/i.test(body) ? 'xml' : null;
}
