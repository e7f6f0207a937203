import type { Matrix } from '../printed/geometry.ts';
import type { Polygon } from '../printed/ink.ts';
import { Pen } from '../printed/pen.ts';

/** The straight-edged parts of a path on the page; parts with curves are left out. */
export function polygonsOf(data: Float32Array, matrix: Matrix): Polygon[] {
  const pen = new Pen(matrix);
  for (let k = 0; k < data.length; ) {
    const op = data[k++];
    if (op === 0) pen.end();
    if (op === 0 || op === 1) pen.to(data[k++] as number, data[k++] as number);
    else if (op === 2 || op === 3) {
      k += op === 2 ? 6 : 4;
      pen.curve();
    } else if (op === 4) pen.end(true);
    else break;
  }
  pen.end();
  return pen.polygons;
}
