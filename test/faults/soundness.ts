import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { bodySum, unpackBody } from '../../electron/store/body-text.ts';
import { SCHEMA_VERSION, userVersion } from '../../electron/store/schema.ts';

/** What the suites ask of every data file after a fault, read without the program's own way of opening it. */

interface FilingRow {
  id: number;
  revision: number;
  body: string;
  sum: string;
}

interface LockRow {
  filing: number;
  revision: number;
  why: string;
}

const WRONG_LOCKS = `
  SELECT filing, revision, 'no version is of that revision' AS why FROM locks
  WHERE NOT EXISTS (SELECT 1 FROM versions AS kept WHERE kept.filing = locks.filing AND kept.revision = locks.revision)
  UNION ALL SELECT filing, revision, 'was changed or thrown away since' FROM locks
  WHERE unlocked_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM filings WHERE id = filing AND filings.revision = locks.revision AND trashed_at IS NULL)
  UNION ALL SELECT filing, revision, 'unlocked without a reason' FROM locks WHERE unlocked_at IS NOT NULL AND reason = ''`;

/**
 * What is wrong with a closed data file, a sentence each: its pages, the sums of its bodies, its count of saved changes,
 * the chain of each filing's revisions, its versions and what was 定稿. `purged` where filings went for good, whose changes stay counted.
 */
export function faultsOf(path: string, { purged = false } = {}): string[] {
  const database = new Sqlite(path, { fileMustExist: true });
  try {
    const check = database.pragma('integrity_check(3)') as { integrity_check: string }[];
    const faults = check.map((line) => line.integrity_check).filter((line) => line !== 'ok');
    // What was kept before an older format was brought up to date has no sums.
    if (faults.length > 0 || userVersion(database) < SCHEMA_VERSION) return faults;
    const count = (source: string) => database.prepare<[], number>(source).pluck().get() ?? 0;
    const [commits, revisions] = [count('SELECT commits FROM counter'), count('SELECT count(*) FROM revisions')];
    if (purged ? commits < revisions : commits !== revisions) faults.push(`${commits} counted of ${revisions} changes`);
    const numbers = database.prepare<[number], number>(
      'SELECT revision FROM revisions WHERE filing = ? ORDER BY revision',
    );
    for (const { id, revision, body, sum } of database
      .prepare<[], FilingRow>('SELECT id, revision, body, sum FROM filings')
      .all()) {
      if (bodySum(body) !== sum) faults.push(`the body of filing ${id} has not its sum`);
      const chain = numbers.pluck().all(id);
      if (chain.length !== revision || chain.some((number, index) => number !== index + 1))
        faults.push(`filing ${id} at revision ${revision} has the changes ${chain.join(' ')}`);
    }
    for (const { filing, revision, body } of database
      .prepare<[], { filing: number; revision: number; body: Buffer }>('SELECT filing, revision, body FROM versions')
      .all()) {
      const now = database
        .prepare<[number, number], string>('SELECT body FROM filings WHERE id = ? AND revision = ?')
        .pluck()
        .get(filing, revision);
      const then = unpackBody(body);
      if (then === null) faults.push(`a version of filing ${filing} is damaged`);
      if (now !== undefined && now !== then) faults.push(`the version of filing ${filing} is not what it holds`);
    }
    for (const { filing, revision, why } of database.prepare<[], LockRow>(WRONG_LOCKS).all())
      faults.push(`filing ${filing} was locked at ${revision} and ${why}`);
    return faults;
  } finally {
    database.close();
  }
}

/** Drafts beside a data file and among its backups: what a killed process may leave, and the next start takes away. */
export function draftsAt(path: string): string[] {
  const stem = basename(path).replace(/\.db$/, '');
  return readdirSync(dirname(path), { recursive: true, encoding: 'utf8' }).filter(
    (name) => basename(name).startsWith(stem) && /\.tmp(-|$)/.test(name),
  );
}

/** What is wrong with the backups of a data file that bear their final names. */
export function faultsOfBackups(path: string): string[] {
  const folder = join(dirname(path), 'backups');
  const names = readdirSync(dirname(path)).includes('backups') ? readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith('.db'))
    .flatMap((name) => faultsOf(join(folder, name)).map((fault) => `${name}: ${fault}`));
}
