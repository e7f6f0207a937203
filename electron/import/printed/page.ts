import { type Box, type Matrix, type Turn, turned } from './geometry.ts';

/** A character of a page. Points from the page's top left corner, y downwards. */
export interface PrintedGlyph {
  text: string;
  left: number;
  right: number;
  baseline: number;
  /** Height of its em. */
  size: number;
  /** Its middle. */
  x: number;
  y: number;
  /**
   * Quarter turns clockwise of the direction it is read in; `left`, `right` and `baseline` are of the page turned back.
   */
  turn: Turn;
  /** Characters drawn together, which stand in one cell even where they reach over its edge. */
  run: number;
  /** What our own PDF says about the line it stands in (shared/layout/line-mark.ts); null in other files. */
  mark: number | null;
}

/** A straight ruled line along one axis: at `at` on the other one, from `from` to `to`. Points as above. */
export interface PrintedRule {
  vertical: boolean;
  at: number;
  from: number;
  to: number;
}

export interface PrintedPage {
  width: number;
  height: number;
  glyphs: PrintedGlyph[];
  rules: PrintedRule[];
}

/**
 * A character that begins and ends at these points of its baseline, `size` high in the units of `matrix`; null for one
 * that is not seen or stands askew, as watermarks do.
 */
export function placedGlyph(
  text: string,
  place: { start: [number, number]; end: [number, number]; matrix: Matrix; size: number },
  clip: Box,
): Omit<PrintedGlyph, 'run' | 'mark'> | null {
  const { start, end, size } = place;
  const [a, b, c, d] = place.matrix;
  const length = Math.hypot(a, b);
  if (text === '' || length === 0) return null;
  const [dx, dy] = [a / length, b / length];
  const turn: Turn | null = dx > 0.98 ? 0 : dy > 0.98 ? 1 : dx < -0.98 ? 2 : dy < -0.98 ? 3 : null;
  if (turn === null) return null;
  const height = Math.abs(size) * Math.hypot(c, d);
  const [x, y] = [(start[0] + end[0]) / 2 + dy * height * 0.35, (start[1] + end[1]) / 2 - dx * height * 0.35];
  if (x < clip.left - 1 || x > clip.right + 1 || y < clip.top || y > clip.bottom) return null;
  const [left, baseline] = turned(turn, ...start);
  return { text, left, right: turned(turn, ...end)[0], baseline, size: height, x, y, turn };
}
