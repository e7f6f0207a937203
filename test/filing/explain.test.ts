import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { explain } from '../../shared/filing/explain.ts';
import { type Filing, rowsOf, withRows } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { placeOf } from '../../shared/filing/path.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';

const form = catalog.find('evaluation-2020') as Form;
const { filing } = parseFiling(JSON.parse(readFileSync('resources/samples/evaluation-2020.json', 'utf8'))) as {
  filing: Filing;
};
const said = (path: string, of = filing) => explain(form, of, placeOf(path));

test.each([
  ['executionRate.total', '82.90÷88.65=93.51%'],
  ['executionScore', '执行率93.51%，得分=10×93.51%=9.35'],
  ['indicators[1].score', '目标≥480次，实际456次，完成95%，得分=8×95%=7.6'],
  ['indicators[4].score', '目标≤3%，实际2.1%，达到目标，得满分6；已改为5.5，理由：1月故障记录不全，自评扣0.5分'],
  ['indicators[1].value', null],
  ['totalScore', null],
  ['projectName', null],
])('%s', (path, sentence) => {
  expect(said(path)).toBe(sentence);
});

test('a score without a reason asks for one, also where none can be worked out', () => {
  const rows = rowsOf(filing, 'indicators').map((row) => ({ ...row, scoreReason: '' }));
  expect(said('indicators[4].score', withRows(filing, 'indicators', rows))).toBe(
    '目标≤3%，实际2.1%，达到目标，得满分6；已改为5.5，请写明理由',
  );
  const blank = withRows(
    filing,
    'indicators',
    rows.map((row) => ({ ...row, actual: '' })),
  );
  expect(said('indicators[4].score', blank)).toBe('已改为5.5，请写明理由');
  expect(said('indicators[0].score', blank)).toBeNull();
});

test('more than all of the money is no more than all of the points', () => {
  const spent = { ...filing, values: { ...filing.values, 'spentFunding.total': '100' } };
  expect(said('executionScore', spent)).toBe('执行率112.80%，得分=10×100%=10');
});
