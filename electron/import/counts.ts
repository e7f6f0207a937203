import { inMb } from '../../shared/file-limits.ts';
import { LIMITS, TooMuchError, tooManyCells } from './limits.ts';

const BOUNDS = {
  unpacked: {
    at: 0,
    most: LIMITS.unpackedSize,
    error: () => new TooMuchError(`解压后超过 ${inMb(LIMITS.unpackedSize)} MB 的上限，请拆分后再导入`),
  },
  cells: { at: 1, most: LIMITS.allCells, error: () => tooManyCells(LIMITS.allCells) },
  elements: {
    at: 2,
    most: LIMITS.elements,
    error: () => new TooMuchError('工作簿的内容过多，请只保留绩效目标表后再导入'),
  },
};

/** Counts what a package holds: bytes unpacked, cells and elements of its sheets, in memory that threads may share. */
export class Counts {
  /** For the threads that read the same package: what each of them counts is counted for all. */
  readonly memory: SharedArrayBuffer;
  readonly #counts: Int32Array;

  constructor(memory = new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#counts = new Int32Array(memory);
  }

  /** Throws `TooMuchError` beyond the limits (limits.ts). */
  add(what: keyof typeof BOUNDS, more: number): void {
    const { at, most, error } = BOUNDS[what];
    // No more than takes it past the bound: a size that a damaged package names would not fit.
    const counted = Math.min(more, most + 1);
    if (Atomics.add(this.#counts, at, counted) + counted > most) throw error();
  }
}
