import { flushSync } from 'react-dom';
import { columnsOf, type Form, tablesOf } from '../../shared/form/form.ts';
import { dayName, isSameDay } from '../day-name.ts';
import { panes } from '../panes.ts';
import type { Workspace } from '../workspace.ts';
import { type Action, type ActionContext, always, hasFiling } from './action.ts';

/** Whether the form works scores out that the clerk may type over. */
const hasScores = (form: Form) =>
  tablesOf(form).some(({ id }) => columnsOf(form, id).some(({ override }) => override !== undefined));

export const editActions: Action[] = [
  {
    id: 'undo',
    edits: true,
    label: '撤销',
    labelIn: ({ workspace }) => ofAnotherDay(workspace, 'undo') ?? '撤销',
    keys: ['Ctrl+Z'],
    group: '编辑',
    enabled: ({ workspace }) => {
      const { current } = workspace;
      return Boolean(lastDone(workspace) || current?.canUndo || current?.hasUnreadSteps);
    },
    run: (context) => moveInTime(context, 'undo'),
  },
  {
    id: 'redo',
    edits: true,
    label: '重做',
    labelIn: ({ workspace }) => ofAnotherDay(workspace, 'redo') ?? '重做',
    keys: ['Ctrl+Y', 'Ctrl+Shift+Z'],
    group: '编辑',
    enabled: ({ workspace: { current } }) => Boolean(current?.canRedo || current?.hasUnreadSteps),
    run: (context) => moveInTime(context, 'redo'),
  },
  {
    id: 'fill-down',
    edits: true,
    label: '向下填充',
    keys: ['Ctrl+D'],
    group: '编辑',
    enabled: hasFiling,
    run: ({ grid }) => grid.current?.fillDown(),
  },
  {
    id: 'score-reason',
    edits: true,
    label: '填写改分理由',
    keys: ['Alt+R'],
    group: '编辑',
    enabled: ({ workspace }) => workspace.current !== null && hasScores(workspace.current.form),
    run: ({ workspace, grid }) => {
      if (!grid.current?.askReason()) workspace.say('请先选中改过的得分，再填写改分理由');
    },
  },
  {
    id: 'find',
    label: '查找',
    keys: ['Ctrl+F'],
    group: '编辑',
    enabled: hasFiling,
    run: ({ workspace }) => showFind(workspace, 'find'),
  },
  {
    id: 'replace',
    edits: true,
    label: '替换',
    keys: ['Ctrl+H'],
    group: '编辑',
    enabled: hasFiling,
    run: ({ workspace }) => showFind(workspace, 'replace'),
  },
  {
    id: 'find-next',
    label: '查找下一处',
    keys: ['F3'],
    group: '编辑',
    enabled: hasFiling,
    run: (context) => findOn(context, 1),
  },
  {
    id: 'find-previous',
    label: '查找上一处',
    keys: ['Shift+F3'],
    group: '编辑',
    enabled: hasFiling,
    run: (context) => findOn(context, -1),
  },
  {
    id: 'replace-everywhere',
    anywhere: true,
    label: '在所有表中替换',
    keys: [],
    group: '编辑',
    enabled: always,
    run: ({ workspace: { frame } }) => frame.ask({ kind: 'replace-everywhere' }),
  },
  {
    id: 'search',
    anywhere: true,
    label: '搜索所有表',
    keys: ['Ctrl+Shift+F'],
    group: '编辑',
    enabled: always,
    run: ({ workspace }) => {
      flushSync(() => workspace.frame.showList(true));
      panes.focus('search');
    },
  },
];

function showFind({ frame }: Workspace, what: 'find' | 'replace'): void {
  flushSync(() => frame.setFind(what));
  panes.focus('find');
}

/** Goes to the next place of what was searched for last; asks for it when nothing was. */
function findOn({ workspace, grid }: ActionContext, step: 1 | -1): void {
  const { current, finding } = workspace;
  if (!current) return;
  const match = finding.query === '' ? null : finding.go(current, step);
  if (finding.query === '') showFind(workspace, 'find');
  else if (match) grid.current?.select(match.cell);
  else workspace.say('没有找到');
}

/** What takes back something that was done since any step of the open table, and beyond it. */
const lastDone = ({ messages: { undo } }: Workspace) => (undo?.isLast?.() ? undo : null);

/**
 * Undoes or redoes a step and shows the cell it changed. That it was one of another day is said. A key pressed before
 * the earlier steps are read waits for them, in its turn.
 */
async function moveInTime({ workspace, grid }: ActionContext, direction: 'undo' | 'redo'): Promise<void> {
  const offer = direction === 'undo' ? lastDone(workspace) : null;
  if (offer) return workspace.messages.take(offer);
  const session = workspace.current;
  if (session?.hasUnreadSteps) await session.reachBack();
  if (workspace.current !== session) return;
  const told = ofAnotherDay(workspace, direction);
  const path = session?.move(direction);
  if (path) grid.current?.select(path);
  if (told !== null && typeof path === 'string') workspace.say(`已${told}`);
}

/** What undo or redo does next where that was not done today: 撤销昨天的“填写年度金额”. */
function ofAnotherDay({ current }: Workspace, how: 'undo' | 'redo'): string | null {
  const step = current?.next(how);
  const today = new Date();
  if (!step?.at || isSameDay(new Date(step.at), today)) return null;
  const name = step.label.replaceAll('“', '‘').replaceAll('”', '’');
  return `${how === 'undo' ? '撤销' : '重做'}${dayName(step.at, today)}的“${name}”`;
}
