import pdfmake from 'pdfmake';
import { frameRules } from '../../shared/layout/frame-rules.ts';
import { CELL_PADDING, linePitch } from '../../shared/layout/measure.ts';
import type { Page, Seal, Sheet } from '../../shared/layout/sheet.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Fonts } from './fonts.ts';

/** Author is the budget unit; the times of the document come from `now`, so that the same input gives the same bytes. */
export interface DocumentInfo {
  title: string;
  author: string;
  now: Date;
}

export interface Printed {
  bytes: Uint8Array;
  /** Characters that the fonts lack, one problem per cell and character, with the index of the sheet. */
  problems: (Problem & { sheet: number })[];
}

/** Rule widths in points. */
const INNER = 0.5;
const OUTER = 0.75;
const GREY = '#8c8c8c';

/** One PDF of all sheets. Every line of text and every rule lies where the layout put it; pdfmake arranges nothing. */
export async function makePdf(sheets: readonly Sheet[], info: DocumentInfo, fonts: Fonts): Promise<Printed> {
  const problems = new Map<string, Problem & { sheet: number }>();
  const sections = sheets.flatMap((sheet, index) => {
    const report = (cell: Sheet['cells'][number], character: string) => {
      const problem = fontProblem(cell, character);
      problems.set(`${index} ${problem.path} ${character}`, { ...problem, sheet: index });
    };
    return sheet.pages.map((page, number) => ({
      section: pageNodes(sheet, page, sheet.seal?.page === number ? sheet.seal : null, fonts, report),
      pageSize: { width: points(sheet.form.page.width), height: points(sheet.form.page.height) },
      pageMargins: 0,
    }));
  });
  prepare(fonts);
  const bytes = await pdfmake
    .createPdf({
      content: sections,
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
  return { bytes, problems: [...problems.values()] };
}

/** pdfmake is one object for the whole program: fonts come from its memory, and it may open nothing else. */
function prepare(fonts: Fonts): void {
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  for (const name of ['song', 'hei'] as const) pdfmake.virtualfs.writeFileSync(`${name}.ttf`, fonts.bytes[name]);
  pdfmake.setFonts({ song: { normal: 'song.ttf' }, hei: { normal: 'hei.ttf' } });
}

function fontProblem(cell: Sheet['cells'][number], character: string): Problem {
  const code = (character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
  const message = `“${cell.name}”中的“${character}”（U+${code}）字体里没有，PDF 中印为“〓”，请改用其他字或打印后手写`;
  return { rule: 'font', severity: 'error', path: cell.path, message };
}

type Report = (cell: Sheet['cells'][number], character: string) => void;

/** The nodes of one page, bottom to top: the seal's guide, the rules, the text in reading order. */
function pageNodes(sheet: Sheet, page: Page, seal: Seal | null, fonts: Fonts, report: Report): object[] {
  const nodes: object[] = [];
  if (seal) nodes.push(...sealGuide(seal, fonts));
  const framed = page.boxes.filter((box) => sheet.cells[box.cell]?.style.frame);
  const rules = frameRules(framed).map((rule) => ({
    type: 'line',
    x1: points(rule.x1),
    y1: points(rule.y1),
    x2: points(rule.x2),
    y2: points(rule.y2),
    lineWidth: rule.outer ? OUTER : INNER,
    // Squared ends close the corners of the frame.
    lineCap: 'square',
  }));
  if (rules.length > 0) nodes.push({ canvas: rules, absolutePosition: { x: 0, y: 0 } });
  const reading = [...page.boxes].sort((a, b) => a.y - b.y || a.x - b.x);
  for (const box of reading) {
    const cell = sheet.cells[box.cell];
    if (!cell) continue;
    const { size, align, font } = cell.style;
    const pitch = linePitch(size);
    const top = box.y + (box.height - box.lines.length * pitch) / 2;
    box.lines.forEach((text, index) => {
      const line = fonts.line(text.trimEnd(), font, size, (character) => report(cell, character));
      if (line.runs.length === 0) return;
      const width = line.width * MM_PER_PT;
      const free = box.width - 2 * CELL_PADDING - width;
      const x = box.x + CELL_PADDING + (align === 'left' ? 0 : align === 'right' ? free : free / 2);
      nodes.push(textNode(line.runs, x, top + (index + 0.5) * pitch, size, fonts));
    });
  }
  // A section without a node would print no page.
  return nodes.length > 0 ? nodes : [{ text: '', absolutePosition: { x: 0, y: 0 } }];
}

/**
 * Centre of an ideograph above the baseline in ems: its square reaches from 0.12 below to 0.88 above.
 */
const CENTRE = 0.38;

/** A line of text whose ideographs are centred on `middle` (mm from the top of the page). */
function textNode(
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

/** A dashed circle and small words in its lower part, clear of the printed words that the seal goes on. */
function sealGuide(seal: Seal, fonts: Fonts): object[] {
  const radius = points(seal.diameter / 2);
  const circle = {
    type: 'ellipse',
    x: points(seal.x),
    y: points(seal.y),
    r1: radius,
    r2: radius,
    lineWidth: 0.5,
    lineColor: GREY,
    dash: { length: 3, space: 2 },
  };
  const line = fonts.line('（盖章处）', 'song', 8, () => undefined);
  return [
    { canvas: [circle], absolutePosition: { x: 0, y: 0 } },
    textNode(line.runs, seal.x - (line.width * MM_PER_PT) / 2, seal.y + seal.diameter * 0.35, 8, fonts, GREY),
  ];
}

const MM_PER_PT = 25.4 / 72;

function points(mm: number): number {
  return mm / MM_PER_PT;
}
