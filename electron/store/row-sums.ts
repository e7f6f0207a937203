import { bodySum, parseJson, revisionSum, timelessSum } from './body-text.ts';
import type { FilingRow, KnownRows, RevisionRow } from './known-rows.ts';

/** Whether the body is what was saved. Rows from before there were sums have none. */
export function isSound({ body, sum }: FilingRow): boolean {
  return sum === '' ? parseJson(body) !== null : bodySum(body) === sum;
}

/** Whether a saved change is as it was written. Those from before there were sums have none. */
export function isUndamaged(row: RevisionRow): boolean {
  return row.sum === '' || row.sum === revisionSum(row) || row.sum === timelessSum(row);
}

/** Whether a row of a table has a sum, and is what was written. */
export function hasItsSum(table: keyof KnownRows, row: object): boolean {
  if (!('sum' in row) || row.sum === '') return false;
  return table === 'filings' ? isSound(row as FilingRow) : isUndamaged(row as RevisionRow);
}
