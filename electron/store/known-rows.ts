import type { Cell, FoundRow } from './page-rows.ts';
import { SHAPES, type Shape } from './row-shapes.ts';
import { COPY_OF } from './twice.ts';

/** The rows of our tables, recognised by what stands in their columns, as the page that says which table may be gone. */

export interface FilingRow {
  id: number;
  form: string;
  name: string;
  unit: string;
  year: number | null;
  revision: number;
  saved_at: string;
  trashed_at: string | null;
  created_at: string;
  body: string;
  rolled_from: number | null;
  made_from: number | null;
  taken: string | null;
  judged: number;
  sum: string;
}
export interface RevisionRow {
  filing: number;
  revision: number;
  saved_at: string;
  label: string;
  edits: string;
  sum: string;
}
export interface VersionRow {
  filing: number;
  revision: number;
  saved_at: string;
  name: string;
  body: Buffer;
}

/** Rows of each table, as far as they were found; a derived table is made anew and has none here. */
export interface KnownRows {
  filings: FilingRow[];
  /** What the index of the list says of filings: whatever became of their rows, they were there. */
  listed: Pick<FilingRow, 'id' | 'name' | 'unit' | 'year' | 'trashed_at' | 'saved_at'>[];
  revisions: RevisionRow[];
  versions: VersionRow[];
  locks: { filing: number; revision: number; locked_at: string; unlocked_at: string | null; reason: string }[];
  waivers: {
    id: number;
    unit: string;
    rule: string;
    filing: number | null;
    reason: string;
    created_at: string;
    path: string | null;
  }[];
  unit_totals: { unit: string; year: number; total: string }[];
  settings: { key: string; value: string }[];
  library_entries: { id: string; body: string }[];
  library_names: { name: string; entry: string | null }[];
  /** Saved changes, as the counter says. */
  counter: { commits: number }[];
  /** The last id that was given. */
  sequence: { name: string; seq: number }[];
  /** The copies of rows (twice.ts): the table, and the values in the order of its index, with the rowid behind them. */
  copies: { table: string; values: Cell[] }[];
}

export function noRows(): KnownRows {
  const tables = SHAPES.map(({ table }) => [table, []]);
  return { ...Object.fromEntries(tables), copies: [] } as unknown as KnownRows;
}

/**
 * Adds a row that was found to those of its table; what is of no shape of ours is left out. `owner` is the table that
 * its page belongs to, where that is known: two tables of two texts look the same.
 */
export function sortIn(rows: KnownRows, found: FoundRow, owner: string | undefined): void {
  const [first, ...values] = found.cells;
  if (found.rowid === null && typeof first === 'string' && first.startsWith(COPY_OF)) {
    rows.copies.push({ table: first.slice(COPY_OF.length), values });
    return;
  }
  const fitting = SHAPES.filter((shape) => fits(shape, found));
  const shape = fitting.find(({ table }) => table === owner) ?? fitting[0];
  if (!shape) return;
  const added = (shape.added ?? []).map(([name, , missing], index) => {
    const cell = found.cells[shape.columns.length + index];
    return [name, cell === undefined ? missing : cell];
  });
  const row = Object.fromEntries([...shape.columns.map(([name], index) => [name, found.cells[index]]), ...added]);
  if (shape.columns[0]?.[0] === 'id' && found.rowid !== null) row.id = found.rowid;
  (rows[shape.table] as unknown[]).push(row);
}

function fits({ rowids, columns, added = [] }: Shape, { rowid, cells }: FoundRow): boolean {
  if (rowids !== (rowid !== null)) return false;
  if (cells.length < columns.length || cells.length > columns.length + added.length) return false;
  const tests = [...columns, ...added];
  return cells.every((cell, index) => tests[index]?.[1](cell));
}
