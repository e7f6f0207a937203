import type { RefObject } from 'react';
import type { GridHandle } from '../grid/grid-handle.ts';
import type { Workspace } from '../workspace.ts';

/** What an action works on. */
export interface ActionContext {
  workspace: Workspace;
  grid: RefObject<GridHandle | null>;
  /** Shows the table in the place of what covers it, at once: whatever is done to the table then is seen. */
  uncover(): void;
}

/** The menus, which are also the headings in the sheet of keys and the palette. */
export const menus = ['文件', '编辑', '指标行', '审核', '年度', '视图', '帮助'] as const;

/** One command of the window: menu, button, shortcut and palette come from the same entry. */
export interface Action {
  id: string;
  label: string;
  /** What it is called for what is selected, where that differs from `label`. */
  labelIn?(context: ActionContext): string;
  /** `Ctrl+Shift+S`; on a Mac ⌘ stands for Ctrl. The first is the one shown. */
  keys: string[];
  group: (typeof menus)[number] | '列表';
  /** Whether it makes sense while a page covers the table: it is about no cell and no open table. */
  anywhere?: true;
  /** It changes the open table: it waits while that is 定稿. */
  edits?: true;
  /** Whether it is about the whole table as it is printed, and makes sense over the preview too. */
  printed?: true;
  /** What is being typed is entered for it, and goes on behind it with its caret: whoever saves by habit writes on. */
  goesOn?: true;
  /** The browser does it by its key: the key is shown, and left to it. */
  native?: true;
  enabled(context: ActionContext): boolean;
  /** Whether it would change anything of what is selected; the menu of a cell has it only then. Else as `enabled`. */
  acts?(context: ActionContext): boolean;
  run(context: ActionContext): void | Promise<void>;
}

/** The name of an action for what is selected. */
export const labelOf = (action: Action, context: ActionContext) => action.labelIn?.(context) ?? action.label;

export const always = () => true;
export const hasFiling = ({ workspace }: ActionContext) => workspace.current !== null;
