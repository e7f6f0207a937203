import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

/**
 * The pages of a data file as they lie on the disk, whatever SQLite thinks of them: the main file with what its log
 * holds laid over it. Format: https://www.sqlite.org/fileformat2.html
 */
export interface PageImage {
  /** Bytes of a page without the reserved ones at its end; null for a number that there is no page of. */
  page(number: number): Buffer | null;
  readonly count: number;
  /** The same with the pages of the log that do not count: of a change that was cut off, or that are damaged. */
  readonly loose: Layer;
  /** The main file alone, with the numbers of those pages that the log lays others over. */
  readonly covered: Layer;
  close(): void;
}

/** The file as it would be without some pages, and the numbers of those that differ by it. */
export interface Layer {
  image: Pick<PageImage, 'page'>;
  numbers: readonly number[];
}

const PAGE_SIZES = [512, 1024, 2048, 4096, 8192, 16384, 32768, 65536];
/** What this program writes; it counts unless the file says another one twice. */
const USUAL = 4096;

const LOG_HEADER = 32;
const FRAME_HEADER = 24;

/** Opens the image of the file at `path`; either of the file and its log may not be there. */
export function openImage(path: string): PageImage {
  const file = openOrNull(path);
  const size = file === null ? 0 : fstatSync(file).size;
  const header = Buffer.alloc(100);
  if (file !== null) readSync(file, header, 0, 100, 0);
  const log = readLog(`${path}-wal`, pageSizeIn(header, size), size);
  const { pageSize } = log;
  const count = Math.max(Math.ceil(size / pageSize), ...log.pages.keys());
  const inMain = (number: number) => {
    const at = (number - 1) * pageSize;
    if (file === null || number < 1 || at >= size) return null;
    const page = Buffer.alloc(pageSize);
    try {
      readSync(file, page, 0, pageSize, at);
    } catch {
      // A sector that the disk cannot read.
      return null;
    }
    return page;
  };
  const page = (number: number) => log.pages.get(number) ?? inMain(number);
  return {
    count,
    page,
    loose: { image: { page: (number) => log.loose.get(number) ?? page(number) }, numbers: [...log.loose.keys()] },
    covered: { image: { page: inMain }, numbers: [...log.pages.keys()] },
    close() {
      if (file !== null) closeSync(file);
    },
  };
}

function openOrNull(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}

/** The page size that a file's header says, where its length is as many such pages as the header says too. */
function pageSizeIn(header: Buffer, length: number): number {
  const stated = header.readUInt16BE(16);
  const size = stated === 1 ? 65536 : stated;
  return PAGE_SIZES.includes(size) && size * header.readUInt32BE(28) === length ? size : USUAL;
}

interface Log {
  /** That of the log, where its header has its sum; else that of the main file. */
  pageSize: number;
  /** The last committed state of each page. */
  pages: Map<number, Buffer>;
  /** The last state of each page that is of no whole change. */
  loose: Map<number, Buffer>;
}

/**
 * Reads a log frame by frame. SQLite gives up at the first frame that is damaged; here those behind it count too, as
 * the checksum of each begins with the one that is written in the frame before.
 */
function readLog(path: string, mainPageSize: number, mainSize: number): Log {
  let log: Buffer;
  try {
    log = readFileSync(path);
  } catch {
    return { pageSize: mainPageSize, pages: new Map(), loose: new Map() };
  }
  const stated = log.length >= LOG_HEADER ? log.readUInt32BE(8) : 0;
  let anchored = PAGE_SIZES.includes(stated) && isSound(log, null, 24, [[0, 24]]);
  const pageSize = anchored ? stated : mainPageSize;
  const frame = FRAME_HEADER + pageSize;
  const starts = Array.from(
    { length: Math.max(0, Math.floor((log.length - LOG_HEADER) / frame)) },
    (_, index) => LOG_HEADER + index * frame,
  );
  const salt = saltOf(log, starts);
  // Each frame can make the file longer by one page. A sound one may lie behind the end of a file that was cut.
  const most = Math.ceil(mainSize / pageSize) + starts.length;
  const loose = new Map<number, Buffer>();
  const pages = new Map<number, Buffer>();
  let waiting = new Map<number, Buffer>();
  // The checksum of the header is the one before the first frame.
  let before = 24;
  for (const start of starts) {
    const own = log.subarray(start + 8, start + 16).equals(salt);
    // Behind a frame of an earlier use of the log there are only such.
    if (!own && !hasSaltBehind(log, starts, start, salt)) break;
    const summed = [
      [start, start + 8],
      [start + FRAME_HEADER, start + frame],
    ] as const;
    const checked = anchored;
    const sound = own && (!anchored || isSound(log, before, start + 16, summed));
    before = start + 16;
    anchored = true;
    const number = log.readUInt32BE(start);
    const bytes = log.subarray(start + FRAME_HEADER, start + frame);
    // Its number may be what is damaged.
    if (!sound) loose.set(number, bytes);
    if (!sound || number < 1 || (number > most && !checked)) continue;
    waiting.set(number, bytes);
    if (log.readUInt32BE(start + 4) === 0) continue;
    // The frame of a commit.
    for (const [page, bytes] of waiting) pages.set(page, bytes);
    waiting = new Map();
  }
  for (const [page, bytes] of waiting) loose.set(page, bytes);
  return { pageSize, pages, loose };
}

/** The salt of this use of the log: the one that most of its first frames have, as its header may be damaged. */
function saltOf(log: Buffer, starts: readonly number[]): Buffer {
  const salts = starts.slice(0, 9).map((start) => log.subarray(start + 8, start + 16));
  const counts = salts.map((salt) => salts.filter((other) => other.equals(salt)).length);
  return salts[counts.indexOf(Math.max(...counts))] ?? log.subarray(16, 24);
}

function hasSaltBehind(log: Buffer, starts: readonly number[], start: number, salt: Buffer): boolean {
  return starts.some((behind) => behind > start && log.subarray(behind + 8, behind + 16).equals(salt));
}

/**
 * Whether the checksum written at `stated` is that of the bytes in `ranges`, going on from the one written at `before`
 * (null: from nothing), in either order of bytes.
 */
function isSound(
  log: Buffer,
  before: number | null,
  stated: number,
  ranges: readonly (readonly [from: number, to: number])[],
): boolean {
  return (['readUInt32LE', 'readUInt32BE'] as const).some((read) => {
    let [a, b] = before === null ? [0, 0] : [log.readUInt32BE(before), log.readUInt32BE(before + 4)];
    for (const [from, to] of ranges)
      for (let at = from; at < to; at += 8) {
        a = (a + log[read](at) + b) >>> 0;
        b = (b + log[read](at + 4) + a) >>> 0;
      }
    return a === log.readUInt32BE(stated) && b === log.readUInt32BE(stated + 4);
  });
}
