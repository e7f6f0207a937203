import { closeSync, fdatasyncSync, openSync, readSync, writeFileSync } from 'node:fs';

/**
 * How large files are written while cells are saved: what a system has taken in and not written yet keeps the sync of
 * every other file waiting (ext4 writes the data of all files before its journal), for 155 MB at once up to 160 ms. In
 * steps of half a megabyte, each on disk before the next, saving waits for one of them at most. For threads only: it
 * rests by standing still.
 */

/** Bytes of a step. */
export const STEP = 512 * 1024;

/** How long to rest after a step for each ms that it took, so that the disk is free half of the time; at least MIN ms. */
const REST = 1;
const MIN_REST = 3;

/** What was written to a file is on disk when this returns, and others have had their turn. */
export function endStep(file: number): void {
  const began = performance.now();
  fdatasyncSync(file);
  rest(Math.max(MIN_REST, REST * (performance.now() - began)));
}

/** Copies a file over another one in steps; `stepped` is called after each. */
export function copyInSteps(source: string, target: string, stepped: () => void): void {
  const from = openSync(source, 'r');
  try {
    const to = openSync(target, 'r+');
    try {
      const bytes = Buffer.alloc(STEP);
      for (let read = readSync(from, bytes); read > 0; read = readSync(from, bytes)) {
        // All of it, where a single write takes a part.
        writeFileSync(to, bytes.subarray(0, read));
        endStep(to);
        stepped();
      }
    } finally {
      closeSync(to);
    }
  } finally {
    closeSync(from);
  }
}

const nothing = new Int32Array(new SharedArrayBuffer(4));

function rest(ms: number): void {
  Atomics.wait(nothing, 0, 0, ms);
}
