import type { PageItem, TextItem } from './items.ts';
import type { PrintedLine } from './lines.ts';

/**
 * A page number by itself: 3, - 3 -, 第 3 页, 第3页 共5页, 3/5, Page 3 of 5. One of four figures that does not say so may
 * be a year.
 */
const PAGE_NUMBER =
  /^[-—–―·•\s]*(?:(?:第|page)\s*\d{1,5}|\d{1,3})\s*页?\s*(?:(?:[,，/／]|共|of)[,，/／\s]*共?\s*\d{1,5}\s*页?)?[-—–―·•\s]*$/i;

/**
 * The items of all pages in order, without page numbers and what stands beside them on every page, and without titles
 * that are printed again above the rest of a table.
 */
export function withoutFurniture(pages: readonly PageItem[][]): PageItem[] {
  const edges = { first: placesOf(pages.map((items) => items[0])), last: placesOf(pages.map((items) => items.at(-1))) };
  const result: PageItem[] = [];
  let before: PageItem[] = [];
  /** How the table begins that may go on on the next page. */
  let beginning: string | null = null;
  for (const items of pages) {
    let kept = [...items];
    for (const edge of ['first', 'last'] as const) {
      const item = items.at(edge === 'first' ? 0 : -1);
      if (item?.kind !== 'text') continue;
      const parts = withoutNumber(item, edges[edge]);
      if (parts.length === item.parts.length) continue;
      kept = kept.flatMap((one) => (one !== item ? [one] : parts.length > 0 ? [{ ...item, parts }] : []));
    }
    const first = firstCell(kept);
    const goesOn = beginning !== null && first !== null && first !== beginning;
    const rest = goesOn ? withoutTitles(before, kept) : kept;
    result.push(...rest);
    // Below words of its own a table begins, though the one before it began otherwise.
    if (!goesOn || rest[0]?.kind === 'text') beginning = first ?? beginning;
    before = kept;
  }
  return result;
}

/** On how many pages each text stands at this edge, by what it says and where. */
function placesOf(edge: (PageItem | undefined)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of edge)
    for (const one of new Set(item?.kind === 'text' ? item.parts.map(place) : []))
      counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

/**
 * The texts of a line at a page's edge that holds its number, without the number and what other pages have there too.
 */
function withoutNumber(item: TextItem, pages: ReadonlyMap<string, number>): PrintedLine[] {
  const isNumber = ({ text }: PrintedLine) => PAGE_NUMBER.test(text.trim());
  if (!item.parts.some(isNumber)) return item.parts;
  return item.parts.filter((part) => !isNumber(part) && (pages.get(place(part)) ?? 0) < 2);
}

function place({ text, left, baseline }: PrintedLine): string {
  return `${text.replace(/\d+/g, '0')} ${Math.round(left / 20)} ${Math.round(baseline / 10)}`;
}

/** The text of the first cell in the first table of a page; null where it has no table. */
function firstCell(items: PageItem[]): string | null {
  const frame = items.find((item) => item.kind === 'frame');
  return frame?.kind === 'frame' ? (frame.lines[0]?.map(({ text }) => text).join('') ?? '') : null;
}

function withoutTitles(before: PageItem[], items: PageItem[]): PageItem[] {
  const titles = new Set(before.flatMap((item) => (item.kind === 'text' ? [wording(item)] : [])));
  const end = items.findIndex((item) => item.kind === 'frame' || !titles.has(wording(item)));
  return items.slice(end);
}

function wording({ parts }: TextItem): string {
  return parts.map(({ text, baseline }) => `${text} ${Math.round(baseline / 4)}`).join('\n');
}
