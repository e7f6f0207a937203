import type Sqlite from 'better-sqlite3';
import { ApiError, type VersionList } from '../../shared/api.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { readBody } from './bodies.ts';
import { packBody } from './body-text.ts';
import { type StoredBody, shownBody } from './doubt.ts';
import type { Locks } from './locks.ts';
import { prepared } from './prepared.ts';
import { bodyAt, isWhole } from './rebuild.ts';
import { revisionsDown } from './revisions.ts';
import { dayInFigures } from './stamp.ts';

/** After so many saved changes one more body of a filing is kept whole. */
const EVERY = 50;
/** Most saved changes of one answer. */
const MOST_STEPS = 5000;
/** What the version is called at which a filing is 定稿. */
const FINAL = '定稿';

/** Keeps a body whole as a version without a name, unless there is one of its revision. */
export function keepVersion(
  database: Sqlite.Database,
  id: number,
  { revision, savedAt, body }: { revision: number; savedAt: string; body: string },
): void {
  prepared(
    database,
    `INSERT INTO versions SELECT @id, @revision, @savedAt, '', @packed
     WHERE NOT EXISTS (SELECT 1 FROM versions WHERE filing = @id AND revision = @revision)`,
  ).run({ id, revision, savedAt, packed: packBody(body) });
}

/** Whether a saved change is one of those whose body is kept whole by their number. */
export const isKept = (revision: number) => revision % EVERY === 0;

/** The versions of filings. Each call is one transaction. */
export function createVersions(database: Sqlite.Database, locks: Locks, now: () => Date) {
  const stored = (id: number) => {
    const row = database
      .prepare<[number], StoredBody & { savedAt: string; trashed: string | null }>(
        'SELECT revision, saved_at AS savedAt, trashed_at AS trashed, body, sum FROM filings WHERE id = ?',
      )
      .get(id);
    if (!row) throw new ApiError('not-found');
    return row;
  };
  const named = (id: number, name: string) =>
    database
      .prepare<[number, string], number>('SELECT revision FROM versions WHERE filing = ? AND name = ?')
      .pluck()
      .get(id, name);

  /** Keeps what filings hold now as versions. What is doubtful is not kept: later it would pass for sound. */
  function keep(ids: readonly number[]): void {
    database
      .transaction(() => {
        for (const id of ids) {
          const row = stored(id);
          const { body, isSound } = shownBody(database, id, row);
          if (isSound) keepVersion(database, id, { ...row, body });
        }
      })
      .immediate();
  }

  /** When a revision was saved. Throws `not-found` for one that never was. */
  function savedAt(id: number, revision: number): string {
    const last = stored(id);
    if (revision === last.revision) return last.savedAt;
    const at = database
      .prepare<[{ id: number; revision: number }], string>(
        `SELECT saved_at FROM revisions WHERE filing = @id AND revision = @revision
         UNION ALL SELECT saved_at FROM versions WHERE filing = @id AND revision = @revision`,
      )
      .pluck()
      .get({ id, revision });
    if (at === undefined && (revision < 1 || revision > last.revision)) throw new ApiError('not-found', '没有这个版本');
    return at ?? '';
  }

  /** A filing as it was saved with a revision. Throws `store-broken` where nothing leads there. */
  function read(id: number, revision: number): { revision: number; savedAt: string; filing: Filing } {
    const at = savedAt(id, revision);
    const body = bodyAt(database, id, revision);
    if (body === null)
      throw new ApiError('store-broken', '这一版本的修改记录已损坏，不能还原，请查看它之前或之后的版本');
    return { revision, savedAt: at, filing: readBody(id, body).filing };
  }

  function list(id: number): VersionList {
    const { revision: last, savedAt } = stored(id);
    const after = Math.max(0, last - MOST_STEPS);
    const versions = database
      .prepare<[number], { revision: number; savedAt: string; name: string; body: Buffer }>(
        'SELECT revision, saved_at AS savedAt, name, body FROM versions WHERE filing = ? ORDER BY revision DESC, name',
      )
      .all(id)
      .map(({ body, ...version }) => ({ ...version, ...(!isWhole(body) && { damaged: true as const }) }));
    const steps: VersionList['steps'] = [];
    // One that is missing was saved some time before the one behind it.
    const missing = (down: number) => {
      while (last - steps.length > down)
        steps.push({
          revision: last - steps.length,
          savedAt: steps.at(-1)?.savedAt ?? savedAt,
          label: '',
          damaged: true,
        });
    };
    for (const { revision, savedAt, label, edits } of revisionsDown(database, id, { after, upTo: last })) {
      missing(revision);
      steps.push({ revision, savedAt, label, ...(edits === null && { damaged: true as const }) });
    }
    missing(after);
    const at = locks.lockedAt(id);
    return { versions, steps, cut: after > 0, locked: at === null ? null : { at }, locks: locks.history(id) };
  }

  /** Gives a revision a name. Throws `bad-request` where another one has it. */
  function name(id: number, revision: number, name: string): void {
    database
      .transaction(() => {
        const has = named(id, name);
        if (has === revision) return;
        if (has !== undefined) throw new ApiError('bad-request', `此表已有名为“${name}”的版本，请换一个名称`);
        const at = savedAt(id, revision);
        const body = bodyAt(database, id, revision);
        if (body === null) throw new ApiError('store-broken', '这一版本的内容已损坏，不能命名，请选它之前或之后的版本');
        database.prepare("DELETE FROM versions WHERE filing = ? AND revision = ? AND name = ''").run(id, revision);
        database.prepare('INSERT INTO versions VALUES (?, ?, ?, ?, ?)').run(id, revision, at, name, packBody(body));
      })
      .immediate();
  }

  /** Takes a name away; the body stays kept. */
  function unname(id: number, name: string): void {
    database
      .transaction(() => {
        const revision = named(id, name);
        if (revision === undefined) throw new ApiError('not-found', `此表没有名为“${name}”的版本`);
        const others = database.prepare('SELECT 1 FROM versions WHERE filing = ? AND revision = ? AND name <> ?');
        const source = others.get(id, revision, name)
          ? 'DELETE FROM versions WHERE filing = ? AND name = ?'
          : "UPDATE versions SET name = '' WHERE filing = ? AND name = ?";
        database.prepare(source).run(id, name);
      })
      .immediate();
  }

  /**
   * Locks filings, all or none, and calls what they hold now 定稿; answers with those that were not locked before. Throws
   * where one is in 回收站 or doubtful.
   */
  function lock(ids: readonly number[]): number[] {
    return database
      .transaction(() => {
        const open = [...new Set(ids)].filter((id) => locks.lockedAt(id) === null);
        for (const id of open) {
          const row = stored(id);
          if (row.trashed !== null) throw new ApiError('read-only', '回收站中的表不能定稿，请先恢复');
          if (!shownBody(database, id, row).isSound)
            throw new ApiError('store-broken', '有一张表的内容已损坏，不能定稿，请先核对并修改后再定稿');
          locks.lock(id, row.revision);
          if (!isFinal(id, row.revision)) name(id, row.revision, freeFinal(id));
        }
        return open;
      })
      .immediate();
  }

  function isFinal(id: number, revision: number): boolean {
    return (
      database
        .prepare('SELECT 1 FROM versions WHERE filing = ? AND revision = ? AND name GLOB ?')
        .get(id, revision, `${FINAL}*`) !== undefined
    );
  }

  /** 定稿, with the day where it was 定稿 before, and with a number where it was so on the same day. */
  function freeFinal(id: number): string {
    const day = `${FINAL} ${dayInFigures(now())}`;
    let name = FINAL;
    for (let n = 1; named(id, name) !== undefined; n++) name = n === 1 ? day : `${day} (${n})`;
    return name;
  }

  return { keep, read, list, name, unname, lock };
}
