import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFilingList } from '../../electron/store/filing-list.ts';
import { createFilings } from '../../electron/store/filings.ts';
import { createLastFilings, type LastFilings } from '../../electron/store/last-filings.ts';
import { createLocks } from '../../electron/store/locks.ts';
import { migrate } from '../../electron/store/schema.ts';
import { createSearchIndex } from '../../electron/store/search-index.ts';
import { createDerived } from '../../electron/store/to-derive.ts';
import { ApiError } from '../../shared/api.ts';
import type { Edit } from '../../shared/filing/edits.ts';
import { type Filing, ROW_ID, rowsOf } from '../../shared/filing/filing.ts';
import { filingOf, newStore, ownFolder, storeAt, typed } from './with-store.ts';

const now = () => new Date(2026, 2, 2);

function tables(last: LastFilings) {
  const database = new Sqlite(':memory:');
  migrate(database);
  const list = createFilingList(database, createSearchIndex('', database));
  const derived = createDerived(database, list.touched);
  return { database, derived, filings: createFilings(database, createLocks(database, now), list, derived, last, now) };
}

const nobody: LastFilings = { of: () => null, keep: () => undefined, forget: () => undefined };
const text = fc.constantFrom('', '一', ' 二\t', '≥95％', 'A\u0000b', '第\r\n行', '🚰');
const at = fc.nat(5);
const rows = fc.array(
  fc.record({ level3: text, value: text, id: fc.constantFrom('', 'a', 'b', '坏') }).map(({ id, ...cells }) => ({
    ...cells,
    ...(id !== '' && { [ROW_ID]: id }),
  })),
  { minLength: 1, maxLength: 3 },
);
const table = 'indicators';
const edit = fc.oneof(
  fc.record({
    kind: fc.constant('value' as const),
    field: fc.constantFrom('annualGoal', 'nothing'),
    from: text,
    to: text,
  }),
  fc.record({
    kind: fc.constant('cell' as const),
    table: fc.constant(table),
    row: at,
    column: fc.constantFrom('level3', 'value'),
    from: text,
    to: text,
  }),
  fc.record({ kind: fc.constant('insert' as const), table: fc.constant(table), at, rows }),
  fc.record({ kind: fc.constant('remove' as const), table: fc.constant(table), at, rows }),
  fc.record({ kind: fc.constant('move' as const), table: fc.constant(table), from: at, count: fc.constant(1), to: at }),
);

test('a filing that is remembered changes as one that is read anew', () => {
  let made = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(edit, fc.boolean()), { maxLength: 12 }), (steps) => {
      const both = [tables(createLastFilings()), tables(nobody)];
      const add = filingOf({}, [
        { [ROW_ID]: 'x', level3: '甲' },
        { [ROW_ID]: 'y', level3: '乙', value: '一' },
      ]);
      for (const { filings } of both) filings.add([add], '新建');
      for (const [next, asIs] of steps) {
        const [one, other] = both.map(({ database, derived, filings }) => {
          const { revision, filing } = filings.open(1);
          let refused = '';
          try {
            filings.commit({ id: 1, revision, label: '', edits: [asIs ? next : fitting(next, filing)] });
            made++;
          } catch (error) {
            if (!(error instanceof ApiError)) throw error;
            refused = error.code;
          }
          derived.catchUp();
          const all = (source: string) => database.prepare(source).all();
          return { refused, held: all('SELECT * FROM filings'), ...derivedIn(all) };
        });
        expect(one).toEqual(other);
      }
      for (const { database } of both) database.close();
    }),
    { numRuns: 100 },
  );
  expect(made).toBeGreaterThan(300);
});

/** An edit that was made at random, so that it fits. */
function fitting(edit: Edit, filing: Filing): Edit {
  const rows = rowsOf(filing, table);
  if (edit.kind === 'value') return { ...edit, from: filing.values[edit.field] ?? '' };
  if (edit.kind === 'insert') return { ...edit, at: edit.at % (rows.length + 1) };
  if (rows.length === 0) return edit;
  if (edit.kind === 'cell') {
    const row = edit.row % rows.length;
    return { ...edit, row, from: rows[row]?.[edit.column] ?? '' };
  }
  if (edit.kind === 'remove') {
    const at = edit.at % rows.length;
    return { ...edit, at, rows: rows.slice(at, at + 1) };
  }
  if (edit.kind === 'move') return { ...edit, from: edit.from % rows.length, to: edit.to % rows.length };
  return edit;
}

function derivedIn(all: (source: string) => unknown[]) {
  return {
    texts: all('SELECT * FROM filing_texts'),
    uses: all('SELECT filing, level2, name, value FROM indicator_uses ORDER BY rowid'),
    left: all('SELECT * FROM to_derive'),
  };
}

test('what another program has written is read', async () => {
  const { store, path } = await newStore();
  const [id] = store.add([filingOf()], '新建') as [number];
  store.commit({ id, revision: 1, label: '', edits: [typed('annualGoal', '一', '')] });
  const other = await storeAt(path);
  other.commit({ id, revision: 2, label: '', edits: [typed('annualGoal', '二', '一')] });
  expect(() => store.commit({ id, revision: 2, label: '', edits: [typed('annualGoal', '三', '一')] })).toThrow();
  store.commit({ id, revision: 3, label: '', edits: [typed('annualGoal', '三', '二')] });
  expect(store.open(id).filing.values.annualGoal).toBe('三');
});

test('what a program that was killed had not derived yet is found after its next start', async () => {
  const { store, path } = await newStore();
  const [id] = store.add([filingOf()], '新建') as [number];
  store.commit({ id, revision: 1, label: '', edits: [typed('annualGoal', '疏浚河道', '')] });
  const left = join(ownFolder(), '绩效表.db');
  for (const end of ['', '-wal']) copyFileSync(path + end, left + end);
  const again = await storeAt(left);
  expect(again.list({ query: '疏浚', trashed: false }).map((filing) => filing.id)).toEqual([id]);
});
