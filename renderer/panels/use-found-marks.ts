import { useEffect } from 'react';
import { findInText, type Match } from '../../shared/filing/find.ts';
import { groupBy } from '../../shared/group-by.ts';
import { panes } from '../panes.ts';
import type { Finding } from '../state/finding.ts';

/** Marks what is found on the page, also after it is drawn anew: the page's own elements stay as they are. */
export function useFoundMarks(finding: Finding, matches: readonly Match[], here: Match | null): void {
  useEffect(() => {
    const table = panes.element('table');
    if (!table || !('highlights' in CSS)) return undefined;
    const mark = () => {
      const found = new Highlight();
      const now = new Highlight();
      now.priority = 1;
      const byCell = groupBy(matches, (match) => match.cell);
      // Of a long table, the pages around what is seen are drawn: what they show is looked at, once.
      for (const [cell, lines] of linesByCell(table)) {
        const inCell = byCell.get(cell);
        if (!inCell) continue;
        const ranges = rangesIn(lines, finding);
        for (const range of ranges) found.add(range);
        // Where a cell prints its text otherwise (1,557), all that is found in it stands for the place.
        const own = ranges.length === inCell.length ? ranges.slice(inCell.indexOf(here as Match)).slice(0, 1) : ranges;
        if (here?.cell === cell) for (const range of own) now.add(range);
      }
      CSS.highlights.set('found', found);
      CSS.highlights.set('found-here', now);
    };
    mark();
    const observer = new MutationObserver(mark);
    observer.observe(table, { subtree: true, childList: true, characterData: true });
    return () => {
      observer.disconnect();
      CSS.highlights.delete('found');
      CSS.highlights.delete('found-here');
    };
  }, [finding, matches, here]);
}

/** The lines of the cells that are drawn, over the boxes of each. */
function linesByCell(table: HTMLElement): Map<string, Element[]> {
  const lines = [...table.querySelectorAll('[data-path] .line')];
  return groupBy(lines, (line) => line.closest<HTMLElement>('[data-path]')?.dataset.path ?? '');
}

/** The places of the query in the lines of a cell. */
function rangesIn(lines: readonly Element[], { query, options }: Finding): Range[] {
  const texts = lines.flatMap((line) => textsIn(line));
  const whole = texts.map(({ data }) => data).join('');
  return findInText(whole, query, options).map(({ start, length }) => {
    const range = document.createRange();
    const [from, to] = [placeIn(texts, start, false), placeIn(texts, start + length, true)];
    if (from) range.setStart(from.text, from.offset);
    if (to) range.setEnd(to.text, to.offset);
    return range;
  });
}

function textsIn(line: Element): Text[] {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  return texts;
}

/** The text node and the place in it of a place in all of them; an end stays in the node that it ends. */
function placeIn(texts: readonly Text[], at: number, end: boolean): { text: Text; offset: number } | null {
  let before = 0;
  for (const text of texts) {
    if (at < before + text.length || (end && at === before + text.length)) return { text, offset: at - before };
    before += text.length;
  }
  return null;
}
