import { type Block, type BlockCell, isAlike } from './block.ts';
import type { Placed } from './page-boxes.ts';
import type { Part } from './paginate.ts';
import type { Box, Page, Sheet, SheetCell } from './sheet.ts';

/** What a sheet that is laid out again has in common with the one before: the same objects, which nobody draws again. */

/** A sheet with what it was made of. */
export interface Made extends Omit<Placed, 'list' | 'size' | 'flows'> {
  sheet: Sheet;
  /** The blocks as they were placed. */
  placed: readonly Block[];
}

/**
 * What a page of the sheet before is now: the `same`, with all that reaches onto it from other pages, and not to be made
 * anew; `unmoved` where its blocks stand as they stood and may show something else; else `moved`.
 */
export type KeptPage = 'same' | 'unmoved' | 'moved';

/** By their numbers. */
export function keptPages(before: Made, now: Omit<Made, 'sheet'>): KeptPage[] {
  const { parts, pages } = now.pagination;
  const was = before.pagination;
  const stays = (at: number) => now.indexes[at] === before.indexes[at];
  const same = now.placed.map(
    (block, at) => stays(at) && block === before.placed[at] && now.texts[at] === before.texts[at],
  );
  const isSame = pages.map(({ repeats }, page) => {
    const others = was.pages[page]?.repeats;
    const isSameHeading = (block: number, k: number) =>
      block === others?.[k] && same[block] && heightOf(before, block) === heightOf(now, block);
    return others?.length === repeats.length && repeats.every(isSameHeading);
  });
  const isMoved = pages.map(() => false);
  for (let row = 0; row < Math.max(parts.length, was.parts.length); row++) {
    const [one, other] = [parts[row], was.parts[row]];
    const stands = one && other && isSamePart(one, other) && stays(one.block);
    if (stands && same[one.block]) continue;
    for (const part of [one, other])
      if (part) {
        isSame[part.page] = false;
        isMoved[part.page] ||= !stands;
      }
  }
  const together: [number, number][] = [];
  for (const [block, { cells }] of now.placed.entries()) {
    const from = pageOf(now, block);
    const lastOf = (blocks: number) => parts[(now.firsts[block + blocks] as number) - 1]?.page as number;
    if (lastOf(now.measured[block]?.reach ?? 1) === from) continue;
    if (lastOf(1) > from) together.push([from, lastOf(1)]);
    for (const { blocks, cut } of cells) {
      const to = lastOf(blocks);
      if (to === from) continue;
      // A text flows from page to page; a label is printed whole on each.
      if (!cut) together.push([from, to]);
      else if (!same[block] || pageOf(before, block) !== from) isSame.fill(false, from, to + 1);
    }
  }
  return settled(isSame, together).map((is, page) => (is ? 'same' : isMoved[page] ? 'moved' : 'unmoved'));
}

type InRows = Pick<Made, 'pagination' | 'firsts'>;

const firstPart = ({ pagination, firsts }: InRows, block: number) => pagination.parts[firsts[block] as number] as Part;
const pageOf = (made: InRows, block: number) => firstPart(made, block).page;
const heightOf = (made: InRows, block: number) => firstPart(made, block).height;

function isSamePart(a: Part, b: Part): boolean {
  return a.block === b.block && a.page === b.page && a.height === b.height;
}

/** Pages from one to another (included) are the same together or not at all. */
function settled(isSame: boolean[], together: readonly (readonly [number, number])[]): boolean[] {
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (const [from, to] of together) {
      const own = isSame.slice(from, to + 1);
      if (!own.includes(true) || !own.includes(false)) continue;
      isSame.fill(false, from, to + 1);
      isSettled = false;
    }
  }
  return isSame;
}

/**
 * The cell that was made of a block's cell before, where it shows the same in the same grid place; else null.
 * @param row index of the block
 * @param k index of its cell
 * @param n which of the cells it is that page ends have made of that one
 * @param size points of the texts without a size of their own
 */
export function keptCell(
  before: Made | null,
  row: number,
  k: number,
  n: number,
  cell: BlockCell,
  { from, to }: { from: number; to: number },
  size: number,
): SheetCell | null {
  const was = before?.placed[row]?.cells[k];
  const kept = before?.sheet.cells[(before.indexes[row]?.[k] as number) + n];
  if (!was || !kept || kept.row !== from || kept.rowSpan !== to - from || kept.col !== cell.col) return null;
  return kept.path === cell.path && kept.style.size === (cell.style.size ?? size) && isAlike(was, cell) ? kept : null;
}

/** A page whose boxes are made, of a sheet. */
export interface SeenPage {
  sheet: Sheet;
  page: Page;
}

export function isSamePage(before: SeenPage, now: SeenPage): boolean {
  const { boxes: was, ...aboutThen } = before.page;
  const { boxes: is, ...aboutNow } = now.page;
  if (was.length !== is.length || !isAlike(aboutThen, aboutNow)) return false;
  return was.every((box, at) => {
    const other = is[at] as Box;
    return before.sheet.cells[box.cell] === now.sheet.cells[other.cell] && isSameBox(box, other);
  });
}

/** The same as isAlike, in a fraction of the time: there are thousands of boxes. */
function isSameBox(a: Box, b: Box): boolean {
  return (
    a.cell === b.cell &&
    isSameArea(a, b) &&
    a.repeated === b.repeated &&
    a.continues === b.continues &&
    isAlike(a.lines, b.lines)
  );
}

/** Whether two boxes stand in the same place of a page, whatever they show. */
export function isSameArea(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
