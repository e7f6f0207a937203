import type { RefObject } from 'react';
import type { GridHandle } from '../grid/grid.tsx';
import type { Workspace } from '../workspace.ts';

/** What an action works on. */
export interface ActionContext {
  workspace: Workspace;
  grid: RefObject<GridHandle | null>;
  /** Opens one of the window's panels. */
  show(panel: 'new' | 'find' | 'replace' | 'commands' | 'keys' | 'switch' | 'preview' | 'year-review'): void;
  /** Closes the view that covers the table, if one does: whatever is done to the table then is seen. */
  uncover(): void;
  focusSearch(): void;
}

/** One command of the window: menu, button, shortcut and command list come from the same entry. */
export interface Action {
  id: string;
  label: string;
  /** What it is called for what is selected, where that differs from `label`. */
  labelIn?(context: ActionContext): string;
  /** `Ctrl+Shift+S`; on a Mac ⌘ stands for Ctrl. The first is the one shown. */
  keys: string[];
  /** Heading in the sheet of keys and the command list. */
  group: '文件' | '编辑' | '指标行' | '审核' | '视图' | '列表';
  enabled(context: ActionContext): boolean;
  run(context: ActionContext): void | Promise<void>;
}

/** What the list itself can do with the filings chosen in it; it needs the workspace alone. */
export interface ChosenAction extends Omit<Action, 'enabled' | 'run'> {
  /** How the bar under the list calls it. */
  short: string;
  enabled(context: { workspace: Workspace }): boolean;
  run(context: { workspace: Workspace }): void | Promise<void>;
}

/** The name of an action for what is selected. */
export const labelOf = (action: Action, context: ActionContext) => action.labelIn?.(context) ?? action.label;

export const always = () => true;
export const hasFiling = ({ workspace }: ActionContext) => workspace.current !== null;
