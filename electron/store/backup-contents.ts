import { statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { ApiError } from '../../shared/api-error.ts';
import type { FilingSummary } from '../../shared/api-responses.ts';
import { bodySum } from './body-text.ts';
import { openToLook } from './look.ts';
import { isOurs, isWhole, migrations, userVersion } from './schema.ts';

/** What is in a backup, read without changing anything. Runs in a thread of its own (worker.ts). */

/** A filing of a backup outside of 回收站. */
export interface BackedUpFiling extends Pick<FilingSummary, 'id' | 'form' | 'name' | 'unit' | 'year' | 'savedAt'> {
  createdAt: string;
  /** `bodySum` of the body as it was read. */
  sum: string;
  /** Whether the body is another one than was saved. */
  doubtful: boolean;
}

export interface BackupReading {
  /** Whether the file is damaged: then `filings` are those that can still be read. */
  damaged: boolean;
  filings: BackedUpFiling[];
  /** How many filings are known to be there and cannot be read. */
  unread: number;
}

export interface ListedBackup {
  name: string;
  /** In bytes. */
  size: number;
  /** How many filings are in it; null where that cannot be read. */
  filings: number | null;
}

const PATIENCE = 2000;

/** Sizes and counts of the backups `names` in a folder; what has gone meanwhile is left out. */
export function listBackups(folder: string, names: readonly string[]): ListedBackup[] {
  return names.flatMap((name) => {
    const file = join(folder, name);
    const found = statSync(file, { throwIfNoEntry: false });
    return found ? [{ name, size: found.size, filings: countIn(file) }] : [];
  });
}

function countIn(file: string): number | null {
  try {
    return reading(file, (database) => {
      if (!isOurs(database)) return null;
      return database
        .prepare<[], number>('SELECT count(*) FROM filings WHERE trashed_at IS NULL')
        .pluck()
        .get() as number;
    });
  } catch {
    return null;
  }
}

function reading<T>(file: string, read: (database: Sqlite.Database) => T): T {
  const database = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: PATIENCE });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

/** The filings in a backup. Throws `ApiError` where not one can be read. */
export function readBackup(file: string): BackupReading {
  return opened(file, (database, damaged) => {
    const { rows, unread } = damaged ? rowsThatRead(database) : { rows: all(database), unread: 0 };
    return { damaged, filings: rows.map(facts).sort(byYearAndUnit), unread };
  });
}

/** The bodies of some of the filings in a backup, as stored; those that cannot be read are left out. */
export function readBodies(file: string, ids: readonly number[]): { id: number; body: string }[] {
  return opened(file, (database) => {
    const one = database.prepare<[number], { id: number; body: string }>('SELECT id, body FROM filings WHERE id = ?');
    return ids.flatMap((id) => attempt(() => one.get(id)) ?? []);
  });
}

function opened<T>(file: string, read: (database: Sqlite.Database, damaged: boolean) => T): T {
  let database: Sqlite.Database;
  try {
    const { known, version } = reading(file, (found) => ({
      known: isOurs(found),
      version: userVersion(found),
    }));
    if (!known) throw unusable();
    if (version > migrations.length) throw new ApiError('read-only', '这份备份由更新版本的软件建立，请升级软件后再看');
    database = openToLook(file, PATIENCE, migrations);
  } catch (error) {
    throw error instanceof ApiError ? error : unusable(error);
  }
  try {
    return read(database, !attempt(() => isWhole(database)));
  } catch (error) {
    throw error instanceof ApiError ? error : unusable(error);
  } finally {
    database.close();
  }
}

function unusable(cause?: unknown): ApiError {
  const failure = new ApiError('store-broken', '这份备份已损坏，一张表也读不出来，请另选一份');
  failure.cause = cause;
  return failure;
}

interface Row extends Omit<BackedUpFiling, 'doubtful'> {
  body: string;
  trashedAt: string | null;
}

const COLUMNS = `id, form, name, unit, year, saved_at AS savedAt, created_at AS createdAt, trashed_at AS trashedAt, sum, body
  FROM filings`;

function all(database: Sqlite.Database): Row[] {
  return database.prepare<[], Row>(`SELECT ${COLUMNS} WHERE trashed_at IS NULL`).all();
}

/** Row by row: a damaged page takes only those that lie on it. */
function rowsThatRead(database: Sqlite.Database): { rows: Row[]; unread: number } {
  const listed = idsThatRead(database, 'SELECT id FROM filings INDEXED BY filings_list WHERE trashed_at IS NULL');
  const scanned = idsThatRead(database, 'SELECT id FROM filings NOT INDEXED WHERE trashed_at IS NULL');
  const last = attempt(() => database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'filings'").pluck().get());
  const most = Math.min(Number(last ?? 0), MOST_IDS);
  const ids = new Set([...listed, ...scanned, ...Array.from({ length: most }, (_, index) => index + 1)]);
  const one = database.prepare<[number], Row>(`SELECT ${COLUMNS} WHERE id = ?`);
  const rows: Row[] = [];
  let unread = 0;
  for (const id of [...ids].sort((a, b) => a - b)) {
    const row = attempt(() => one.get(id));
    if (row?.trashedAt === null && typeof row.body === 'string') rows.push(row);
    else if (!row && listed.has(id)) unread++;
  }
  if (rows.length === 0) throw unusable();
  return { rows, unread };
}

/** Ids that are tried where neither the table nor its index tells which there are. */
const MOST_IDS = 100_000;

function idsThatRead(database: Sqlite.Database, source: string): Set<number> {
  const ids = new Set<number>();
  attempt(() => {
    for (const id of database.prepare<[], number>(source).pluck().iterate()) ids.add(id);
  });
  return ids;
}

function facts({ body, trashedAt: _, sum: saved, ...row }: Row): BackedUpFiling {
  const sum = bodySum(body);
  return { ...row, sum, doubtful: sum !== saved };
}

const zh = new Intl.Collator('zh-CN', { numeric: true });

/** As in the list: the newest year first. */
function byYearAndUnit(a: BackedUpFiling, b: BackedUpFiling): number {
  return (b.year ?? 0) - (a.year ?? 0) || zh.compare(a.unit, b.unit) || a.id - b.id;
}

/** What a damaged file does not give is not there. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
