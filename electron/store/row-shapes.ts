import type { KnownRows } from './known-rows.ts';
import type { Cell, FoundRow } from './page-rows.ts';

/** Rows are known by what stands in their columns, as the page that says of which table they are may be gone. */

/** How the first value of a row's copy begins (twice.ts); the table stands behind it. */
const COPY_OF = 'copy of ';

type Test = (cell: Cell | undefined) => boolean;
const int: Test = (cell) => typeof cell === 'number' && Number.isSafeInteger(cell);
const text: Test = (cell) => typeof cell === 'string';
const bytes: Test = (cell) => Buffer.isBuffer(cell);
/** A text whose kind was damaged stands there as bytes. */
const textOrBytes: Test = (cell) => text(cell) || bytes(cell);
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
      ['saved_at', textOrBytes],
      ['label', textOrBytes],
      ['edits', json],
    ],
    added: [['sum', textOrBytes, '']],
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
  const columns = [...shape.columns, ...(shape.added ?? [])];
  const row = Object.fromEntries(
    columns.map(([name, test, missing], index) => {
      const cell = found.cells[index];
      if (cell === undefined) return [name, missing];
      return [name, test === textOrBytes && Buffer.isBuffer(cell) ? cell.toString() : cell];
    }),
  );
  if (shape.columns[0]?.[0] === 'id' && found.rowid !== null) row.id = found.rowid;
  (rows[shape.table] as unknown[]).push(row);
}

function fits({ rowids, columns, added = [] }: Shape, { rowid, cells }: FoundRow): boolean {
  if (rowids !== (rowid !== null)) return false;
  if (cells.length < columns.length || cells.length > columns.length + added.length) return false;
  const tests = [...columns, ...added];
  return cells.every((cell, index) => tests[index]?.[1](cell));
}
