import { bandTables, LISTING_PAGE } from '../../shared/layout/listing-bands.ts';
import { type PlacedBand, placeListing } from '../../shared/layout/listing-pages.ts';
import { cellHeight } from '../../shared/layout/measure.ts';
import type { Listing } from '../../shared/listing.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Area, Drawn } from './drawn.ts';
import type { Fonts } from './fonts.ts';
import { listingStructure } from './listing-structure.ts';
import { madeAt } from './made-at.ts';
import { printPages } from './pdf-document.ts';
import { drawBox, drawFrame, missingText } from './pdf-draw.ts';
import type { Element } from './pdf-structure.ts';

const { width, height, side, bottom } = LISTING_PAGE;
const FOOT_SIZE = 9;
const HEADING_COLOR = '#f2f2f2';

/**
 * A PDF of the tables, one after the other. The problems name each character that no font has, at the first place where
 * it stands. `now` is printed at the foot and is the time the file carries.
 */
export function listingPdf(listing: Listing, now: Date, fonts: Fonts): { bytes: Uint8Array; problems: Problem[] } {
  const problems = new Map<string, Problem>();
  const report = (place: string, character: string) => {
    if (problems.has(character)) return;
    const message = missingText(place, character);
    problems.set(character, { rule: 'font', severity: 'error', path: '', message });
  };
  const tables = bandTables(listing);
  const placed = placeListing(tables);
  const { section, of } = listingStructure(placed);
  const left = (width - Math.max(...tables.map(({ columns }) => sum(columns)))) / 2;
  const pages = placed.map((bands, index) => {
    const boxes = bands.map((band) => cellBoxes(band, left));
    const shades = bands.flatMap(({ band }, at) => (band.kind === 'heading' ? (boxes[at] ?? []).map(shade) : []));
    return {
      width,
      height,
      section,
      drawn: [
        ...shades,
        ...drawFrame(bands.flatMap(({ band }, at) => (band.style.frame ? (boxes[at] ?? []) : []))),
        ...bands.flatMap((band, at) => drawTexts(band, boxes[at] ?? [], fonts, report, of.get(band) ?? [])),
        ...drawFoot(`第 ${index + 1} 页，共 ${placed.length} 页`, now, fonts),
      ],
    };
  });
  const bytes = printPages(pages, { title: listing.title, author: '', now }, fonts);
  return { bytes, problems: [...problems.values()] };
}

/** Where the cells of a band stand. The widest table is in the middle of the page, the others begin where it does. */
function cellBoxes({ table: { columns }, band, y, height }: PlacedBand, left: number): Area[] {
  return band.cells.map(({ col, span }) => ({
    x: left + sum(columns.slice(0, col)),
    y,
    width: sum(columns.slice(col, col + span)),
    height,
  }));
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, mm) => total + mm, 0);
}

function shade(area: Area): Drawn {
  return { kind: 'shade', area, color: HEADING_COLOR };
}

function drawTexts(
  placed: PlacedBand,
  boxes: readonly Area[],
  fonts: Fonts,
  report: (place: string, character: string) => void,
  elements: readonly Element[],
): Drawn[] {
  const { table, band, from, to } = placed;
  const split = placed.height !== band.height;
  return band.cells.flatMap((cell, index) => {
    const box = boxes[index];
    const lines = cell.lines.slice(from, to);
    if (!box || lines.length === 0) return [];
    // What goes on over a page begins at the top.
    const room = split ? { ...box, height: cellHeight(lines.length, band.style.size) } : box;
    const place = `${table.name}：${cell.text.slice(0, 12).trim()}`;
    const style = { ...band.style, align: cell.align };
    return drawBox(room, lines, style, fonts, (character) => report(place, character), { of: elements[index] });
  });
}

function drawFoot(pageNumber: string, now: Date, fonts: Fonts): Drawn[] {
  const box = { x: side, y: height - bottom, width: width - 2 * side, height: bottom };
  return (['left', 'right'] as const).flatMap((align) =>
    drawBox(
      box,
      [align === 'left' ? madeAt(now) : pageNumber],
      { font: 'song', size: FOOT_SIZE, align },
      fonts,
      () => undefined,
    ),
  );
}
