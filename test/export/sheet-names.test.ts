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
});
