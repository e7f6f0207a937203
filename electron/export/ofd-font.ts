import type { Font } from 'fontkit';
import type { Glyph } from './glyphs.ts';

/**
 * A font as the OFD embeds it: a TrueType file of the glyphs that it prints, with a map from characters to glyphs. Where
 * the map would draw another glyph than the one printed (a letter with its accents, a character that is drawn by two
 * glyphs), the text has to name the glyph.
 */
export class OfdFont {
  readonly #font: Font;
  readonly #subset: ReturnType<Font['createSubset']>;
  /** Glyphs of the subset by those of the font, and by character. */
  readonly #glyphs = new Map<number, number>();
  readonly #map = new Map<number, number>();

  constructor(font: Font) {
    this.#font = font;
    this.#subset = font.createSubset();
  }

  get name(): string {
    return this.#font.postscriptName;
  }

  /** The number of a glyph in the subset, and whether its text gives it without being told. */
  glyph({ id, text }: Glyph): { index: number; mapped: boolean } {
    let index = this.#glyphs.get(id);
    if (index === undefined) {
      index = this.#subset.glyphs.push(id) - 1;
      this.#glyphs.set(id, index);
    }
    const [first = 0, ...more] = Array.from(text, (character) => character.codePointAt(0) as number);
    if (more.length > 0) return { index, mapped: false };
    const known = this.#map.get(first);
    if (known === undefined) this.#map.set(first, index);
    return { index, mapped: known === undefined || known === index };
  }

  /** The bytes of the file, once all its glyphs are known. */
  encode(): Uint8Array {
    const tables = tablesOf(this.#subset.encode());
    const { directory, stream } = this.#font;
    const own = (tag: string) => {
      const { offset, length } = directory.tables[tag] as { offset: number; length: number };
      return Uint8Array.from(stream.buffer.subarray(offset, offset + length));
    };
    const codes = [...this.#map].sort(([a], [b]) => a - b);
    const metrics = own('OS/2');
    const narrow = codes.flatMap(([code]) => (code < 0xffff ? [code] : []));
    const view = new DataView(metrics.buffer);
    view.setUint16(64, narrow[0] ?? 0);
    view.setUint16(66, narrow.at(-1) ?? 0);
    // Version 3 names no glyphs.
    const post = own('post').slice(0, 32);
    new DataView(post.buffer).setUint32(0, 0x00030000);
    tables.set('OS/2', metrics);
    tables.set('post', post);
    tables.set('name', own('name'));
    tables.set('cmap', characterMap(codes));
    return fontFile(tables);
  }
}

/** The tables of a TrueType file by their tags. */
function tablesOf(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, Uint8Array>();
  for (let k = 0; k < view.getUint16(4); k++) {
    const at = 12 + 16 * k;
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4));
    const offset = view.getUint32(at + 8);
    tables.set(tag, Uint8Array.from(bytes.subarray(offset, offset + view.getUint32(at + 12))));
  }
  return tables;
}

/** A cmap of two subtables for Windows: format 4 for the basic plane, format 12 for all (OpenType, cmap). */
function characterMap(codes: readonly (readonly [code: number, glyph: number])[]): Uint8Array {
  const basic = codes.filter(([code]) => code < 0xffff);
  // A segment a character, and the one that must end the list.
  const count = basic.length + 1;
  const power = Math.floor(Math.log2(count));
  const length4 = 16 + 8 * count;
  const start4 = 20;
  const start12 = start4 + length4;
  const view = new DataView(new ArrayBuffer(start12 + 16 + 12 * codes.length));
  const shorts = (at: number, ...values: number[]) => {
    for (const [k, value] of values.entries()) view.setUint16(at + 2 * k, value & 0xffff);
  };
  shorts(0, 0, 2, 3, 1, 0, start4, 3, 10, 0, 0);
  view.setUint32(16, start12);
  shorts(start4, 4, length4, 0, 2 * count, 2 * 2 ** power, power, 2 * (count - 2 ** power));
  const segments = [...basic, [0xffff, 0] as const];
  for (const [k, [code, glyph]] of segments.entries()) {
    const at = start4 + 14 + 2 * k;
    shorts(at, code);
    shorts(at + 2 * count + 2, code);
    shorts(at + 4 * count + 2, glyph - code);
  }
  shorts(start12, 12, 0);
  view.setUint32(start12 + 4, 16 + 12 * codes.length);
  view.setUint32(start12 + 12, codes.length);
  for (const [k, [code, glyph]] of codes.entries()) {
    const at = start12 + 16 + 12 * k;
    view.setUint32(at, code);
    view.setUint32(at + 4, code);
    view.setUint32(at + 8, glyph);
  }
  return new Uint8Array(view.buffer);
}

/** A TrueType file of these tables, with the sums that readers check. */
function fontFile(tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const power = Math.floor(Math.log2(sorted.length));
  const start = 12 + 16 * sorted.length;
  const size = sorted.reduce((sum, [, { length }]) => sum + padded(length), start);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x00010000);
  for (const [k, value] of [sorted.length, 16 * 2 ** power, power, 16 * (sorted.length - 2 ** power)].entries())
    view.setUint16(4 + 2 * k, value);
  let offset = start;
  for (const [k, [tag, table]] of sorted.entries()) {
    const at = 12 + 16 * k;
    bytes.set(table, offset);
    if (tag === 'head') view.setUint32(offset + 8, 0);
    for (let c = 0; c < 4; c++) bytes[at + c] = tag.charCodeAt(c);
    view.setUint32(at + 4, sumOf(view, offset, padded(table.length)));
    view.setUint32(at + 8, offset);
    view.setUint32(at + 12, table.length);
    offset += padded(table.length);
  }
  const head = sorted.findIndex(([tag]) => tag === 'head');
  const whole = sumOf(view, 0, size);
  view.setUint32(view.getUint32(12 + 16 * head + 8) + 8, (0xb1b0afba - whole) >>> 0);
  return bytes;
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

function sumOf(view: DataView, from: number, length: number): number {
  let sum = 0;
  for (let at = from; at < from + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
