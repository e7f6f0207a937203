/**
 * The part of pdfkit 0.19 that is used here; it ships no types. A font that is being embedded is written to directly
 * (`pdf-document.ts`), which pdfkit offers no call for.
 */
declare module 'pdfkit' {
  export interface EmbeddedFont {
    id: string;
    /** The glyphs of the embedded font, by the code that stands for each in the content of a page. */
    subset: { glyphs: number[] };
    /** Thousandths of an em, by code. */
    widths: number[];
    /** The code points that each code is extracted as. */
    unicode: number[][];
    ref(): object;
    /** What gives the font's character map when it is written. */
    toUnicodeCmap(): object;
  }
  class PDFDocument {
    constructor(options: object);
    on(event: 'data', listener: (part: Buffer) => void): this;
    on(event: 'end', listener: () => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    page: { fonts: Record<string, object> };
    _font: EmbeddedFont;
    registerFont(name: string, bytes: Uint8Array): this;
    font(name: string): this;
    addPage(options: object): this;
    addContent(operators: string): this;
    /** A new object of the file, written when it is ended. */
    ref(): { end(content: string): void };
    save(): this;
    restore(): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    lineWidth(width: number): this;
    lineCap(cap: 'square'): this;
    dash(length: number, options: { space: number }): this;
    rect(x: number, y: number, width: number, height: number): this;
    circle(x: number, y: number, radius: number): this;
    stroke(color?: string): this;
    path(svg: string): this;
    transform(a: number, b: number, c: number, d: number, x: number, y: number): this;
    fill(color?: string): this;
    fillColor(color: string): this;
    end(): void;
  }
  export default PDFDocument;
}
