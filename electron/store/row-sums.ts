import { bodySum, parseJson, revisionSum, timelessSum } from './body-text.ts';
import type { FilingRow, RevisionRow } from './known-rows.ts';

/** Whether the body is what was saved. Rows from before there were sums have none. */
export function isSound({ body, sum }: FilingRow): boolean {
  return sum === '' ? parseJson(body) !== null : bodySum(body) === sum;
}

/** Whether a saved change is as it was written. Those from before there were sums have none. */
export function isUndamaged(row: RevisionRow): boolean {
  return row.sum === '' || row.sum === revisionSum(row) || row.sum === timelessSum(row);
}
