import type { KnownRows } from './known-rows.ts';
import type { FoundRow } from './page-rows.ts';
import type { Cell } from './record.ts';
import { asText, rowOfShape, SHAPES } from './row-shapes.ts';
import { hasItsSum } from './row-sums.ts';

/** How the first value of a row's copy begins (twice.ts); the table stands behind it. */
const COPY_OF = 'copy of ';

/** The tables whose rows have sums. */
const HAVE_SUMS = ['filings', 'revisions'];

export function noRows(): KnownRows {
  const tables = SHAPES.map(({ table }) => [table, []]);
  return { ...Object.fromEntries(tables), copies: [] } as unknown as KnownRows;
}

/**
 * Adds a row that was found to those of its table; what is of no shape of ours is left out. Where it does not have its
 * sum, what else it may be is added too. `owner` is the table that its page belongs to, where that is known: two tables
 * of two texts look the same.
 */
export function sortIn(rows: KnownRows, found: FoundRow, owner: string | undefined): void {
  const { rowid, cells, guesses } = found;
  const [first, ...values] = cells ?? [];
  if (rowid === null && typeof first === 'string' && first.startsWith(COPY_OF)) {
    rows.copies.push({ table: first.slice(COPY_OF.length), values: values.map(asText) });
    return;
  }
  const plain = cells && rowIn(rowid, cells, owner);
  if (plain) (rows[plain.table] as unknown[]).push(plain.row);
  if (!HAVE_SUMS.includes(owner ?? 'filings') || (plain && isSure(plain))) return;
  for (const cells of guesses()) {
    const guess = rowIn(rowid, cells, owner);
    if (guess && hasItsSum(guess.table, guess.row)) (rows[guess.table] as unknown[]).push(guess.row);
  }
}

/** A row of the table that it is of the shape of; null for one of none. */
function rowIn(rowid: number | null, cells: Cell[], owner: string | undefined) {
  const fitting = SHAPES.flatMap((shape) => {
    const row = rowOfShape(shape, rowid, cells);
    return row ? [{ table: shape.table, row }] : [];
  });
  return fitting.find(({ table }) => table === owner) ?? fitting[0] ?? null;
}

function isSure({ table, row }: { table: keyof KnownRows; row: object }): boolean {
  return !('sum' in row) || row.sum === '' || hasItsSum(table, row);
}
