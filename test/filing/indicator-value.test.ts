import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readIndicatorValue } from '../../shared/filing/indicator-value.ts';

test.each([
  ['≥30家', '≥', '30', '家'],
  ['5次以下', '≤', '5', '次'],
  ['100%以上', '≥', '100', '%'],
  ['10日之前', '≤', '10', '日'],
  ['=3席', '=', '3', '席'],
  ['＝100％', '=', '100', '%'],
  ['≤1个工作日', '≤', '1', '个工作日'],
  ['不超过3人', '≤', '3', '人'],
  ['2次以内', '≤', '2', '次'],
  ['>=30', '≥', '30', ''],
  ['≥1,000份', '≥', '1000', '份'],
  ['450万份', null, '450', '万份'],
  ['12月底前完成', '≤', '12', '月底'],
  ['≥100000m ²', '≥', '100000', 'm²'],
  ['44', null, '44', ''],
  ['0起', null, '0', '起'],
  ['100人起', '≥', '100', '人'],
  ['≥3500m³', '≥', '3500', 'm³'],
  ['≤35μg/m³', '≤', '35', 'μg/m³'],
  ['≤3.5元/㎡·月', '≤', '3.5', '元/m²·月'],
  ['≤15/10万人', '≤', '15', '/10万人'],
  ['大于等于30个', '≥', '30', '个'],
])('%s', (typed, sign, number, unit) => {
  expect(readIndicatorValue(typed)).toEqual({ typed, sign, number, unit, word: null });
});

test.each(['良好', '合同规定时间内完成', '每日两次以上', '5-10次', '1:20', '2/3', ''])('%j is qualitative', (typed) => {
  expect(readIndicatorValue(typed)).toMatchObject({ typed, sign: null, number: null, word: typed || null });
});

test('what was typed is kept, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
      expect(readIndicatorValue(typed).typed).toBe(typed);
    }),
  );
});
