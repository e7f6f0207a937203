import pdfmake from 'pdfmake';
import { frameRules } from '../../shared/layout/frame-rules.ts';
import { CELL_PADDING, linePitch } from '../../shared/layout/measure.ts';
import type { CellStyle } from '../../shared/layout/sheet.ts';
import { type Fonts, MISSING } from './fonts.ts';

/** Author is the budget unit; the times of the document come from `now`, so that the same input gives the same bytes. */
export interface DocumentInfo {
  title: string;
  author: string;
  now: Date;
}

/** A page in mm with what pdfmake draws on it, bottom to top, every node at a place of its own. */
export interface DrawnPage {
  width: number;
  height: number;
  nodes: object[];
}

/** A PDF of pages on which everything has its place; pdfmake arranges nothing. */
export function printPages(pages: readonly DrawnPage[], info: DocumentInfo, fonts: Fonts): Promise<Uint8Array> {
  prepare(fonts);
  return pdfmake
    .createPdf({
      content: pages.map(({ width, height, nodes }) => ({
        // A section without a node would print no page.
        section: nodes.length > 0 ? nodes : [{ text: '', absolutePosition: { x: 0, y: 0 } }],
        pageSize: { width: points(width), height: points(height) },
        pageMargins: 0,
      })),
      pageMargins: 0,
      defaultStyle: { font: 'song', fontSize: 10.5 },
      info: {
        title: info.title,
        author: info.author,
        creator: '绩效表',
        producer: '绩效表',
        creationDate: info.now,
        modDate: info.now,
      },
      displayTitle: true,
      language: 'zh-CN',
      version: '1.7',
    })
    .getBuffer();
}

/** pdfmake is one object for the whole program: fonts come from its memory, and it may open nothing else. */
function prepare(fonts: Fonts): void {
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  for (const name of ['song', 'hei'] as const) pdfmake.virtualfs.writeFileSync(`${name}.ttf`, fonts.bytes[name]);
  pdfmake.setFonts({ song: { normal: 'song.ttf' }, hei: { normal: 'hei.ttf' } });
}

/** A place on a page in mm. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Rule widths in points. */
const INNER = 0.5;
const OUTER = 0.75;

/** The rules around framed boxes. */
export function frameNodes(boxes: readonly Area[]): object[] {
  const rules = frameRules(boxes).map((rule) => ({
    type: 'line',
    x1: points(rule.x1),
    y1: points(rule.y1),
    x2: points(rule.x2),
    y2: points(rule.y2),
    lineWidth: rule.outer ? OUTER : INNER,
    // Squared ends close the corners of the frame.
    lineCap: 'square',
  }));
  return rules.length > 0 ? [{ canvas: rules, absolutePosition: { x: 0, y: 0 } }] : [];
}

/** Lines of text in a box, vertically centred; `missing` hears of every character that no font has. */
export function boxNodes(
  box: Area,
  lines: readonly string[],
  { font, size, align }: Omit<CellStyle, 'frame'>,
  fonts: Fonts,
  missing: (character: string) => void,
): object[] {
  const pitch = linePitch(size);
  const top = box.y + (box.height - lines.length * pitch) / 2;
  return lines.flatMap((text, index) => {
    const line = fonts.line(text.trimEnd(), font, size, missing);
    if (line.runs.length === 0) return [];
    const free = box.width - 2 * CELL_PADDING - line.width * MM_PER_PT;
    const x = box.x + CELL_PADDING + (align === 'left' ? 0 : align === 'right' ? free : free / 2);
    return [textNode(line.runs, x, top + (index + 0.5) * pitch, size, fonts)];
  });
}

/**
 * Centre of an ideograph above the baseline in ems: its square reaches from 0.12 below to 0.88 above.
 */
const CENTRE = 0.38;

/** A line of text whose ideographs are centred on `middle` (mm from the top of the page). */
export function textNode(
  runs: { font: 'song' | 'hei'; text: string }[],
  x: number,
  middle: number,
  size: number,
  fonts: Fonts,
  color?: string,
): object {
  // pdfmake is given the top of the line box, which is as high as the tallest font in it.
  const ascent = Math.max(...runs.map((run) => fonts.ascent[run.font]));
  return {
    text: runs.map((run) => ({ text: run.text, font: run.font })),
    fontSize: size,
    noWrap: true,
    preserveLeadingSpaces: true,
    preserveTrailingSpaces: true,
    ...(color ? { color } : {}),
    absolutePosition: { x: points(x), y: points(middle) + (CENTRE - ascent) * size },
  };
}

/** One sentence for the clerk about a character that no font has. `place` names the cell. */
export function missingText(place: string, character: string): string {
  const code = (character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
  return `“${place}”中的“${character}”（U+${code}）字体里没有，PDF 中印为“${MISSING}”，请改用其他字或打印后手写`;
}

export const MM_PER_PT = 25.4 / 72;

export function points(mm: number): number {
  return mm / MM_PER_PT;
}
