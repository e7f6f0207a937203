import type Sqlite from 'better-sqlite3';
import { ApiError } from '../../shared/api.ts';
import { displayName } from '../../shared/filing/display-name.ts';
import { shorten } from '../../shared/filing/parse.ts';
import { isReadable } from './bodies.ts';
import { bodySum } from './body-text.ts';
import { prepared } from './prepared.ts';
import { bodyAt, lastBody } from './rebuild.ts';

/** A filing as the data file has it. */
export interface StoredBody {
  revision: number;
  body: string;
  sum: string;
}

/** What to show of a filing. */
export interface ShownBody {
  body: string;
  /** What was found of it and what is shown, where that is doubtful. */
  doubt: string | null;
  /** Whether `body` is what was saved last. */
  isSound: boolean;
}

const FOUND = '此表保存的内容在数据文件中被改动或损坏';

/**
 * What to show of a stored filing: what it holds, where that has its sum; else what its versions and saved changes lead
 * to; else what can be read. Throws `store-broken` where nothing can be.
 */
export function shownBody(database: Sqlite.Database, id: number, stored: StoredBody): ShownBody {
  const { revision, body, sum } = stored;
  if (bodySum(body) === sum) return { body, doubt: null, isSound: true };
  const rebuilt = bodyAt(database, id, revision);
  if (rebuilt === body) return { body, doubt: null, isSound: true };
  if (rebuilt !== null)
    return { body: rebuilt, doubt: `${FOUND}，现在显示的是按修改记录还原的内容，请核对`, isSound: true };
  if (isReadable(body))
    return { body, doubt: `${FOUND}，不能还原；现在显示的是能读出的内容，可能有错，请逐格核对`, isSound: false };
  const last = lastBody(database, id, revision);
  if (!last) throw new ApiError('store-broken', '此表保存的内容已损坏，也不能还原，请从备份中取出此表');
  const lost = revision - last.revision;
  return {
    body: last.body,
    doubt: `${FOUND}，不能全部还原；现在显示的缺少最后 ${lost} 次修改，请核对后补填`,
    isSound: false,
  };
}

export interface DoubtfulFiling {
  id: number;
  name: string;
}

/** How many of them are named. */
const NAMED = 5;

export function doubtfulInWords(doubtful: readonly DoubtfulFiling[]): string {
  const names = doubtful.slice(0, NAMED).map(({ name }) => `“${shorten(displayName(name))}”`);
  const more = doubtful.length > NAMED ? '等' : '';
  return `有 ${doubtful.length} 张表保存的内容在数据文件中被改动或损坏：${names.join('、')}${more}，请打开核对`;
}

/** Milliseconds of one slice of the background pass. */
const SLICE = 5;

/** Goes over the bodies of all filings in the background and hands the doubtful ones to `found`, also when there are none. */
export function findDoubtful(database: Sqlite.Database, found: (doubtful: DoubtfulFiling[]) => void): void {
  const doubtful: DoubtfulFiling[] = [];
  let last = 0;
  /** Looks at the next filing; false behind the last one. */
  const look = (): boolean => {
    const row = prepared<[number], DoubtfulFiling & StoredBody>(
      database,
      'SELECT id, name, revision, body, sum FROM filings WHERE id > ? ORDER BY id LIMIT 1',
    ).get(last);
    if (!row) return false;
    last = row.id;
    if (isDoubtful(database, row)) doubtful.push({ id: row.id, name: row.name });
    return true;
  };
  const slice = () => {
    const until = performance.now() + SLICE;
    try {
      while (database.open && performance.now() < until) if (!look()) return found(doubtful);
    } catch {
      // Who opens the filing that cannot be read meets the same failure, and is told it.
      return found(doubtful);
    }
    if (database.open) setImmediate(slice);
  };
  setImmediate(slice);
}

function isDoubtful(database: Sqlite.Database, row: { id: number } & StoredBody): boolean {
  try {
    return shownBody(database, row.id, row).doubt !== null;
  } catch (error) {
    if (error instanceof ApiError) return true;
    throw error;
  }
}
