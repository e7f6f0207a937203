import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportFilings } from '../../electron/export/exporter.ts';
import { type Filing, rowsOf } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { columnsOf } from '../../shared/form/form.ts';
import { expectNothingClipped } from '../excel-clipping.ts';
import { largeFiling } from '../filings.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiaobiao-metrics-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function expectUnclipped(name: string, filings: Filing[]): Promise<void> {
  const path = join(folder, `${name}.xlsx`);
  await exportFilings({ kind: 'xlsx', filings, path, seal: null });
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await readFile(path)) as unknown as ExcelJS.Buffer);
  expect(workbook.worksheets).toHaveLength(filings.length);
  expectNothingClipped(workbook, name);
}

test.each(catalog.all.map((form) => [form.id, form] as const))(
  '%s: nothing is clipped in Excel, also at the limits',
  async (id, form) => {
    await expectUnclipped(id, [largeFiling(form, 3000, 12), largeFiling(form, 100, 120), largeFiling(form, 3000, 120)]);
  },
);

test.each(catalog.all.map((form) => [form.id, form] as const))(
  '%s: a code or address wider than its cell is not clipped either',
  async (id, form) => {
    const wide = (text: string) => `${text}见${'A1b2C3d4E5'.repeat(6)}等`;
    const filing = largeFiling(form, 40, 12);
    const indicators = rowsOf(filing, 'indicators').map((row) =>
      Object.fromEntries(
        columnsOf(form, 'indicators').map(({ id, merge }) => [id, merge ? (row[id] ?? '') : wide(row[id] ?? '')]),
      ),
    );
    await expectUnclipped(`${id}-wide`, [{ ...filing, tables: { indicators } }]);
  },
);

test('no published table is clipped in Excel', async () => {
  for (const name of ['dalian-2023', 'dalian-2024', 'hebei-2021']) {
    const file = `../shared/seeds/expected/${name}.json`;
    if (!existsSync(file)) return console.info('../shared/seeds is absent: published tables not measured');
    const filings = (JSON.parse(readFileSync(file, 'utf8')) as unknown[]).map((json) => {
      const parsed = parseFiling(json);
      if ('error' in parsed) throw new Error(parsed.error);
      return parsed.filing;
    });
    await expectUnclipped(name, filings);
  }
});
