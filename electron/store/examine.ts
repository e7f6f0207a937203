import { existsSync, statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { storeErrorCode } from './errors.ts';
import { fewerThanSeen } from './fewer.ts';
import { hasOurWayOfWriting } from './given-file.ts';
import { openImage } from './page-image.ts';
import { isOurs, isWhole, type Migration, migrate, migrations, userVersion } from './schema.ts';
import { readSeen, seenIn } from './seen.ts';

/**
 * What a file is: `sound` and of a format that this program knows (0 for one that is still empty), of a `newer` one, of
 * another program (`foreign`), or `damaged`.
 */
export type State = 'sound' | 'newer' | 'foreign' | 'damaged';

/** More formats than will ever be: a larger number was not written by any version of this program. */
const MOST_FORMATS = 1000;

export interface Look {
  state: State;
  version: number;
  /** As `fewerThanSeen` says, of a sound file of the newest format. */
  fewer: ReturnType<typeof fewerThanSeen>;
  /** Whether its pages and rows are still to be looked through. */
  unseen: boolean;
}

/**
 * Looks through the whole file without changing it, but for `later`, which leaves its pages and rows to be looked through
 * when it is open (large-file.ts): a connection that may write would, at its end, bring what it takes
 * of a damaged log into the file. @throws what SQLite says of a file that is busy or cannot be read for another reason
 */
export function lookThrough(
  path: string,
  { timeout, steps, later }: { timeout: number; steps: readonly Migration[]; later: boolean },
): Look {
  try {
    return look(path, { timeout, fileMustExist: true, readonly: true }, steps, later);
  } catch (error) {
    // A change that was cut off in the rollback journal is taken back by writing only.
    if (storeErrorCode(error) === null || !existsSync(`${path}-journal`)) throw error;
    return look(path, { timeout, fileMustExist: true }, steps, later);
  }
}

function look(path: string, options: Sqlite.Options, steps: readonly Migration[], later: boolean): Look {
  const database = new Sqlite(path, options);
  try {
    const state = examine(database, path, steps, later);
    const version = state === 'sound' || state === 'newer' ? userVersion(database) : 0;
    const isNewest = state === 'sound' && version === migrations.length;
    const fewer = isNewest ? fewerThanSeen(database, path) : null;
    return { state, version, fewer, unseen: later && state === 'sound' && version === steps.length };
  } finally {
    database.close();
  }
}

/**
 * Whether every page is in the file or its log. SQLite takes what lies beyond the end of a file for zeros, which in the
 * rest of a long row it does not notice before that is read.
 */
function isAllThere(database: Sqlite.Database, path: string): boolean {
  const [pages, size] = ['page_count', 'page_size'].map(
    (name) => database.pragma(name, { simple: true }) as number,
  ) as [number, number];
  const own = Math.floor(statSync(path).size / size);
  if (own >= pages) return true;
  const image = openImage(path);
  try {
    const inLog = new Set(image.covered.numbers);
    for (let number = own + 1; number <= pages; number++) if (!inLog.has(number)) return false;
    return true;
  } finally {
    image.close();
  }
}

function examine(database: Sqlite.Database, path: string, steps: readonly Migration[], later: boolean): State {
  try {
    // A log may hold another header.
    if (!statSync(`${path}-wal`, { throwIfNoEntry: false })?.size && !hasOurWayOfWriting(path)) return 'damaged';
    // One that is to be migrated is looked through first.
    const isLeft = later && userVersion(database) === steps.length;
    if (!(isLeft || isWhole(database)) || !isAllThere(database, path)) return 'damaged';
    const version = userVersion(database);
    const columns = columnsOf(database);
    if (!isOurs(database) && (version !== 0 || columns !== '')) return 'foreign';
    if (version < 0 || version > MOST_FORMATS) return 'damaged';
    if (version <= steps.length) return columns === columnsAfter(steps.slice(0, version)) ? 'sound' : 'damaged';
    return wasWrittenByUs(database, path, columns, steps) ? 'damaged' : 'newer';
  } catch (error) {
    const code = (error as { code?: unknown } | null)?.code;
    // What the schema says is no SQL any more, or the header names a format of SQLite that there is not.
    if (code === 'SQLITE_ERROR' || storeErrorCode(error) === 'store-broken') return 'damaged';
    throw error;
  }
}

/** Whether only the number of the format is damaged: the file was last written in one that this program knows. */
function wasWrittenByUs(
  database: Sqlite.Database,
  path: string,
  columns: string,
  steps: readonly Migration[],
): boolean {
  if (columns !== columnsAfter(steps)) return false;
  const { file, commits } = seenIn(database);
  const seen = readSeen(path, file);
  return seen !== null && seen.commits === commits && seen.format <= steps.length;
}

/** The columns of a file that these steps have made. */
function columnsAfter(steps: readonly Migration[]): string {
  const database = new Sqlite(':memory:');
  try {
    migrate(database, steps);
    return columnsOf(database);
  } finally {
    database.close();
  }
}

/** The columns of all tables, one to a line. */
function columnsOf(database: Sqlite.Database): string {
  const names = database
    .prepare<[], string>(
      `SELECT t.name || '.' || c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
       WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY 1`,
    )
    .pluck()
    .all();
  return names.join('\n');
}
