import type { Label, Slot } from './body-map.ts';
import type { RowMatch } from './match-row.ts';
import type { ViewCell, ViewRow } from './view.ts';

/** Words that headings over texts end in, as 全年实际完成情况, 2020年目标, 未完成原因: none of them is a whole goal. */
const HEADING = /^.{0,10}(?:目标|情况|说明|原因|措施|效果|成效|内容|分析|结果)(?:\([^()]*\))?$/;
/** Headings under 年度总体目标 that say that the goal itself stands below. */
const OF_GOAL = /^(?:项目|年度|本年度?|当年|全年|年初|预期|预定|设定|计划|总体|绩效)*目标$/;

/** What the cells beside the labels of a row are headings of. */
export interface Headings {
  /** Cells over a text of the next row that the form has no place for, or has under `own`. */
  cells: ReadonlySet<ViewCell>;
  /** The one over the value of the label beside it (年度总体目标｜预期目标, the goal below); null where there is none. */
  own: { label: Label; slot: Slot; cell: ViewCell } | null;
}

/**
 * The cells beside a match's labels that are headings, though no form prints them: they read like some, and the next row
 * has texts in their columns and no labels. Without that a text beside a label is its value.
 */
export function headingsBeside(
  match: RowMatch,
  row: ViewRow,
  next: ViewRow | undefined,
  known: ReadonlySet<string>,
): Headings | null {
  const last = match.pairs.at(-1);
  if (!last || !next || next.cells.length === 0) return null;
  const beside = row.cells.filter(({ col }) => col > last.cell.col);
  const reads = ({ folded }: ViewCell) => known.has(folded) || HEADING.test(folded);
  if (beside.length === 0 || !beside.every(reads)) return null;
  if (next.cells.some(({ folded }) => known.has(folded))) return null;
  const covers = (head: ViewCell, cell: ViewCell) =>
    cell.col >= head.col && cell.col < head.col + Math.max(1, head.cell.colSpan);
  const isOver = (head: ViewCell) => next.cells.some((cell) => covers(head, cell));
  const over = [last.cell, ...beside].filter(isOver);
  if (!next.cells.every((cell) => over.some((head) => covers(head, cell)))) return null;
  if (over.includes(last.cell)) return last.label.under === null ? null : { cells: new Set(beside), own: null };
  const own = over.find(({ folded }) => last.label.texts.has(folded) || OF_GOAL.test(folded));
  const slot = last.label.right ?? last.label.under;
  return own && slot !== null ? { cells: new Set(beside), own: { label: last.label, slot, cell: own } } : null;
}
