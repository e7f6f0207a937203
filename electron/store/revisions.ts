import type Sqlite from 'better-sqlite3';
import { ApiError, type Revision, storedEdits } from '../../shared/api.ts';
import type { Edit } from '../../shared/filing/edits.ts';
import { parseJson, revisionSum } from './body-text.ts';
import { prepared } from './prepared.ts';

/** Most saved changes of one answer, and about how many characters their edits may have together. */
const MOST = 100;
const MOST_TEXT = 1_000_000;

interface RevisionRow {
  revision: number;
  savedAt: string;
  label: string;
  edits: string;
  sum: string;
}

/** A saved change as it is read; its edits are null where it is damaged, or of a program that knows further edits. */
export type ReadRevision = Omit<Revision, 'edits'> & { edits: Edit[] | null };

/** Saves a change of a filing that led to `revision`. */
export function writeRevision(database: Sqlite.Database, id: number, { revision, savedAt, label, edits }: Revision) {
  const text = JSON.stringify(edits);
  prepared(
    database,
    'INSERT INTO revisions (filing, revision, saved_at, label, edits, sum) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(
    id,
    revision,
    savedAt,
    label,
    text,
    revisionSum({ filing: id, revision, saved_at: savedAt, label, edits: text }),
  );
}

/**
 * The saved changes of a filing after the revision `after` up to `upTo`, the newest first and one at a time. A change
 * whose row is not there is missing.
 */
export function* revisionsDown(
  database: Sqlite.Database,
  id: number,
  { after, upTo, most = -1 }: { after: number; upTo: number; most?: number },
): Generator<ReadRevision & { size: number }> {
  const rows = database
    .prepare<[number, number, number, number], RevisionRow>(
      `SELECT revision, saved_at AS savedAt, label, edits, sum FROM revisions
       WHERE filing = ? AND revision > ? AND revision <= ? ORDER BY revision DESC LIMIT ?`,
    )
    .iterate(id, after, upTo, most);
  for (const { edits, sum, ...row } of rows) {
    const isSound = sum === '' || sum === revisionSum({ filing: id, ...row, saved_at: row.savedAt, edits });
    yield { ...row, edits: isSound ? readEdits(edits) : null, size: edits.length };
  }
}

/**
 * The last saved changes of a filing before a revision, the newest first. They end at one that is missing or that this
 * program cannot read. Throws `not-found` without the filing.
 */
export function revisionsBefore(database: Sqlite.Database, id: number, before: number): Revision[] {
  const last = database.prepare<[number], number>('SELECT revision FROM filings WHERE id = ?').pluck().get(id);
  if (last === undefined) throw new ApiError('not-found');
  const revisions: Revision[] = [];
  let [next, total] = [Math.min(before - 1, last), 0];
  for (const { size, edits, ...row } of revisionsDown(database, id, { after: 0, upTo: next, most: MOST })) {
    if (!edits || row.revision !== next) break;
    revisions.push({ ...row, edits });
    next--;
    total += size;
    if (total > MOST_TEXT) break;
  }
  return revisions;
}

/** The edits of a saved change as they are stored; null where they are damaged, or a newer program's. */
export function readEdits(text: string): Edit[] | null {
  return storedEdits.safeParse(parseJson(text)).data ?? null;
}
