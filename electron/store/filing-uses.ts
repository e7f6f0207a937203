import { isDeepStrictEqual } from 'node:util';
import type Sqlite from 'better-sqlite3';
import type { Filing } from '../../shared/filing/filing.ts';
import type { Form } from '../../shared/form/form.ts';
import type { Use } from '../../shared/library/usage.ts';
import { usesOf } from '../../shared/library/uses.ts';
import { prepared } from './prepared.ts';

/** Every indicator of the filings outside 回收站, those of the newest filing first. */
export function readUses(database: Sqlite.Database): Use[] {
  return database
    .prepare<[], Use>(
      `SELECT f.unit, f.name AS project, u.level2, u.name, u.value FROM indicator_uses AS u
       JOIN filings AS f ON f.id = u.filing WHERE f.trashed_at IS NULL ORDER BY f.id DESC, u.rowid`,
    )
    .all();
}

/** Writes the indicators of a filing where they are others than those that are written. */
export function writeUses(database: Sqlite.Database, id: number, form: Form, filing: Filing): void {
  const uses = usesOf(form, filing);
  if (hasUses(database, id, uses)) return;
  prepared(database, 'DELETE FROM indicator_uses WHERE filing = ?').run(id);
  const insert = prepared(database, 'INSERT INTO indicator_uses VALUES (?, ?, ?, ?)');
  for (const { level2, name, value } of uses) insert.run(id, level2, name, value);
}

/** Whether just these indicators are written of a filing, in this order. */
export function hasUses(database: Sqlite.Database, id: number, uses: ReturnType<typeof usesOf>): boolean {
  const written = prepared<[number], Omit<Use, 'unit' | 'project'>>(
    database,
    'SELECT level2, name, value FROM indicator_uses WHERE filing = ? ORDER BY rowid',
  ).all(id);
  return isDeepStrictEqual(uses, written);
}
