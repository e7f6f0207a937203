import table from '../../resources/printable.json' with { type: 'json' };
import { smallFigure } from './small-figures.ts';
import { isSpace } from './spaces.ts';

/**
 * What the embedded fonts can print, without any font at hand: resources/printable.json, which the test of this file
 * makes out of the fonts (`vitest run test/layout/printable.test.ts -u`). `ranges` are runs of characters that at least
 * one font has, each by its distance from the run before and its length; `wide` the characters wider than an em, each
 * with its width in thousandths of it; all in base 36.
 */
const starts: number[] = [];
const ends: number[] = [];
for (const [gap, length] of pairs(table.ranges)) {
  const start = (ends.at(-1) ?? 0) + gap;
  starts.push(start);
  ends.push(start + length);
}

const wide = new Map(pairs(table.wide));

function pairs(written: string): [number, number][] {
  return written.split(' ').map((pair) => {
    const [first = 0, second = 0] = pair.split(',').map((digits) => Number.parseInt(digits, 36));
    return [first, second];
  });
}

/** Width of a character wider than an em in thousandths of it; undefined for all others. */
export function wideness(code: number): number | undefined {
  return wide.get(code);
}

const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Cc}]$/u;

/** Whether a character shows nothing by nature (joiners, variation selectors), so that no font need have it. */
export function isInvisible(character: string): boolean {
  return INVISIBLE.test(character);
}

/** Whether a PDF prints the character as it is: a font has it or its large form, or it is a space or nothing by nature. */
export function isPrintable(character: string): boolean {
  const code = character.codePointAt(0) as number;
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= code) low = middle + 1;
    else high = middle;
  }
  const found = low > 0 && code < (ends[low - 1] as number);
  return found || isSpace(character) || isInvisible(character) || smallFigure(character) !== undefined;
}
