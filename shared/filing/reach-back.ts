import { type Form, tablesOf } from '../form/form.ts';
import { contentEdits } from './content-edits.ts';
import { applyAll, type Edit, EditError, invertAll } from './edits.ts';
import { type Filing, typedColumns } from './filing.ts';
import { isRedoLabel, isUndoLabel, plainLabel, type Step } from './history.ts';
import { pathOf } from './path.ts';

/** How far the saved changes of a filing have been gone back over. */
export interface Reach {
  /** The filing as it was before all of them. */
  filing: Filing;
  /** What the filing held after a step was taken back, while the state before that step is looked for. */
  sought: Filing | null;
  /** Whether an earlier change cannot be taken back. */
  ended: boolean;
  /** While only steps taken back or done again were gone over: what could be done again; null once a step was made. */
  redo: Redo | null;
}

interface Redo {
  /** What the filing holds when all steps found so far are done again: one that was undone before them goes on there. */
  tip: Filing;
  /** Steps that were done again and whose taking back has not been met yet. */
  again: number;
}

/** Where going back begins: at the filing as it is now. */
export function reachFrom(filing: Filing): Reach {
  return { filing, sought: null, ended: false, redo: { tip: filing, again: 0 } };
}

/**
 * Goes back over saved changes, the newest first, and answers with the steps that stand, the oldest first, and with
 * those that were taken back last and can be done again, the next one last. A step that was taken back is passed over
 * together with that. The way ends where a change does not fit what the filing held after it: the body was written by
 * something else.
 */
export function reachBack(
  form: Form,
  from: Reach,
  revisions: readonly { savedAt: string; label: string; edits: Edit[] }[],
): { reach: Reach; steps: Step[]; undone: Step[] } {
  let { filing, sought, redo } = from;
  const steps: Step[] = [];
  const undone: Step[] = [];
  for (const { savedAt: at, label, edits } of revisions) {
    const before = edits.length === 0 ? null : tryBack(filing, edits);
    if (!before) return { reach: { filing, sought: null, ended: true, redo: null }, steps, undone };
    const step = { label: plainLabel(label), path: pathOfEdits(form, edits), at };
    if (redo && isUndoLabel(label) && redo.again === 0 && isSame(form, filing, redo.tip))
      undone.unshift({ ...step, edits: invertAll(edits) });
    redo = redo && redoBefore(form, redo, label, { filing, before });
    if (sought === null && isUndoLabel(label)) sought = filing;
    else if (sought === null) steps.unshift({ ...step, edits });
    filing = before;
    if (sought !== null && isSame(form, filing, sought)) sought = null;
  }
  return { reach: { filing, sought, ended: false, redo }, steps, undone };
}

/** What could be done again before a change that led from `before` to `filing`. */
function redoBefore(form: Form, { tip, again }: Redo, label: string, change: { filing: Filing; before: Filing }) {
  if (isRedoLabel(label)) return { tip, again: again + 1 };
  if (!isUndoLabel(label)) return null;
  if (again > 0) return { tip, again: again - 1 };
  return isSame(form, change.filing, tip) ? { tip: change.before, again: 0 } : null;
}

const isSame = (form: Form, a: Filing, b: Filing) => contentEdits(form, a, b).length === 0;

/** The filing before a change; null where the change does not fit it. */
function tryBack(filing: Filing, edits: readonly Edit[]): Filing | null {
  try {
    return applyAll(filing, invertAll(edits));
  } catch (error) {
    if (error instanceof EditError) return null;
    throw error;
  }
}

/** The cell to show when a change is taken back: where its first edit stands. */
function pathOfEdits(form: Form, [first]: readonly Edit[]): string {
  if (!first || first.kind === 'section') return '';
  if (first.kind === 'value') return first.field;
  if (first.kind === 'cell') return pathOf(first);
  const [column] = tablesOf(form).some(({ id }) => id === first.table) ? typedColumns(form, first.table) : [];
  return column
    ? pathOf({ table: first.table, row: first.kind === 'move' ? first.from : first.at, column: column.id })
    : '';
}
