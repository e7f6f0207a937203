import { basename } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { ApiError, type Recovery } from '../../shared/api.ts';
import { createBooks } from './books.ts';
import { type CheckedFile, createCheckedFile } from './checked-file.ts';
import { guarded } from './errors.ts';
import { createFilingList } from './filing-list.ts';
import { createFilings } from './filings.ts';
import { copyAside, holdsAllOf, partOwnLog, writeBack } from './keep.ts';
import { inOneLine } from './ladder.ts';
import { markDoubt } from './large-file.ts';
import { createLastFilings } from './last-filings.ts';
import { createLibraryTables } from './library.ts';
import { createLocks } from './locks.ts';
import { createMadeFrom } from './made-from.ts';
import { type OpenOptions, openDatabase, reopen } from './open.ts';
import { afterWriting, displaced, type Place, placeOf } from './place.ts';
import { dropReport, isUsableBackup, keptReport, newestInWords, putBackInPlace, usableBackups } from './recovery.ts';
import { createReviewTables } from './review.ts';
import { createSearchIndex } from './search-index.ts';
import { recordSeen } from './seen.ts';
import { inThread } from './store-thread.ts';
import { createDerived, type Derived } from './to-derive.ts';
import { createVersions } from './versions.ts';

/** The tables of the data file over the connection that is open now. */
export interface Tables {
  database: Sqlite.Database;
  list: ReturnType<typeof createFilingList>;
  derived: Derived;
  filings: ReturnType<typeof createFilings>;
  locks: ReturnType<typeof createLocks>;
  versions: ReturnType<typeof createVersions>;
  madeFrom: ReturnType<typeof createMadeFrom>;
  review: ReturnType<typeof createReviewTables>;
  library: ReturnType<typeof createLibraryTables>;
  books: ReturnType<typeof createBooks>;
}

/** The one connection to the data file, which is opened anew when the file was taken away or restored. */
export interface Connection {
  readonly tables: Tables;
  readonly readOnly: boolean;
  /** What the clerk must know about the opening, or null. */
  readonly notice: string | null;
  /** Counts how often another file has come in the place of the open one. */
  readonly opening: number;
  /**
   * Makes sure that what is written now will be found again. A file that was deleted or moved is written back with all
   * that it held, and the clerk told. @throws ApiError `store-replaced` when another file lies in its place
   */
  insistInPlace(): void;
  /** Whether the file lies where it was, as it was written last. */
  isInPlace(): boolean;
  /** Remembers how the file is after a write, for the next `insistInPlace`. */
  wrote(): void;
  /** What the clerk is to decide about the data file, or null. */
  recovery(): Recovery | null;
  restoreBackup(name: string): Promise<void>;
  /** Looks through a large file that was opened before that, and tells where it is damaged: false then. */
  lookThrough(): Promise<boolean>;
  /** What the checks found in the filings of the file that is open. */
  readonly checked: CheckedFile;
  /**
   * Keeps beside the file that is open, and those that come in its place, what takes long to work out again: an index and
   * what the checks found. Not where it cannot be written.
   */
  keepBeside(failed: (error: unknown) => void): void;
  /** Closes the file for good. */
  close(): Promise<void>;
  readonly closed: boolean;
  /** Goes on without the backups that are offered. */
  startNew(): void;
  /** Puts what this connection holds back in the place of the file that has replaced it, which is kept. */
  keepOwn(): void;
}

export async function connect(path: string, options: OpenOptions): Promise<Connection> {
  const name = basename(path);
  const tell = options.tell ?? (() => undefined);
  let { database, readOnly, notice, unseen } = await openDatabase(path, options);
  let index = createSearchIndex(path, database);
  let checked = createCheckedFile(path, database);
  let besideFailed: ((error: unknown) => void) | null = null;
  let tables = tablesOver(database);
  let place = placed();
  let seen = readOnly ? null : recordSeen(path, database, options.now);
  let kept: string | null = null;
  let opening = 0;
  let closed = false;

  function use(next: Sqlite.Database): void {
    database = next;
    void index.close();
    checked.close();
    index = createSearchIndex(path, next);
    checked = createCheckedFile(path, next);
    keepNow();
    checked.forgetCompared();
    tables = tablesOver(next);
    seen?.close();
    seen = readOnly ? null : recordSeen(path, next, options.now);
    place = placed();
    kept = null;
    opening++;
  }

  function keepNow(): void {
    if (!besideFailed || readOnly) return;
    index.keep(besideFailed);
    checked.keep(besideFailed);
  }

  function placed(): Place {
    // The log is made by the first reading.
    if (!readOnly) database.prepare('SELECT 1 FROM settings LIMIT 1').get();
    return placeOf(path);
  }

  function tablesOver(database: Sqlite.Database): Tables {
    const list = createFilingList(database, index);
    const locks = createLocks(database, options.now);
    const last = createLastFilings();
    const derived = createDerived(database, list.touched);
    const filings = createFilings(database, locks, list, derived, last, options.now);
    return {
      database,
      list,
      derived,
      filings,
      locks,
      versions: createVersions(database, locks, options.now),
      madeFrom: createMadeFrom(database, filings),
      review: createReviewTables(database, options.now),
      library: createLibraryTables(database, path, index),
      books: createBooks(database, options.now),
    };
  }

  const before = readOnly || notice !== null ? null : keptReport(database, path);
  if (before?.kind === 'backups') {
    const backup = newestInWords(path);
    if (backup !== '') notice = `${name} 是后来新建的，从前的表不在其中；最近的备份是 ${backup}，可用它恢复`;
  } else if (before) notice = inOneLine(before);

  /** Where the file was closed for a moment and could not be opened again, the disk may be sound by now. */
  function insistOpen(): void {
    if (!closed && !database.open) use(reopen(path, options.busyTimeout));
  }

  function insistInPlace(): void {
    insistOpen();
    if (readOnly || !database.open) return;
    switch (displaced(path, place)) {
      case null:
        return;
      case 'gone':
        partOwnLog(path, place, options.now());
        writeBack(database, path, options.now());
        use(reopen(path, options.busyTimeout));
        tell(`数据文件 ${name} 在使用中被删除或移走，已把软件中的全部内容重新写回 ${path}`);
        return;
      case 'log-gone':
        settle();
        use(reopen(path, options.busyTimeout));
        tell(`数据文件 ${name} 的日志在使用中被删除，其中的内容已写入数据文件，没有丢失`);
        return;
      case 'replaced':
        partOwnLog(path, place, options.now());
        if (holdsAllOf(path, database)) {
          database.close();
          use(reopen(path, options.busyTimeout));
          tell(`数据文件 ${name} 被换成了内容齐全的另一份，已改用它`);
          return;
        }
        throw replaced();
      case 'written':
        // Another window may have written the log into the file, as SQLite does by itself.
        if (!holdsAllOf(path, database)) throw replaced();
        place = placeOf(path);
        return;
      case 'cut':
        throw replaced();
    }
  }

  /** Writes into the main file what only the deleted log holds. */
  function settle(): void {
    const [result] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    if (result?.busy) throw new ApiError('store-busy');
    database.close();
  }

  function replaced(): ApiError {
    if (kept === null) {
      kept = copyAside(database, path, options.now());
      tell(null);
    }
    return new ApiError('store-replaced', `${whatWasReplaced()}，刚才的修改未能保存；${whatIsKept()}`);
  }

  const whatWasReplaced = () => `数据文件 ${name} 在使用中被换成了另一个文件`;
  const whatIsKept = () => `软件中原来的全部内容已另存为 ${kept}，刚填写的还在窗口中`;

  return {
    get tables() {
      insistOpen();
      return tables;
    },
    get readOnly() {
      return readOnly;
    },
    get notice() {
      return notice;
    },
    get opening() {
      return opening;
    },
    async lookThrough() {
      if (!unseen || closed) return true;
      unseen = false;
      if (await inThread('isWholeFile', [path])) return true;
      markDoubt(path);
      tell(`数据文件 ${name} 有损坏，请尽快退出并重新打开软件：打开时会先修复，并列出受影响的表`);
      return false;
    },
    insistInPlace: () => guarded(insistInPlace),
    isInPlace: () => database.open && displaced(path, place) === null,
    wrote: () => {
      place = afterWriting(path, place);
      seen?.note();
    },
    recovery() {
      if (kept !== null) return { kind: 'replaced', reason: `${whatWasReplaced()}；${whatIsKept()}`, backups: [] };
      const report = readOnly ? null : keptReport(database, path);
      if (!report) return null;
      const backups = usableBackups(path);
      return report.kind === 'backups' && backups.length === 0 ? null : { ...report, backups };
    },
    async restoreBackup(backup) {
      if (!isUsableBackup(path, backup)) throw new ApiError('not-found', '这份备份已不在或不能打开，请另选一份');
      guarded(insistInPlace);
      // Its thread has the file open, which Windows does not rename then.
      await index.close();
      database.close();
      try {
        const aside = putBackInPlace(path, backup, options.now());
        notice = `已用备份 ${backup} 恢复；原来的 ${name} 改名为 ${aside} 保留`;
      } catch (cause) {
        const failure = new ApiError('write-failed', '未能恢复备份，数据文件未改动，请检查磁盘空间和文件夹权限后再试');
        failure.cause = cause;
        throw failure;
      } finally {
        const opened = await openDatabase(path, options);
        ({ readOnly, unseen } = opened);
        use(opened.database);
        // The backup may have been made before the clerk had read what it told.
        if (!readOnly) dropReport(database);
      }
    },
    get closed() {
      return closed;
    },
    keepBeside(failed) {
      besideFailed = failed;
      keepNow();
    },
    get checked() {
      return checked;
    },
    async close() {
      closed = true;
      seen?.close();
      checked.close();
      await index.close();
      database.close();
    },
    startNew() {
      dropReport(database);
      notice = null;
    },
    keepOwn() {
      const aside = writeBack(database, path, options.now());
      use(reopen(path, options.busyTimeout));
      tell(`已把软件中的内容写回 ${name}${aside === '' ? '' : `；换上来的文件改名为 ${aside} 保留`}`);
    },
  };
}
