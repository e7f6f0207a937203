import type Sqlite from 'better-sqlite3';
import { ApiError, type Lock } from '../../shared/api.ts';
import { prepared } from './prepared.ts';

/** Which filings are 定稿. Each call is one transaction. */
export function createLocks(database: Sqlite.Database, now: () => Date) {
  /** Since when a filing is locked, as ISO time; null when it is not. */
  function lockedAt(id: number): string | null {
    const row = prepared<[number], { at: string }>(
      database,
      'SELECT locked_at AS at FROM locks WHERE filing = ? AND unlocked_at IS NULL',
    ).get(id);
    return row?.at ?? null;
  }

  /** Locks a filing at a revision. */
  function lock(id: number, revision: number): void {
    database
      .prepare('INSERT INTO locks (filing, revision, locked_at) VALUES (?, ?, ?)')
      .run(id, revision, now().toISOString());
  }

  /** Lets a filing be changed again. Throws `bad-request` for one that is not locked. */
  function unlock(id: number, reason: string): void {
    const { changes } = database
      .prepare('UPDATE locks SET unlocked_at = ?, reason = ? WHERE filing = ? AND unlocked_at IS NULL')
      .run(now().toISOString(), reason, id);
    if (changes === 0) throw new ApiError('bad-request', '此表没有定稿，可以直接修改');
  }

  /** When a filing was locked and why unlocked, the newest first. */
  function history(id: number): Lock[] {
    return database
      .prepare<[number], Lock>(
        `SELECT revision, locked_at AS lockedAt, unlocked_at AS unlockedAt, reason FROM locks
         WHERE filing = ? ORDER BY rowid DESC`,
      )
      .all(id);
  }

  /** Throws `read-only` where one of the filings is locked. `todo` is what is refused: 修改, 删除 … */
  function insistUnlocked(ids: readonly number[], todo: string): void {
    const locked = ids.filter((id) => lockedAt(id) !== null).length;
    if (locked === 0) return;
    const which = ids.length === 1 ? '此表已定稿' : `所选的表中有 ${locked} 张已定稿`;
    throw new ApiError('read-only', `${which}，请先解除定稿再${todo}`);
  }

  return { lockedAt, lock, unlock, history, insistUnlocked };
}

export type Locks = ReturnType<typeof createLocks>;
