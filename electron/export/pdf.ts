import { contents } from '../../shared/form/catalog/contents.ts';
import { AGAIN, GUIDE, lineEnds, SOFT } from '../../shared/layout/line-mark.ts';
import type { Page, Seal, Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import type { Problem } from '../../shared/problem.ts';
import type { DocumentInfo } from './document-info.ts';
import { type Drawn, type DrawnPage, MM_PER_PT } from './drawn.ts';
import type { Fonts } from './fonts.ts';
import { printPages } from './pdf-document.ts';
import { drawBox, drawFrame, drawLine, missingText } from './pdf-draw.ts';
import type { Element } from './pdf-structure.ts';
import { sheetStructure } from './sheet-structure.ts';

export interface Printed {
  bytes: Uint8Array;
  /** Characters that the fonts lack, one problem per cell and character, with the index of the sheet. */
  problems: (Problem & { sheet: number })[];
}

const GREY = '#8c8c8c';

/**
 * One PDF of all sheets, with a bookmark for each. Every line of text and every rule lies where the layout put it. With
 * `archive` it is PDF/A-2a.
 */
export function makePdf(sheets: Iterable<Sheet>, info: DocumentInfo, fonts: Fonts, archive = false): Printed {
  const { report, problems } = fontProblems();
  const bytes = printPages(drawSheets(sheets, fonts, report), info, fonts, archive);
  return { bytes, problems: [...problems.values()] };
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
 * The pages of all sheets, one after the other, so that no more than one is kept. `report` hears of every character that
 * no font has, with the index of its sheet.
 */
export function* drawSheets(
  sheets: Iterable<Sheet>,
  fonts: Fonts,
  report: (sheet: number, cell: SheetCell, character: string) => void,
): Generator<DrawnPage> {
  let index = -1;
  for (const sheet of sheets) {
    index++;
    const { section, of } = sheetStructure(sheet);
    /** How far the text of each cell is printed, by its index. */
    const printed = new Map<number, number>();
    for (const [number, page] of sheet.pages.entries()) {
      const drawn = drawPage(sheet, page, fonts, of, (cell, character) => report(index, cell, character), printed);
      const seal = sheet.seal?.page === number ? drawSealGuide(sheet.seal, fonts) : [];
      const { width, height } = sheet.form.page;
      const anchor = { name: anchorName(index), y: 0, ...(isListed(sheet) && { title: sheet.title }) };
      yield {
        width,
        height,
        drawn: [...seal, ...drawn],
        section,
        ...(number === 0 && { anchors: [anchor] }),
        ...(page.label !== undefined && { label: page.label }),
      };
    }
  }
}

/** Bookmarks list what the contents of a book list. */
function isListed({ form }: Sheet): boolean {
  return form.kind !== 'cover' && form !== contents;
}

function fontProblem(cell: SheetCell, character: string): Problem {
  return { rule: 'font', severity: 'error', path: cell.path, message: missingText(cell.name, character) };
}

/** What is on one page, bottom to top: the rules, the text in reading order. */
function drawPage(
  sheet: Sheet,
  page: Page,
  fonts: Fonts,
  elements: ReadonlyMap<number, Element>,
  report: (cell: SheetCell, character: string) => void,
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
    // A label that is printed again is not read again.
    const of = box.repeated ? undefined : elements.get(box.cell);
    const whole = (one: Element | undefined) => {
      if (one) one.actual = cell.text;
    };
    if (ends.includes(SOFT)) whole(of);
    const missing = (character: string) => {
      whole(of);
      report(cell, character);
    };
    return drawBox(box, box.lines, cell.style, fonts, missing, { marks, of });
  });
  return [...drawFrame(framed), ...texts, ...drawLinks(sheet, page, elements), ...drawFoot(page, fonts)];
}

/** Where the contents of a book lead to; nothing of it is seen. */
function drawLinks({ cells }: Sheet, { boxes }: Page, elements: ReadonlyMap<number, Element>): Drawn[] {
  return boxes.flatMap((box): Drawn[] => {
    const { leads, text } = cells[box.cell] ?? {};
    const of = elements.get(box.cell);
    if (leads === undefined || text === undefined) return [];
    return [{ kind: 'link', area: box, to: anchorName(leads), text, ...(of && { of }) }];
  });
}

/** What links call the first page of a sheet, by its index. */
function anchorName(sheet: number): string {
  return `table ${sheet + 1}`;
}

/** The page's number, which belongs to no cell. */
function drawFoot({ foot }: Page, fonts: Fonts): Drawn[] {
  return foot ? drawBox(foot, [foot.text], { ...foot, font: 'song' }, fonts, () => undefined, { marks: [GUIDE] }) : [];
}

/** A dashed circle and small words in its lower part, clear of the printed words that the seal goes on. */
function drawSealGuide({ x, y, diameter }: Seal, fonts: Fonts): Drawn[] {
  const line = fonts.line('（盖章处）', 'song', 8, () => undefined);
  return [
    { kind: 'circle', x, y, radius: diameter / 2, color: GREY },
    drawLine(line, x - (line.width * MM_PER_PT) / 2, y + diameter * 0.35, 8, { color: GREY, mark: GUIDE }),
  ];
}
