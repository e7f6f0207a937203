import type { KnownRows } from './known-rows.ts';
import { type Layer, openImage, type PageImage } from './page-image.ts';
import { readTreePage } from './page-rows.ts';
import { isSound } from './row-sums.ts';
import { unwatched, type Watch } from './salvage-progress.ts';
import { noRows, sortIn } from './sort-rows.ts';

export interface Found {
  rows: KnownRows;
  /**
   * The tables and indexes of which every page was found and read: a filing that is not there was deleted then. A table
   * that another program, or a format before it, does not have is none of them.
   */
  whole: Set<string>;
}

/**
 * Reads every row that can be read from a data file and its log, whatever is damaged: page by page, so that no page
 * needs another one to be found. Pages that the file lists as free hold what was deleted, unless a tree leads to them.
 */
export function findRows(path: string, watch: Watch = unwatched): Found {
  const image = openImage(path);
  try {
    const trees = treesOf(image);
    const free = freePages(image).filter((number) => !trees.owners.has(number));
    const isFree = new Set(free);
    const rows = noRows();
    const holders = new Map<number, number[]>();
    for (let number = 1; number <= image.count; number++) {
      watch('reading', number, image.count);
      if (isFree.has(number)) continue;
      const page = readTreePage(image, number);
      for (const row of page?.rows ?? []) sortIn(rows, row, trees.owners.get(number));
      for (const further of page?.further ?? []) holders.set(further, [...(holders.get(further) ?? []), number]);
    }
    takeLoose(rows, image, free, { owners: trees.owners, holders });
    return { rows, whole: trees.whole };
  } finally {
    image.close();
  }
}

/** What is known of pages by their numbers. */
interface Places {
  /** The table or index that a page belongs to. */
  owners: ReadonlyMap<number, string>;
  /** The pages with rows that go on on a page: SQLite changes the rest of a long row where it lies. */
  holders: ReadonlyMap<number, readonly number[]>;
}

/**
 * Adds what lies on pages that do not count. Of those of the log: filings that have their sums, for what was saved last
 * is mostly there. Of those, of free pages and of the pages that the log lays others over: the saved changes that led to
 * the filings, and what one was before that is damaged now; a page may have come to a wrong place. What is only there
 * may have been deleted since.
 */
function takeLoose(rows: KnownRows, image: PageImage, free: readonly number[], places: Places): void {
  const inLog = rowsOn(image.loose, places);
  const layers = [inLog, rowsOn(image.covered, places), rowsOn({ image, numbers: free }, places)];
  rows.filings.push(...inLog.filings.filter(isSound));
  const whole = new Set(rows.filings.filter(isSound).map(({ id }) => id));
  const newest = new Map<number, number>();
  for (const { id, revision } of rows.filings) newest.set(id, Math.max(revision, newest.get(id) ?? 0));
  const isThere = (id: number, revision: number) => revision <= (newest.get(id) ?? 0);
  const before = layers.flatMap(({ filings }) => filings.filter(({ id }) => !whole.has(id)));
  rows.filings.push(...before.filter((row) => isThere(row.id, row.revision) && isSound(row)));
  const keyOf = ({ filing, revision, sum }: KnownRows['revisions'][number]) => `${filing} ${revision} ${sum}`;
  const known = new Set(rows.revisions.map(keyOf));
  const isNew = (row: KnownRows['revisions'][number]) => !known.has(keyOf(row)) && known.add(keyOf(row));
  const changes = layers.flatMap(({ revisions }) => revisions);
  rows.revisions.push(...changes.filter((row) => isThere(row.filing, row.revision) && isNew(row)));
}

function rowsOn({ image, numbers }: Layer, { owners, holders }: Places): KnownRows {
  const rows = noRows();
  for (const number of new Set(numbers.flatMap((number) => [number, ...(holders.get(number) ?? [])])))
    for (const row of readTreePage(image, number)?.rows ?? []) sortIn(rows, row, owners.get(number));
  return rows;
}

/** Which table or index each page belongs to, as far as the trees can be followed from the schema on page 1. */
function treesOf(image: PageImage): { owners: Map<number, string>; whole: Set<string> } {
  const owners = new Map<number, string>();
  const whole = new Set<string>();
  for (const { cells } of readAll(image, 1, new Map(), '').rows) {
    const [, name, , root] = cells ?? [];
    if (typeof name !== 'string' || typeof root !== 'number' || root < 2) continue;
    // The index of the list is known by its shape, and a sequence by what it counts.
    const tree = readAll(image, root, owners, NAMES.get(name) ?? name);
    if (tree.whole) whole.add(name);
  }
  return { owners, whole };
}

const NAMES = new Map([
  ['filings_list', 'listed'],
  ['sqlite_sequence', 'sequence'],
]);

/** Follows a tree from its root; a page that was seen before belongs to the tree that saw it first. */
function readAll(image: PageImage, root: number, owners: Map<number, string>, name: string) {
  const rows: { cells: unknown[] | null }[] = [];
  let whole = true;
  const waiting = [root];
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    const page = owners.has(number) ? null : readTreePage(image, number);
    if (!page) {
      whole = false;
      continue;
    }
    owners.set(number, name);
    whole &&= page.whole;
    waiting.push(...page.below);
    if (name === '') rows.push(...page.rows);
  }
  return { rows, whole };
}

function freePages(image: PageImage): number[] {
  const free = new Set<number>();
  const first = image.page(1);
  let trunk = first ? first.readUInt32BE(32) : 0;
  while (trunk > 1 && !free.has(trunk)) {
    const page = image.page(trunk);
    if (!page) break;
    // A page of a tree is none of these: the list is damaged from here on.
    if (readTreePage(image, trunk) !== null) break;
    free.add(trunk);
    const count = Math.min(page.readUInt32BE(4), page.length / 4 - 2);
    for (let index = 0; index < count; index++) free.add(page.readUInt32BE(8 + 4 * index));
    trunk = page.readUInt32BE(0);
  }
  return [...free];
}
