import { groupBy } from '../../shared/group-by.ts';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { isSelectable, pathsOf, sheetIndex } from '../../shared/layout/sheet-index.ts';
import type { Problem, Severity } from '../../shared/problem.ts';
import { bySeverity, severityNames } from '../../shared/review.ts';

/** Problems by the path of the value they are about. */
export type Marks = ReadonlyMap<string, readonly Problem[]>;

/** What a cell shows of its problems: the worst severity, and every message on a line of its own. */
export interface Mark {
  severity: Severity;
  text: string;
}

/** The problems that a cell can show. What says the same as `before` comes back from there: it is not drawn anew. */
export function marksOf(problems: readonly Problem[], before: Marks): Marks {
  const marks: Map<string, readonly Problem[]> = groupBy(
    problems.filter((problem) => problem.path !== ''),
    (problem) => problem.path,
  );
  for (const [path, here] of marks) {
    const there = before.get(path);
    if (there && saySame(here, there)) marks.set(path, there);
  }
  const same = marks.size === before.size && [...marks].every(([path, here]) => here === before.get(path));
  return same ? before : marks;
}

/** The pages of a sheet on which marks show otherwise than before. */
export function pagesMarkedAnew(sheet: Sheet, before: Marks, now: Marks): ReadonlySet<number> {
  const { find, boxesOf } = sheetIndex(sheet);
  const paths = [...new Set([...before.keys(), ...now.keys()])].filter((path) => before.get(path) !== now.get(path));
  const cells = paths.flatMap((path) => find(path) ?? []);
  return new Set(cells.flatMap((cell) => boxesOf(cell).map(({ page }) => page)));
}

function saySame(here: readonly Problem[], there: readonly Problem[]): boolean {
  return here.length === there.length && here.every((problem, index) => saysTheSame(problem, there[index]));
}

function saysTheSame(a: Problem, b: Problem | undefined): boolean {
  return a.message === b?.message && a.severity === b.severity && a.fix?.label === b.fix?.label;
}

export function markOf(cell: SheetCell, marks: Marks): Mark | null {
  const problems = problemsOf(cell, marks);
  const [worst] = problems;
  if (!worst) return null;
  const text = problems.map(({ severity, message }) => `${severityNames[severity]}：${message}`).join('\n');
  return { severity: worst.severity, text };
}

/** The problems that a cell shows, the worst first. The rows of a merged cell may all have the same: it is told once. */
export function problemsOf(cell: SheetCell, marks: Marks): readonly Problem[] {
  if (!isSelectable(cell) || marks.size === 0) return NONE;
  const told = new Map<string, Problem>();
  for (const path of pathsOf(cell))
    for (const problem of marks.get(path) ?? NONE)
      if (!told.has(`${problem.severity} ${problem.message}`))
        told.set(`${problem.severity} ${problem.message}`, problem);
  return told.size === 0 ? NONE : bySeverity([...told.values()]);
}

const NONE: readonly Problem[] = [];

/** A problem and the cell that shows it; null for the table as a whole and for what is not printed. */
export interface Placed {
  problem: Problem;
  cell: SheetCell | null;
}

/** Problems as a reader meets them: those of the whole table, then cell by cell. */
export function inReadingOrder(sheet: Sheet, problems: readonly Problem[]): Placed[] {
  const { find, orderOf } = sheetIndex(sheet);
  const placed = problems.map((problem) => ({ problem, cell: problem.path === '' ? null : find(problem.path) }));
  const rank = ({ cell }: Placed) => (cell ? orderOf(cell) : -1);
  return placed.sort((a, b) => rank(a) - rank(b));
}

/**
 * Index of the problem to go to from the selected cell, round and round; `at` is the one shown last, when it is still
 * where the clerk is. Answers -1 when there are none.
 */
export function nextProblem(
  sheet: Sheet,
  placed: readonly Placed[],
  selected: string,
  at: Problem | null,
  step: 1 | -1,
): number {
  const count = placed.length;
  if (count === 0) return -1;
  const shown = at ? placed.findIndex(({ problem }) => sameProblem(problem, at)) : -1;
  if (shown >= 0) return (shown + step + count) % count;
  const { find, orderOf } = sheetIndex(sheet);
  const from = find(selected);
  const here = from ? orderOf(from) : -1;
  const rank = ({ cell }: Placed) => (cell ? orderOf(cell) : -1);
  const found =
    step > 0 ? placed.findIndex((one) => rank(one) > here) : placed.findLastIndex((one) => rank(one) < here);
  return found >= 0 ? found : step > 0 ? 0 : count - 1;
}

export function sameProblem(a: Problem, b: Problem): boolean {
  return a.rule === b.rule && a.path === b.path && a.message === b.message;
}
