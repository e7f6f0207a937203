import type { Damage } from './damages.ts';
import type { Random } from './random.ts';

/** Damages of the numbers by which SQLite finds its way: each one bit or byte, or a page that is another one. */

const PAGE = 4096;
const FRAME = 24 + PAGE;
const LOG_HEAD = 32;
const LEAVES = [13, 10];
const TREES = [...LEAVES, 5, 2];

const pagesOf = (bytes: Buffer) => Array.from({ length: Math.floor(bytes.length / PAGE) }, (_, n) => pageOf(bytes, n));
const pageOf = (bytes: Buffer, number: number) => bytes.subarray(number * PAGE, (number + 1) * PAGE);
const isOf = (kinds: readonly number[]) => (page: Buffer) => kinds.includes(page[0] as number);
const framesOf = (log: Buffer) => Math.floor((log.length - LOG_HEAD) / FRAME);

/** One bit, or the whole byte. */
function spoil(bytes: Buffer, at: number, random: Random): void {
  if (at < bytes.length) bytes[at] = random.chance(0.5) ? random.int(256) : (bytes[at] ?? 0) ^ (1 << random.int(8));
}

/** Where a page says that one of its rows begins; null for an empty page. */
function pointerOn(page: Buffer, random: Random): number | null {
  const count = page.readUInt16BE(3);
  return count === 0 ? null : (isOf(LEAVES)(page) ? 8 : 12) + 2 * random.int(count);
}

export const finerDamages: Record<string, Damage> = {
  'beginning of a row': ({ main }, random) => {
    const page = random.pick(pagesOf(main).slice(1).filter(isOf(LEAVES)));
    const pointer = pointerOn(page, random);
    if (pointer !== null) spoil(page, page.readUInt16BE(pointer) + random.int(20), random);
  },
  'beginning of a page': ({ main }, random) => {
    spoil(random.pick(pagesOf(main).slice(1).filter(isOf(TREES))), random.int(12), random);
  },
  'place of a row': ({ main }, random) => {
    const page = random.pick(pagesOf(main).slice(1).filter(isOf(TREES)));
    const pointer = pointerOn(page, random);
    if (pointer !== null) spoil(page, pointer + random.int(2), random);
  },
  'next page of a row': ({ main }, random) => {
    const pages = pagesOf(main).slice(1);
    spoil(random.pick(pages.filter((page) => !isOf(TREES)(page))), random.int(4), random);
  },
  'frame of the log': ({ log }, random, nth) => {
    const start = LOG_HEAD + (nth % framesOf(log)) * FRAME;
    spoil(log, start + (random.chance(0.6) ? random.int(24) : 24 + random.int(PAGE)), random);
  },
  'frames of the log zeroed': ({ log }, random, nth) => {
    const start = LOG_HEAD + (nth % framesOf(log)) * FRAME;
    log.fill(0, start, start + (1 + random.int(3)) * FRAME);
  },
  'log cut behind a frame': (files, _, nth) => {
    files.log = files.log.subarray(0, LOG_HEAD + (nth % framesOf(files.log)) * FRAME);
  },
  'each page zeroed': ({ main }, _, nth) => void pageOf(main, nth % pagesOf(main).length).fill(0),
  'page of some time ago': ({ main, older }, random) => {
    const number = random.int(pagesOf(older).length);
    pageOf(older, number).copy(pageOf(main, number));
  },
};
