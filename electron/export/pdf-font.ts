import { createHash } from 'node:crypto';
import type { Font } from 'fontkit';
import type { Glyph } from './glyphs.ts';
import { decimal, type PdfFile, type Ref } from './pdf-file.ts';
import { toUnicode } from './to-unicode.ts';

/**
 * A font as the PDF embeds it: only the glyphs that it prints. Fonts draw several characters by one glyph (- and soft
 * hyphen, 工 and ⼯, space and no-break space); here every glyph has a code for each text that it prints, so that what
 * is extracted is what was printed.
 */
export class EmbeddedFace {
  readonly #font: Font;
  readonly #subset: ReturnType<Font['createSubset']>;
  readonly #codes = new Map<string, string>();
  /** The same, for lines of one text share their glyphs. */
  readonly #met = new WeakMap<Glyph, string>();
  /** By code: thousandths of an em, and the characters that it is extracted as. Code 0 is the glyph for none. */
  readonly #widths: number[] = [0];
  readonly #texts: string[] = [''];

  constructor(font: Font) {
    this.#font = font;
    this.#subset = font.createSubset();
  }

  /** The code of a glyph, in hexadecimal as the content of a page has it. */
  code(glyph: Glyph): string {
    const met = this.#met.get(glyph);
    if (met !== undefined) return met;
    const code = this.#codeOf(glyph);
    this.#met.set(glyph, code);
    return code;
  }

  #codeOf({ id, text, natural }: Glyph): string {
    const key = `${id} ${text}`;
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const code = this.#subset.glyphs.push(id) - 1;
    this.#widths[code] = natural * 1000;
    this.#texts[code] = text;
    const hex = code.toString(16).padStart(4, '0');
    this.#codes.set(key, hex);
    return hex;
  }

  /** Writes the font as the object `ref`, once all its codes are known. */
  write(file: PdfFile, ref: Ref): void {
    const font = this.#font;
    const program = Buffer.from(this.#subset.encode());
    const name = `${subsetTag(program)}+${font.postscriptName}`;
    const thousandths = (units: number) => decimal((units * 1000) / font.unitsPerEm);
    const { minX, minY, maxX, maxY } = font.bbox;
    const embedded = file.stream(`/Length1 ${program.length}`, program);
    // Flag 4: its glyphs go by codes of their own.
    const descriptor = file.put(
      `<</Type/FontDescriptor/FontName/${name}/Flags 4/FontBBox[${[minX, minY, maxX, maxY].map(thousandths).join(' ')}]` +
        `/ItalicAngle ${decimal(font.italicAngle)}/Ascent ${thousandths(font.ascent)}/Descent ${thousandths(font.descent)}` +
        `/CapHeight ${thousandths(font.capHeight)}/StemV 80/FontFile2 ${embedded}>>`,
    );
    const descendant = file.put(
      `<</Type/Font/Subtype/CIDFontType2/BaseFont/${name}/CIDToGIDMap/Identity` +
        '/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>' +
        `/FontDescriptor ${descriptor}/W[0[${this.#widths.map(decimal).join(' ')}]]>>`,
    );
    const map = file.stream('', Buffer.from(toUnicode(this.#texts)));
    file.put(
      `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/Identity-H/DescendantFonts[${descendant}]/ToUnicode ${map}>>`,
      ref,
    );
  }
}

/** Six letters that tell this subset from others of the font (ISO 32000-1, 9.6.4). */
function subsetTag(program: Uint8Array): string {
  const digest = createHash('sha256').update(program).digest();
  return String.fromCharCode(...digest.subarray(0, 6).map((byte) => 65 + (byte % 26)));
}
