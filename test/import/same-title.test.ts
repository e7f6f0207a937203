import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportFilings } from '../../electron/export/exporter.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { parseFiling } from '../../shared/filing/parse.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiaobiao-title-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Three forms are called 项目支出绩效目标申报表: their columns tell which one a table is of. */
test.each([
  ['project-2015', {}],
  ['project-annual', {}],
  ['project-two-goals', { caption: '项目支出' }],
])('a table under the title 项目支出绩效目标申报表 is one of %s by its columns', async (id, given) => {
  const sample = JSON.parse(readFileSync(`resources/samples/${id}.json`, 'utf8'));
  const parsed = parseFiling({ ...sample, ...given });
  if ('error' in parsed) throw new Error(parsed.error);
  const path = join(folder, `${id}.xlsx`);
  await exportFilings({ kind: 'xlsx', filings: [parsed.filing], path, seal: null });
  const { filings, notes } = await readBytes('表.xlsx', await readFile(path));
  expect(notes.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(filings.map(({ form, values }) => ({ form, values }))).toEqual([
    { form: id, values: expect.objectContaining(given) },
  ]);
});
