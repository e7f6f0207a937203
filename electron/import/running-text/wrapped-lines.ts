import { joined, type Unit } from './paragraphs.ts';

/** Lines of the full width that a file with cut lines has at least, and their share. */
const FEW = 4;
const SHARE = 0.25;
/** Width of a page's lines, in full-width characters: what is narrower are short paragraphs, what is wider whole ones. */
const LEAST = 24;
const MOST = 60;
/** How much shorter than the widest a full line may be. */
const SLACK = 2.5;

/** How wide the lines of a document are that a page has cut (a PDF, an old text); null where its lines are whole. */
export function lineWidth(texts: readonly string[]): number | null {
  const widths = texts.map(widthOf);
  const widest = widths.reduce((most, width) => Math.max(most, width), 0);
  const full = widths.filter((width) => width >= widest - SLACK).length;
  const isCut = widest >= LEAST && widest <= MOST && full >= Math.max(FEW, texts.length * SHARE);
  return isCut && !texts.some((text) => text.includes('\n')) ? widest : null;
}

/** Paragraphs that were cut into lines of this width are made whole. */
export function unwrapped(units: readonly Unit[], width: number | null): Unit[] {
  if (width === null) return [...units];
  const whole: Unit[][] = [];
  let isOpen = false;
  for (const unit of units) {
    const last = whole.at(-1);
    if (last && isOpen && !isNumbered(unit.text)) last.push(unit);
    else whole.push([unit]);
    isOpen = widthOf(unit.text) >= width - SLACK;
  }
  return whole.map(joined);
}

/** `3、`, `（二）`, `4.` and the like begin a paragraph; 12.5 does not. */
const isNumbered = (text: string) => /^[（(]?[一二三四五六七八九十\d]{1,3}(?:[、)）]|[.．](?!\d))/.test(text);

function widthOf(text: string): number {
  return [...text].reduce((sum, one) => sum + (one.charCodeAt(0) < 0x2000 ? 0.5 : 1), 0);
}
