import { apply, type Matrix } from '../printed/geometry.ts';
import type { Polygon } from '../printed/ink.ts';

/** The straight-edged parts of a path on the page; parts with curves are left out. */
export function polygonsOf(data: Float32Array, matrix: Matrix): Polygon[] {
  const polygons: Polygon[] = [];
  let points: [number, number][] = [];
  let curved = false;
  const end = (closed: boolean) => {
    if (points.length > 1 && !curved) polygons.push({ points, closed });
    points = closed ? points.slice(0, 1) : [];
    curved = false;
  };
  for (let k = 0; k < data.length; ) {
    const op = data[k++];
    if (op === 0) end(false);
    if (op === 0 || op === 1) points.push(apply(matrix, data[k++] as number, data[k++] as number));
    else if (op === 2 || op === 3) {
      k += op === 2 ? 6 : 4;
      curved = true;
    } else if (op === 4) end(true);
    else break;
  }
  end(false);
  return polygons;
}
