import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseDate } from '../../shared/filing/period.ts';
import { isOfType, TICK, typedValue } from '../../shared/filing/typed-value.ts';
import type { ValueType } from '../../shared/form/form.ts';
import { typedForm } from '../typed-form.ts';

const OPTIONS = ['新增项目', '延续项目'];
const SIGNS = ['≥', '＞', '＝', '＜', '≤', '定性'];
const typed = (type: ValueType, text: string, options = OPTIONS) =>
  typedValue(typedForm, type === 'choice' ? { type, options } : { type }, '此格', text);

test.each<[ValueType, string, string]>([
  ['amount', '1,200', '1200.00'],
  ['amount', '=1200/12', '100.00'],
  ['amount', '约20', '约20'],
  ['number', '1,200.5', '1200.5'],
  ['number', '=3*4', '12'],
  ['percent', '25', '25%'],
  ['percent', '25.00 ％', '25.00%'],
  ['percent', '一半', '一半'],
  ['integer', '１２', '12'],
  ['integer', '1,200', '1200'],
  ['integer', '1.5', '1.5'],
  ['year', '2026年度', '2026'],
  ['date', '2024-3-1', '2024年3月1日'],
  ['date', '2024.03.01', '2024年3月1日'],
  ['date', '20240301', '2024年3月1日'],
  ['date', '2024/3', '2024年3月'],
  ['date', '2024-2-30', '2024-2-30'],
  ['date', '年底', '年底'],
  ['line', '甲\n乙', '甲 乙'],
  ['text', '甲\n乙', '甲\n乙'],
  ['tick', '1', TICK],
  ['tick', '√', TICK],
  ['tick', 'V', TICK],
  ['tick', '是', TICK],
  ['tick', '✔', TICK],
  ['tick', '0', ''],
  ['tick', '否', ''],
  ['tick', '', ''],
])('a %s typed as “%s” is kept as “%s”', (type, text, kept) => {
  expect(typed(type, text)).toBe(kept);
});

describe('a choice', () => {
  test.each([
    ['延续项目', '延续项目'],
    ['延续', '延续项目'],
    ['x', '新增项目'],
    ['xz', '新增项目'],
    ['yanxu', '延续项目'],
    ['新增项目□ 延续项目☑', '延续项目'],
    ['√新增项目 □延续项目', '新增项目'],
    ['新增项目（√）延续项目（ ）', '新增项目'],
    ['', ''],
  ])('“%s” means “%s”', (text, option) => {
    expect(typed('choice', text)).toBe(option);
  });

  test.each([
    ['>=', '≥'],
    ['≧', '≥'],
    ['=', '＝'],
    ['>', '＞'],
    ['dx', '定性'],
  ])('the sign “%s” means “%s”', (text, option) => {
    expect(typed('choice', text, SIGNS)).toBe(option);
  });

  test('what is no option, or several, is refused with the options', () => {
    expect(typed('choice', '其他')).toEqual({ refused: '此格只能填“新增项目”、“延续项目”中的一项' });
    expect(typed('choice', '项目')).toEqual({ refused: '此格请在“新增项目”、“延续项目”中选一项' });
  });
});

test('a tick refuses words', () => {
  expect(typed('tick', '经费不足')).toEqual({ refused: '此格只能打勾：按空格键打勾或取消，也可填“1”或“0”' });
});

const characters = fc.constantFrom(...'0123456789.,-/=+%％年月日度新增延续项目√□✔xyz是否 \n（）≥１２');
const anyText = fc.oneof(
  fc.string({ unit: characters, maxLength: 12 }),
  fc
    .date({ noInvalidDate: true, min: new Date(1900, 0), max: new Date(2099, 0) })
    .map((day) => day.toISOString().slice(0, 10)),
  fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map(String),
);
const TYPES: ValueType[] = [
  ...(['line', 'text', 'amount', 'percent', 'number', 'integer'] as const),
  ...(['year', 'period', 'date', 'choice', 'tick'] as const),
];

test('a value brought into its form twice is the same', () => {
  fc.assert(
    fc.property(fc.constantFrom(...TYPES), anyText, (type, text) => {
      const once = typed(type, text.trim());
      if (typeof once !== 'string') return;
      expect(typed(type, once)).toBe(once);
    }),
    { numRuns: 3000 },
  );
});

test('every date in every usual writing is printed one way', () => {
  fc.assert(
    fc.property(
      fc.date({ noInvalidDate: true, min: new Date(Date.UTC(1900, 0)), max: new Date(Date.UTC(2099, 11, 31)) }),
      fc.constantFrom('-', '/', '.', '年'),
      fc.boolean(),
      (day, dot, padded) => {
        const parts = [day.getUTCMonth() + 1, day.getUTCDate()];
        const [month, date] = parts.map((part) => (padded ? String(part).padStart(2, '0') : String(part)));
        const text = `${day.getUTCFullYear()}${dot}${month}${dot === '年' ? `月${date}日` : `${dot}${date}`}`;
        const printed = `${day.getUTCFullYear()}年${parts[0]}月${parts[1]}日`;
        expect(normaliseDate(text)).toBe(printed);
        expect(isOfType({ type: 'date' }, printed)).toBe(true);
      },
    ),
  );
});
