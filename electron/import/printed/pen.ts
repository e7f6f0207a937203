import { apply, type Matrix } from './geometry.ts';
import type { Polygon } from './ink.ts';

/** Draws the paths of a page stroke by stroke; of those with curves nothing is kept. */
export class Pen {
  readonly polygons: Polygon[] = [];
  readonly #matrix: Matrix;
  #points: [number, number][] = [];
  #curved = false;

  constructor(matrix: Matrix) {
    this.#matrix = matrix;
  }

  to(x: number, y: number): void {
    this.#points.push(apply(this.#matrix, x, y));
  }

  curve(): void {
    this.#curved = true;
  }

  /** Ends a path; one that is closed may go on from where it began. */
  end(closed = false): void {
    if (this.#points.length > 1 && !this.#curved) this.polygons.push({ points: this.#points, closed });
    this.#points = closed ? this.#points.slice(0, 1) : [];
    this.#curved = false;
  }
}
