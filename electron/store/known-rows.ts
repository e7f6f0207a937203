import type { Cell } from './record.ts';

/** The rows of our tables. */

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
  books: { id: number; body: string; saved_at: string }[];
  /** Saved changes, as the counter says. */
  counter: { commits: number }[];
  /** The last id that was given. */
  sequence: { name: string; seq: number }[];
  /** The copies of rows (twice.ts): the table, and the values in the order of its index, with the rowid behind them. */
  copies: { table: string; values: Cell[] }[];
}
