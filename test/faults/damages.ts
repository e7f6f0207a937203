import type { Random } from './random.ts';

/** A data file as it lies on a disk: its main file, its log and the log's index, and the main file of some time ago. */
export interface Lying {
  main: Buffer;
  log: Buffer;
  index: Buffer;
  /** The main file before its log was last written into it. */
  older: Buffer;
}

/** Damages files in place or puts others there; `nth` counts the damages of this kind from 0. */
export type Damage = (files: Lying, random: Random, nth: number) => void;

const PAGE = 4096;

/** Where each field of SQLite's header begins, and its length in bytes. https://www.sqlite.org/fileformat.html#1.3 */
const HEADER: [at: number, length: number][] = [
  [0, 16],
  [16, 2],
  [18, 1],
  [19, 1],
  [20, 1],
  [21, 1],
  [22, 1],
  [23, 1],
  ...Array.from({ length: 12 }, (_, n): [number, number] => [24 + n * 4, 4]),
  [72, 20],
  [92, 4],
  [96, 4],
];

const pages = (bytes: Buffer) => Math.floor(bytes.length / PAGE);
const pageAt = (bytes: Buffer, page: number) => bytes.subarray(page * PAGE, (page + 1) * PAGE);

function noise(bytes: Buffer, random: Random): void {
  for (let at = 0; at < bytes.length; at++) bytes[at] = random.int(256);
}

function flipBits(bytes: Buffer, random: Random): void {
  for (let left = 1 + random.int(8); left > 0; left--) {
    const at = random.int(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(8));
  }
}

/** A page of the main file that has changed since the older one. */
function changedPage({ main, older }: Lying, random: Random): number {
  const changed = Array.from({ length: pages(older) }, (_, page) => page).filter(
    (page) => !pageAt(main, page).equals(pageAt(older, page)),
  );
  return random.pick(changed);
}

/** What disks, sticks, copying by hand and other programs do to a data file. */
export const damages: Record<string, Damage> = {
  'bits flipped': ({ main }, random) => flipBits(main, random),
  'page torn': (files, random) => {
    const page = changedPage(files, random);
    // A disk writes sectors: the first ones are new, the others still old.
    const from = 512 * (1 + random.int(7));
    pageAt(files.older, page).copy(pageAt(files.main, page), from, from);
  },
  'page zeroed': ({ main }, random) => void pageAt(main, random.int(pages(main))).fill(0),
  'cut short': (files, random) => {
    const most = files.main.length;
    files.main = files.main.subarray(0, random.chance(0.5) ? random.int(most) : PAGE * random.int(pages(files.main)));
  },
  'garbage at the end': (files, random) => {
    const tail = Buffer.alloc(1 + random.int(3 * PAGE));
    noise(tail, random);
    const kept = random.chance(0.5) ? files.main.length : files.main.length - Math.min(tail.length, PAGE);
    files.main = Buffer.concat([files.main.subarray(0, kept), tail]);
  },
  'log removed': (files) => {
    files.log = Buffer.alloc(0);
  },
  'log cut': (files, random) => {
    files.log = files.log.subarray(0, random.int(files.log.length));
  },
  'log garbled': ({ log }, random) => {
    if (random.chance(0.5)) return flipBits(log, random);
    const from = random.int(log.length);
    noise(log.subarray(from, from + 1 + random.int(PAGE)), random);
  },
  'garbage as index of the log': ({ index }, random) => noise(index, random),
  'header bytes': ({ main }, random, nth) => {
    const [at, length] = HEADER[nth % HEADER.length] as [number, number];
    const field = main.subarray(at, at + length);
    if (random.chance(0.5)) noise(field, random);
    else flipBits(field, random);
  },
  'pages swapped': ({ main }, random) => {
    const [one, other] = [random.int(pages(main)), random.int(pages(main))];
    const kept = Buffer.from(pageAt(main, one));
    pageAt(main, other).copy(pageAt(main, one));
    kept.copy(pageAt(main, other));
  },
  'older file under the newer log': (files) => {
    files.main = files.older;
  },
};
