import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type Sqlite from 'better-sqlite3';
import * as z from 'zod';
import { DUE } from './backup-file.ts';
import { ownPrefix } from './backup-names.ts';
import { readSettings, writeSetting } from './settings.ts';

/** What the data file remembers of its backups. The window can write no setting of these names. */

const SECOND = 'backup-folder';

const secondSchema = z.object({
  folder: z.string(),
  /** Tells this data file's backups from those of others in the same folder. */
  mark: z.string(),
  /** ISO time of the last backup that went there. */
  writtenAt: z.string().nullable(),
});
/** The second folder for backups: on a stick or a share. */
export type SecondFolder = z.infer<typeof secondSchema>;

export function isDue(database: Sqlite.Database): boolean {
  return database.prepare('SELECT 1 FROM settings WHERE key = ?').get(DUE) !== undefined;
}

export function setDue(database: Sqlite.Database, due: boolean): void {
  writeSetting(database, DUE, due ? 'yes' : '');
}

/** Null where none was chosen. */
export function readSecond(database: Sqlite.Database): SecondFolder | null {
  const value = readSettings(database)[SECOND];
  if (value === undefined) return null;
  try {
    return secondSchema.parse(JSON.parse(value));
  } catch {
    return null;
  }
}

export function writeSecond(database: Sqlite.Database, second: SecondFolder | null): void {
  writeSetting(database, SECOND, second === null ? '' : JSON.stringify(second));
}

export function newSecond(folder: string): SecondFolder {
  return { folder, mark: randomBytes(8).toString('hex'), writtenAt: null };
}

/**
 * The prefix of a data file's backups in the second folder. Several units may share one folder, and a data file that was
 * copied to another machine brings its settings along: neither may take the other's backups for its own.
 */
export function secondPrefix(path: string, { mark }: SecondFolder): string {
  const id = createHash('sha256').update(`${mark}\n${hostname()}\n${path}`).digest('hex').slice(0, 6);
  return `${ownPrefix(path)}${id}-`;
}

/** Whether a name in the second folder is that of a backup: of this data file, of another one, or copied there by hand. */
export function isSecondName(path: string, name: string): boolean {
  const own = ownPrefix(path);
  return name.startsWith(own) && /^([0-9a-f]{6}-)?\d{8}-\d{6}\.db$/.test(name.slice(own.length));
}
