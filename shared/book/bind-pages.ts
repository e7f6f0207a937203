import { linePitch } from '../layout/measure.ts';
import type { Foot, Page, Sheet } from '../layout/sheet.ts';
import type { BookFrame } from './book.ts';

/** How far in mm the print of an upright page is moved away from the binding where both sides are printed. */
export const BINDING = 5;
/** Distance in mm of the page number from the text above it (GB/T 9704—2012, 7.5), and its size in points. */
export const BELOW = 7;
const SIZE = 10.5;

/**
 * The pages of a sheet as they stand in a book of `of` pages, the first with the number `first`. Where both sides are
 * printed an odd page lies on the right, with its number at the right edge, an even one on the left (GB/T 9704—2012,
 * 7.5).
 */
export function bindPages(sheet: Sheet, first: number, of: number, { numbers, twoSided }: BookFrame): Sheet {
  const { width, height, margin } = sheet.form.page;
  const isRight = (page: number) => (first + page) % 2 === 1;
  const shift = (page: number) => (twoSided && height > width ? (isRight(page) ? BINDING : -BINDING) : 0);
  const pages = sheet.pages.map((page, index): Page => {
    const moved = shift(index);
    const foot: Foot = {
      text: `第 ${first + index} 页 共 ${of} 页`,
      size: SIZE,
      align: twoSided ? (isRight(index) ? 'right' : 'left') : 'center',
      x: margin.left + moved,
      width: width - margin.left - margin.right,
      y: height - margin.bottom + BELOW - linePitch(SIZE),
      height: linePitch(SIZE),
    };
    const boxes = moved === 0 ? page.boxes : page.boxes.map((box) => ({ ...box, x: box.x + moved }));
    return { ...page, boxes, label: String(first + index), ...(numbers && { foot }) };
  });
  const seal = sheet.seal && { ...sheet.seal, x: sheet.seal.x + shift(sheet.seal.page) };
  return { ...sheet, pages, seal };
}

/** The sheets of a book that is printed on both sides: the back of the cover stays empty. */
export function withEmptyBack(sheets: readonly Sheet[]): Sheet[] {
  const [first, ...rest] = sheets;
  if (first?.form.kind !== 'cover') return [...sheets];
  const back: Page = { boxes: [], used: 0, capacity: first.pages[0]?.capacity ?? 0, label: '封面背面' };
  return [{ ...first, pages: [...first.pages, ...(first.pages.length % 2 === 1 ? [back] : [])] }, ...rest];
}
