import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FRAME, frame, readText, VALUES } from './frame.ts';

/** The table with this text for 实施期金额. */
const withTotal = (text: string, unit: string | null = FRAME.unit) =>
  readText(frame({ unit, total: `资金投入\t实施期金额\t${text}\t年度金额\t20` }));

describe('X9: amounts as clerks write them', () => {
  test.each(['/', '／', '—', '——', '-', '–', '无', '暂无', '无。', '不涉及', 'N/A'])(
    '%s is none, with a hint',
    async (text) => {
      const { values, lines } = await withTotal(text);
      expect(values).toEqual({ ...VALUES, 'periodFunding.total': undefined });
      expect(lines).toEqual([`第 6 行：实施期金额写的是“${text}”，已按空白读入`]);
    },
  );

  test.each([
    ['10000万元', '10000'],
    ['1,234.50 万元', '1234.50'],
    ['人民币30万元', '30'],
    ['30万元整', '30'],
    ['\u202d86.46\u202c', '86.46'],
    ['\u200e30\ufeff', '30'],
    ['８６．４６', '86.46'],
    ['¥86.46', '86.46'],
    ['100(万元)', '100'],
    ['100（万元）', '100'],
  ])('%s is a number', async (text, amount) => {
    const { values, lines } = await withTotal(text);
    expect(values).toEqual({ ...VALUES, 'periodFunding.total': amount });
    expect(lines).toEqual([]);
  });

  test.each([
    ['300000元', '30'],
    ['1.5亿元', '15000'],
    ['123456.78元', '12.345678'],
    ['2千元', '0.2'],
    ['30万', '30'],
    ['1.2亿', '12000'],
    ['¥1.5千万', '1500'],
    ['壹万元', '1'],
    ['叁佰伍拾万元整', '350'],
    ['一百二十万', '120'],
    ['十二点五万元', '12.5'],
    ['一千零五元', '0.1005'],
  ])('%s is converted, with a hint', async (text, amount) => {
    const { values, lines } = await withTotal(text);
    expect(values['periodFunding.total']).toBe(amount);
    expect(lines).toEqual([`第 6 行：实施期金额“${text}”已换算为${amount}万元`]);
  });

  test('in a table in 元 an amount that says 万元 is of 万元', async () => {
    const { values } = await withTotal('30万元', '填报单位(盖章)\t单位: 元');
    expect(values['periodFunding.total']).toBe('30');
  });

  test.each(['三十', '约30', '30-50', '30万元左右', '(30)', '一百', '万元', '一二三万元', '30;20', '$30', '1 2 3 x'])(
    '%s is none, and keeps its text',
    async (text) => {
      const { values, errors } = await withTotal(text);
      expect(values['periodFunding.total']).toBe(text);
      expect(errors).toEqual([`第 6 行：实施期金额“${text}”不是金额，请改为数字`]);
    },
  );

  test('every amount is read exactly, whatever unseen marks stand around it', async () => {
    const mark = fc.constantFrom('', '\u202d', '\u202c', '\u200e', '\u200b', '\u2066', '\u2069', ' ', '\u00a0');
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 99_999_999 }),
        mark,
        mark,
        fc.boolean(),
        async (cents, before, behind, unit) => {
          const amount = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
          const { values, errors } = await withTotal(`${before}${amount}${behind}${unit ? '万元' : ''}`);
          expect(values['periodFunding.total']).toBe(amount);
          expect(errors).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
