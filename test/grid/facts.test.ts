import { expect, test } from 'vitest';
import { sumOf } from '../../renderer/grid/use-facts.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';

const amount = (text: string) => ({ text, number: { value: Number(text), format: '0.00' } }) as SheetCell;
const words = (text: string) => ({ text, number: null }) as SheetCell;

test('amounts are summed exactly; texts and percentages are left out', () => {
  expect(sumOf([amount('0.1'), amount('0.2')])).toBe('0.3');
  expect(sumOf([amount('1234567890123.45'), words('甲'), amount('0.05'), amount('50%')])).toBe('1234567890123.5');
});

test('one amount alone has no sum', () => {
  expect(sumOf([amount('12')])).toBeNull();
  expect(sumOf([words('12 家'), words('')])).toBeNull();
});
