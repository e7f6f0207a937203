import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBytes } from '../../electron/import/read-bytes.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { layout } from '../../shared/layout/layout.ts';
import { sampleOf } from './samples.ts';
import { gridText } from './sheet-texts.ts';

/** Forms that print their year on a line of its own: with the line as it is printed. */
const samples = catalog.all.flatMap((form) => {
  const filing = sampleOf(form.id);
  if (!filing || form.bands.some(({ kind }) => kind === 'text')) return [];
  const year = filing.values.fiscalYear;
  const text = gridText(layout(form, filing, { seal: null, blankRows: false }));
  const line = new RegExp(`^[(（]${year}年度?[)）]\\t*$`, 'm');
  return year && line.test(text) ? [{ form, year, text, line }] : [];
});

const YEARS = ['（{}年度）', '({}年)', '〔{}年度〕', '{}年度'];
const BESIDE = [
  '填报日期：2019年3月1日',
  '第1页',
  '附件2',
  '编制科室：水利科',
  '单位：万元',
  '金额单位：万元',
  '单位:万元',
];

test('the year and the unit of money are read wherever they stand on a line of other words', async () => {
  expect(samples.length).toBeGreaterThan(5);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...samples),
      fc.constantFrom(...YEARS),
      fc.shuffledSubarray(BESIDE, { minLength: 1, maxLength: 3 }),
      fc.nat(3),
      fc.constantFrom('  ', '　', '    '),
      async ({ form, year, text, line }, wording, beside, at, gap) => {
        if (beside.filter((word) => word.includes('单位')).length > 1) return;
        const words = [...beside];
        words.splice(at, 0, wording.replace('{}', year));
        const given = text.replace(line, words.join(gap));
        const { filings, notes } = await readBytes('表.txt', Buffer.from(given));
        const [read, more] = filings as Filing[];
        expect([read?.form, read?.values.fiscalYear, more]).toEqual([form.id, year, undefined]);
        expect(notes.filter(({ severity }) => severity === 'error')).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});
