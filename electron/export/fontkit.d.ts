/** The part of fontkit 2 that is used here; it ships no types. */
declare module 'fontkit' {
  interface Glyph {
    id: number;
    /** Units of the font. */
    advanceWidth: number;
    path: { toSVG(): string };
    bbox: { minX: number; minY: number; maxX: number; maxY: number };
  }
  interface Font {
    postscriptName: string;
    unitsPerEm: number;
    /** Units of the font, as the other lengths. */
    ascent: number;
    descent: number;
    capHeight: number;
    bbox: { minX: number; minY: number; maxX: number; maxY: number };
    /** Degrees. */
    italicAngle: number;
    /** Where each table of the font lies within its bytes. */
    directory: { tables: Record<string, { offset: number; length: number }> };
    stream: { buffer: Uint8Array };
    /** Glyphs by the code that each gets in the font that `encode` makes; the first stands for none. */
    createSubset(): { glyphs: number[]; encode(): Uint8Array };
    characterSet: number[];
    hasGlyphForCodePoint(code: number): boolean;
    glyphForCodePoint(code: number): Glyph;
  }
  function create(bytes: Uint8Array): Font;
}
