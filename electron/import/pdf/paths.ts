import { apply, type Box, type Matrix } from './geometry.ts';

export interface Polygon {
  points: [number, number][];
  closed: boolean;
}

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

export function bounds(points: [number, number][]): Box {
  const [xs, ys] = [points.map(([px]) => px), points.map(([, py]) => py)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** A filled box up to this many points thin is a rule. */
export const THIN = 3;

/** Whether a filled shape is a thin box; its ends may be cut askew, as those of mitred borders are. */
export function isRule(points: [number, number][]): boolean {
  const { left, right, top, bottom } = bounds(points);
  return points.length <= 8 && Math.min(right - left, bottom - top) <= THIN;
}
