import { type Edit, EditError, sameRow } from '../../shared/filing/edits.ts';
import { cellsOf, type Filing, ROW_ID, type Row, rowsOf, textOf } from '../../shared/filing/filing.ts';
import { type History, record, redo, type Step, undo } from '../../shared/filing/history.ts';
import { pathOf } from '../../shared/filing/path.ts';
import { placeName, rowCellName } from '../../shared/filing/place-name.ts';
import { type Clash, rebase } from '../../shared/filing/rebase.ts';
import type { Form } from '../../shared/form/form.ts';

/** A filing with the history that led to it. */
export interface State {
  filing: Filing;
  history: History;
}

/** Something done in the window that is not in the store yet: a step, or one taken back or done again. */
export interface Unsaved {
  how: 'perform' | 'undo' | 'redo';
  /** The step as the history has it. */
  step: Step;
  label: string;
  /** What is to be saved. */
  edits: Step['edits'];
  after: State;
}

export interface Replayed {
  queue: Unsaved[];
  clashes: Clash[];
  /** Sentences about what could not be done again. */
  told: string[];
}

/**
 * Does the unsaved steps, which were made on `before`, again on the state `base`: after a change of another window, or
 * (`own`) after the step `dropped` of this window was given up. What was taken back stays taken back; the history holds
 * what was done again.
 */
export function replay(
  form: Form,
  queue: readonly Unsaved[],
  before: Filing,
  base: State,
  { own, dropped }: { own: boolean; dropped: Step | null },
): Replayed {
  const again: Unsaved[] = [];
  const told: string[] = [];
  const clashes: { step: Step; clash: Clash }[] = [];
  /** What has become of the steps of the queue; null where nothing is left of one. */
  const became = new Map<Step, Step | null>(dropped ? [[dropped, null]] : []);
  let made = before;
  let now = base;
  const add = (one: Unsaved) => {
    again.push(one);
    now = one.after;
  };
  for (const { how, step, label, edits, after } of queue) {
    const left = became.get(step);
    const moved = how === 'perform' || left === null ? null : moveBy(how, left ?? step, now);
    if (how === 'undo') drop(clashes, (one) => one.step === step);
    if (moved) add({ how, step: moved.step, label, edits: moved.edits, after: moved.after });
    else if (how !== 'undo' || left !== null) {
      const done = rebase(form, edits, made, now.filing, own);
      for (const clash of done.clashes) {
        drop(clashes, (one) => sameCell(one.clash, clash));
        clashes.push({ step, clash });
      }
      told.push(
        ...done.kept.map(({ table, row }) => `${rowCellName(form, table, row, '')}在另一个窗口中有修改，没有删除`),
      );
      const rest: Step | null = done.edits.length === 0 ? null : { label, path: step.path, edits: done.edits };
      became.set(step, rest);
      if (rest) {
        const history = record(now.history, rest);
        add({ how: 'perform', step: rest, label, edits: rest.edits, after: { filing: done.filing, history } });
      }
    }
    made = after.filing;
  }
  return { queue: again, clashes: clashes.map(({ clash }) => clash), told };
}

/** A step taken back or done again where it is next in the history and fits; null otherwise. */
function moveBy(
  how: 'undo' | 'redo',
  step: Step,
  { filing, history }: State,
): { step: Step; edits: Step['edits']; after: State } | null {
  if ((how === 'undo' ? history.past : history.future).at(-1) !== step) return null;
  try {
    const moved = (how === 'undo' ? undo : redo)(filing, history);
    return moved && { step, edits: moved.step.edits, after: { filing: moved.filing, history: moved.history } };
  } catch (error) {
    if (error instanceof EditError) return null;
    throw error;
  }
}

/**
 * Whether two filings hold the same texts in the same rows; a field that was never set is as empty as one set to ''.
 */
export function sameFiling(a: Filing, b: Filing): boolean {
  const fields = Object.keys({ ...a.values, ...b.values });
  return (
    fields.every((field) => textOf(a, field) === textOf(b, field)) &&
    a.sections.join() === b.sections.join() &&
    Object.keys({ ...a.tables, ...b.tables }).every((table) => sameRows(rowsOf(a, table), rowsOf(b, table)))
  );
}

function sameRows(a: readonly Row[], b: readonly Row[]): boolean {
  return a.length === b.length && a.every((row, index) => sameRow(row, b[index] ?? {}));
}

function sameCell(a: Clash, b: Clash): boolean {
  if ('field' in a.place || 'field' in b.place)
    return 'field' in a.place && 'field' in b.place && a.place.field === b.place.field;
  return a.place.column === b.place.column && a.row?.[ROW_ID] === b.row?.[ROW_ID];
}

function drop<T>(list: T[], which: (one: T) => boolean): void {
  for (let k = list.length - 1; k >= 0; k--) if (which(list[k] as T)) list.splice(k, 1);
}

/**
 * What goes with a step that cannot be saved any more: each text that it wrote, whole, so that it can be copied, or else
 * what it did.
 */
export function lostLines(form: Form, { how, label, edits }: Unsaved): string[] {
  const texts = how === 'undo' ? [] : edits.flatMap((edit) => textsWritten(form, edit));
  return (texts.length > 0 ? texts : [`“${label}”`]).map((text) => `${text}未能存入`);
}

function textsWritten(form: Form, edit: Edit): string[] {
  if (edit.kind === 'insert')
    return edit.rows
      .map((row) => textsOf(row).join('　'))
      .flatMap((text) => (text === '' ? [] : [`新增的行“${text}”`]));
  if ((edit.kind !== 'value' && edit.kind !== 'cell') || edit.to === '') return [];
  return [`${placeName(form, pathOf(edit.kind === 'value' ? { field: edit.field } : edit))}“${edit.to}”`];
}

const textsOf = (row: Row): string[] => cellsOf(row).flatMap(([, text]) => (text ? [text] : []));
