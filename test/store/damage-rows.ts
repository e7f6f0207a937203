import Sqlite from 'better-sqlite3';

/** How a bad disk, or another program, changes rows of a data file that SQLite itself still takes for whole. */

export function damaging(path: string, work: (database: Sqlite.Database) => void): void {
  const database = new Sqlite(path);
  try {
    // SQLite would not take it; a bad disk asks nobody.
    database.pragma('ignore_check_constraints = ON');
    database.pragma('foreign_keys = OFF');
    work(database);
  } finally {
    database.close();
  }
}

/** Ways in which a saved change is damaged. */
export const changeDamage = {
  'its edits are no JSON': "UPDATE revisions SET edits = '[{' WHERE filing = ? AND revision = ?",
  'its edits are others': "UPDATE revisions SET edits = '[]' || char(32) WHERE filing = ? AND revision = ?",
  'one text of it is another': `UPDATE revisions SET edits = replace(edits, '文', '丈'), label = label || '！' WHERE filing = ? AND revision = ?`,
  'its row is gone': 'DELETE FROM revisions WHERE filing = ? AND revision = ?',
} as const;

/** Changes one byte of the body of a version. */
export function damageVersion(database: Sqlite.Database, id: number, revision: number, nth: number): void {
  const body = database
    .prepare<[number, number], Buffer>('SELECT body FROM versions WHERE filing = ? AND revision = ?')
    .pluck()
    .get(id, revision);
  if (!body) throw new Error(`no version of revision ${revision}`);
  const at = nth % body.length;
  body[at] = (body[at] ?? 0) ^ 0x10;
  database.prepare('UPDATE versions SET body = ? WHERE filing = ? AND revision = ?').run(body, id, revision);
}

/** Ways in which what a filing holds now is damaged. */
export const bodyDamage = {
  'a text of it is another': `UPDATE filings SET body = replace(body, '"form"', '"fоrm"') || ' ' WHERE id = ?`,
  'it is no JSON': 'UPDATE filings SET body = substr(body, 1, length(body) / 2) WHERE id = ?',
  'it is that of another filing': `UPDATE filings SET body = '{"form":"dalian-project","version":"1","sections":[],"values":{}}' WHERE id = ?`,
} as const;
