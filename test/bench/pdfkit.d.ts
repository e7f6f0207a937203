/** The part of pdfkit that is used here; it ships no types. */
declare module 'pdfkit' {
  export default class PDFDocument {
    constructor(options: { autoFirstPage: boolean });
    pipe(stream: import('node:fs').WriteStream): import('node:fs').WriteStream;
    registerFont(name: string, path: string): this;
    addPage(options: { size: [number, number]; margin: number }): this;
    font(name: string): this;
    fontSize(points: number): this;
    text(text: string, x: number, y: number, options: { lineBreak: false }): this;
    end(): void;
  }
}
