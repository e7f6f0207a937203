/** The part of fontkit 2 that is used here; it ships no types. */
declare module 'fontkit' {
  interface Font {
    unitsPerEm: number;
    ascent: number;
    descent: number;
    hasGlyphForCodePoint(code: number): boolean;
    layout(text: string): { advanceWidth: number };
  }
  function create(bytes: Uint8Array): Font;
}
