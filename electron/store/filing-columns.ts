import { bodySum } from './body-text.ts';
import type { Found } from './found-rows.ts';
import type { FilingRow, KnownRows, RevisionRow } from './known-rows.ts';
import { copiesOf } from './twice.ts';

/** What the copy of a filing's row has (migration 9): all but its bodies. */
export type FilingColumns = Omit<FilingRow, 'body' | 'taken'>;

const COLUMNS = [
  'id',
  'form',
  'name',
  'unit',
  'year',
  'revision',
  'saved_at',
  'trashed_at',
  'created_at',
  'rolled_from',
  'made_from',
  'judged',
  'sum',
] as const satisfies (keyof FilingColumns)[];

/** Those that the body does not say. */
const OWN = [
  'revision',
  'saved_at',
  'trashed_at',
  'created_at',
  'rolled_from',
  'made_from',
  'judged',
  'taken',
] as const;

/** What may know of a filing beside its row. */
export interface Witnesses {
  copy: FilingColumns | undefined;
  /** The copy of `taken`. */
  taken: string | undefined;
  listed: KnownRows['listed'][number] | undefined;
  backup: FilingRow | undefined;
  /** The saved change that led to what it holds. */
  last: RevisionRow | undefined;
}

/** The copies of the columns of filings, by their ids. */
export function columnCopies(found: Found): Map<number, FilingColumns> {
  const copies = copiesOf(found, 'filings', COLUMNS) as unknown as FilingColumns[];
  return new Map(copies.map((copy) => [copy.id, copy]));
}

/** The copies of what filings were made from, by their ids. */
export function takenCopies(found: Found): Map<number, string> {
  const copies = copiesOf(found, 'taken', ['id', 'taken']) as unknown as { id: number; taken: string }[];
  return new Map(copies.map(({ id, taken }) => [id, taken]));
}

/**
 * The rows under their own ids: an id is told by where a row stands, and may be damaged. A row whose body is that of
 * another filing's copy, and which neither its own copy nor a saved change knows, is that filing's.
 */
export function underOwnIds(
  filings: readonly FilingRow[],
  copies: ReadonlyMap<number, FilingColumns>,
  revisions: ReadonlyMap<number, readonly RevisionRow[]>,
): FilingRow[] {
  const bySum = new Map([...copies.values()].map(({ id, sum }) => [sum, id]));
  const there = new Set(filings.map(({ id, sum }) => `${id} ${sum}`));
  const isKnown = ({ id, revision, saved_at }: FilingRow) =>
    revisions.get(id)?.some((step) => step.revision === revision && step.saved_at === saved_at);
  return filings.map((row) => {
    const copy = copies.get(row.id);
    const owner = bySum.get(row.sum);
    if (owner === undefined || copy?.sum === row.sum || there.has(`${owner} ${row.sum}`)) return row;
    const isAnothers = copy !== undefined && there.has(`${row.id} ${copy.sum}`);
    return isAnothers || !isKnown(row) ? { ...row, id: owner } : row;
  });
}

/**
 * The row with each column as two say that know it; `unsure` where no two agree. A row of another saved change than its
 * copy is left as it is.
 */
export function settleColumns(row: FilingRow, known: Witnesses): { row: FilingRow; unsure: boolean } {
  const { copy, taken, listed, backup, last } = known;
  if (!copy) return { row, unsure: false };
  const sum = bodySum(row.body) === copy.sum ? copy.sum : row.sum;
  if (sum !== copy.sum) return { row, unsure: false };
  const witnesses: Partial<FilingRow>[] = [row, copy];
  if (taken !== undefined) witnesses.push({ taken });
  if (listed) witnesses.push({ trashed_at: listed.trashed_at, saved_at: listed.saved_at });
  if (backup) witnesses.push(backup);
  if (last) witnesses.push({ revision: last.revision, saved_at: last.saved_at });
  const settled: Record<string, unknown> = { ...row, sum };
  let unsure = false;
  for (const column of OWN) {
    const said = witnesses.flatMap((one) => (column in one ? [one[column]] : []));
    if (said.every((value) => value === said[0])) continue;
    const agreed = said.find((value, index) => said.indexOf(value) < index);
    if (agreed === undefined) unsure = true;
    settled[column] = agreed ?? (column === 'taken' ? null : row[column]);
  }
  // What it was made from is told from both.
  if (settled.taken === null) settled.made_from = null;
  return { row: settled as unknown as FilingRow, unsure };
}
