import { existsSync, readFileSync } from 'node:fs';
import { test } from 'vitest';
import { makeXlsx } from '../../electron/export/xlsx.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { columnOf, type Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import { expectNothingClipped } from '../excel-clipping.ts';
import { largeFiling } from '../filings.ts';
import { everyForm } from '../forms/every-form.ts';

const info = { title: '表', author: '', now: new Date('2024-03-01T08:00:00Z') };

async function expectUnclipped(name: string, filings: Filing[]): Promise<void> {
  const sheets = filings.map((filing) =>
    layout(everyForm.find(filing.form, filing.version) as Form, filing, { seal: null, blankRows: false }),
  );
  await expectNothingClipped(await makeXlsx(sheets, info), name);
}

test.each(everyForm.all.map((form) => [form.id, form] as const))(
  '%s: nothing is clipped in Excel, also at the limits',
  async (id, form) => {
    await expectUnclipped(id, [largeFiling(form, 3000, 12), largeFiling(form, 100, 120), largeFiling(form, 3000, 120)]);
  },
);

test.each(everyForm.all.map((form) => [form.id, form] as const))(
  '%s: a code or address wider than its cell is not clipped either',
  async (id, form) => {
    const wide = (text: string) => `${text}见${'A1b2C3d4E5'.repeat(6)}等`;
    const filing = largeFiling(form, 40, 12);
    const tables = Object.fromEntries(
      Object.entries(filing.tables).map(([table, rows]) => [
        table,
        rows.map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([column, text]) => [
              column,
              columnOf(form, table, column)?.merge ? text : wide(text),
            ]),
          ),
        ),
      ]),
    );
    await expectUnclipped(`${id}-wide`, [{ ...filing, tables }]);
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
