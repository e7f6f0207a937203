import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moveYears, withoutYears } from '../../shared/filing/move-years.ts';
import { textsAround } from './year-texts.ts';

const next = (text: string) => moveYears(text, 2025, 1);

describe('a year moves on', () => {
  test.each([
    ['2025年完成验收', '2026年完成验收'],
    ['2025年度档案整理费', '2026年度档案整理费'],
    ['2025 年 3 月底前', '2026 年 3 月底前'],
    ['较2024年增加两成，2026年持平', '较2025年增加两成，2027年持平'],
    ['2025财年', '2026财年'],
    ['2025-2026学年保洁', '2026-2027学年保洁'],
    ['2025—2026年度供暖', '2026—2027年度供暖'],
    ['2024、2025年已付', '2025、2026年已付'],
    ['于2025.12前完工', '于2026.12前完工'],
    ['2025.1-2025.12', '2026.1-2026.12'],
    ['截至2025/12/31', '截至2026/12/31'],
    ['2025-01-01至2025-12-31', '2026-01-01至2026-12-31'],
    ['1.2025.12.31前建成', '1.2026.12.31前建成'],
    ['1.2025年巡检12次\n2.2025年更换滤网', '1.2026年巡检12次\n2.2026年更换滤网'],
    ['２０２５年', '２０２６年'],
    ['２０２５．１２．３１', '２０２６．１２．３１'],
    ['二〇二五年', '二〇二六年'],
    ['二零二五年度', '二零二六年度'],
    ['2025年12月31日', '2026年12月31日'],
    ['2025年第3季度', '2026年第3季度'],
    ['2025年第3号楼改造', '2026年第3号楼改造'],
    ['2025年3号线检修', '2026年3号线检修'],
    ['2025年12月5号', '2026年12月5号'],
    ['2024年2月29日', '2025年2月28日'],
  ])('%s → %s', (text, moved) => expect(next(text)).toBe(moved));

  test('into the next ten years in Chinese', () => expect(moveYears('二〇二九年', 2029, 1)).toBe('二〇三〇年'));
});

describe('what is no year of the table stays', () => {
  test.each([
    ['older history', '2019年建成的系统'],
    ['later plans', '2030年远景目标'],
    ['a document number', '财预〔2025〕12号'],
    ['a document number', '[2025]12号'],
    ['a document number', '会议纪要【2025】95号'],
    ['a document number', '（2025）3号文'],
    ['a document number', '(2025) 3号'],
    ['a document number', '2025年第3号文'],
    ['a document number', '省政府2025年第3号'],
    ['a document number', '《公告》2025年第三号，'],
    ['a document number', '〔2025年〕12号'],
    ['a document number', '2025年12号文件'],
    ['a document number', '（大政发2025年12号）'],
    ['a code', '20251000060707 楼宇租赁'],
    ['a code', 'A2025年'],
    ['a code', 'ZB-2025-12-003'],
    ['a code', '合同编号2025-12'],
    ['a number', '12025年'],
    ['a number', '2025家'],
    ['an amount', '2025.12万元'],
    ['an amount', '预算数2025.12，其中'],
    ['an amount', '≥2025.12'],
    ['an amount', '2025.5'],
    ['a plan over several years', '2025-2027年三年行动'],
    ['a plan over several years', '2024年至2026年'],
    ['a contract over two years', '2025年3月至2026年2月'],
    ['a year beside older history', '2019-2025年累计'],
    ['a day in figures', '20251231'],
  ])('%s: %s', (_what, text) => expect(next(text)).toBe(text));

  test('a number that is an amount of the table', () => {
    expect(moveYears('共2025.12，按月', 2025, 1, (number) => number === '2025.12')).toBe('共2025.12，按月');
  });
});

test.each([
  ['2025年度档案整理费', '档案整理费'],
  ['档案整理费（2025-2026学年）', '档案整理费（-）'],
  ['财预〔2025〕12号', '财预〔2025〕12号'],
])('without its years %s is %s', (text, rest) => expect(withoutYears(text)).toBe(rest));

test('moving on by a year and back gives the same text, whatever stands around the years', () => {
  const years = fc.integer({ min: 2012, max: 2040 });
  fc.assert(
    fc.property(
      years.chain((year) => fc.tuple(fc.constant(year), textsAround(year))),
      ([year, text]) => {
        expect(moveYears(moveYears(text, year, 1), year + 1, -1)).toBe(text);
      },
    ),
    { numRuns: 2000 },
  );
});

test('any text at all is moved without failing, and nothing but its digits changes', () => {
  const text = fc.array(fc.constantFrom(...'2025 年月日./-至号第〔〕(二〇五）12万元\n０２５'), { maxLength: 30 });
  const bare = (value: string) => value.replace(/[\d０-９〇零○一二三四五六七八九]/g, '#');
  fc.assert(
    fc.property(text, fc.integer({ min: 1990, max: 2100 }), fc.integer({ min: -40, max: 40 }), (list, from, shift) => {
      const given = list.join('');
      expect(bare(moveYears(given, from, shift))).toBe(bare(given));
    }),
    { numRuns: 2000 },
  );
});
