import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseSigns, proposeUnits } from '../../shared/filing/complete-value.ts';
import { type Filing, newFiling } from '../../shared/filing/filing.ts';
import { readIndicatorValue } from '../../shared/filing/indicator-value.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';

const form = catalog.find('dalian-project') as Form;

describe('signs of a typed indicator value', () => {
  test.each([
    ['>=30', '≥30'],
    ['=>30家', '≥30家'],
    ['≧30', '≥30'],
    ['⩾30', '≥30'],
    ['＞＝３０', '≥30'],
    ['>＝９５．５％', '≥95.5%'],
    ['<=5%', '≤5%'],
    ['＝＜5', '≤5'],
    ['≦１，０００份', '≤1,000份'],
    ['＞3', '>3'],
    ['＜3天', '<3天'],
    ['＝100％', '=100%'],
    ['≥95％', '≥95%'],
    ['≥ ３０家', '≥ 30家'],
    ['>=', '≥'],
    ['>=优', '≥优'],
    ['满意度>=９０％', '满意度≥90%'],
    ['≤-5', '≤-5'],
  ])('%s becomes %s', (typed, printed) => expect(normaliseSigns(typed)).toBe(printed));

  test.each([
    '',
    '=3席',
    '≥30家',
    '不低于30家',
    '30家以上',
    '９５％以上',
    '由甲=>乙',
    '<=>30',
    '≥30，≤５０ｍ'.replace('５０ｍ', '50m'),
    '良好（Ａ级）',
    '２０２５年底前',
  ])('%j stays as it is', (typed) => expect(normaliseSigns(typed)).toBe(typed));

  test('only what stands at the sign changes', () =>
    expect(normaliseSigns('>=３０家（２０２５年）')).toBe('≥30家（２０２５年）'));

  test.each([
    ['不低于30家', '≥30家'],
    ['不超过3人', '≤3人'],
    ['100%以上', '≥100%'],
    ['5次以下', '≤5次'],
    ['2次以内', '≤2次'],
    ['大于3', '>3'],
    ['>=30', '≥30'],
    ['至少30家以上', '至少30家以上'],
    ['10日之前', '10日之前'],
    ['不低于10日之前', '不低于10日之前'],
    ['12月底前完成', '12月底前完成'],
    ['每日两次以上', '每日两次以上'],
    ['良好', '良好'],
  ])('when asked for, words become signs too: %s becomes %s', (typed, printed) =>
    expect(normaliseSigns(typed, { words: true })).toBe(printed),
  );

  const value = fc
    .array(fc.constantFrom(...'>=<＞＝＜≥≤≧≦３0５％%家 ,.，+-次内以上不低于'), { maxLength: 10 })
    .map((list) => list.join(''));

  test('doing it twice changes nothing more, and the meaning never changes', () => {
    fc.assert(
      fc.property(value, (typed) => {
        const once = normaliseSigns(typed);
        expect(normaliseSigns(once)).toBe(once);
        const { typed: _before, ...before } = readIndicatorValue(typed);
        const { typed: _after, ...after } = readIndicatorValue(once);
        if (before.number !== null) expect(after).toEqual(before);
      }),
      { numRuns: 2000 },
    );
  });

  test('text without a sign is never touched', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        if (!/[≥≧⩾≤≦⩽>＞<＜=＝]/.test(typed)) expect(normaliseSigns(typed)).toBe(typed);
      }),
    );
  });
});

describe('units of a value typed without one', () => {
  const propose = (name: string, typed: string, filings: Filing[] = []) => proposeUnits(form, filings, name, typed);

  test.each([
    ['窗口设备完好率', ['≥30%']],
    ['办事群众满意度', ['≥30%']],
    ['持证上岗人员比例', ['≥30%']],
    ['政策宣传覆盖率', ['≥30%']],
    ['岗位契合度', ['≥30%']],
    ['管网长度', ['≥30米', '≥30公里']],
    ['成本节约率', ['≥30%']],
    ['聘用辅助人员人数', ['≥30人', '≥30人次']],
    ['参训人次', ['≥30人次']],
    ['线路检修次数', ['≥30次']],
    ['惠及企业家数', ['≥30家']],
    ['走访企业数', ['≥30家']],
    ['接入平台单位数量', ['≥30家']],
    ['集中培训天数', ['≥30天']],
    ['故障处置时间', ['≥30小时', '≥30个工作日', '≥30天', '≥30个月', '≥30分钟']],
    ['项目总成本', ['≥30万元']],
    ['咨询服务费用', ['≥30万元']],
    ['降低经营主体负担金额', ['≥30万元']],
    ['外墙维修面积（平方米）', ['≥30平方米', '≥30万平方米']],
    ['软件正常使用年限', ['≥30年']],
    ['评估报告数量', ['≥30份', '≥30篇']],
    ['抽检批次', ['≥30批次']],
    ['安全事故发生数', ['≥30起', '≥30件', '≥30次']],
    ['绿化树木数量', ['≥30个', '≥30台', '≥30套', '≥30件', '≥30份', '≥30项']],
    ['改善办事环境', []],
    ['', []],
  ])('%s', (name, values) => expect(propose(name, '≥30')).toEqual(values));

  test('the sign is brought into its spelling, words stay where they are', () => {
    expect(propose('线路检修次数', '>=30')).toEqual(['≥30次']);
    expect(propose('线路检修次数', '30以上')).toEqual(['30次以上']);
    expect(propose('线路检修次数', '不低于３０')).toEqual(['不低于３０次']);
  });

  test('a value with a unit, and one that is no number, need none', () => {
    expect(propose('线路检修次数', '≥30次')).toEqual([]);
    expect(propose('线路检修次数', '良好')).toEqual([]);
    expect(propose('线路检修次数', '')).toEqual([]);
  });

  test('what indicators of the same name have comes first', () => {
    const last: Filing = {
      ...newFiling(form, 2024),
      tables: {
        indicators: [
          { level3: '线路检修次数', value: '≥12条次' },
          { level3: ' 线路检修 次数（年）', value: '8次' },
          { level3: '线路检修次数', value: '20' },
          { level3: '线路长度', value: '5公里' },
        ],
      },
    };
    expect(propose('线路检修次数', '≥30', [last])).toEqual(['≥30条次', '≥30次']);
    expect(propose('', '≥30', [newFiling(form, 2024)])).toEqual([]);
  });

  test('amounts are in the form’s unit of money', () => {
    expect(proposeUnits({ ...form, unitOfMoney: '元' }, [], '人均成本', '450')).toEqual(['450元']);
  });

  test('every proposal reads as the same sign and number with a unit', () => {
    const names = fc.constantFrom('检修次数', '完好率', '评估报告数量', '处置时间', '维修面积');
    const typed = fc.tuple(fc.constantFrom('', '≥', '<=', '＞', '不低于', '='), fc.integer({ min: 0, max: 10 ** 7 }));
    fc.assert(
      fc.property(names, typed, (name, [sign, number]) => {
        const proposals = propose(name, `${sign}${number}`);
        expect(proposals.length).toBeGreaterThan(0);
        expect(new Set(proposals).size).toBe(proposals.length);
        const expected = readIndicatorValue(`${sign}${number}`);
        for (const proposal of proposals) {
          const read = readIndicatorValue(proposal);
          expect([read.sign, read.number]).toEqual([expected.sign, expected.number]);
          expect(read.unit).not.toBe('');
        }
      }),
    );
  });
});
