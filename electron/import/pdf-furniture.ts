import type { PageItem, TextItem } from './pdf-items.ts';

/** A page number by itself: 3, - 3 -, 第 3 页, 第3页 共5页, 3/5, Page 3 of 5. */
const PAGE_NUMBER =
  /^[-—–―·•\s]*(?:第|page)?\s*\d{1,3}\s*页?\s*(?:(?:[,，/／]|共|of)[,，/／\s]*共?\s*\d{1,4}\s*页?)?[-—–―·•\s]*$/i;

/**
 * The items of all pages in order, without page numbers, and without titles that are printed again above the rest of a
 * table.
 */
export function withoutFurniture(pages: readonly PageItem[][]): PageItem[] {
  const numbered = pages.map((items) => {
    const kept = [...items];
    while (isPageNumber(kept.at(-1))) kept.pop();
    while (isPageNumber(kept[0]) && kept.length > 1) kept.shift();
    return kept;
  });
  const result: PageItem[] = [];
  for (const [index, items] of numbered.entries()) {
    const before = numbered[index - 1] ?? [];
    result.push(...(goesOn(before, items) ? withoutTitles(before, items) : items));
  }
  return result;
}

function isPageNumber(item: PageItem | undefined): boolean {
  return item?.kind === 'text' && item.parts.length === 1 && PAGE_NUMBER.test(item.parts[0]?.text.trim() ?? '');
}

/** Whether a page begins with the lines of the page before and then does not begin its table anew. */
function goesOn(before: PageItem[], items: PageItem[]): boolean {
  const [was, is] = [before.find(({ kind }) => kind === 'frame'), items.find(({ kind }) => kind === 'frame')];
  if (was?.kind !== 'frame' || is?.kind !== 'frame') return false;
  const first = (lines: { text: string }[][]) => lines[0]?.map(({ text }) => text).join('') ?? '';
  const text = first(is.lines);
  return text === '' || text !== first(was.lines);
}

function withoutTitles(before: PageItem[], items: PageItem[]): PageItem[] {
  const titles = new Set(before.flatMap((item) => (item.kind === 'text' ? [wording(item)] : [])));
  const end = items.findIndex((item) => item.kind === 'frame' || !titles.has(wording(item)));
  return items.slice(end);
}

function wording({ parts }: TextItem): string {
  return parts.map(({ text, baseline }) => `${text} ${Math.round(baseline / 4)}`).join('\n');
}
