import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { ByteBlocks, packedSize } from './byte-blocks.ts';

/** How one object of a PDF names another. */
export type Ref = `${number} 0 R`;

/** How many objects share an object stream: enough to compress well, few enough to be read one at a time. */
const PACKED = 400;

/**
 * Where an object stands: its offset in the file, or below zero as the nth of an object stream. A number, for a file of
 * thousands of tables has nearly a million objects.
 */
type Place = number;

function packedPlace(stream: number, nth: number): Place {
  return -(stream * PACKED + nth);
}

/**
 * The objects of a PDF 1.7 file (ISO 32000-1, 7.5). Dictionaries are packed into object streams, for a table has a
 * hundred small ones that say what its cells are. Bodies are ASCII.
 */
export class PdfFile {
  readonly #written = new ByteBlocks();
  /** By number; undefined for what was never written. */
  readonly #places: (Place | undefined)[] = [undefined];
  #packed: { number: number; body: string }[] = [];

  constructor() {
    // What follows tells other programs that the file is not text (ISO 19005-2, 6.1.2).
    this.#write(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'));
  }

  /** The name of an object that is written later. */
  ref(): Ref {
    this.#places.push(undefined);
    return `${this.#places.length - 1} 0 R`;
  }

  put(body: string, ref: Ref = this.ref()): Ref {
    this.#packed.push({ number: numberOf(ref), body });
    if (this.#packed.length === PACKED) this.#pack();
    return ref;
  }

  /** A stream with these entries of its dictionary; what reads the file without unpacking it needs `plain`. */
  stream(entries: string, content: Uint8Array, { plain = false } = {}): Ref {
    const ref = this.ref();
    const bytes = plain ? content : deflateSync(content, packedSize(content));
    this.#places[numberOf(ref)] = this.#written.length;
    const filter = plain ? '' : '/Filter/FlateDecode';
    this.#write(
      Buffer.from(`${numberOf(ref)} 0 obj\n<<${entries}${filter}/Length ${bytes.length}>>\nstream\n`),
      bytes,
      Buffer.from('\nendstream\nendobj\n'),
    );
    return ref;
  }

  /** The whole file. Its identifier follows from its bytes. */
  end(root: Ref, info: Ref): Uint8Array {
    if (this.#packed.length > 0) this.#pack();
    const digest = createHash('sha256');
    for (const block of this.#written) digest.update(block);
    const id = digest.digest('hex').slice(0, 32);
    const start = this.#written.length;
    const size = this.#places.length + 1;
    this.stream(
      `/Type/XRef/Size ${size}/W[1 4 2]/Root ${root}/Info ${info}/ID[<${id}><${id}>]` +
        '/DecodeParms<</Predictor 12/Columns 7>>',
      rows([...this.#places, start]),
    );
    this.#write(Buffer.from(`startxref\n${start}\n%%EOF\n`));
    return this.#written.whole();
  }

  #pack(): void {
    const packed = this.#packed;
    this.#packed = [];
    let at = 0;
    const index = packed.map(({ number, body }) => {
      const entry = `${number} ${at}`;
      at += body.length + 1;
      return entry;
    });
    const head = `${index.join(' ')}\n`;
    const text = head + packed.map(({ body }) => `${body}\n`).join('');
    const ref = this.stream(`/Type/ObjStm/N ${packed.length}/First ${head.length}`, Buffer.from(text, 'latin1'));
    for (const [nth, { number }] of packed.entries()) this.#places[number] = packedPlace(numberOf(ref), nth);
  }

  #write(...parts: Uint8Array[]): void {
    for (const part of parts) this.#written.push(part);
  }
}

function numberOf(ref: Ref): number {
  return Number.parseInt(ref, 10);
}

/** The cross-reference stream: 7 bytes an object, each row as what it has more than the one above (PNG's filter Up). */
function rows(places: readonly (Place | undefined)[]): Uint8Array {
  const bytes = Buffer.alloc(places.length * 8);
  const above = Buffer.alloc(7);
  const row = Buffer.alloc(7);
  for (const [number, place] of places.entries()) {
    const [kind, first, second] =
      place === undefined
        ? [0, 0, 65535]
        : place >= 0
          ? [1, place, 0]
          : [2, Math.floor(-place / PACKED), -place % PACKED];
    row.writeUInt8(kind, 0);
    row.writeUInt32BE(first, 1);
    row.writeUInt16BE(second, 5);
    bytes[number * 8] = 2;
    for (let n = 0; n < 7; n++) bytes[number * 8 + 1 + n] = ((row[n] as number) - (above[n] as number)) & 0xff;
    row.copy(above);
  }
  return bytes;
}

/** Characters that a text string may have: 32,767 bytes (ISO 19005-2, 6.1.13), less the mark of UTF-16. */
export const LONGEST_TEXT = 16_382;

/** A text as a string of a PDF: ASCII as it is, others as UTF-16. What is longer than it may be is cut. */
export function textString(whole: string): string {
  const text = whole.slice(0, LONGEST_TEXT);
  if (/^[ -~]*$/.test(text)) return `(${text.replace(/[\\()]/g, '\\$&')})`;
  return `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}

/** A number in the content of a page or a dictionary: thousandths are enough. */
export function decimal(value: number): string {
  const thousandths = Math.round(Math.abs(value) * 1000);
  const sign = value < 0 && thousandths > 0 ? '-' : '';
  return `${sign}${Math.floor(thousandths / 1000)}${FRACTIONS[thousandths % 1000]}`;
}

/** What stands behind the whole number: numbers are most of a page, and this takes a third of the time. */
const FRACTIONS = Array.from({ length: 1000 }, (_, k) => (k === 0 ? '' : String(k / 1000).slice(1)));
