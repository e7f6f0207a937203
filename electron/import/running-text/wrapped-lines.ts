import type { Unit } from './paragraphs.ts';

/** Lines that a file with fixed lines has of its full width at least. */
const FEW = 4;
/** Widest line of a page, in full-width characters. */
const WIDEST = 60;
/** How much shorter than the widest a full line may be. */
const SLACK = 2.5;

/** Paragraphs whose lines a page has cut (a PDF, an old text) are made whole; others stay as they are. */
export function unwrapped(units: readonly Unit[]): Unit[] {
  const widths = units.map(({ text }) => widthOf(text));
  const widest = Math.max(0, ...widths);
  const isFull = (at: number) => (widths[at] ?? 0) >= widest - SLACK;
  const full = units.filter((_, at) => isFull(at)).length;
  if (widest > WIDEST || widest < 15 || full < FEW) return [...units];
  const whole: Unit[] = [];
  for (const [at, unit] of units.entries()) {
    const last = whole.at(-1);
    const goesOn = last && isFull(at - 1) && !(/[。！？]$/.test(last.text) && isNumbered(unit.text));
    if (goesOn) last.text += unit.text;
    else whole.push({ ...unit });
  }
  return whole;
}

const isNumbered = (text: string) => /^(?:[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）])/.test(text);

function widthOf(text: string): number {
  return [...text].reduce((sum, one) => sum + (one.charCodeAt(0) < 0x2000 ? 0.5 : 1), 0);
}
