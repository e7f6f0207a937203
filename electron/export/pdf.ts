import type { Page, Seal, Sheet } from '../../shared/layout/sheet.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Fonts } from './fonts.ts';
import {
  boxNodes,
  type DocumentInfo,
  frameNodes,
  MM_PER_PT,
  missingText,
  points,
  printPages,
  textNode,
} from './pdf-draw.ts';

export interface Printed {
  bytes: Uint8Array;
  /** Characters that the fonts lack, one problem per cell and character, with the index of the sheet. */
  problems: (Problem & { sheet: number })[];
}

const GREY = '#8c8c8c';

/** One PDF of all sheets. Every line of text and every rule lies where the layout put it; pdfmake arranges nothing. */
export async function makePdf(sheets: readonly Sheet[], info: DocumentInfo, fonts: Fonts): Promise<Printed> {
  const problems = new Map<string, Problem & { sheet: number }>();
  const pages = sheets.flatMap((sheet, index) => {
    const report = (cell: Sheet['cells'][number], character: string) => {
      const problem = fontProblem(cell, character);
      problems.set(`${index} ${problem.path} ${character}`, { ...problem, sheet: index });
    };
    return sheet.pages.map((page, number) => ({
      width: sheet.form.page.width,
      height: sheet.form.page.height,
      nodes: pageNodes(sheet, page, sheet.seal?.page === number ? sheet.seal : null, fonts, report),
    }));
  });
  return { bytes: await printPages(pages, info, fonts), problems: [...problems.values()] };
}

function fontProblem(cell: Sheet['cells'][number], character: string): Problem {
  return { rule: 'font', severity: 'error', path: cell.path, message: missingText(cell.name, character) };
}

type Report = (cell: Sheet['cells'][number], character: string) => void;

/** The nodes of one page, bottom to top: the seal's guide, the rules, the text in reading order. */
function pageNodes(sheet: Sheet, page: Page, seal: Seal | null, fonts: Fonts, report: Report): object[] {
  const nodes: object[] = [];
  if (seal) nodes.push(...sealGuide(seal, fonts));
  const framed = page.boxes.filter((box) => sheet.cells[box.cell]?.style.frame);
  nodes.push(...frameNodes(framed));
  const reading = [...page.boxes].sort((a, b) => a.y - b.y || a.x - b.x);
  for (const box of reading) {
    const cell = sheet.cells[box.cell];
    if (!cell) continue;
    nodes.push(...boxNodes(box, box.lines, cell.style, fonts, (character) => report(cell, character)));
  }
  return nodes;
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
