import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sheetNames } from '../../electron/export/sheet-names.ts';

describe('names of worksheets', () => {
  it('are the titles, without what Excel forbids', () => {
    expect(sheetNames(['路灯维护', '水/电[二期]:*?', "'引号'", '', 'History'])).toEqual([
      '路灯维护',
      '水／电［二期］：＊？',
      '’引号’',
      '绩效目标表',
      'History(2)',
    ]);
  });

  it('are numbered when they would be the same', () => {
    expect(sheetNames(['甲', '甲', 'abc', 'ABC', '甲(2)'])).toEqual(['甲', '甲(2)', 'abc', 'ABC(2)', '甲(2)(2)']);
    const long = '项'.repeat(40);
    expect(sheetNames([long, long])).toEqual(['项'.repeat(31), `${'项'.repeat(28)}(2)`]);
  });

  it('are always ones that Excel takes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 8 }), (titles) => {
        const names = sheetNames(titles);
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(titles.length);
        for (const name of names) {
          expect(name.length).toBeGreaterThan(0);
          expect(name.length).toBeLessThanOrEqual(31);
          expect(name).not.toMatch(/[[\]:*?/\\']/);
          expect(name.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  it('are the first number that is free, for titles that are alike in any way', () => {
    const like = fc.oneof(
      fc.constantFrom(
        '甲',
        '甲(2)',
        '甲(9)',
        'a',
        'A(3)',
        '甲'.repeat(31),
        '甲'.repeat(40),
        `${'甲'.repeat(28)}(2)`,
        '',
      ),
      fc.tuple(fc.constantFrom('乙', 'b'), fc.integer({ min: 25, max: 33 })).map(([one, length]) => one.repeat(length)),
    );
    fc.assert(
      fc.property(fc.array(like, { maxLength: 130 }), (titles) => {
        const names = sheetNames(titles);
        for (const [index, name] of names.entries()) {
          const before = new Set(['history', ...names.slice(0, index).map((one) => one.toLowerCase())]);
          const base = (titles[index] || '绩效目标表').slice(0, 31);
          const numbered = (number: number) => `${base.slice(0, 29 - String(number).length)}(${number})`;
          let wanted = base;
          for (let number = 2; before.has(wanted.toLowerCase()); number++) wanted = numbered(number);
          expect(name).toBe(wanted);
        }
      }),
    );
  });

  it('are found at once where 20,000 titles share their first characters', () => {
    const alike = Array.from({ length: 20_000 }, (_, k) => `${'项'.repeat(26)}${k % 7}${'目'.repeat(9)}${k}`);
    expect(new Set(sheetNames(alike)).size).toBe(alike.length);
  });
});
