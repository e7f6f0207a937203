import type Sqlite from 'better-sqlite3';
import { type Edit, invertAll } from '../../shared/filing/edits.ts';
import { editedThrough, isReadable } from './bodies.ts';
import { bodySum, unpackBody } from './body-text.ts';
import { revisionsDown } from './revisions.ts';

/** A body that is kept whole; `read` answers null where it is damaged. */
interface Kept {
  revision: number;
  read(): string | null;
}

/**
 * The body of a filing as it was saved with a revision: forward over the saved changes from the nearest version that is
 * kept before it, or backward from the nearest one behind it, or from what the filing holds now. A way that meets
 * damage is not gone. Null where none leads there.
 */
export function bodyAt(database: Sqlite.Database, id: number, revision: number): string | null {
  const kept = keptBodies(database, id);
  const before = kept.filter((one) => one.revision <= revision).reverse();
  const behind = kept.filter((one) => one.revision > revision);
  return wayTo(database, id, before, revision) ?? wayTo(database, id, behind, revision);
}

/**
 * The last revision of a filing to which a way leads, and its body: all that can be said where what it holds now is
 * damaged. Null where there is none.
 */
export function lastBody(
  database: Sqlite.Database,
  id: number,
  last: number,
): { revision: number; body: string } | null {
  for (const { revision: from, read } of keptBodies(database, id).reverse()) {
    const start = read();
    if (start === null) continue;
    const { body, done } = editedThrough(id, start, changesUp(database, id, from, last));
    return { revision: from + done, body };
  }
  return null;
}

/** Whether a version that is kept can be read. */
export function isWhole(packed: Buffer): boolean {
  return unpacked(packed) !== null;
}

/** Goes from the nearest of some bodies, the first of them that can be read. */
function wayTo(database: Sqlite.Database, id: number, from: readonly Kept[], revision: number): string | null {
  for (const start of from) {
    const body = start.read();
    if (body === null) continue;
    const way =
      start.revision <= revision
        ? changesUp(database, id, start.revision, revision)
        : changesDown(database, id, start.revision, revision).map((edits) => edits && invertAll(edits));
    const reached = editedThrough(id, body, way);
    return reached.done === way.length ? reached.body : null;
  }
  return null;
}

/** What a filing holds now, where it has its sum, and its versions, the oldest first. */
function keptBodies(database: Sqlite.Database, id: number): Kept[] {
  const versions = database
    .prepare<[number], { revision: number; body: Buffer }>(
      'SELECT revision, body FROM versions WHERE filing = ? ORDER BY revision',
    )
    .all(id)
    .map(({ revision, body }) => ({ revision, read: () => unpacked(body) }));
  const now = database
    .prepare<[number], { revision: number; body: string; sum: string }>(
      'SELECT revision, body, sum FROM filings WHERE id = ?',
    )
    .get(id);
  return now && bodySum(now.body) === now.sum
    ? [...versions, { revision: now.revision, read: () => now.body }]
    : versions;
}

function unpacked(packed: Buffer): string | null {
  const body = unpackBody(packed);
  return body !== null && isReadable(body) ? body : null;
}

/** The edits of each saved change after `from` up to `to`, the newest first; null for one that is damaged or missing. */
function changesDown(database: Sqlite.Database, id: number, to: number, from: number): (Edit[] | null)[] {
  const changes = Array.from({ length: to - from }, (): Edit[] | null => null);
  for (const { revision, edits } of revisionsDown(database, id, { after: from, upTo: to }))
    changes[to - revision] = edits;
  return changes;
}

function changesUp(database: Sqlite.Database, id: number, from: number, to: number): (Edit[] | null)[] {
  return changesDown(database, id, to, from).reverse();
}
