import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newFiling, type Row, rowsOf } from '../../shared/filing/filing.ts';
import { toJson } from '../../shared/filing/json.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { columnsOf, levelsOf } from '../../shared/form/form.ts';
import { filingOf } from '../filings.ts';
import { everyForm } from '../forms/every-form.ts';
import { withLabelLikes } from './label-like.ts';
import { carried, expectBack, formsOfTables, readBack, WAYS, type Way } from './ways.ts';

/** Every form of tables comes back from every file that it can be written to. */
const samples = join(import.meta.dirname, '../../resources/samples');
const runs = (file: string) => (file.endsWith('.txt') || file.endsWith('.xlsx') ? 10 : 3);

describe.each(formsOfTables.map((form) => ({ id: form.id, form })))('$id', ({ id, form }) => {
  const file = join(samples, `${id}.json`);
  test.runIf(existsSync(file)).each(WAYS)('its sample comes back from %s', async (...way) => {
    const parsed = parseFiling(JSON.parse(readFileSync(file, 'utf8')), undefined, everyForm);
    if ('error' in parsed) throw new Error(parsed.error);
    const filing = carried(form, parsed.filing, way[1]);
    const { json, notes } = await readBack(form, filing, way);
    expect(notes.filter(({ severity }) => severity !== 'hint')).toEqual([]);
    expect(json).toEqual([toJson(form, filing)]);
  });

  test.each(WAYS)('generated filings come back from %s', async (...way) => {
    await fc.assert(
      fc.asyncProperty(filingOf(form, 8), (given) => expectBack(form, carried(form, given, way[1]), way)),
      { numRuns: runs(way[1]) },
    );
  });

  test.each(WAYS)('values that read like levels, labels and headings come back from %s', async (...way) => {
    const filings = withLabelLikes(
      form,
      filingOf(form, 5).map((given) => carried(form, given, way[1])),
      way[0].includes('web page'),
    );
    await fc.assert(
      fc.asyncProperty(filings, (filing) => expectBack(form, filing, way)),
      { numRuns: runs(way[1]) * 2 },
    );
  });

  // Such a row says nothing but 小计 where its group has neither a name nor amounts, wherever a page begins.
  const summed = form.bands.flatMap((band) =>
    band.kind === 'table' ? (band.totals ?? []).map(({ by }) => ({ band, by })) : [],
  );
  const grouped = summed.find(({ by }) => by !== undefined);
  test.runIf(grouped)('sums of groups without a name stay at the top of a page', async () => {
    const table = grouped?.band.lanes[0]?.id ?? '';
    const name = columnsOf(form, table).find(({ id, type, computed }) => id !== grouped?.by && !type && !computed)?.id;
    const row = (at: number) => ({
      [grouped?.by ?? '']: at < 0 ? '首个单位' : at % 2 ? '' : `第${at}单位`,
      [name ?? '']: `第${at}项`,
    });
    // Each group has two lines: with some more of them above, every one of four comes to stand there.
    for (const more of [0, 1, 2, 3]) {
      const blank = newFiling(form, 2026);
      const rows = Array.from({ length: 24 + more }, (_, at) => row(at - more));
      const [way] = WAYS.filter(([, file]) => file.endsWith('.pdf')) as [Way];
      const filing = carried(form, { ...blank, tables: { ...blank.tables, [table]: rows } }, way[1]);
      const { json } = await readBack(form, filing, way);
      const read = json.map((one) => (one as Record<string, unknown>)[table]);
      expect(read).toEqual([(toJson(form, filing) as Record<string, unknown>)[table]]);
    }
  });

  // What stands below is a row of sums where the form has one: it is no rest of the row above.
  const [table = ''] = form.bands.flatMap((band) =>
    band.kind === 'table' && band.lanes.length === 1 && band.totals?.some(({ at }) => at === 'end')
      ? band.lanes.flatMap((lane) => (lane.levels ? [lane.id] : []))
      : [],
  );
  test.runIf(table)('a last row that reads like a level stands alone', async () => {
    const [level] = levelsOf(form, table);
    const filings = fc
      .tuple(filingOf(form, 1), fc.constantFrom('【生态效益指标】', '经 济 效 益 指 标', '质量指标'))
      .map(([given, level3]) => {
        const levels = { level1: level?.name ?? '', level2: level?.level2[0]?.name ?? '' };
        const row = { ...levels, number: '1', unit: '个', note: '乙' };
        const rows = ['甲', '丙'].map((name) => ({ ...row, level3: name }));
        const filing = carried(form, { ...given, tables: { ...given.tables, [table]: rows } }, '表.txt');
        const [first, last] = rowsOf(filing, table) as [Row, Row];
        return { ...filing, tables: { ...filing.tables, [table]: [first, { ...last, level3 }] } };
      });
    for (const way of WAYS.filter(([, file]) => file.endsWith('.txt')))
      await fc.assert(
        fc.asyncProperty(filings, async (filing) => {
          const { json, notes } = await readBack(form, filing, way);
          expect(notes.filter(({ severity }) => severity === 'error')).toEqual([]);
          expect(json).toEqual([toJson(form, filing)]);
        }),
        { numRuns: 20 },
      );
  });
});
