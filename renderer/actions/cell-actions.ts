import { isWaivable } from '../../shared/checks/waivers.ts';
import { isIndicators } from '../../shared/form/form.ts';
import { pathsOf } from '../../shared/layout/sheet-index.ts';
import type { Problem } from '../../shared/problem.ts';
import { tableOfCell } from '../grid/cell-value.ts';
import { isTypable } from '../grid/navigation.ts';
import { samePlace } from '../grid/same-place.ts';
import { readClipboard } from '../grid/system-clipboard.ts';
import type { Action, ActionContext } from './action.ts';
import { fixProblem, goToProblem } from './review-actions.ts';

const selectionOf = ({ workspace, grid }: ActionContext) => workspace.current && (grid.current?.selection() ?? null);
const hasCell = (context: ActionContext) => selectionOf(context) !== null;
const canType = (context: ActionContext) => selectionOf(context)?.cells.some(isTypable) ?? false;
const holdsText = (context: ActionContext) =>
  selectionOf(context)?.cells.some((cell) => isTypable(cell) && cell.text !== '') ?? false;

/** What can be done with the selected cells, whatever they are. */
export const cellActions: Action[] = [
  {
    id: 'cut',
    edits: true,
    label: '剪切',
    keys: ['Ctrl+X'],
    native: true,
    group: '编辑',
    enabled: canType,
    acts: holdsText,
    run: async (context) => {
      const isSame = samePlace(context);
      await context.grid.current?.copy();
      if (isSame()) context.grid.current?.clear('剪切');
      else context.workspace.say('已复制；单元格在此期间有变化，没有清除');
    },
  },
  {
    id: 'copy',
    label: '复制',
    keys: ['Ctrl+C'],
    native: true,
    group: '编辑',
    enabled: hasCell,
    run: ({ grid }) => grid.current?.copy(),
  },
  {
    id: 'paste',
    edits: true,
    label: '粘贴',
    keys: ['Ctrl+V'],
    native: true,
    group: '编辑',
    enabled: canType,
    run: async (context) => {
      const { workspace, grid } = context;
      const isSame = samePlace(context);
      const copied = await readClipboard();
      if (!copied) workspace.say('请按 Ctrl+V 粘贴');
      else if (isSame()) grid.current?.paste(copied);
      else workspace.say('没有粘贴：单元格在此期间有变化，请再粘贴一次');
    },
  },
  {
    id: 'clear',
    edits: true,
    label: '清除内容',
    keys: ['Delete'],
    native: true,
    group: '编辑',
    enabled: canType,
    acts: holdsText,
    run: ({ grid }) => grid.current?.clear('清除'),
  },
  {
    id: 'pick-indicator',
    edits: true,
    label: '从指标库选…',
    keys: [],
    group: '指标行',
    enabled: inIndicators,
    run: ({ workspace: { frame, library } }) => {
      library.wanted();
      frame.showTab('library');
    },
  },
];

/** What can be done with the selected cell because of what it holds, which only its menu has. */
export function ownActions(context: ActionContext): Action[] {
  const mendable = problemsHere(context).find(({ fix }) => fix);
  const ignorable = problemsHere(context).find(isWaivable);
  const action = (id: string, label: string, run: () => void, more: Pick<Action, 'edits'> = {}): Action => {
    return { id, label, keys: [], group: '审核', enabled: hasCell, ...more, run };
  };
  return [
    ...(mendable
      ? [action('fix-here', `修复：${mendable.fix?.label}`, () => fixProblem(context, mendable), { edits: true })]
      : []),
    ...(ignorable ? [action('ignore-here', '忽略此提醒…', () => ignoreProblem(context, ignorable))] : []),
  ];
}

/** Opens the review at a warning, where the reason is asked for which it is switched off. */
export function ignoreProblem(context: ActionContext, problem: Problem): void {
  const { workspace } = context;
  const session = workspace.current;
  if (!session || !workspace.commitDraft()) return;
  const { drafts } = workspace.review;
  drafts.keep(session, problem, drafts.of(session, problem) ?? { reach: 'place', reason: '' });
  goToProblem(context, problem);
  // Last: the field for the reason takes the focus.
  workspace.frame.showTab('review');
}

function problemsHere(context: ActionContext): Problem[] {
  const session = context.workspace.current;
  const paths = pathsHere(context);
  if (!session || paths.length === 0) return [];
  return context.workspace.review.sorted(session).standing.filter(({ path }) => paths.includes(path));
}

function pathsHere(context: ActionContext): string[] {
  const active = selectionOf(context)?.active;
  return active ? pathsOf(active).filter((path) => path !== '') : [];
}

function inIndicators(context: ActionContext): boolean {
  const active = selectionOf(context)?.active;
  const table = active ? tableOfCell(active) : null;
  const form = context.workspace.current?.form;
  return table !== null && form !== undefined && isIndicators(form, table);
}
