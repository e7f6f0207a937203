import { fixAll } from '../../shared/checks/fix.ts';
import { pathsOf } from '../../shared/layout/sheet-index.ts';
import type { Problem } from '../../shared/problem.ts';
import { countProblems, countsInWords, severityNames, severityRank } from '../../shared/review.ts';
import { inReadingOrder, nextProblem, type Placed, sameProblem } from '../grid/marks.ts';
import { panes } from '../panes.ts';
import type { Session } from '../state/session.ts';
import type { Workspace } from '../workspace.ts';
import { type Action, type ActionContext, always, hasFiling } from './action.ts';
import { showAt } from './show-at.ts';

export const reviewActions: Action[] = [
  {
    id: 'review',
    label: '打开审核面板',
    keys: ['F7'],
    group: '审核',
    enabled: hasFiling,
    run: ({ workspace }) => reviewNow(workspace),
  },
  {
    id: 'problem-next',
    label: '下一个问题',
    keys: ['F8'],
    group: '审核',
    enabled: hasFiling,
    run: (context) => step(context, 1),
  },
  {
    id: 'problem-previous',
    label: '上一个问题',
    keys: ['Shift+F8'],
    group: '审核',
    enabled: hasFiling,
    run: (context) => step(context, -1),
  },
  {
    id: 'problem-fix',
    edits: true,
    label: '修复此处',
    keys: ['Ctrl+F8'],
    group: '审核',
    enabled: hasFiling,
    run: fixHere,
  },
  {
    id: 'fix-all',
    edits: true,
    label: '全部修复',
    keys: ['Ctrl+Shift+F8'],
    group: '审核',
    enabled: hasFiling,
    run: (context) => fixSome(context, () => true),
  },
  {
    id: 'year-review',
    anywhere: true,
    label: '年度审核汇总',
    keys: ['Ctrl+F7'],
    group: '审核',
    enabled: always,
    run: ({ workspace }) => workspace.frame.show('year-review'),
  },
  {
    id: 'review-xlsx',
    label: '审核报告 Excel',
    keys: [],
    group: '审核',
    enabled: hasFiling,
    run: ({ workspace }) => workspace.exports.report('xlsx', { ids: [(workspace.current as Session).id] }),
  },
  {
    id: 'review-pdf',
    label: '审核报告 PDF',
    keys: [],
    group: '审核',
    enabled: hasFiling,
    run: ({ workspace }) => workspace.exports.report('pdf', { ids: [(workspace.current as Session).id] }),
  },
];

/** Shows the panel, and judges the table: what is not filled in is an error from now on. Again closes the panel. */
async function reviewNow({ current, frame, review }: Workspace): Promise<void> {
  if (!current) return;
  const judged = review.isJudged(current);
  frame.showTab(frame.tab === 'review' && judged ? null : 'review');
  if (judged) return;
  await review.judge([current.id]);
}

/** Selects the cell of a problem, and keeps where that was, so that the next one follows on it. */
export function goToProblem({ workspace, grid, uncover }: ActionContext, problem: Problem): void {
  uncover();
  if (problem.path !== '') grid.current?.select(problem.path);
  panes.focus('table');
  // The selection is drawn a moment later; the cell that is going to be selected counts.
  workspace.review.goneTo(
    problem,
    cellPath(workspace.current, workspace.preferences.seal, problem) ?? selectedPath(grid),
  );
}

/** Opens a filing at its first error, with the panel that tells the others. */
export async function showFirstError(context: ActionContext, id: number): Promise<void> {
  const { workspace, uncover } = context;
  uncover();
  workspace.frame.showTab('review');
  if (workspace.current?.id !== id) await workspace.open(id);
  const session = workspace.current;
  if (session?.id !== id) return;
  const { screen } = session.sheet(workspace.preferences.seal);
  const errors = workspace.review.sorted(session).standing.filter(({ severity }) => severity === 'error');
  const [first] = inReadingOrder(screen, errors).filter(({ cell }) => cell !== null);
  await showAt(context, id, first?.problem.path ?? '');
}

/** The problems of an open table in the order in which the panel lists them and F8 goes through them. */
export function listedProblems(
  { review, preferences }: Workspace,
  session: Session,
  problems: readonly Problem[],
): Placed[] {
  const placed = inReadingOrder(session.sheet(preferences.seal).screen, problems);
  return review.order === 'place'
    ? placed
    : placed.toSorted((a, b) => severityRank(a.problem) - severityRank(b.problem));
}

/** Mends one problem: one undo step. */
export function fixProblem({ workspace, grid, uncover }: ActionContext, problem: Problem): void {
  const session = workspace.current;
  if (!session || !workspace.commitDraft()) return;
  uncover();
  // The panel follows a moment after the table: a repair is made on the table as it is now.
  const fix = workspace.review.sorted(session).standing.find((other) => sameProblem(other, problem))?.fix;
  if (!fix) return;
  const { path } = problem;
  if (!session.perform({ label: fix.label, path, edits: fix.edits })) return;
  if (path !== '') grid.current?.select(path);
  panes.focus('table');
  workspace.say(`已修复：${fix.label}`);
}

/** Mends every chosen problem that stands and can be mended, as one undo step, and says how many that were. */
export function fixSome(context: ActionContext, wanted: (problem: Problem) => boolean): void {
  const { workspace, grid, uncover } = context;
  const session = workspace.current;
  if (!session || !workspace.commitDraft()) return;
  uncover();
  const { standing } = workspace.review.sorted(session);
  // What the unit has switched off is not changed behind its back, also where another repair brings it to light.
  const stands = workspace.review.standsIn(session);
  const edits = fixAll(session.form, session.filing, (problem) => stands(problem) && wanted(problem));
  const mendable = standing.filter((problem) => problem.fix && wanted(problem));
  const [first] = mendable;
  if (edits.length === 0 || !first) {
    workspace.say('没有可以自动修复的问题');
    return;
  }
  if (!session.perform({ label: '修复', path: first.path, edits })) return;
  const left = workspace.review.sorted(session).standing;
  const keys = new Set(left.map(problemKey));
  const mended = mendable.filter((problem) => !keys.has(problemKey(problem))).length;
  if (first.path !== '') grid.current?.select(first.path);
  panes.focus('table');
  workspace.say(`${mendedLine(standing.length, mended, left)}；可一步撤销`);
}

/** What became of so many problems, in numbers that add up: mended, gone with them, and what is left to do. */
function mendedLine(before: number, mended: number, left: readonly Problem[]): string {
  const gone = before - mended - left.length;
  const along = gone > 0 ? `，另有 ${gone} 个随之消除` : '';
  const shown = gone < 0 ? `（含修复后发现的 ${-gone} 个）` : '';
  return `已修复 ${mended} 个问题${along}${left.length > 0 ? `，还有${countsInWords(countProblems(left))}${shown}` : ''}`;
}

const problemKey = ({ rule, path, message }: Problem) => `${rule} ${path} ${message}`;

function step(context: ActionContext, direction: 1 | -1): void {
  const { workspace, grid } = context;
  const session = workspace.current as Session;
  const { screen } = session.sheet(workspace.preferences.seal);
  const placed = listedProblems(workspace, session, workspace.review.sorted(session).standing);
  const selected = selectedPath(grid);
  const { at } = workspace.review;
  // Whoever has gone to none yet begins at the beginning, wherever the table was opened.
  const index = at
    ? nextProblem(screen, placed, selected, at.selected === selected ? at.problem : null, direction)
    : direction > 0
      ? Math.min(0, placed.length - 1)
      : placed.length - 1;
  const problem = placed[index]?.problem;
  if (!problem) {
    workspace.say('没有发现问题');
    return;
  }
  goToProblem(context, problem);
  const { severity, message } = problem;
  workspace.say(`第 ${index + 1} 个，共 ${placed.length} 个：${severityNames[severity]}，${message}`);
}

/** The problem that was gone to last, or the first of the selected cell that can be mended. */
function fixHere(context: ActionContext): void {
  const { workspace, grid } = context;
  const { at } = workspace.review;
  const cell = grid.current?.selection()?.active;
  const paths = cell ? pathsOf(cell) : [];
  const { standing } = workspace.review.sorted(workspace.current as Session);
  const shown = at && at.selected === cell?.path ? standing.find((problem) => sameProblem(problem, at.problem)) : null;
  const problem = shown?.fix ? shown : standing.find(({ path, fix }) => fix && paths.includes(path));
  const here = standing.some(({ path }) => paths.includes(path));
  if (problem) fixProblem(context, problem);
  else workspace.say(here ? '此处的问题不能自动修复，请按提示修改' : '此处没有问题，按 F8 找下一个');
}

function selectedPath(grid: ActionContext['grid']): string {
  return grid.current?.selection()?.active.path ?? '';
}

/** Path of the cell that shows a problem of the open filing; null for the table as a whole. */
function cellPath(session: Session | null, seal: 42 | 45 | null, problem: Problem): string | null {
  if (!session) return null;
  return inReadingOrder(session.sheet(seal).screen, [problem])[0]?.cell?.path ?? null;
}
