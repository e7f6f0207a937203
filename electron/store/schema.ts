import type Sqlite from 'better-sqlite3';
import { bodySum, packBody, revisionSum, timelessSum } from './body-text.ts';
import type { RevisionRow } from './known-rows.ts';

/** One step of the file format. A step that shipped is never changed; a change is a further step. */
export interface Migration {
  version: number;
  name: string;
  up: (database: Sqlite.Database) => void;
}

/** Marks the file as one of this program (`PRAGMA application_id`): "JXB1". */
export const APPLICATION_ID = 0x4a584231;

/**
 * `filings.body` is a filing as JSON; name, unit and year are derived from it for the lists. `filing_texts` holds its
 * texts for the search, one per line, once as shown and once folded (search.ts). `revisions` keeps every saved change.
 */
const TABLES = `
  CREATE TABLE filings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    form TEXT NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    year INTEGER,
    revision INTEGER NOT NULL,
    saved_at TEXT NOT NULL,
    trashed_at TEXT,
    created_at TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body))
  ) STRICT;
  -- Covers the list, which then reads no body.
  CREATE INDEX filings_list ON filings (trashed_at, year, unit, id, form, name, saved_at);
  CREATE TABLE filing_texts (
    filing INTEGER PRIMARY KEY REFERENCES filings (id) ON DELETE CASCADE,
    folded TEXT NOT NULL,
    shown TEXT NOT NULL
  ) STRICT;
  CREATE TABLE revisions (
    filing INTEGER NOT NULL REFERENCES filings (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    saved_at TEXT NOT NULL,
    label TEXT NOT NULL,
    edits TEXT NOT NULL CHECK (json_valid(edits)),
    PRIMARY KEY (filing, revision)
  ) STRICT;
  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

/**
 * Which filing of an earlier year one was rolled forward from (结转下年), to show the earlier values beside it. Without
 * the index every deleted filing would look through all others for those that came from it.
 */
const ROLLED_FROM = `
  ALTER TABLE filings ADD COLUMN rolled_from INTEGER REFERENCES filings (id) ON DELETE SET NULL;
  CREATE INDEX filings_rolled_from ON filings (rolled_from);
`;

/**
 * `waivers` are warnings that a unit switched off, with its reason: for one filing, or without one for all of the unit.
 * `unit_totals` are the amounts approved for a unit's projects of a year, against which their sum is checked (R61).
 */
const REVIEW = `
  CREATE TABLE waivers (
    id INTEGER PRIMARY KEY,
    unit TEXT NOT NULL,
    rule TEXT NOT NULL,
    filing INTEGER REFERENCES filings (id) ON DELETE CASCADE,
    reason TEXT NOT NULL CHECK (trim(reason) <> ''),
    created_at TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX waivers_place ON waivers (unit, rule, ifnull(filing, 0));
  CREATE TABLE unit_totals (
    unit TEXT NOT NULL,
    year INTEGER NOT NULL,
    total TEXT NOT NULL,
    PRIMARY KEY (unit, year)
  ) STRICT, WITHOUT ROWID;
`;

/**
 * `indicator_uses` are the indicators of each filing, derived from its body for the library. `library_entries` are the
 * unit's own indicators as JSON, and its wording of shipped ones under their ids; `library_names` are names that the
 * library does not list: they count as another entry, or are hidden (null).
 */
const LIBRARY = `
  CREATE TABLE indicator_uses (
    filing INTEGER NOT NULL REFERENCES filings (id) ON DELETE CASCADE,
    level2 TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL
  ) STRICT;
  CREATE INDEX indicator_uses_filing ON indicator_uses (filing);
  CREATE TABLE library_entries (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL CHECK (json_valid(body))
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE library_names (name TEXT PRIMARY KEY, entry TEXT) STRICT, WITHOUT ROWID;
  INSERT INTO indicator_uses
  SELECT f.id, ifnull(f.body ->> (row.fullkey || '.level2'), ''), f.body ->> (row.fullkey || '.level3'),
    ifnull(f.body ->> (row.fullkey || '.value'), '')
  FROM filings AS f, json_each(f.body, '$.indicators') AS row
  WHERE trim(f.body ->> (row.fullkey || '.level3')) <> '';
`;

/** A warning may be switched off for one place of a filing: `path` is that place (checks/waivers.ts), null for all. */
const WAIVED_PLACE = `
  ALTER TABLE waivers ADD COLUMN path TEXT CHECK (path IS NULL OR (path <> '' AND filing IS NOT NULL));
  DROP INDEX waivers_place;
  CREATE UNIQUE INDEX waivers_place ON waivers (unit, rule, ifnull(filing, 0), ifnull(path, ''));
`;

/**
 * Which target table a self-evaluation or a monitoring table was made from, and its body at that time: what has changed
 * there since is told from it. Without the index every deleted filing would look through all others.
 */
const MADE_FROM = `
  ALTER TABLE filings ADD COLUMN made_from INTEGER REFERENCES filings (id) ON DELETE SET NULL;
  ALTER TABLE filings ADD COLUMN taken TEXT CHECK (taken IS NULL OR json_valid(taken));
  CREATE INDEX filings_made_from ON filings (made_from);
`;

/**
 * Whether a filing was exported, printed or reviewed: only then what is not filled in is an error. Those that were there
 * before have always shown it as one.
 */
const JUDGED = `
  ALTER TABLE filings ADD COLUMN judged INTEGER NOT NULL DEFAULT 0 CHECK (judged IN (0, 1));
  UPDATE filings SET judged = 1;
`;

/**
 * `versions` are whole bodies of filings at some of their revisions, deflated: between two of them the edits of
 * `revisions` lead. `name` is what the clerk calls one (送审稿, 一上 …), '' for those that the program keeps by itself.
 * `locks` say when a filing was 定稿, at which revision, and when and why that was taken back; the last one of a filing
 * with no end holds. `filings.sum` is `bodySum` of the body and `revisions.sum` is `revisionSum` of the row, by which
 * silent damage is seen; '' is of a row whose sum is not known. `counter` counts the saved changes of all filings.
 */
const VERSIONS = `
  CREATE TABLE versions (
    filing INTEGER NOT NULL REFERENCES filings (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    saved_at TEXT NOT NULL,
    name TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (filing, revision, name)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE locks (
    filing INTEGER NOT NULL REFERENCES filings (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    locked_at TEXT NOT NULL,
    unlocked_at TEXT,
    reason TEXT NOT NULL DEFAULT '' CHECK (unlocked_at IS NULL OR reason <> '')
  ) STRICT;
  CREATE INDEX locks_filing ON locks (filing);
  CREATE UNIQUE INDEX locks_held ON locks (filing) WHERE unlocked_at IS NULL;
  ALTER TABLE filings ADD COLUMN sum TEXT NOT NULL DEFAULT '';
  ALTER TABLE revisions ADD COLUMN sum TEXT NOT NULL DEFAULT '';
  CREATE TABLE counter (commits INTEGER NOT NULL) STRICT;
  INSERT INTO counter SELECT count(*) FROM revisions;
  CREATE TRIGGER revisions_counted AFTER INSERT ON revisions BEGIN UPDATE counter SET commits = commits + 1; END;
`;

/** Filings from before there were versions get one of what they hold: their first body is known no more. */
function versions(database: Sqlite.Database): void {
  database.exec(VERSIONS);
  const keep = database.prepare("INSERT INTO versions VALUES (?, ?, ?, '', ?)");
  const mark = database.prepare('UPDATE filings SET sum = ? WHERE id = ?');
  const bodies = database.prepare<[], { id: number; revision: number; saved_at: string; body: string }>(
    'SELECT id, revision, saved_at, body FROM filings',
  );
  for (const { id, revision, saved_at, body } of bodies.all()) {
    keep.run(id, revision, saved_at, packBody(body));
    mark.run(bodySum(body), id);
  }
  const sum = database.prepare('UPDATE revisions SET sum = ? WHERE filing = ? AND revision = ?');
  const changes = database.prepare<[], Omit<RevisionRow, 'saved_at'>>(
    'SELECT filing, revision, label, edits, sum FROM revisions',
  );
  for (const row of changes.all()) sum.run(timelessSum(row), row.filing, row.revision);
}

/** `books` are 套表 as JSON (shared/book/book.ts); they name their filings by id, and outlive them. */
const BOOKS = `
  CREATE TABLE books (
    id INTEGER PRIMARY KEY,
    body TEXT NOT NULL CHECK (json_valid(body)),
    saved_at TEXT NOT NULL
  ) STRICT;
`;

/**
 * What no sum covers stands twice: an index has a copy of each row, under a first value that says of which table, and
 * `integrity_check` sees where the two differ (twice.ts). From here on `revisions.sum` covers the time of the change.
 */
const COPIES = `
  CREATE INDEX filings_copy ON filings ('copy of filings' || '', id, form, name, unit, year, revision, saved_at,
    trashed_at, created_at, rolled_from, made_from, judged, sum);
  CREATE INDEX taken_copy ON filings ('copy of taken' || '', id, taken) WHERE taken IS NOT NULL;
  CREATE INDEX versions_copy ON versions ('copy of versions' || '', filing, revision, name, saved_at);
  CREATE INDEX locks_copy ON locks ('copy of locks' || '', filing, revision, locked_at, unlocked_at, reason);
  CREATE INDEX waivers_copy ON waivers ('copy of waivers' || '', unit, rule, filing, reason, created_at, path);
  CREATE INDEX unit_totals_copy ON unit_totals ('copy of unit_totals' || '', unit, year, total);
  CREATE INDEX settings_copy ON settings ('copy of settings' || '', key, value);
  CREATE INDEX library_entries_copy ON library_entries ('copy of library_entries' || '', id, body);
  CREATE INDEX books_copy ON books ('copy of books' || '', id, body, saved_at);
  CREATE INDEX library_names_copy ON library_names ('copy of library_names' || '', name, entry);
`;

/**
 * Filings of which `filing_texts` and `indicator_uses` tell an earlier revision: a change of a cell marks them, and what
 * is derived is written when the program rests, or before it is read (to-derive.ts).
 */
const TO_DERIVE = `
  CREATE TABLE to_derive (filing INTEGER PRIMARY KEY REFERENCES filings (id) ON DELETE CASCADE) STRICT;
`;

/**
 * The index of the list tells a review too whether a filing must be checked anew: it has what the filing is by now, and
 * is written with every change anyway.
 */
const STATES = `
  DROP INDEX filings_list;
  CREATE INDEX filings_list ON filings (trashed_at, year, unit, id, form, name, saved_at, revision, judged, sum);
`;

/** A saved change that does not have its sum stays so. */
function booksAndCopies(database: Sqlite.Database): void {
  database.exec(BOOKS);
  database.exec(COPIES);
  const mark = database.prepare('UPDATE revisions SET sum = ? WHERE rowid = ?');
  const changes = database.prepare<[], RevisionRow & { rowid: number }>(
    "SELECT rowid, filing, revision, saved_at, label, edits, sum FROM revisions WHERE sum <> ''",
  );
  for (const { rowid, ...row } of changes.all()) if (row.sum === timelessSum(row)) mark.run(revisionSum(row), rowid);
}

export const migrations: readonly Migration[] = [
  { version: 1, name: 'filings, revisions, search texts, settings', up: (database) => void database.exec(TABLES) },
  { version: 2, name: 'what a filing was rolled forward from', up: (database) => void database.exec(ROLLED_FROM) },
  { version: 3, name: 'waivers and approved totals', up: (database) => void database.exec(REVIEW) },
  { version: 4, name: 'the library and the indicators used', up: (database) => void database.exec(LIBRARY) },
  { version: 5, name: 'waivers of one place', up: (database) => void database.exec(WAIVED_PLACE) },
  { version: 6, name: 'what a filing was made from', up: (database) => void database.exec(MADE_FROM) },
  { version: 7, name: 'which filings are judged', up: (database) => void database.exec(JUDGED) },
  { version: 8, name: 'versions, locks, sums', up: versions },
  { version: 9, name: 'books; what has no sum stands twice', up: booksAndCopies },
  { version: 10, name: 'what is to be derived', up: (database) => void database.exec(TO_DERIVE) },
  { version: 11, name: 'what a review asks of a filing', up: (database) => void database.exec(STATES) },
];

/** The version of the file format that this program writes. */
export const SCHEMA_VERSION = migrations.length;

/** Whether a database is one of this program. */
export function isOurs(database: Sqlite.Database): boolean {
  return database.pragma('application_id', { simple: true }) === APPLICATION_ID;
}

/**
 * Whether SQLite finds nothing wrong with its pages and rows, and each row is as its indexes say: `quick_check` does not
 * look at that.
 */
export function isWhole(database: Sqlite.Database): boolean {
  return database.pragma('integrity_check(1)', { simple: true }) === 'ok';
}

export function userVersion(database: Sqlite.Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

/**
 * Brings a file to the newest version, all steps in one transaction: afterwards it has every step or none. Another
 * process may have done it meanwhile, so the version is read again under the lock.
 */
export function migrate(database: Sqlite.Database, steps: readonly Migration[] = migrations): void {
  for (const [index, step] of steps.entries())
    if (step.version !== index + 1) throw new Error(`migration ${step.name} must have version ${index + 1}`);
  database
    .transaction(() => {
      const from = userVersion(database);
      for (const step of steps.slice(from)) step.up(database);
      if (from >= steps.length) return;
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.pragma(`user_version = ${steps.length}`);
    })
    .immediate();
}
