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
    unitsPerEm: number;
    characterSet: number[];
    hasGlyphForCodePoint(code: number): boolean;
    glyphForCodePoint(code: number): Glyph;
  }
  function create(bytes: Uint8Array): Font;
}
