import { type Filing, summarise } from '../filing/filing.ts';
import type { Form } from '../form/form.ts';
import { amountsIn, assemble } from './assemble.ts';
import { type Block, type BlockCell, PLAIN } from './block.ts';
import { blocks } from './blocks.ts';
import { type FittedBlocks, fitPages, fittedBlocks } from './fit.ts';
import type { Made } from './kept.ts';
import type { RowBlocks } from './row-blocks.ts';
import { placeSeal, SEAL_SPACE } from './seal.ts';
import type { Sheet } from './sheet.ts';

export { CELL_PADDING, linePitch } from './measure.ts';

export interface LayoutOptions {
  /** Diameter in mm of the seal's guide circle, or null for none. */
  seal: 42 | 45 | null;
  /** Whether rows of tables that are not printed (nothing beside the level names) are laid out, for editing. */
  blankRows: boolean;
}

/** Millimetres of the page's height that stay free against rounding in other programs. */
const RESERVE = 2;

/**
 * Lays a filing out on pages. Pure; nothing is ever clipped: each row is as high as its tallest text, and what does not
 * fit one page at 9 pt or more flows to further pages.
 */
export function layout(form: Form, filing: Filing, options: LayoutOptions): Sheet {
  // What is fitted once more with room for the seal goes by the first time.
  const known = options.seal ? fittedBlocks() : null;
  const list = blocks(form, filing, options.blankRows);
  return place(form, filing, options, list, { known, before: null, later: false }).sheet;
}

/**
 * What laying a table out again goes by: an edit changes few of its rows, and what was made of the others is as it was.
 * Who lays a table out once does without: remembering takes a third longer, and stays for as long as the filing.
 */
export interface Remembered extends FittedBlocks {
  ofRows: RowBlocks;
}

/** A laid-out filing, with what laying it out again after a change goes by (relayout.ts). */
export interface Laid extends Made {
  form: Form;
  options: LayoutOptions;
  /** Its blocks, without the empty line that keeps the seal's square free, which is among those that were placed. */
  list: readonly Block[];
  /** Index of that line among the blocks; null where there is none. */
  space: number | null;
  /** Whether the pages go by the number of lines of each text alone: no other body size was tried. */
  flows: boolean;
  remembered: Remembered;
}

/** The same as `layout`, to be laid out again; the boxes of each page are made when they are asked for. */
export function layOut(form: Form, filing: Filing, options: LayoutOptions): Laid {
  const remembered: Remembered = { ...fittedBlocks(), ofRows: new WeakMap() };
  const list = blocks(form, filing, options.blankRows, remembered.ofRows);
  return { ...place(form, filing, options, list, { known: remembered, before: null, later: true }), remembered };
}

/**
 * The same of a filing with these blocks, whatever has changed since `before`. What shows the same is the same object.
 */
export function layOutAnew(before: Laid, filing: Filing, list: Block[]): Laid {
  const { form, options, remembered } = before;
  return { ...place(form, filing, options, list, { known: remembered, before, later: true }), remembered };
}

/** What a filing is laid out by, beside itself. */
interface By {
  known: FittedBlocks | null;
  before: Laid | null;
  /** Whether the boxes of its pages wait until they are asked for. */
  later: boolean;
}

function place(
  form: Form,
  filing: Filing,
  options: LayoutOptions,
  list: Block[],
  { known, before, later }: By,
): Omit<Laid, 'remembered'> {
  const capacity = capacityOf(form);
  const plain = fitPages(form, list, capacity, known);
  const at = options.seal ? sealSpaceAt(form, list) : null;
  const spaced = at === null ? null : fitPages(form, withSealSpace(form, list, at), capacity, known);
  // The free square is kept where it costs neither a page nor a size.
  const free =
    spaced !== null && spaced.pagination.pages.length === plain.pagination.pages.length && spaced.size === plain.size;
  const fitted = free ? spaced : plain;
  const made = assemble(form, fitted, capacity, before, later);
  const { sheet } = made;
  sheet.title = sheetTitle(form, filing);
  if (options.seal && form.seal) sheet.seal = placeSeal(sheet, amountsIn(made), options.seal, free);
  return { ...made, form, options, list, space: free ? at : null, flows: plain.flows };
}

/** How many pages there are, and how full the last one is, in percent. */
export interface PageCount {
  pages: number;
  share: number;
}

/** The pages that a filing is printed on, sooner than by its layout; the seal's square costs none. */
export function countPages(form: Form, filing: Filing, remembered: Remembered): PageCount {
  const list = blocks(form, filing, false, remembered.ofRows);
  const capacity = capacityOf(form);
  const { pages } = fitPages(form, list, capacity, remembered).pagination;
  return { pages: pages.length, share: Math.round(((pages.at(-1)?.used ?? 0) / capacity) * 100) };
}

/** Millimetres of a page's height that there are for rows. */
function capacityOf({ page: { height, margin } }: Form): number {
  return height - margin.top - margin.bottom - RESERVE;
}

/** Title of a filing's sheet: its project, or what it is where that has no name yet. */
export function sheetTitle(form: Form, filing: Filing): string {
  return summarise(form, filing).name || form.name;
}

/** Where the empty line below the seal's words goes that keeps its square free; null where there is no place for it. */
function sealSpaceAt(form: Form, list: readonly Block[]): number | null {
  const at = list.findIndex((block) => block.cells.some((cell) => cell.pattern === form.seal?.pattern));
  const words = list[at];
  if (!form.seal || !words) return null;
  const reachesOver = list.slice(0, at + 1).some(({ cells }, row) => cells.some(({ blocks }) => row + blocks > at + 1));
  // A line inside a table would be seen.
  return reachesOver || words.cells.some(({ style }) => style.frame) ? null : at + 1;
}

/** The same blocks with that line at its place. */
function withSealSpace(form: Form, list: Block[], at: number): Block[] {
  const words = list[at - 1] as Block;
  const blank: BlockCell = {
    ...PLAIN,
    kind: 'blank',
    text: '',
    name: '',
    col: 0,
    colSpan: form.columns.length,
    blocks: 1,
    run: null,
    cut: false,
    style: { font: 'song', size: null, align: 'left', frame: false },
  };
  const space: Block = {
    band: words.band,
    cells: [blank],
    height: (SEAL_SPACE - words.height) / 2,
    head: null,
    flows: false,
    inTable: false,
    rows: [],
    page: null,
  };
  return list.toSpliced(at, 0, space);
}
