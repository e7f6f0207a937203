import { applyAll, type Edit } from '../filing/edits.ts';
import type { Filing } from '../filing/filing.ts';
import type { Form } from '../form/form.ts';
import type { Problem } from '../problem.ts';
import { checkFiling } from './run.ts';

/** Rounds of repairing after which it is given up: a repair can bring another one to light, but not for ever. */
const ROUNDS = 8;

/**
 * The edits of every automatic repair, in the order to apply them: one undo step. `wanted` chooses among the problems.
 * Repairs of one value build on each other (spaces, then the sign), so they are looked for anew after each round.
 */
export function fixAll(form: Form, filing: Filing, wanted: (problem: Problem) => boolean = () => true): Edit[] {
  const edits: Edit[] = [];
  let repaired = filing;
  for (let round = 0; round < ROUNDS; round++) {
    const before = edits.length;
    const touched = new Set<string>();
    for (const { fix } of checkFiling(form, repaired).filter((problem) => problem.fix && wanted(problem))) {
      if (!fix || fix.edits.some((edit) => touched.has(placeKey(edit)))) continue;
      for (const edit of fix.edits) touched.add(placeKey(edit));
      edits.push(...fix.edits);
    }
    repaired = applyAll(repaired, edits.slice(before));
    if (edits.length === before) break;
  }
  return edits;
}

/** Repairs change texts only; two of them in one round must not change the same one. */
function placeKey(edit: Edit): string {
  return edit.kind === 'value' ? edit.field : edit.kind === 'cell' ? `${edit.table} ${edit.row} ${edit.column}` : '';
}
