import { randomUUID } from 'node:crypto';
import type Sqlite from 'better-sqlite3';
import { ApiError, type OpenFiling } from '../../shared/api.ts';
import type { Edit } from '../../shared/filing/edits.ts';
import { type Filing, summarise } from '../../shared/filing/filing.ts';
import { parseFiling, toBody } from '../../shared/filing/parse.ts';
import type { Form } from '../../shared/form/form.ts';
import { asStored, edited, readBody } from './bodies.ts';
import { bodySum } from './body-text.ts';
import { shownBody } from './doubt.ts';
import type { createFilingList } from './filing-list.ts';
import type { LastFilings } from './last-filings.ts';
import type { Locks } from './locks.ts';
import { prepared } from './prepared.ts';
import { writeRevision } from './revisions.ts';
import type { Derived } from './to-derive.ts';
import { isKept, keepVersion } from './versions.ts';

export interface Commit {
  id: number;
  /** The revision that the edits were made on. */
  revision: number;
  label: string;
  edits: readonly Edit[];
  /** Keeps what the filing holds then as a version. */
  keep?: boolean;
}

interface BodyRow {
  revision: number;
  saved_at: string;
  trashed_at: string | null;
  unit: string;
  year: number | null;
  body: string;
  sum: string;
  /** The live filing that this one was rolled forward from. */
  previous: number | null;
}

/** The columns of a filing's row that say what it holds. */
function columnsOf(form: Form, filing: Filing) {
  const body = JSON.stringify(toBody(filing));
  return { ...summarise(form, filing), form: form.id, body, sum: bodySum(body) };
}

/**
 * The filings in the data file. Every function is one transaction: when it returns, its change is on disk. SQLite's
 * failures come out as they are; `openStore` turns them into codes.
 */
export function createFilings(
  database: Sqlite.Database,
  locks: Locks,
  shown: ReturnType<typeof createFilingList>,
  derived: Derived,
  last: LastFilings,
  now: () => Date,
) {
  const bodyOf = (id: number): BodyRow => {
    const row = prepared<[number], BodyRow>(
      database,
      `SELECT revision, saved_at, trashed_at, unit, year, body, sum,
         (SELECT id FROM filings WHERE id = own.rolled_from AND trashed_at IS NULL) AS previous
       FROM filings AS own WHERE id = ?`,
    ).get(id);
    if (!row) throw new ApiError('not-found');
    return row;
  };

  /**
   * Takes filings in, all or none; `label` says how they came (新建, 导入 …), `rolledFrom` what each was rolled forward
   * from. Returns their ids, in order.
   */
  function add(filings: readonly Filing[], label: string, rolledFrom: readonly number[] = []): number[] {
    const at = now().toISOString();
    shown.dropOrder();
    const insert = database.prepare(
      `INSERT INTO filings (form, name, unit, year, revision, saved_at, created_at, body, sum, rolled_from)
       VALUES (@form, @name, @unit, @year, 1, @at, @at, @body, @sum, @from)`,
    );
    return database
      .transaction(() =>
        filings.map((filing, index) => {
          // Ids of no other filing: only what was copied or rolled forward from one shares them with it.
          const parsed = parseFiling(filing, randomUUID().slice(0, 8));
          if ('error' in parsed) throw new ApiError('bad-request', parsed.error);
          const columns = columnsOf(parsed.form, parsed.filing);
          const from = rolledFrom[index] ?? null;
          const id = Number(insert.run({ ...columns, at, from }).lastInsertRowid);
          derived.write(id, parsed.form, parsed.filing);
          shown.moved(id);
          writeRevision(database, id, { revision: 1, savedAt: at, label, edits: [] });
          keepVersion(database, id, { revision: 1, savedAt: at, body: columns.body });
          return id;
        }),
      )
      .immediate();
  }

  /** One filing with its revision. Throws `not-found`, and `store-broken` where nothing of it can be read. */
  function open(id: number): OpenFiling {
    const row = bodyOf(id);
    const { revision, saved_at: savedAt, previous } = row;
    const { body, doubt } = shownBody(database, id, row);
    // The window goes on from what it is shown.
    if (doubt !== null) last.forget(id);
    const at = locks.lockedAt(id);
    const locked = at === null ? null : { at };
    return { id, revision, savedAt, filing: readBody(id, body).filing, previous, locked, doubt };
  }

  /** The last revision of a filing in the list; null for one in 回收站 or gone. */
  function revision(id: number): number | null {
    const found = database
      .prepare<[number], number>('SELECT revision FROM filings WHERE id = ? AND trashed_at IS NULL')
      .pluck()
      .get(id);
    return found ?? null;
  }

  /** Ids of the filings that have been rolled forward to a year, where the result is still there. */
  function rolledTo(year: number): Set<number> {
    const rows = database
      .prepare<[number], number>(
        'SELECT rolled_from FROM filings WHERE trashed_at IS NULL AND year = ? AND rolled_from IS NOT NULL',
      )
      .pluck()
      .all(year);
    return new Set(rows);
  }

  /** What a filing holds, for a change of it; `isSound` as of `shownBody`. */
  function stored(id: number, row: { revision: number; sum: string }) {
    const known = last.of(id, row);
    if (known) return { ...known, isSound: true };
    const { body, isSound } = shownBody(database, id, bodyOf(id));
    return { ...asStored(id, body), isSound };
  }

  /**
   * Saves one change: the new body and the revision that led to it; answers also with what lists show now. What is
   * derived from it is written later (to-derive.ts).
   * Throws `conflict` when the filing moved on since the revision it was made on, `read-only` when it is 定稿 or lies in
   * 回收站.
   */
  function commit({ id, revision, label, edits, keep = false }: Commit) {
    const at = now().toISOString();
    return database
      .transaction(() => {
        const row = prepared<[number], Omit<BodyRow, 'saved_at' | 'body' | 'previous'>>(
          database,
          'SELECT revision, trashed_at, unit, year, sum FROM filings WHERE id = ?',
        ).get(id);
        if (!row) throw new ApiError('not-found');
        if (row.trashed_at !== null) throw new ApiError('read-only', '此表在回收站中，请先恢复再修改');
        if (row.revision !== revision) throw new ApiError('conflict');
        locks.insistUnlocked([id], '修改');
        const { isSound, ...before } = stored(id, row);
        const { form } = before;
        const filing = edited(id, before, edits);
        const columns = columnsOf(form, filing);
        const next = revision + 1;
        prepared(
          database,
          `UPDATE filings SET name = @name, unit = @unit, year = @year, body = @body, sum = @sum, revision = @next, saved_at = @at
           WHERE id = @id AND form = @form`,
        ).run({ ...columns, id, next, at });
        shown.moved(id);
        if (columns.unit !== row.unit || columns.year !== row.year) shown.dropOrder();
        derived.mark(id);
        last.keep(id, { revision: next, sum: columns.sum, form, filing });
        writeRevision(database, id, { revision: next, savedAt: at, label, edits: [...edits] });
        // What was doubtful leads nowhere: the way to what comes begins here.
        if (keep || isKept(next) || !isSound)
          keepVersion(database, id, { revision: next, savedAt: at, body: columns.body });
        const { name, unit, year } = columns;
        return { revision: next, savedAt: at, name, unit, year };
      })
      .immediate();
  }

  /** Moves filings to 回收站. Throws `read-only` when one is 定稿. */
  function trash(ids: readonly number[]): void {
    each(ids, 'UPDATE filings SET trashed_at = ? WHERE id = ? AND trashed_at IS NULL', [now().toISOString()], () =>
      locks.insistUnlocked(ids, '删除'),
    );
  }

  /** Moves filings back from 回收站. */
  function restore(ids: readonly number[]): void {
    each(ids, 'UPDATE filings SET trashed_at = NULL WHERE id = ?');
  }

  /** Deletes filings in 回收站 for good, with their revisions. What is not in 回收站 is left alone. */
  function purge(ids: readonly number[]): void {
    each(ids, 'DELETE FROM filings WHERE id = ? AND trashed_at IS NOT NULL');
  }

  /**
   * Runs a statement for each id in one transaction, in which `insist` looks first: another program may lock filings at
   * any time before. Throws `not-found` when there is none of them.
   */
  function each(ids: readonly number[], source: string, first: readonly string[] = [], insist = () => {}): void {
    shown.dropOrder();
    for (const id of ids) {
      shown.touched(id);
      shown.moved(id);
    }
    database
      .transaction(() => {
        insist();
        const there = database.prepare('SELECT 1 FROM filings WHERE id = ?');
        if (!ids.some((id) => there.get(id))) throw new ApiError('not-found');
        const statement = database.prepare(source);
        for (const id of ids) statement.run(...first, id);
      })
      .immediate();
  }

  return { add, open, revision, rolledTo, commit, trash, restore, purge };
}
