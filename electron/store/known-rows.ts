import type { Cell, FoundRow } from './page-rows.ts';

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
  listed: Pick<FilingRow, 'id' | 'name' | 'unit' | 'year'>[];
  revisions: RevisionRow[];
  versions: VersionRow[];
  locks: { filing: number; revision: number; locked_at: string; unlocked_at: string | null; reason: string }[];
  waivers: {
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
}

type Test = (cell: Cell | undefined) => boolean;
const int: Test = (cell) => typeof cell === 'number' && Number.isSafeInteger(cell);
const text: Test = (cell) => typeof cell === 'string';
const bytes: Test = (cell) => Buffer.isBuffer(cell);
const nothing: Test = (cell) => cell === null;
const time: Test = (cell) => typeof cell === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(cell);
const json: Test = (cell) => typeof cell === 'string' && /^[[{]/.test(cell);
const orNull =
  (test: Test): Test =>
  (cell) =>
    cell === null || test(cell);

interface Shape {
  table: keyof KnownRows;
  /** Whether the rows have rowids: others are of tables and indexes that are trees of keys. */
  rowids: boolean;
  columns: [name: string, test: Test][];
  /** Columns that later formats have added, with what earlier rows have there. */
  added?: [name: string, test: Test, missing: Cell][];
}

const SHAPES: Shape[] = [
  {
    table: 'filings',
    rowids: true,
    columns: [
      ['id', nothing],
      ['form', text],
      ['name', text],
      ['unit', text],
      ['year', orNull(int)],
      ['revision', int],
      ['saved_at', text],
      ['trashed_at', orNull(text)],
      ['created_at', text],
      ['body', text],
    ],
    added: [
      ['rolled_from', orNull(int), null],
      ['made_from', orNull(int), null],
      ['taken', orNull(text), null],
      ['judged', int, 1],
      ['sum', text, ''],
    ],
  },
  {
    table: 'listed',
    rowids: false,
    columns: [
      ['trashed_at', orNull(text)],
      ['year', orNull(int)],
      ['unit', text],
      ['id', int],
      ['form', text],
      ['name', text],
      ['saved_at', text],
      ['rowid', int],
    ],
  },
  {
    table: 'locks',
    rowids: true,
    columns: [
      ['filing', int],
      ['revision', int],
      ['locked_at', time],
      ['unlocked_at', orNull(time)],
      ['reason', (cell) => text(cell) && !json(cell)],
    ],
  },
  {
    table: 'revisions',
    rowids: true,
    columns: [
      ['filing', int],
      ['revision', int],
      ['saved_at', text],
      ['label', text],
      ['edits', json],
    ],
    added: [['sum', text, '']],
  },
  {
    table: 'versions',
    rowids: false,
    columns: [
      ['filing', int],
      ['revision', int],
      ['name', text],
      ['saved_at', text],
      ['body', bytes],
    ],
  },
  {
    table: 'waivers',
    rowids: true,
    columns: [
      ['id', nothing],
      ['unit', text],
      ['rule', text],
      ['filing', orNull(int)],
      ['reason', text],
      ['created_at', time],
    ],
    added: [['path', orNull(text), null]],
  },
  {
    table: 'books',
    rowids: true,
    columns: [
      ['id', nothing],
      ['body', json],
      ['saved_at', time],
    ],
  },
  { table: 'counter', rowids: true, columns: [['commits', int]] },
  {
    table: 'sequence',
    rowids: true,
    columns: [
      ['name', (cell) => cell === 'filings'],
      ['seq', int],
    ],
  },
  {
    table: 'unit_totals',
    rowids: false,
    columns: [
      ['unit', text],
      ['year', int],
      ['total', text],
    ],
  },
  {
    table: 'library_entries',
    rowids: false,
    columns: [
      ['id', text],
      ['body', json],
    ],
  },
  {
    table: 'settings',
    rowids: false,
    columns: [
      ['key', (cell) => text(cell) && /^[a-z][A-Za-z.-]{0,40}$/.test(cell as string)],
      ['value', text],
    ],
  },
  {
    table: 'library_names',
    rowids: false,
    columns: [
      ['name', text],
      ['entry', orNull(text)],
    ],
  },
];

export function noRows(): KnownRows {
  return Object.fromEntries(SHAPES.map(({ table }) => [table, []])) as unknown as KnownRows;
}

/**
 * Adds a row that was found to those of its table; what is of no shape of ours is left out. `owner` is the table that
 * its page belongs to, where that is known: two tables of two texts look the same.
 */
export function sortIn(rows: KnownRows, found: FoundRow, owner: string | undefined): void {
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
