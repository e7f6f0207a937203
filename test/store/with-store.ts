import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore, type Store, type StoreOptions } from '../../electron/store/store.ts';
import { type Filing, newFiling, rowsOf } from '../../shared/filing/filing.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';

/** A folder of the test's own, gone when the test ends. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jixiaobiao-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A clock that a test turns by hand. */
export function handClock(start = '2026-03-02T09:00:00'): { now: () => Date; set: (time: string) => void } {
  let time = new Date(start);
  return {
    now: () => time,
    set: (next) => {
      time = new Date(next);
    },
  };
}

/** A store in a file, closed when the test ends. */
export async function storeAt(path: string, options: Partial<StoreOptions> = {}): Promise<Store> {
  const store = await openStore(path, { now: handClock().now, ...options });
  onTestFinished(() => store.close());
  return store;
}

export async function newStore(options: Partial<StoreOptions> = {}): Promise<{ store: Store; path: string }> {
  const path = join(ownFolder(), '绩效表.db');
  return { store: await storeAt(path, options), path };
}

/** Takes out of a file what its formats after version 5 have brought. */
export const AS_VERSION_5 = `
  DROP INDEX filings_list;
  CREATE INDEX filings_list ON filings (trashed_at, year, unit, id, form, name, saved_at);
  DROP INDEX filings_copy;
  DROP INDEX taken_copy;
  DROP INDEX versions_copy;
  DROP INDEX locks_copy;
  DROP INDEX waivers_copy;
  DROP INDEX unit_totals_copy;
  DROP INDEX settings_copy;
  DROP INDEX library_entries_copy;
  DROP INDEX library_names_copy;
  DROP TABLE to_derive;
  DROP TABLE books;
  DROP TRIGGER revisions_counted;
  DROP TABLE counter;
  DROP TABLE locks;
  DROP TABLE versions;
  ALTER TABLE filings DROP COLUMN sum;
  ALTER TABLE revisions DROP COLUMN sum;
  ALTER TABLE filings DROP COLUMN judged;
  DROP INDEX filings_made_from;
  ALTER TABLE filings DROP COLUMN taken;
  ALTER TABLE filings DROP COLUMN made_from;
`;

/** A Dalian filing with a few values, changed as the test wants it. */
export function filingOf(values: Record<string, string> = {}, rows: Record<string, string>[] = []): Filing {
  const blank = newFiling(dalianProject, 2026);
  return {
    ...blank,
    values: { ...blank.values, projectName: '河道保洁', implementingUnit: '水务事务中心', ...values },
    tables: {
      indicators: rows.length
        ? rows.map((row) => ({ level1: '', level2: '', level3: '', value: '', ...row }))
        : [...rowsOf(blank, 'indicators')],
    },
  };
}

export { typed } from './typed.ts';
