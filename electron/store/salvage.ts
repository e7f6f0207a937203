import { closeSync, openSync, rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import type { Backup, RecoveredFiling } from '../../shared/api.ts';
import { groupBy } from '../../shared/group-by.ts';
import { readBody } from './bodies.ts';
import { bodySum, packBody, parseJson, revisionSum, unpackBody } from './body-text.ts';
import { type Chosen, chooseFilings } from './choose-filings.ts';
import { writeUses } from './filing-uses.ts';
import { type Found, findRows } from './found-rows.ts';
import type { FilingRow, KnownRows, RevisionRow } from './known-rows.ts';
import { openToLook } from './look.ts';
import { backupFile, timeInWords } from './recovery.ts';
import { isUndamaged } from './row-sums.ts';
import type { Watch } from './salvage-progress.ts';
import { migrate, migrations } from './schema.ts';
import { searchTexts } from './search.ts';
import { FILE_ID, OTHERS, readSeen } from './seen.ts';
import { syncFile } from './sync.ts';
import { writeTexts } from './to-derive.ts';
import { agreed, copiesOf } from './twice.ts';

/** What was read from a damaged file into a new one. */
export interface Salvage {
  /** Filings that are as they were saved last. */
  whole: number;
  /** All others: older, doubtful or missing. */
  others: RecoveredFiling[];
  /** What else is not surely what was written, and is left out. */
  unsure: RecoveredFiling[];
  /** What was saved, counted and not found; changes of filings deleted for good are among it. */
  lacking: number;
  /** Filings in the new file. */
  filings: number;
}

/** More filings than anybody deletes. */
const MOST_DELETED = 1_000_000;

/** Tables whose rows belong to a filing and come with it, from the file or from the backup. */
const OF_FILING = ['revisions', 'versions', 'locks', 'waivers'] as const;
/** Tables of the unit; what the file has stands before what the backup has. */
const OF_UNIT = ['unit_totals', 'settings', 'library_entries', 'library_names', 'books'] as const;

/**
 * Reads everything that reads from the damaged file at `path`, fills it up from its newest usable `backup`, and writes it
 * to a new file at `draft`, complete and on disk. The damaged file is only read. Null when nothing but what the backup
 * has was found; there is no draft then.
 */
export function salvage(path: string, draft: string, backup: Backup | null, watch: Watch): Salvage | null {
  const read = findRows(path, watch);
  if (read.rows.filings.length + read.rows.versions.length === 0) return null;
  const kept = backup ? backupRows(backupFile(path, backup.name)) : null;
  const { rows, unsure } = agreed(read, kept);
  const found = { ...read, rows };
  const chosen = chooseFilings(found, kept?.filings ?? [], backup ? timeInWords(backup) : '', watch);
  const own = chosen.filter(({ row, fromBackup }) => row !== null && !fromBackup);
  if (own.length === 0) return null;
  const seen = readSeen(path, rows.settings.find(({ key }) => key === FILE_ID)?.value ?? '');
  let lacking: number;
  try {
    lacking = write({ draft, found, backup: kept, chosen, seen: seen?.commits ?? 0, watch });
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  if (seen) lacking += Math.max(0, seen.others - othersIn(read, seen.others));
  const others = chosen.flatMap(({ told }) => (told ? [told] : []));
  const filings = chosen.filter(({ row }) => row !== null).length;
  return { whole: chosen.filter(({ told }) => told === null).length, others, unsure, lacking, filings };
}

/** How much was saved beside changes of filings, as far as that was found; `seen` where it cannot be told. */
function othersIn(read: Found, seen: number): number {
  const rows = [...read.rows.settings, ...copiesOf(read, 'settings', ['key', 'value'])];
  const counts = rows.filter(({ key }) => key === OTHERS).map(({ value }) => Number(value));
  if (counts.length > 0) return Math.min(...counts);
  return read.whole.has('settings') ? 0 : seen;
}

/** The rows of a sound file, as those of a damaged one. */
function backupRows(path: string): KnownRows | null {
  let backup: Sqlite.Database | undefined;
  try {
    const database = openToLook(path, 0, migrations);
    backup = database;
    const all = <T>(table: string) => database.prepare(`SELECT * FROM ${table}`).all() as T[];
    const tables = ['filings', ...OF_FILING, ...OF_UNIT, 'counter'].map((table) => [table, all(table)]);
    return { ...Object.fromEntries(tables), listed: [], sequence: [], copies: [] };
  } catch {
    // It was usable a moment ago; without it the file itself still tells what it holds.
    return null;
  } finally {
    backup?.close();
  }
}

interface Writing {
  draft: string;
  found: Found;
  backup: KnownRows | null;
  chosen: readonly Chosen[];
  /** Saved changes that the file is known to have had. */
  seen: number;
  watch: Watch;
}

/** Writes the new file; answers how many saved changes it lacks of those counted. */
function write({ draft, found, backup, chosen, seen, watch }: Writing): number {
  rmSync(draft, { force: true });
  closeSync(openSync(draft, 'wx', 0o600));
  const database = new Sqlite(draft);
  const sources = backup ? [found.rows, backup] : [found.rows];
  let lacking = 0;
  const [own, kept] = [partsOf(found.rows), backup && partsOf(backup)];
  try {
    migrate(database);
    database.pragma('foreign_keys = OFF');
    database.transaction(() => {
      for (const [index, { id, row, fromBackup, told }] of chosen.entries()) {
        watch('writing', index, chosen.length);
        if (row) writeFiling(database, { ...row, id }, told?.state === 'doubtful', (fromBackup && kept) || own);
      }
      for (const rows of sources) {
        for (const table of OF_UNIT) put(database, table, rows[table]);
        put(database, 'waivers', withoutIds(rows.waivers.filter(({ filing }) => filing === null)));
      }
      settleReferences(database);
      lacking = setCounters(database, sources, seen);
    })();
    watch('checking', 0, 1);
    if (database.pragma('integrity_check(1)', { simple: true }) !== 'ok')
      throw new Error('the salvaged file is not sound');
  } finally {
    database.close();
  }
  syncFile(draft);
  return lacking;
}

type Parts = (id: number) => { table: string; rows: { revision?: number }[] }[];

/** What belongs to each filing, table by table. */
function partsOf(rows: KnownRows): Parts {
  // One with a name stays, and is shown as damaged.
  const versions = rows.versions.filter(({ name, body }) => name !== '' || parseJson(unpackBody(body) ?? '') !== null);
  // A damaged one stays without its sum: the history shows it as damaged.
  const damaged = rows.revisions.filter((row) => !isUndamaged(row));
  const revisions = [...rows.revisions.filter(isUndamaged).map(withSum), ...damaged];
  const parts = { ...rows, revisions, versions, waivers: withoutIds(rows.waivers) };
  const tables = OF_FILING.map((table) => {
    const all: { filing: number | null; revision?: number }[] = parts[table];
    return { table, byId: groupBy(all, ({ filing }) => filing) };
  });
  return (id) => tables.map(({ table, byId }) => ({ table, rows: byId.get(id) ?? [] }));
}

/** A saved change of an earlier format gets its sum, as it does where such a file is brought up to date. */
function withSum(row: RevisionRow): RevisionRow {
  return { ...row, sum: revisionSum(row) };
}

/** Numbers of waivers mean nothing outside their file. */
function withoutIds<T extends object>(rows: readonly T[]): T[] {
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'id')) as T);
}

/** A doubtful body keeps the sum that it does not have: so it is told again where it is opened. */
function writeFiling(database: Sqlite.Database, row: FilingRow, doubtful: boolean, parts: Parts): void {
  const taken = row.taken !== null && parseJson(row.taken) !== null ? row.taken : null;
  const own = {
    ...row,
    taken,
    judged: row.judged === 0 ? 0 : 1,
    sum: doubtful ? row.sum : bodySum(row.body),
  };
  if (put(database, 'filings', [own]) === 0) throw new Error(`filing ${row.id} cannot be written`);
  derive(database, row);
  const { id: filing, revision, saved_at, body } = row;
  if (!doubtful) put(database, 'versions', [{ filing, revision, saved_at, name: '', body: packBody(body) }]);
  for (const { table, rows } of parts(filing))
    put(
      database,
      table,
      rows.filter((part) => (part.revision ?? 0) <= revision),
    );
}

function derive(database: Sqlite.Database, { id, body }: FilingRow): void {
  try {
    const { form, filing } = readBody(id, body);
    writeTexts(database, id, searchTexts(form, filing));
    writeUses(database, id, form, filing);
  } catch {
    writeTexts(database, id, { folded: '', shown: '' });
  }
}

/**
 * Inserts rows as far as the table takes them, of two with one key the first, and none that breaks a rule. Answers how
 * many.
 */
function put(database: Sqlite.Database, table: string, rows: readonly object[]): number {
  const [first] = rows;
  if (!first) return 0;
  const columns = Object.keys(first);
  const values = columns.map((name) => `@${name}`).join();
  const insert = database.prepare(`INSERT OR IGNORE INTO ${table} (${columns.join()}) VALUES (${values})`);
  return rows.reduce((count, row) => count + insert.run(row).changes, 0);
}

/** Takes out references to filings that are not there. */
function settleReferences(database: Sqlite.Database): void {
  for (const column of ['rolled_from', 'made_from'])
    database.exec(`UPDATE filings SET ${column} = NULL WHERE ${column} NOT IN (SELECT id FROM filings)`);
}

/** Ids are given once, and saved changes are counted on; answers how many of them are not there. */
function setCounters(database: Sqlite.Database, rows: readonly KnownRows[], seen: number): number {
  const ids = database.prepare('SELECT max(id) FROM filings').pluck().get() as number;
  // A number that is far from all others is damaged itself.
  const given = rows
    .flatMap(({ sequence }) => sequence.map(({ seq }) => seq))
    .filter((seq) => seq < ids + MOST_DELETED);
  database.prepare("UPDATE sqlite_sequence SET seq = ? WHERE name = 'filings'").run(Math.max(ids, ...given));
  const there = database.prepare('SELECT count(*) FROM revisions').pluck().get() as number;
  // The side file has a sum, the counter none.
  const commits = seen || Math.max(0, ...rows.flatMap(({ counter }) => counter.map(({ commits }) => commits)));
  database.prepare('UPDATE counter SET commits = max(commits, ?)').run(commits);
  return Math.max(0, commits - there);
}
