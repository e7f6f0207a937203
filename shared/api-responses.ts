import type { Arrangement, FilingGroup } from './arrangement.ts';
import type { Book, BookCount } from './book/book.ts';
import type { Waiver } from './checks/waivers.ts';
import type { YearComparison } from './compare/compare-years.ts';
import type { Edit } from './filing/edits.ts';
import type { Filing } from './filing/filing.ts';
import type { ImportPlan } from './library/import-plan.ts';
import type { LibraryEntry } from './library/library.ts';
import type { Problem, Severity } from './problem.ts';
import type { Counts, ReviewLine, UnitReview } from './review.ts';

/** What the backend answers to the calls of `api-requests.ts`, and what it tells without being asked. */

export interface FilingSummary {
  id: number;
  form: string;
  name: string;
  unit: string;
  year: number | null;
  /** ISO time of the last saved change. */
  savedAt: string;
  /** ISO time when it came into 回收站, of those that lie there. */
  trashedAt?: string;
  /** It is 定稿. */
  locked?: true;
  /** Where a search found its words outside the name: the text of that indicator or field. */
  found: string | null;
}

/** The filings of one form that a unit has in a year: how many they are, and when (ISO) one of them was saved last. */
export interface OutlineRow extends Pick<FilingSummary, 'year' | 'unit' | 'form' | 'savedAt'> {
  filings: number;
}

export interface FilingFacts {
  id: number;
  /** The money it asks for in its year, a decimal string in 万元; null where its form has none or none is readable. */
  amount: string | null;
}

/** A book (套表) as lists show it: how many tables are in it, and when (ISO) it was saved last. */
export interface BookSummary {
  id: number;
  title: string;
  unit: string;
  year: number | null;
  tables: number;
  savedAt: string;
}

/** A table of a book as lists show it; `trashed`: it lies in 回收站. */
export interface BookTable extends Pick<FilingSummary, 'id' | 'form' | 'name' | 'unit' | 'year'> {
  trashed: boolean;
}

/** A book with its tables; those that were deleted for good are in `book.items` only. */
export interface OpenBook {
  id: number;
  savedAt: string;
  book: Book;
  tables: BookTable[];
}

/** How many pages a book has, and for each of its items the page that it begins on: 0 a cover, null what is left out. */
export interface CountedBook extends Omit<BookCount, 'firsts'> {
  firsts: (number | null)[];
}

/** A saved change of a filing. */
export interface Revision {
  revision: number;
  savedAt: string;
  /** Name of the step; a step taken back is 撤销 and the name of that step. */
  label: string;
  edits: Edit[];
}

export interface OpenFiling {
  id: number;
  /** Number of the last saved change; every commit names the one it builds on. */
  revision: number;
  savedAt: string;
  filing: Filing;
  /** The filing of an earlier year that this one was rolled forward from, or null. */
  previous: number | null;
  /** The data file it is in, as `app.info` counts them: a commit names it. */
  file?: number;
  /** Since when (ISO) it is 定稿: nothing changes it then. */
  locked: { at: string } | null;
  /** One sentence on what was found and what is shown, where what is stored was damaged. */
  doubt: string | null;
}

/** A time in which a filing was 定稿: at which revision, from when (ISO) to when, and why it was unlocked. */
export interface Lock {
  revision: number;
  lockedAt: string;
  /** Null while it holds; the reason is '' then. */
  unlockedAt: string | null;
  reason: string;
}

/** What is known of a filing's past, everything the newest first. What is `damaged` is passed by on the way to others. */
export interface VersionList {
  /** Bodies that are kept whole; the name is '' for those that the program keeps by itself. One may have several names. */
  versions: { revision: number; savedAt: string; name: string; damaged?: true }[];
  /** Saved changes, the last 5,000; a damaged one may have lost its label. */
  steps: { revision: number; savedAt: string; label: string; damaged?: true }[];
  /** Whether there are more steps than these. */
  cut: boolean;
  locked: { at: string } | null;
  locks: Lock[];
}

/** The target table that a filing was made from: as it is now, and as it was taken over. */
export interface FilingSource {
  id: number;
  filing: Filing;
  taken: Filing;
}

/** A line for the clerk about what was read: file, place and reason. */
export interface ImportNote {
  severity: Severity;
  line: string;
  /** The value in its table that it is about, where that is known. */
  path?: string;
}

/** A table that was read, and whether it is there already. */
export interface PlannedTable {
  /** Counts from 0 over the tables of all files. */
  index: number;
  form: string;
  name: string;
  unit: string;
  year: number | null;
  /** `there`: so is a filing of its form, unit, year and name; `doubtful`: new, and something of it is to be checked. */
  state: 'new' | 'there' | 'doubtful';
  /** The filing that it is the same as. */
  same?: number;
  /** Whether that filing holds just the same. */
  equal: boolean;
  notes: ImportNote[];
}

export interface FilePlan {
  file: string;
  tables: PlannedTable[];
  /** About the file as a whole, and what in it is no table. */
  notes: ImportNote[];
}

/** What reading files brought. When it was cancelled nothing of it can be taken. */
export interface ImportReading {
  files: FilePlan[];
  cancelled: boolean;
}

/** A copy of the data file in `backups/`: when it was made (ISO) and how many filings it holds. */
export interface Backup {
  name: string;
  madeAt: string;
  filings: number;
}

/** The data file: its folder, its size in bytes, how many filings are in its list, and how its backups are. */
export interface DataInfo {
  folder: string;
  size: number;
  filings: number;
  backup: BackupState;
}

/** When the last backup was made (ISO, null for none), why the last one failed, and the second folder if there is one. */
export interface BackupState {
  last: string | null;
  problem: string | null;
  second: SecondPlace | null;
}

/** A folder on a stick or a share: whether it is there now, and when a backup last went there (ISO). */
export interface SecondPlace {
  folder: string;
  present: boolean;
  writtenAt: string | null;
  problem: string | null;
}

/** A backup as the page of backups lists it. */
export interface BackupFile extends Omit<Backup, 'filings'> {
  /** Null where the file is damaged or was not made by this program. */
  filings: number | null;
  /** In bytes. */
  size: number;
  /** Whether it is of another data file, whose backups go to the same folder. */
  foreign: boolean;
}

/** The backups in one folder, the newest first: in the one beside the data file, or in the second one. */
export interface BackupPlace extends Pick<SecondPlace, 'folder' | 'present' | 'writtenAt'> {
  place: 'own' | 'second';
  backups: BackupFile[];
}

/**
 * A filing in a backup, and what has become of it since: it is the same, was changed, is in 回收站 or gone. `doubtful`:
 * what is in the backup is not what was saved.
 */
export interface BackupFiling extends Omit<FilingSummary, 'trashedAt' | 'found'> {
  state: 'same' | 'changed' | 'trashed' | 'gone';
  doubtful: boolean;
}

/** What is in a backup by year and unit. Of a damaged one `filings` are those that can be read, `unread` counts others. */
export interface BackupContents {
  name: string;
  madeAt: string;
  damaged: boolean;
  filings: BackupFiling[];
  unread: number;
  /** How many filings are in the list now and not in the backup. */
  later: number;
}

/** A filing of a damaged data file that could not be read as it was saved last, and what there is of it. */
export interface RecoveredFiling {
  name: string;
  unit: string;
  year: number | null;
  /** `older`: an earlier text of it; `doubtful`: its text may be damaged; `missing`: nothing of it reads. */
  state: 'older' | 'doubtful' | 'missing';
  why: string;
}

/**
 * What has become of the data file and is to be read or decided by the clerk: one sentence, and the backups to choose
 * from. `backups`: a new file was begun beside them; `replaced`: another file lies in the place of the open one;
 * `salvaged`: what reads of a damaged file is in a new one; `restored`: nothing read, the backup took its place;
 * `emptied`: neither was there; `fewer`: the file holds fewer saved changes than it did.
 */
export interface Recovery {
  kind: 'backups' | 'replaced' | 'salvaged' | 'restored' | 'emptied' | 'fewer';
  reason: string;
  /** Name of the file beside the data file in which the damaged one is kept. */
  kept?: string;
  /** How many filings are as they were saved last, and all others. */
  salvaged?: { whole: number; others: RecoveredFiling[] };
  backups: Backup[];
}

/** What an import of files would make of the library; its problems name the file. */
export interface LibraryPlan extends ImportPlan {
  files: number;
}

export interface ExportOutcome {
  outcome: 'saved' | 'cancelled';
  /** File name without its folder. */
  name?: string;
  /** What `files.open` and `files.show` know the file by, and the name of its folder; a browser has only `download`. */
  place?: { id: string; folder: string };
  /** Where a browser fetches the file; only the loopback shell answers with it. */
  download?: string;
  problems: Problem[];
}

export interface Responses {
  'app.info': {
    version: string;
    shell: 'electron' | 'browser';
    /** Where the data file lies. */
    folder: string;
    year: number;
    settings: Record<string, string>;
    notice: string | null;
    recovery: Recovery | null;
    /** Why the last backup failed, or null. */
    backupProblem: string | null;
    /** Counts the data files that were put in the place of the open one: with another number all filings are others. */
    file: number;
  };
  'app.log': Record<string, never>;
  'store.recover': { notice: string | null };
  'settings.set': Record<string, never>;
  /**
   * `found` counts all; a search answers with the first 500 of them, which nobody reads through. `outline` is of all
   * filings, whatever was searched for; null where a search leaves it as it was. `version` is that of the last
   * `ListEvent`.
   */
  'filings.arranged': Arrangement & {
    groups: readonly FilingGroup[];
    filings: FilingSummary[];
    found: number;
    outline: OutlineRow[] | null;
    version: number;
  };
  'filings.summaries': { filings: FilingSummary[] };
  /** `found` counts all. Pages of one `version` are of one list; with another, the list has another order. */
  'filings.list': { filings: FilingSummary[]; found: number; version: number };
  'filings.open': OpenFiling;
  /** What is no longer there is left out. */
  'filings.facts': { facts: FilingFacts[] };
  'filings.create': OpenFiling;
  'filings.example': OpenFiling;
  'filings.makeFrom': OpenFiling;
  /** Null for a filing that was made from none, or from one that is in 回收站 or gone. */
  'filings.source': { source: FilingSource | null };
  /** Ids of the copies, in the order of the request. */
  'filings.copy': { ids: number[] };
  /**
   * Ids of the new filings, in the order of the request. `skipped` counts those that are of that year or were rolled
   * forward to it before, `results` those that tell what became of targets (自评, 监控) and begin no year; a cancelled job
   * keeps what it has made.
   */
  'filings.rollForward': { ids: number[]; skipped: number; results: number; cancelled: boolean };
  'compare.years': YearComparison;
  'compare.export': ExportOutcome;
  'filings.commit': { revision: number; savedAt: string };
  /** The newest first; none when there are no earlier ones, or none that can be read. */
  'filings.history': { revisions: Revision[] };
  'filings.stage': Record<string, never>;
  'filings.trash': Record<string, never>;
  'filings.restore': Record<string, never>;
  'filings.purge': Record<string, never>;
  'filings.lock': Record<string, never>;
  'filings.unlock': Record<string, never>;
  'versions.list': VersionList;
  'versions.read': { revision: number; savedAt: string; filing: Filing };
  'versions.name': Record<string, never>;
  'versions.unname': Record<string, never>;
  /** No files when the clerk has picked none. */
  'import.pick': ImportReading;
  'import.files': ImportReading;
  /**
   * Ids by the index of the table, null for what was skipped; `undo` is null when nothing was written. `kept` are the ids
   * of filings that a cancelled import could not take out again, as something else has changed them since.
   */
  'import.take': { ids: (number | null)[]; undo: number | null; cancelled: boolean; kept: number[] };
  /** Ids of those that were changed since, which stay as they are. */
  'import.undo': { kept: number[] };
  'export.start': ExportOutcome;
  'unsaved.export': ExportOutcome;
  'export.cancel': Record<string, never>;
  'files.open': Record<string, never>;
  'files.show': Record<string, never>;
  'print.start': ExportOutcome;
  /** `pdf` is the file in base64. */
  'print.preview': ExportOutcome & { pdf: string };
  'data.info': DataInfo;
  'data.open': Record<string, never>;
  'data.backup': { backup: Backup; second: SecondPlace | null };
  'data.restore': { notice: string | null };
  'backups.list': { places: BackupPlace[] };
  'backups.look': BackupContents;
  /** Ids of the filings that were taken out of it, and how many could not be read. */
  'backups.take': { ids: number[]; unread: number };
  /** The second folder as it is now; null where there is none, or the clerk has chosen none. */
  'backups.pick': { second: SecondPlace | null };
  'backups.forget': Record<string, never>;
  'menu.set': Record<string, never>;
  'window.title': Record<string, never>;
  'window.open': Record<string, never>;
  /** Filings that are in 回收站 or gone are left out. */
  /** Removed ones are in `hidden`. */
  'library.list': { entries: LibraryEntry[]; hidden: LibraryEntry[] };
  'library.save': { id: string };
  'library.remove': Record<string, never>;
  'library.merge': { undo: number };
  'library.restore': Record<string, never>;
  'library.pick': LibraryPlan;
  'library.read': LibraryPlan;
  'library.import': { undo: number };
  'library.undo': Record<string, never>;
  'library.export': ExportOutcome;
  'review.counts': { counts: ({ id: number } & Counts)[] };
  'review.judge': Record<string, never>;
  'review.filing': { unit: string; problems: Problem[]; waivers: Waiver[]; judged: boolean };
  /** Null when it was cancelled. */
  'review.year': { units: UnitReview[] | null };
  'review.lines': { lines: ReviewLine[] };
  'review.export': ExportOutcome;
  'waivers.set': Record<string, never>;
  'waivers.remove': Record<string, never>;
  'waivers.list': { waivers: Waiver[] };
  'totals.set': Record<string, never>;
  'books.list': { books: BookSummary[] };
  'books.get': OpenBook;
  'books.make': { id: number };
  'books.save': { id: number; savedAt: string };
  'books.remove': Record<string, never>;
  /** Null when it was cancelled. */
  'books.count': { count: CountedBook | null };
  'books.export': ExportOutcome;
  'books.print': ExportOutcome;
  /** `pdf` is the file in base64. */
  'books.preview': ExportOutcome & { pdf: string };
  /** Each table with the one that it has become in that year, null where there is none yet; 自评 and 监控 are left out. */
  'books.ahead': { tables: (BookTable & { next: number | null })[] };
}

/** How far a job is; `name` is the file that it is at. */
export interface Progress {
  event: 'progress';
  job: string;
  done: number;
  total: number;
  name?: string;
}

/**
 * The data file was deleted, moved or replaced while it was open: what was done about it, and what is to be decided.
 */
export interface StoreEvent {
  event: 'store';
  notice: string | null;
  /** As in `app.info`, where another file has come. */
  file?: number;
  recovery: Recovery | null;
}

/** A change of a filing was saved, by whichever window. */
export interface FilingEvent {
  event: 'filing';
  id: number;
  revision: number;
  savedAt: string;
  /** What the lists show of it now. */
  name: string;
  unit: string;
  year: number | null;
}

/** Filings came, went or were moved; `version` counts that. */
export interface ListEvent {
  event: 'list';
  version: number;
}

/** Filings became 定稿, or with null were unlocked. A `ListEvent` follows. */
export interface LockEvent {
  event: 'lock';
  ids: readonly number[];
  locked: { at: string } | null;
}

/** A book was saved or removed, by whichever window. */
export interface BookEvent {
  event: 'book';
  id: number;
  /** Null where it was removed. */
  savedAt: string | null;
}

/** Backups have begun to fail, and why; or succeed again (null). */
export interface BackupEvent {
  event: 'backup';
  problem: string | null;
}

/** An item of the window's menu was chosen. */
export interface CommandEvent {
  event: 'command';
  id: string;
}

export type BackendEvent =
  | Progress
  | StoreEvent
  | FilingEvent
  | ListEvent
  | LockEvent
  | BookEvent
  | BackupEvent
  | CommandEvent;
