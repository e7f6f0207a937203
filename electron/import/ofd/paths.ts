import type { Matrix } from '../printed/geometry.ts';
import type { Polygon } from '../printed/ink.ts';
import { Pen } from '../printed/pen.ts';

/** Numbers that follow each letter of AbbreviatedData (GB/T 33190-2016, table 35). */
const COUNTS: Record<string, number> = { S: 2, M: 2, L: 2, Q: 4, B: 6, A: 7, C: 0 };

/** The straight-edged parts of a path on the page; parts with curves are left out. */
export function polygonsOf(data: string, matrix: Matrix): Polygon[] {
  const pen = new Pen(matrix);
  for (const [, letter = '', rest = ''] of data.matchAll(/([SMLQBAC])([^SMLQBAC]*)/g)) {
    const values = rest.split(/[\s,]+/).flatMap((one) => (one === '' ? [] : [Number(one)]));
    const count = COUNTS[letter] as number;
    if (letter === 'C') pen.end(true);
    else if (values.length < count || values.some(Number.isNaN)) break;
    else if (count > 2) pen.curve();
    else {
      if (letter !== 'L') pen.end();
      // Some writers leave the letter out of the points that go on.
      for (let k = 0; k + 1 < values.length; k += 2) pen.to(values[k] as number, values[k + 1] as number);
    }
  }
  pen.end();
  return pen.polygons;
}
