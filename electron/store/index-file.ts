import { existsSync, rmSync, statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { makePrivate } from './private-files.ts';
import { readEachOnce } from './with-data.ts';

/**
 * The index of a large data file, in a file beside it (`NAME.db-index`): whatever is in it is derived from the data file,
 * and it may be deleted at any time. Filings are known in it by what they hold (`stamps`), so that it does not matter
 * how another content came into the data file.
 */

/** A file of another number is made anew: to be raised with every change of the tables or of what they hold. */
const VERSION = 1;

/**
 * `long` finds any run of three characters or more, `short` one or two, whose code points are its words (`shortWords`).
 * Neither keeps the texts themselves. `uses` are the indicators of the filings outside 回收站, from which `indicators`
 * is counted (`Usage` of shared/library), a project once.
 */
const TABLES = `
  CREATE TABLE stamps (filing INTEGER PRIMARY KEY, stamp TEXT NOT NULL) STRICT;
  CREATE VIRTUAL TABLE long USING fts5(folded, content='', contentless_delete=1, tokenize='trigram case_sensitive 1');
  CREATE VIRTUAL TABLE short USING fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii');
  CREATE TABLE indicators (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, usage TEXT NOT NULL) STRICT;
  CREATE TABLE projects (id INTEGER PRIMARY KEY, unit TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (unit, key)) STRICT;
  CREATE TABLE uses (
    indicator INTEGER NOT NULL,
    project INTEGER NOT NULL,
    filing INTEGER NOT NULL,
    row INTEGER NOT NULL,
    kind TEXT NOT NULL,
    level2 TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (indicator, project, filing DESC, row)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX uses_filing ON uses (filing);
`;

/** What the program waits for in it, in ms: the thread writes a batch in far less. */
const TIMEOUT = 2000;

export function indexPath(path: string): string {
  return `${path}-index`;
}

/** From how many bytes on an index is looked through (`isSoundIndex`) while it is used already: 340 MB take 4 s. */
export const LARGE_INDEX = 20_000_000;

/**
 * Opens the index to bring it up to date; one that is missing, damaged or of another version is made anew, and with `anew`
 * every one. Whether one of `large` bytes or more is damaged is not looked at.
 */
export function openIndexAnew(path: string, anew: boolean, large: number): Sqlite.Database {
  const there = anew ? null : openSound(path, large);
  if (there) return there;
  const file = indexPath(path);
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  makePrivate(file);
  const database = new Sqlite(file, { timeout: TIMEOUT });
  try {
    database.pragma('journal_mode = WAL');
    database
      .transaction(() => {
        database.exec(TABLES);
        database.pragma(`user_version = ${VERSION}`);
      })
      .immediate();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Whether SQLite finds nothing wrong with the index; one that is not there is sound. Runs in the thread. */
export function isSoundIndex(path: string): boolean {
  if (!existsSync(indexPath(path))) return true;
  const database = openSound(path, Infinity);
  database?.close();
  return database !== null;
}

function openSound(path: string, large: number): Sqlite.Database | null {
  let database: Sqlite.Database | null = null;
  try {
    database = openIndex(path, {});
    if (database && (statSync(indexPath(path)).size >= large || isSound(database))) return database;
  } catch {
    // Whatever is wrong with it, it is made anew.
  }
  database?.close();
  return null;
}

function isSound(database: Sqlite.Database): boolean {
  readEachOnce(database);
  return database.pragma('quick_check(1)', { simple: true }) === 'ok';
}

/** Opens the index as it is; null where there is none of this version. */
export function openIndex(path: string, { readonly = false }): Sqlite.Database | null {
  const file = indexPath(path);
  if (!existsSync(file)) return null;
  const database = new Sqlite(file, { readonly, fileMustExist: true, timeout: TIMEOUT });
  try {
    if (database.pragma('user_version', { simple: true }) === VERSION) return database;
  } catch (error) {
    database.close();
    throw error;
  }
  database.close();
  return null;
}

const codes = new Map<string, string>();

/** A character as a word of `short`, in which SQLite folds nothing together. */
function codeOf(character: string): string {
  let code = codes.get(character);
  if (code === undefined) {
    code = (character.codePointAt(0) ?? 0).toString(36);
    codes.set(character, code);
  }
  return code;
}

/** Stands between the two characters of a word of `short`; no code of a character has it. */
const BETWEEN = 'Z';

/** Every character and every two neighbours of folded lines, as words of `short`. */
export function shortWords(folded: string): string {
  const words = new Set<string>();
  let before = '';
  for (const character of folded) {
    if (character === '\n') {
      before = '';
      continue;
    }
    const code = codeOf(character);
    words.add(code);
    if (before !== '') words.add(before + BETWEEN + code);
    before = code;
  }
  return [...words].join(' ');
}

/** What `short` is asked for a word of one or two characters. */
export function shortQuery(word: string): string {
  return `"${[...word].map(codeOf).join(BETWEEN)}"`;
}

/** What `long` is asked for a word of three characters or more. */
export function longQuery(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}
