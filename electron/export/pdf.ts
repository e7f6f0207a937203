import { AGAIN, GUIDE, lineEnds } from '../../shared/layout/line-mark.ts';
import type { Page, Seal, Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import type { Problem } from '../../shared/problem.ts';
import type { DocumentInfo } from './document-info.ts';
import { type Drawn, type DrawnPage, MM_PER_PT } from './drawn.ts';
import type { Fonts } from './fonts.ts';
import { printPages } from './pdf-document.ts';
import { drawBox, drawFrame, drawLine, missingText } from './pdf-draw.ts';

export interface Printed {
  bytes: Uint8Array;
  /** Characters that the fonts lack, one problem per cell and character, with the index of the sheet. */
  problems: (Problem & { sheet: number })[];
}

const GREY = '#8c8c8c';

/** One PDF of all sheets. Every line of text and every rule lies where the layout put it. */
export async function makePdf(sheets: readonly Sheet[], info: DocumentInfo, fonts: Fonts): Promise<Printed> {
  const { report, problems } = fontProblems();
  return { bytes: await printPages(drawSheets(sheets, fonts, report), info, fonts), problems: [...problems.values()] };
}

/** Collects the characters that no font has, each once a cell. */
export function fontProblems() {
  const problems = new Map<string, Problem & { sheet: number }>();
  const report = (sheet: number, cell: SheetCell, character: string) => {
    const problem = fontProblem(cell, character);
    problems.set(`${sheet} ${problem.path} ${character}`, { ...problem, sheet });
  };
  return { report, problems };
}

/**
 * The pages of all sheets, one after the other, so that no more than one is kept. `report` hears of every character
 * that no font has, with the index of its sheet.
 */
export function* drawSheets(
  sheets: readonly Sheet[],
  fonts: Fonts,
  report: (sheet: number, cell: SheetCell, character: string) => void,
): Generator<DrawnPage> {
  for (const [index, sheet] of sheets.entries()) {
    /** How far the text of each cell is printed, by its index. */
    const printed = new Map<number, number>();
    for (const [number, page] of sheet.pages.entries()) {
      const seal = sheet.seal?.page === number ? sheet.seal : null;
      const drawn = drawPage(sheet, page, seal, fonts, (cell, character) => report(index, cell, character), printed);
      const { width, height } = sheet.form.page;
      const anchor = { name: `table ${index + 1}`, y: 0, title: sheet.title };
      yield { width, height, drawn, ...(number === 0 && { anchors: [anchor] }) };
    }
  }
}

function fontProblem(cell: SheetCell, character: string): Problem {
  return { rule: 'font', severity: 'error', path: cell.path, message: missingText(cell.name, character) };
}

type Report = (cell: SheetCell, character: string) => void;

/** What is on one page, bottom to top: the seal's guide, the rules, the text in reading order. */
function drawPage(
  sheet: Sheet,
  page: Page,
  seal: Seal | null,
  fonts: Fonts,
  report: Report,
  printed: Map<number, number>,
): Drawn[] {
  const framed = page.boxes.filter((box) => sheet.cells[box.cell]?.style.frame);
  const reading = [...page.boxes].sort((a, b) => a.y - b.y || a.x - b.x);
  const texts = reading.flatMap((box) => {
    const cell = sheet.cells[box.cell];
    if (!cell) return [];
    const { ends, to } = lineEnds(cell.text, box.repeated ? 0 : (printed.get(box.cell) ?? 0), box.lines);
    printed.set(box.cell, to);
    const marks = box.repeated ? ends.map((end) => end + AGAIN) : ends;
    return drawBox(box, box.lines, cell.style, fonts, (character) => report(cell, character), marks);
  });
  return [...(seal ? drawSealGuide(seal, fonts) : []), ...drawFrame(framed), ...texts, ...drawFoot(page, fonts)];
}

/** The page's number, which belongs to no cell. */
function drawFoot({ foot }: Page, fonts: Fonts): Drawn[] {
  return foot ? drawBox(foot, [foot.text], { ...foot, font: 'song' }, fonts, () => undefined, [GUIDE]) : [];
}

/** A dashed circle and small words in its lower part, clear of the printed words that the seal goes on. */
function drawSealGuide({ x, y, diameter }: Seal, fonts: Fonts): Drawn[] {
  const line = fonts.line('（盖章处）', 'song', 8, () => undefined);
  return [
    { kind: 'circle', x, y, radius: diameter / 2, color: GREY },
    drawLine(line, x - (line.width * MM_PER_PT) / 2, y + diameter * 0.35, 8, { color: GREY, mark: GUIDE }),
  ];
}
