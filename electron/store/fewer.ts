import type Sqlite from 'better-sqlite3';
import { findRows } from './found-rows.ts';
import { isSound } from './row-sums.ts';
import { OTHERS, readSeen, seenIn } from './seen.ts';

/**
 * Whether a sound file of the present format has fewer saved changes than its side file knows of: how many fewer, when
 * the last was saved, and whether some of them still lie in the file or its log (`found`). Null where none is missing.
 * To be asked before anything is written: the first write goes over what is left in the log.
 */
export function fewerThanSeen(
  database: Sqlite.Database,
  path: string,
): { missing: number; savedAt: number; found: boolean } | null {
  const { file, commits, others } = seenIn(database);
  const seen = readSeen(path, file);
  if (!seen || (seen.commits <= commits && seen.others <= others)) return null;
  // A counter that is less than what is there is damaged.
  const there = database.prepare<[], number>('SELECT count(*) FROM revisions').pluck().get() ?? 0;
  const missing = Math.max(0, seen.commits - Math.max(commits, there)) + Math.max(0, seen.others - others);
  if (missing === 0) return null;
  const has = database
    .prepare<[number, number], 1>('SELECT 1 FROM revisions WHERE filing = ? AND revision = ?')
    .pluck();
  const holds = database.prepare<[number], number>('SELECT revision FROM filings WHERE id = ?').pluck();
  const { filings, revisions, settings } = findRows(path).rows;
  const ids = new Set(filings.map(({ id }) => id));
  const found =
    revisions.some(({ filing, revision }) => ids.has(filing) && !has.get(filing, revision)) ||
    filings.some((row) => isSound(row) && row.revision > (holds.get(row.id) ?? row.revision)) ||
    settings.some(({ key, value }) => key === OTHERS && Number(value) > others);
  return { missing, savedAt: seen.savedAt, found };
}
