import type Sqlite from 'better-sqlite3';
import { groupBy } from '../../shared/group-by.ts';
import { projectKind } from '../../shared/library/kinds.ts';
import { nameKey } from '../../shared/library/name-key.ts';
import {
  countProject,
  noUsage,
  type ProjectUses,
  packUsage,
  projectKey,
  type ReadUsage,
  readUsage,
  remembering,
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

interface UseRow extends Pair {
  filing: number;
  row: number;
  unit: string;
  kind: string;
  level2: string;
  name: string;
  value: string;
}

/**
 * Counts the indicators of these filings in the index as the data file has them now: of each project and indicator that
 * they have or had, what was said before is taken out and what is said now is counted. Of a project that is new nothing
 * was said before, and now only what these filings say: when an index is made, that is most of them. Runs in the thread.
 */
export function countFilings(index: Sqlite.Database, main: Sqlite.Database, ids: readonly number[]): void {
  const pairs = new Map<string, Pair>();
  const touch = (pair: Pair) => pairs.set(keyOf(pair), pair);
  const had = index.prepare<[number], Pair>('SELECT DISTINCT indicator, project FROM uses WHERE filing = ?');
  const { rows, made } = rowsOf(index, main, ids);
  for (const id of ids) for (const pair of had.all(id)) touch(pair);
  for (const row of rows) touch(row);
  const own = groupBy(rows, keyOf);

  const usages = new Map<number, Usage>();
  const read = index.prepare<[number], string>('SELECT usage FROM indicators WHERE id = ?').pluck();
  const usageOf = (indicator: number): Usage => {
    const usage = usages.get(indicator) ?? unpackUsage(read.get(indicator) ?? packUsage(noUsage()));
    usages.set(indicator, usage);
    return usage;
  };
  const count = ({ indicator }: Pair, said: ProjectUses | null, times: 1 | -1) => {
    if (said) countProject(usageOf(indicator), said, times);
  };
  const known = [...pairs.values()].filter(({ project }) => !made.has(project));
  for (const pair of known) count(pair, saidBy(index, pair), -1);
  const remove = index.prepare('DELETE FROM uses WHERE filing = ?');
  for (const id of ids) remove.run(id);
  const insert = index.prepare('INSERT INTO uses VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  for (const { indicator, project, filing, row, kind, level2, name, value } of rows)
    insert.run(indicator, project, filing, row, kind, level2, name, value);
  for (const pair of known) count(pair, saidBy(index, pair), 1);
  for (const said of own.values()) {
    const [pair] = said;
    if (!pair || !made.has(pair.project)) continue;
    count(pair, saidIn(said.toSorted((a, b) => b.filing - a.filing || a.row - b.row)), 1);
  }
  const write = index.prepare('UPDATE indicators SET usage = ? WHERE id = ?');
  for (const [indicator, usage] of usages) write.run(packUsage(usage), indicator);
}

const keyOf = ({ indicator, project }: Pair) => `${indicator} ${project}`;

/** The indicators of filings as rows of `uses`, none of one in 回收站 or gone; and the projects that were not there. */
function rowsOf(index: Sqlite.Database, main: Sqlite.Database, ids: readonly number[]) {
  const uses = main.prepare<[number], Use>(
    `SELECT f.unit, f.name AS project, u.level2, u.name, u.value FROM indicator_uses AS u
     JOIN filings AS f ON f.id = u.filing WHERE f.id = ? AND f.trashed_at IS NULL ORDER BY u.rowid`,
  );
  const indicator = idsIn(index, 'indicators', ['key', 'usage'], ['key']);
  const project = idsIn(index, 'projects', ['unit', 'key'], ['unit', 'key']);
  const [kind, name, place] = [remembering(projectKind), remembering(nameKey), remembering(projectKey)];
  const empty = packUsage(noUsage());
  const rows = ids.flatMap((filing) =>
    uses.all(filing).flatMap((use, row): UseRow[] => {
      const key = name(use.name);
      if (key === '') return [];
      return [
        {
          ...use,
          indicator: indicator.of(key, empty),
          project: project.of(use.unit, place(use.project)),
          filing,
          row,
          kind: kind(use.project),
          value: use.value.trim(),
        },
      ];
    }),
  );
  return { rows, made: project.made };
}

/** Gives the ids of rows with these values, in the order of `columns`; `made` are those that were not there. */
function idsIn(index: Sqlite.Database, table: string, columns: readonly string[], by: readonly string[]) {
  const find = index
    .prepare<string[], number>(`SELECT id FROM ${table} WHERE ${by.map((column) => `${column} = ?`).join(' AND ')}`)
    .pluck();
  const insert = index.prepare(`INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map(() => '?').join()})`);
  const known = new Map<string, number>();
  const made = new Set<number>();
  const of = (...values: string[]): number => {
    const key = `${values[0]?.length} ${values.slice(0, by.length).join('')}`;
    const there = known.get(key) ?? find.get(...values.slice(0, by.length));
    const id = there ?? Number(insert.run(...values).lastInsertRowid);
    if (there === undefined) made.add(id);
    known.set(key, id);
    return id;
  };
  return { of, made };
}

/** What the tables of a project say of an indicator. */
function saidBy(index: Sqlite.Database, { indicator, project }: Pair): ProjectUses | null {
  const rows = prepared<[number, number], Said>(
    index,
    `SELECT p.unit, u.kind, u.level2, u.name, u.value FROM uses AS u JOIN projects AS p ON p.id = u.project
     WHERE u.indicator = ? AND u.project = ? ORDER BY u.filing DESC, u.row`,
  ).all(indicator, project);
  return saidIn(rows);
}

type Said = Pick<UseRow, 'unit' | 'kind' | 'level2' | 'name' | 'value'>;

/** What rows say together, the newest first. */
function saidIn(rows: readonly Said[]): ProjectUses | null {
  const [newest] = rows;
  if (!newest) return null;
  const { unit, kind, level2, name } = newest;
  return { unit, kind, level2, name, values: [...new Set(rows.map(({ value }) => value))] };
}

/** The usage of each indicator by its key, those first that came last. */
export function readUsages(index: Sqlite.Database): Map<string, ReadUsage> {
  const rows = index
    .prepare<[], [string, string]>('SELECT key, usage FROM indicators ORDER BY id DESC')
    .raw()
    .iterate();
  const usages = new Map<string, ReadUsage>();
  for (const [key, text] of rows) {
    const usage = readUsage(text);
    if (usage.uses > 0) usages.set(key, usage);
  }
  return usages;
}
