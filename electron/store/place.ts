import { type BigIntStats, statSync } from 'node:fs';

/**
 * Where an open data file and its log lie. A program that deletes or replaces them takes them away under the open
 * connection, which goes on writing into files that nobody will find again: so every change looks first.
 */
export interface Place {
  /** Identity of the main file and of what SQLite keeps beside it; null where there was none. */
  ids: Record<(typeof ENDS)[number], string | null>;
  /** Bytes of the main file, which never shrinks by itself. */
  size: bigint;
  /** When the main file was written last, in ns: by this connection, or by another one that emptied the log. */
  written: bigint;
  /** When the main file was made, in ns; 0 where the file system does not say. */
  born: bigint;
}

const ENDS = ['', '-wal', '-shm'] as const;

/**
 * What became of an open data file. `replaced`: another file or another log lies in its place; `cut`: it is shorter;
 * `written`: somebody else has written to it, perhaps a program that knows nothing of logs; `log-gone`: only its log is
 * gone.
 */
export type Displaced = 'gone' | 'replaced' | 'cut' | 'written' | 'log-gone';

/** Where the file lies now; to be asked when its connection is open and has read something. */
export function placeOf(path: string): Place {
  const stats = ENDS.map((end) => [end, statOf(path + end)] as const);
  const ids = Object.fromEntries(stats.map(([end, stat]) => [end, stat && idOf(stat)]));
  return { ids: ids as Place['ids'], ...timesOf(stats[0]?.[1] ?? null) };
}

function idOf({ dev, ino }: BigIntStats): string {
  return `${dev}:${ino}`;
}

function timesOf(main: BigIntStats | null): Omit<Place, 'ids'> {
  return { size: main?.size ?? 0n, written: main?.mtimeNs ?? 0n, born: main?.birthtimeNs ?? 0n };
}

/** What has become of a file that lay at `before`, or null. */
export function displaced(path: string, before: Place): Displaced | null {
  const now = placeOf(path);
  if (now.ids[''] === null) return 'gone';
  if (now.ids[''] !== before.ids['']) {
    // Some network drives give the same file another number each time it is looked up.
    const same = now.size === before.size && now.written === before.written && now.born === before.born;
    return same ? null : 'replaced';
  }
  if (now.size < before.size) return 'cut';
  const others = ENDS.filter((end) => before.ids[end] !== null && now.ids[end] !== before.ids[end]);
  if (others.length === 0) return now.written === before.written ? null : 'written';
  // Another program has begun a log of its own on the same file.
  return others.some((end) => now.ids[end] !== null) ? 'replaced' : 'log-gone';
}

/** How the file lies after this program has written to it; `before` where another file has come meanwhile. */
export function afterWriting(path: string, before: Place): Place {
  const main = statOf(path);
  // What was put there in this very moment is found at the next look.
  return main && idOf(main) === before.ids[''] ? { ids: before.ids, ...timesOf(main) } : before;
}

function statOf(path: string) {
  // Numbers of files on Windows and network drives are beyond what a double holds.
  return statSync(path, { bigint: true, throwIfNoEntry: false }) ?? null;
}
