import type { PageItem, TextItem } from './items.ts';
import type { PdfLine } from './lines.ts';

/** A page number by itself: 3, - 3 -, 第 3 页, 第3页 共5页, 3/5, Page 3 of 5. */
const PAGE_NUMBER =
  /^[-—–―·•\s]*(?:第|page)?\s*(\d{1,3})\s*页?\s*(?:(?:[,，/／]|共|of)[,，/／\s]*共?\s*\d{1,4}\s*页?)?[-—–―·•\s]*$/i;

/**
 * The items of all pages in order, without page numbers and what stands beside them on every page, and without titles
 * that are printed again above the rest of a table.
 */
export function withoutFurniture(pages: readonly PageItem[][]): PageItem[] {
  const edges = pages.map((items) => ({ first: items[0], last: items.at(-1) }));
  const result: PageItem[] = [];
  let before: PageItem[] = [];
  /** How the table begins that may go on on the next page. */
  let beginning: string | null = null;
  for (const [index, items] of pages.entries()) {
    let kept = [...items];
    for (const edge of ['first', 'last'] as const) {
      const item = edges[index]?.[edge];
      if (item?.kind !== 'text') continue;
      const others = edges.flatMap((other, at) => (at !== index && other[edge]?.kind === 'text' ? [other[edge]] : []));
      const parts = withoutNumber(item, others as TextItem[]);
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

/**
 * The texts of a line at a page's edge that holds its number, without the number and what other pages have there too.
 */
function withoutNumber(item: TextItem, others: TextItem[]): PdfLine[] {
  const isNumber = ({ text }: PdfLine) => PAGE_NUMBER.test(text.trim());
  if (!item.parts.some(isNumber)) return item.parts;
  const there = new Set(others.flatMap(({ parts }) => parts.map(place)));
  return item.parts.filter((part) => !isNumber(part) && !there.has(place(part)));
}

function place({ text, left, baseline }: PdfLine): string {
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
