import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decimalText,
  printAmount,
  readAmount,
  sameAmount,
  spreadsheetNumber,
  sumAmounts,
  yuanToWan,
} from '../../shared/filing/amount.ts';

describe('readAmount', () => {
  test.each([
    ['2,695.91', '2695.91'],
    [' 4.00 ', '4.00'],
    ['２００．６', '200.6'],
    ['0', '0'],
    ['007.50', '7.50'],
    ['-3', '-3'],
    ['.5', '0.5'],
    ['12，345', '12345'],
    ['', ''],
  ])('%j is %j', (typed, amount) => expect(readAmount(typed)).toBe(amount));

  test.each(['约20', '1,23', '1.2.3', '20万元', '--1', '1e3'])('%j is no amount', (typed) =>
    expect(readAmount(typed)).toBeNull(),
  );
});

test('sums are exact: what binary floats get wrong stays right', () => {
  expect(sumAmounts(['0.1', '0.2'])).toBe('0.3');
  expect(sumAmounts(['10606.7522', '', '0.0078'])).toBe('10606.76');
  expect(sumAmounts(['1', '约2'])).toBeNull();
});

test('sums are exact, whatever the decimals and however large', () => {
  const digits = fc.bigInt({ min: 0n, max: 10n ** 20n });
  const amount = fc
    .tuple(fc.oneof(digits, fc.bigInt({ min: 0n, max: 9999999n })), fc.nat(6))
    .map(([whole, decimals]) => {
      const text = String(whole).padStart(decimals + 1, '0');
      return decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
    });
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constant(''), amount), { maxLength: 8 }), (amounts) => {
      const millionths = (text: string) => {
        const [whole = '', part = ''] = text.split('.');
        return BigInt(`${whole || '0'}${part.padEnd(6, '0')}`);
      };
      const sum = sumAmounts(amounts) ?? '';
      expect(millionths(sum)).toBe(amounts.reduce((total, one) => total + millionths(one), 0n));
      expect(sum).not.toMatch(/\.\d*0$|^0\d|\.$/);
    }),
  );
});

test('the same number in two spellings', () => {
  expect(sameAmount('4.00', '4')).toBe(true);
  expect(sameAmount('', '0')).toBe(false);
});

test('an amount is printed with the form’s decimals, never with fewer than it has', () => {
  expect(printAmount('4', 2)).toBe('4.00');
  expect(printAmount('0', 2)).toBe('0');
  expect(printAmount('10606.7522', 2)).toBe('10606.7522');
  expect(printAmount('200.6', 0)).toBe('200.6');
});

test('元 become 万元 exactly', () => expect(yuanToWan('2006001')).toBe('200.6001'));

test('a spreadsheet number is the same decimal, or none', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.integer({ min: 0, max: 8 }), (digits, decimals) => {
      const text = digits.toString().padStart(decimals + 1, '0');
      const decimal = decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
      const value = spreadsheetNumber(decimal);
      if (value !== null) expect(decimalText(value, decimals)).toBe(decimal);
      else expect(digits.toString().replace(/0+$/, '').length).toBeGreaterThan(0);
    }),
  );
  expect(spreadsheetNumber('12345678901234567.89')).toBeNull();
  expect(decimalText(0.1 + 0.2)).toBe('0.3');
});
