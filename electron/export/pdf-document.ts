import PDFDocument, { type EmbeddedFont } from 'pdfkit';
import type { BookCount, BookFrame } from '../../shared/book/book.ts';
import type { Rule } from '../../shared/layout/frame-rules.ts';
import { spacingOf } from '../../shared/layout/line-mark.ts';
import { type FaceName, type Fonts, faceNames, type Glyph, type Line } from './fonts.ts';
import { toUnicode } from './to-unicode.ts';

/**
 * Author is the budget unit; the times of the document come from `now`, so that the same input gives the same bytes.
 */
export interface DocumentInfo {
  title: string;
  author: string;
  now: Date;
  /** Of a book. */
  binding?: Binding;
}

/** How the pages of a book are numbered, and on which number each sheet begins; 0 for a cover. */
export type Binding = Pick<BookFrame, 'numbers' | 'twoSided'> & BookCount;

/** A place on a page in mm. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Something on a page, in mm from its top left corner. */
export type Drawn =
  | { kind: 'rules'; rules: readonly Rule[] }
  | { kind: 'shade'; area: Area; color: string }
  /** A dashed circle. */
  | { kind: 'circle'; x: number; y: number; radius: number; color: string }
  /**
   * A line of text that begins at `x`; `baseline` is what its letters stand on. `size` in points; `mark` says how it
   * ends (shared/layout/line-mark.ts).
   */
  | { kind: 'text'; line: Line; x: number; baseline: number; size: number; color?: string; mark?: number };

/** A page with what is drawn on it, bottom to top. */
export interface DrawnPage {
  width: number;
  height: number;
  drawn: readonly Drawn[];
}

export const MM_PER_PT = 25.4 / 72;

function points(mm: number): number {
  return mm / MM_PER_PT;
}

/** A PDF of pages on which everything has its place. */
export function printPages(pages: readonly DrawnPage[], info: DocumentInfo, fonts: Fonts): Promise<Uint8Array> {
  const document = new PDFDocument({
    autoFirstPage: false,
    // No font of pdfkit's own.
    font: null,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: info.title,
      Author: info.author,
      Creator: '绩效表',
      Producer: '绩效表',
      CreationDate: info.now,
      ModDate: info.now,
    },
  });
  const bytes = new Promise<Uint8Array>((resolve, reject) => {
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    document.on('error', reject);
  });
  for (const name of faceNames) document.registerFont(name, fonts.bytes[name]);
  const embedded = new Map<FaceName, EmbeddedFace>();
  const faceOf = (name: FaceName) => {
    const face = embedded.get(name) ?? new EmbeddedFace(document.font(name)._font, document);
    embedded.set(name, face);
    return face;
  };
  for (const { width, height, drawn } of pages) {
    document.addPage({ size: [points(width), points(height)], margin: 0 });
    for (const one of drawn) draw(document, one, faceOf);
  }
  document.end();
  return bytes;
}

/**
 * A font as the PDF embeds it. pdfkit gives each glyph one code and extracts every use of it as the characters of its
 * first; but fonts draw several characters by one glyph (- and soft hyphen, 工 and ⼯, space and no-break space). Here
 * every glyph has a code for each text that it prints.
 */
class EmbeddedFace {
  readonly font: EmbeddedFont;
  readonly #codes = new Map<string, string>();

  constructor(font: EmbeddedFont, document: PDFDocument) {
    this.font = font;
    font.toUnicodeCmap = () => {
      const map = document.ref();
      map.end(toUnicode(font.unicode));
      return map;
    };
  }

  /** The code of a glyph, in hexadecimal as the content of a page has it. */
  code({ id, text, natural }: Glyph): string {
    const key = `${id} ${text}`;
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const { subset, widths, unicode } = this.font;
    const code = subset.glyphs.push(id) - 1;
    widths[code] = natural * 1000;
    unicode[code] = Array.from(text, (character) => character.codePointAt(0) as number);
    const hex = code.toString(16).padStart(4, '0');
    this.#codes.set(key, hex);
    return hex;
  }
}

/** Rule widths in points. */
const INNER = 0.5;
const OUTER = 0.75;

function draw(document: PDFDocument, drawn: Drawn, faceOf: (name: FaceName) => EmbeddedFace): void {
  document.save();
  switch (drawn.kind) {
    case 'rules':
      // Squared ends close the corners of the frame.
      document.lineCap('square');
      for (const { x1, y1, x2, y2, outer } of drawn.rules)
        document
          .lineWidth(outer ? OUTER : INNER)
          .moveTo(points(x1), points(y1))
          .lineTo(points(x2), points(y2))
          .stroke();
      break;
    case 'shade': {
      const { x, y, width, height } = drawn.area;
      document.rect(points(x), points(y), points(width), points(height)).fill(drawn.color);
      break;
    }
    case 'circle':
      document.lineWidth(0.5).dash(3, { space: 2 });
      document.circle(points(drawn.x), points(drawn.y), points(drawn.radius)).stroke(drawn.color);
      break;
    case 'text':
      if (drawn.color) document.fillColor(drawn.color);
      drawText(document, drawn, faceOf);
      break;
  }
  document.restore();
}

function drawText(
  document: PDFDocument,
  { line, x, baseline, size, mark }: Extract<Drawn, { kind: 'text' }>,
  faceOf: (name: FaceName) => EmbeddedFace,
): void {
  const y = points(baseline);
  let at = points(x);
  document.addContent('BT');
  // pdfkit's pages have their origin at the top and are upside down, so the letters are turned again.
  document.addContent(`1 0 0 -1 ${decimal(at)} ${decimal(y)} Tm`);
  if (mark !== undefined) document.addContent(`${spacingOf(mark).toFixed(5)} Tc`);
  for (const run of runsOf(line.glyphs)) {
    const [first] = run as [Glyph];
    const face = faceOf(first.face);
    document.page.fonts[face.font.id] = face.font.ref();
    document.addContent(`/${face.font.id} ${decimal(size)} Tf`);
    const shown = run.map((glyph) => {
      const more = (glyph.natural - glyph.advance) * 1000;
      const before = glyph.before > 0 ? `${decimal(-glyph.before * 1000)} ` : '';
      return `${before}<${face.code(glyph)}>${Math.abs(more) > 0.01 ? ` ${decimal(more)}` : ''}`;
    });
    document.addContent(`[${shown.join(' ').replaceAll('> <', '')}] TJ`);
  }
  document.addContent('ET');
  for (const glyph of line.glyphs) {
    at += glyph.before * size;
    for (const { path, scale, ...from } of glyph.accents) {
      document.save();
      document.transform(scale * size, 0, 0, -scale * size, at + from.x * size, y - from.y * size);
      document.path(path).fill();
      document.restore();
    }
    at += glyph.advance * size;
  }
}

/** Glyphs of one font that stand one after the other. */
function runsOf(glyphs: readonly Glyph[]): Glyph[][] {
  const runs: Glyph[][] = [];
  for (const glyph of glyphs) {
    const run = runs.at(-1);
    if (run?.[0]?.face === glyph.face) run.push(glyph);
    else runs.push([glyph]);
  }
  return runs;
}

function decimal(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
