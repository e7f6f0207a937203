import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkFiling } from '../../shared/checks/run.ts';
import { parseFiling } from '../../shared/filing/parse.ts';

/** Published tables of other forms, as they are read: the errors are those that a reader sees in them, and no others. */

const folder = join(import.meta.dirname, '..', 'fixtures', 'found-forms');

const at = (table: string, rows: number[], column: string) => rows.map((row) => `${table}[${row}].${column}`);
const errors = (rule: string, ...paths: string[]) => paths.map((path) => `${rule} ${path}`);
const all = [0, 1, 2, 3, 4];

const EXPECTED: Record<string, string[]> = {
  '01-bingtuan.json': [],
  '02-qingshan-2021.json': errors('R30', ...at('indicators', [0], 'value')),
  // Names with ** in them.
  '05-jinzhai.json': errors('R55', ...at('indicators', [3, 4, 8], 'level3')),
  '07-sichuan-ziping.json': errors('R63', ...at('indicators', [0, 1], 'actual')),
  // Names that are only numbers, and values without units.
  '11-ningxiang.json': ['periodIndicators', 'indicators'].flatMap((table) => [
    ...errors('R24', ...at(table, all, 'level3')),
    ...errors('R30', ...at(table, all, 'value')),
  ]),
  // 20 of 550 sets has all its points and no reason; of another indicator there is no result; the points make 70.
  '23-nanhua.json': [
    ...errors('R48', ''),
    ...errors('R72', 'indicators[1].score'),
    ...errors('R71', 'indicators[1].reason'),
    ...errors('R63', 'indicators[2].actual'),
  ],
  '30-central-88.json': [...errors('R55', 'implementingUnit'), ...errors('R10', 'periodFunding.total')],
  '31-zhengti-88.json': errors('R55', 'unitName'),
  '32-jiankong.json': errors('R55', 'projectName', 'implementingUnit'),
  'hebei-2021-department.json': [],
};

test('every published table has its errors written down', () => {
  expect(
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort(),
  ).toEqual(Object.keys(EXPECTED).sort());
});

test.each(Object.entries(EXPECTED))('%s', (name, expected) => {
  const tables: unknown[] = [JSON.parse(readFileSync(join(folder, name), 'utf8'))].flat();
  const found = tables.flatMap((table) => {
    const parsed = parseFiling(table);
    if ('error' in parsed) throw new Error(parsed.error);
    return checkFiling(parsed.form, parsed.filing);
  });
  const told = found.filter(({ severity }) => severity === 'error').map(({ rule, path }) => `${rule} ${path}`);
  expect(told.sort()).toEqual(expected.sort());
});
