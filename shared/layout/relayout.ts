import type { Filing } from '../filing/filing.ts';
import { sheetCell } from './assemble.ts';
import { type Block, type BlockCell, isAlike } from './block.ts';
import { blocks } from './blocks.ts';
import { linesOf } from './fit.ts';
import { type Laid, layOutAnew, sheetTitle } from './layout.ts';
import type { Sheet } from './sheet.ts';
import { keepIndex } from './sheet-index.ts';

/** A cell that shows another text than before, in as many lines. */
interface Change {
  /** Index of its block, and its own among the block's cells. */
  block: number;
  cell: number;
  to: BlockCell;
  lines: string[];
}

/**
 * The same as `layOut` of the changed filing, soonest where the change is a text that takes as many lines as before: then
 * no height, no page and no place is another, and only its cell is made anew. All that shows the same is the same object.
 */
export function layOutAgain(before: Laid, filing: Filing): Laid {
  const { form, options, remembered } = before;
  const list = blocks(form, filing, options.blankRows, remembered.ofRows);
  const changes = before.flows ? changesOf(before, list) : null;
  const laid = changes
    ? withChanges(before, changes, list, sheetTitle(form, filing))
    : layOutAnew(before, filing, list);
  keepIndex(before.sheet, laid.sheet);
  return laid;
}

/** What shows otherwise; null where more than the texts of single cells may be another. */
function changesOf(before: Laid, list: readonly Block[]): Change[] | null {
  if (list.length !== before.list.length) return null;
  const changes: Change[] = [];
  for (const [index, block] of list.entries()) {
    const was = before.list[index] as Block;
    if (was === block) continue;
    if (!sameBlock(was, block)) return null;
    for (const [cell, to] of block.cells.entries()) {
      const from = was.cells[cell] as BlockCell;
      if (isAlike(from, to)) continue;
      const at = before.space !== null && index >= before.space ? index + 1 : index;
      const lines = linesOf(before.form, to, before.sheet.bodySize);
      if (lines.length !== before.texts[at]?.[cell]?.length || !isInPlace(before, at, block, from, to)) return null;
      changes.push({ block: at, cell, to, lines });
    }
  }
  return changes;
}

/** Whether a changed cell stands where it stood: in one row, which no page end cuts and no page prints again. */
function isInPlace({ form, firsts }: Laid, at: number, { head }: Block, from: BlockCell, to: BlockCell): boolean {
  const isInOneRow = to.blocks === 1 && (firsts[at + 1] as number) - (firsts[at] as number) === 1;
  return isInOneRow && head !== 'repeated' && to.pattern !== form.seal?.pattern && sameShape(from, to);
}

/** Whether two blocks stand in the same place for the same rows, whatever their cells say. */
function sameBlock(a: Block, b: Block): boolean {
  return a.cells.length === b.cells.length && isAlike({ ...a, cells: null }, { ...b, cells: null });
}

/** Whether two cells stand in the same place for the same value, whatever its text. */
function sameShape(a: BlockCell, b: BlockCell): boolean {
  return isAlike(shapeOf(a), shapeOf(b));
}

function shapeOf({ text: _, name: __, number: ___, adds, ...shape }: BlockCell) {
  return { ...shape, adds: adds && { ...adds, texts: null } };
}

function withChanges(before: Laid, changes: readonly Change[], list: readonly Block[], title: string): Laid {
  const { sheet, firsts, indexes } = before;
  const now: Sheet = { ...sheet, title, cells: [...sheet.cells], pages: [...sheet.pages] };
  const texts = [...before.texts];
  const placed = [...before.placed];
  for (const { block, cell, to, lines } of changes) {
    const index = indexes[block]?.[cell] as number;
    const from = firsts[block] as number;
    const page = sheet.rows[from]?.page as number;
    const { boxes, ...rest } = now.pages[page] as Sheet['pages'][number];
    const at = boxes.findIndex((box) => box.cell === index);
    const box = { ...(boxes[at] as (typeof boxes)[number]), lines };
    now.cells[index] = sheetCell(to, { from, to: from + 1 }, sheet.bodySize);
    now.pages[page] = { ...rest, boxes: boxes.with(at, box) };
    texts[block] = (texts[block] ?? []).with(cell, lines);
    const own = placed[block] as Block;
    placed[block] = { ...own, cells: own.cells.with(cell, to) };
  }
  return { ...before, list, placed, texts, sheet: now };
}
