import type Sqlite from 'better-sqlite3';
import type { FilingSummary } from '../../shared/api.ts';

/** What the list shows of a filing when nothing is searched for. */
export type ListRow = Omit<FilingSummary, 'found'>;

export const COLUMNS = 'id, form, name, unit, year, saved_at AS savedAt';

/** The filings that are 定稿. */
export function lockedIds(database: Sqlite.Database): Set<number> {
  return new Set(database.prepare<[], number>('SELECT filing FROM locks WHERE unlocked_at IS NULL').pluck().all());
}
