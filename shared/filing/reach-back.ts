import { type Form, tablesOf } from '../form/form.ts';
import { contentEdits } from './content-edits.ts';
import { applyAll, type Edit, EditError, invertAll } from './edits.ts';
import { type Filing, typedColumns } from './filing.ts';
import { isUndoLabel, plainLabel, type Step } from './history.ts';
import { pathOf } from './path.ts';

/** How far the saved changes of a filing have been gone back over. */
export interface Reach {
  /** The filing as it was before all of them. */
  filing: Filing;
  /** What the filing held after a step was taken back, while the state before that step is looked for. */
  sought: Filing | null;
  /** Whether an earlier change cannot be taken back. */
  ended: boolean;
}

/**
 * Goes back over saved changes, the newest first, and answers with the steps that stand, the oldest first. A step that
 * was taken back is passed over together with that. The way ends where a change does not fit what the filing held after
 * it: the body was written by something else.
 */
export function reachBack(
  form: Form,
  from: Reach,
  revisions: readonly { label: string; edits: Edit[] }[],
): { reach: Reach; steps: Step[] } {
  let { filing, sought } = from;
  const steps: Step[] = [];
  for (const { label, edits } of revisions) {
    const before = edits.length === 0 ? null : tryBack(filing, edits);
    if (!before) return { reach: { filing, sought: null, ended: true }, steps };
    if (sought === null && isUndoLabel(label)) sought = filing;
    else if (sought === null) steps.unshift({ label: plainLabel(label), path: pathOfEdits(form, edits), edits });
    filing = before;
    if (sought !== null && contentEdits(form, filing, sought).length === 0) sought = null;
  }
  return { reach: { filing, sought, ended: false }, steps };
}

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
