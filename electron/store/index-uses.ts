import type Sqlite from 'better-sqlite3';
import { projectKind } from '../../shared/library/kinds.ts';
import { nameKey } from '../../shared/library/name-key.ts';
import {
  countProject,
  noUsage,
  type ProjectUses,
  packUsage,
  projectKey,
  type Usage,
  type Use,
  unpackUsage,
} from '../../shared/library/usage.ts';
import { prepared } from './prepared.ts';

/** What one project says of one indicator, by their ids. */
interface Pair {
  indicator: number;
  project: number;
}

/**
 * Counts the indicators of these filings in the index as the data file has them now: of each project and indicator that
 * they have or had, what was said before is taken out and what is said now is counted. Runs in the thread.
 */
export function countFilings(index: Sqlite.Database, main: Sqlite.Database, ids: readonly number[]): void {
  const pairs = new Map<string, Pair>();
  const touch = (pair: Pair) => pairs.set(`${pair.indicator} ${pair.project}`, pair);
  const had = index.prepare<[number], Pair>('SELECT DISTINCT indicator, project FROM uses WHERE filing = ?');
  const rows = ids.flatMap((id) => rowsOf(index, main, id));
  for (const id of ids) for (const pair of had.all(id)) touch(pair);
  for (const row of rows) touch(row);

  const usages = new Map<number, Usage>();
  const read = index.prepare<[number], string>('SELECT usage FROM indicators WHERE id = ?').pluck();
  const usageOf = (indicator: number): Usage => {
    const usage = usages.get(indicator) ?? unpackUsage(read.get(indicator) ?? packUsage(noUsage()));
    usages.set(indicator, usage);
    return usage;
  };
  const count = (times: 1 | -1) => {
    for (const pair of pairs.values()) {
      const said = saidBy(index, pair);
      if (said) countProject(usageOf(pair.indicator), said, times);
    }
  };
  count(-1);
  const remove = index.prepare('DELETE FROM uses WHERE filing = ?');
  for (const id of ids) remove.run(id);
  const insert = index.prepare(
    'INSERT INTO uses VALUES (@indicator, @project, @filing, @row, @kind, @level2, @name, @value)',
  );
  for (const row of rows) insert.run(row);
  count(1);
  const write = index.prepare('UPDATE indicators SET usage = ? WHERE id = ?');
  for (const [indicator, usage] of usages) write.run(packUsage(usage), indicator);
}

/** The indicators of a filing as rows of `uses`; none of one in 回收站 or gone. */
function rowsOf(index: Sqlite.Database, main: Sqlite.Database, filing: number) {
  const uses = main
    .prepare<[number], Use>(
      `SELECT f.unit, f.name AS project, u.level2, u.name, u.value FROM indicator_uses AS u
       JOIN filings AS f ON f.id = u.filing WHERE f.id = ? AND f.trashed_at IS NULL ORDER BY u.rowid`,
    )
    .all(filing);
  return uses.flatMap(({ unit, project, level2, name, value }, row) => {
    const key = nameKey(name);
    if (key === '') return [];
    const indicator = idOf(index, 'indicators', { key, usage: packUsage(noUsage()) }, ['key']);
    const place = idOf(index, 'projects', { unit, key: projectKey(project) }, ['unit', 'key']);
    return [{ indicator, project: place, filing, row, kind: projectKind(project), level2, name, value: value.trim() }];
  });
}

/** The id of the row that has these values in the columns of `by`, made where there is none. */
function idOf(index: Sqlite.Database, table: string, row: Record<string, string>, by: readonly string[]): number {
  const where = by.map((column) => `${column} = @${column}`).join(' AND ');
  const there = prepared<[object], number>(index, `SELECT id FROM ${table} WHERE ${where}`).pluck().get(row);
  if (there !== undefined) return there;
  const columns = Object.keys(row);
  const values = columns.map((column) => `@${column}`).join();
  const insert = prepared(index, `INSERT INTO ${table} (${columns.join()}) VALUES (${values})`);
  return Number(insert.run(row).lastInsertRowid);
}

/** What the tables of a project say of an indicator, the newest first. */
function saidBy(index: Sqlite.Database, { indicator, project }: Pair): ProjectUses | null {
  const rows = prepared<[number, number], Omit<ProjectUses, 'values'> & { value: string }>(
    index,
    `SELECT p.unit, u.kind, u.level2, u.name, u.value FROM uses AS u JOIN projects AS p ON p.id = u.project
     WHERE u.indicator = ? AND u.project = ? ORDER BY u.filing DESC, u.row`,
  ).all(indicator, project);
  const [newest] = rows;
  return newest ? { ...newest, values: [...new Set(rows.map(({ value }) => value))] } : null;
}

/** The usage of each indicator by its key, those first that came last. */
export function readUsages(index: Sqlite.Database): Map<string, Usage> {
  const rows = index
    .prepare<[], [string, string]>('SELECT key, usage FROM indicators ORDER BY id DESC')
    .raw()
    .iterate();
  const usages = new Map<string, Usage>();
  for (const [key, text] of rows) {
    const usage = unpackUsage(text, { newestFirst: true });
    if (usage.uses > 0) usages.set(key, usage);
  }
  return usages;
}
