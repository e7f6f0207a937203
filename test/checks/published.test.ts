import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../cli-process.ts';
import { expected } from './expected.ts';

/** The published tables: what the checks find is what a reader found, no more and no less. */

const seeds = join(import.meta.dirname, '..', '..', '..', 'shared', 'seeds');
const there = existsSync(seeds);
if (!there) console.info('published tables are absent: only the tables written for the tests are checked');

/** What the reader must have found, whatever else: rule and how often. */
const DEFECTS = {
  R08: 1,
  R09: 1,
  R35: 7,
  R30: 3,
  R19: 2,
  R36: 3,
  R38: 2,
  R54: 2,
  R22: 1,
  R15: 4,
  R17: 3,
  R50: 6,
  R26: 6,
  R34: 5,
  R43: 20,
};

interface Found {
  filing: number;
  projectName: string;
  rule: string;
  severity: string;
  path: string;
}

describe.runIf(there)('published tables', () => {
  test.each(Object.entries(expected))('%s: every error and warning, at its cell', async (name, tables) => {
    const { out } = await runCli('check', join(seeds, `${name}.txt`), '--json');
    const found = (JSON.parse(out) as Found[]).filter(({ severity }) => severity !== 'hint');
    const line = (one: { severity: string; rule: string; path: string }) => `${one.severity} ${one.rule} ${one.path}`;
    for (const { table, project, problems } of tables) {
      const inTable = found.filter(({ filing }) => filing === table - 1);
      expect(inTable.map(line).sort(), `第${table}张 ${project}`).toEqual(problems.map(line).sort());
    }
  });

  test('names every table by its project', async () => {
    for (const [name, tables] of Object.entries(expected)) {
      const read = JSON.parse(await readFile(join(seeds, 'expected', `${name}.json`), 'utf8')) as {
        projectName: string;
      }[];
      expect(tables.map(({ table }) => table)).toEqual(read.map((_, index) => index + 1));
      for (const { table, project } of tables) expect(read[table - 1]?.projectName.startsWith(project)).toBe(true);
    }
  });
});

test('the reader found each kind of defect that tables come back for', () => {
  const all = Object.values(expected).flatMap((tables) => tables.flatMap(({ problems }) => problems));
  for (const [rule, count] of Object.entries(DEFECTS))
    expect(
      all.filter((problem) => problem.rule === rule),
      rule,
    ).toHaveLength(count);
});
