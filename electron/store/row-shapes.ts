import type { KnownRows } from './known-rows.ts';
import type { Cell } from './record.ts';

/** Rows are known by what stands in their columns, as the page that says of which table they are may be gone. */

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

export interface Shape {
  table: keyof KnownRows;
  /** Whether the rows have rowids: others are of tables and indexes that are trees of keys. */
  rowids: boolean;
  columns: [name: string, test: Test][];
  /** Columns that later formats have added, with what earlier rows have there. */
  added?: [name: string, test: Test, missing: Cell][];
}

const LISTED: Shape['columns'] = [
  ['trashed_at', orNull(text)],
  ['year', orNull(int)],
  ['unit', text],
  ['id', int],
  ['form', text],
  ['name', text],
  ['saved_at', text],
];

export const SHAPES: Shape[] = [
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
    columns: [...LISTED, ['rowid', int]],
  },
  {
    // From format 11 on.
    table: 'listed',
    rowids: false,
    columns: [...LISTED, ['revision', int], ['judged', int], ['sum', text], ['rowid', int]],
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

/** What the cells of a row hold, by their columns; null where they are not of the shape. */
export function rowOfShape(shape: Shape, rowid: number | null, cells: readonly Cell[]): Record<string, Cell> | null {
  const { rowids, columns, added = [] } = shape;
  if (rowids !== (rowid !== null)) return null;
  if (cells.length < columns.length || cells.length > columns.length + added.length) return null;
  const row: Record<string, Cell> = {};
  for (const [index, [name, test, missing = null]] of [...columns, ...added].entries()) {
    const cell = cells[index];
    const value = cell === undefined || test === bytes ? cell : asText(cell);
    if (value !== undefined && !test(value)) return null;
    row[name] = value === undefined ? missing : value;
  }
  if (columns[0]?.[0] === 'id' && rowid !== null) row.id = rowid;
  return row;
}

/** A text whose kind was damaged stands there as bytes. */
export function asText(cell: Cell): Cell {
  return Buffer.isBuffer(cell) ? cell.toString() : cell;
}
