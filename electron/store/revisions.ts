import type Sqlite from 'better-sqlite3';
import { ApiError, type Revision, storedEdits } from '../../shared/api.ts';

/** Most saved changes of one answer, and about how many characters their edits may have together. */
const MOST = 100;
const MOST_TEXT = 1_000_000;

interface RevisionRow {
  revision: number;
  savedAt: string;
  label: string;
  edits: string;
}

/**
 * The last saved changes of a filing before a revision, the newest first. They end at one that this program cannot
 * read. Throws `not-found` without the filing.
 */
export function revisionsBefore(database: Sqlite.Database, id: number, before: number): Revision[] {
  if (!database.prepare('SELECT 1 FROM filings WHERE id = ?').get(id)) throw new ApiError('not-found');
  const rows = database
    .prepare<[number, number, number], RevisionRow>(
      `SELECT revision, saved_at AS savedAt, label, edits FROM revisions
       WHERE filing = ? AND revision < ? ORDER BY revision DESC LIMIT ?`,
    )
    .iterate(id, before, MOST);
  const revisions: Revision[] = [];
  let size = 0;
  for (const { edits: text, ...row } of rows) {
    const edits = readEdits(text);
    if (!edits) break;
    revisions.push({ ...row, edits });
    size += text.length;
    if (size > MOST_TEXT) break;
  }
  return revisions;
}

/** Null where the text is damaged, or from a program that knows further edits. */
function readEdits(text: string): Revision['edits'] | null {
  try {
    return storedEdits.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
