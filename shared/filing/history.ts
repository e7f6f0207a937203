import { applyAll, type Edit, invertAll } from './edits.ts';
import type { Filing } from './filing.ts';
import { shorten } from './parse.ts';

/** What the user did in one go (typed a cell, added a row): the unit of undo. */
export interface Step {
  /** Name for the undo command, e.g. 填写年度金额, as `stepLabel` cuts it. */
  label: string;
  /** The cell to show when the step is undone or redone. */
  path: string;
  edits: Edit[];
  /** When it was saved (ISO), of a step that another run or window has made. */
  at?: string;
}

/** Longest name of a step in characters. */
const LONGEST_LABEL = 48;

/** A name of a step, which may hold a text of any length, in one short line. */
export function stepLabel(name: string): string {
  return shorten(name, LONGEST_LABEL);
}

const UNDO = '撤销';
const REDO = '重做';

/** The name under which a step is saved that is taken back or done again. */
export function moveLabel(how: 'undo' | 'redo', { label }: Step): string {
  return stepLabel(`${how === 'undo' ? UNDO : REDO}${label}`);
}

export const isUndoLabel = (label: string) => label.startsWith(UNDO);
export const isRedoLabel = (label: string) => label.startsWith(REDO);

/** The name of the step that a saved change did, also where it did it again or took it back. */
export const plainLabel = (label: string) =>
  isUndoLabel(label) ? label.slice(UNDO.length) : isRedoLabel(label) ? label.slice(REDO.length) : label;

/** Steps done, oldest first, and steps undone, the next to redo last. Selecting cells never changes it. */
export interface History {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** Whether a step was made since the history begins: what was undone before it can no longer be redone. */
  readonly hasNew: boolean;
}

export const emptyHistory: History = { past: [], future: [], hasNew: false };

/** The history with steps that were done before all it has, and with those that were undone before all it has. */
export function withOlder(history: History, older: readonly Step[], undone: readonly Step[]): History {
  const future = history.hasNew ? history.future : [...undone, ...history.future];
  return { ...history, past: [...older, ...history.past], future };
}

/** A new step was made: it can be undone, and what was undone before is gone. */
export function record(history: History, step: Step): History {
  return { past: [...history.past, step], future: [], hasNew: true };
}

/** Every text that a cell of a row has had in steps done or undone; the row is known by its id. */
export function textsHeld({ past, future }: History, table: string, id: string, column: string): Set<string> {
  const edits = [...past, ...future].flatMap((step) => step.edits);
  return new Set(
    edits.flatMap((edit) =>
      edit.kind === 'cell' && edit.table === table && edit.id === id && edit.column === column
        ? [edit.from, edit.to]
        : [],
    ),
  );
}

export interface Moved {
  filing: Filing;
  history: History;
  /** The step with the edits that were applied, to be saved like any other. */
  step: Step;
}

/** Takes the last step back; null when there is none. */
export function undo(filing: Filing, history: History): Moved | null {
  const step = history.past.at(-1);
  if (!step) return null;
  const edits = invertAll(step.edits);
  return {
    filing: applyAll(filing, edits),
    history: { ...history, past: history.past.slice(0, -1), future: [...history.future, step] },
    step: { ...step, edits },
  };
}

/** Does the last undone step again; null when there is none. */
export function redo(filing: Filing, history: History): Moved | null {
  const step = history.future.at(-1);
  if (!step) return null;
  return {
    filing: applyAll(filing, step.edits),
    history: { ...history, past: [...history.past, step], future: history.future.slice(0, -1) },
    step,
  };
}
