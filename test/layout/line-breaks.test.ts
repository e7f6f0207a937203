import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { breakLines } from '../../shared/layout/measure.ts';

/** GB/T 15834—2011, 5.1, and UAX #14, written down here once more. */
const STARTS = '、。，．：；？！）》〉」』】〕〗｝］”’〞,.:;?!)]}—–―…‥·•～〜/／%％‰°′″℃℉㎡㎥㎎㎏㎞㏄²³￠々ー々ァっ-‐－';
const ENDS = '（《〈「『【〔〖｛［“‘〝([{￥＄$€£￡¥№§±−≥≤＞＜＝≈/／';
const SPACES = ' \u00a0\u2002\u2003\u2009\u202f\u3000\t';

const text = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...'预算绩效目标数量质量时效成本') },
      { weight: 2, arbitrary: fc.constantFrom('12', '3.5', 'km', 'A', '95', '2026-12-31', '-5') },
      { weight: 2, arbitrary: fc.constantFrom(...STARTS) },
      { weight: 2, arbitrary: fc.constantFrom(...ENDS) },
      { weight: 1, arbitrary: fc.constantFrom(...SPACES) },
    ),
    { minLength: 1, maxLength: 60 },
  )
  .map((list) => list.join('').trim());

describe('P5: lines', () => {
  it('begin with nothing that closes and end with nothing that opens, as long as there is room', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 30, max: 80 }), (typed, width) => {
        const lines = breakLines(typed, width, 10.5);
        expect(lines.join('')).toBe(typed);
        // Where marks alone fill a line, they have to go over to the next.
        fc.pre(
          !new RegExp(
            `[${STARTS.replace(/[\]\\^-]/g, '\\$&')}${ENDS.replace(/[\]\\^-]/g, '\\$&')}\\w\\s]{5}`,
            'u',
          ).test(typed),
        );
        for (const [at, line] of lines.entries()) {
          if (at > 0) expect(STARTS, `${lines.join('|')} begins`).not.toContain([...line][0]);
          if (at < lines.length - 1) expect(ENDS, `${lines.join('|')} ends`).not.toContain([...line.trimEnd()].at(-1));
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.each([...STARTS])('never begin with %s', (mark) => {
    for (let before = 6; before < 14; before++) {
      const lines = breakLines(`${'预'.repeat(before)}${mark}${'算'.repeat(8)}`, 40, 10.5);
      for (const line of lines.slice(1)) expect(line.startsWith(mark), lines.join('|')).toBe(false);
    }
  });

  test.each([...ENDS])('never end with %s', (mark) => {
    for (let before = 6; before < 14; before++) {
      const lines = breakLines(`${'预'.repeat(before)}${mark}${'算'.repeat(8)}`, 40, 10.5);
      for (const line of lines.slice(0, -1)) expect(line.endsWith(mark), lines.join('|')).toBe(false);
    }
  });

  it('do not part a number from its sign, its unit or the spaces that belong to it', () => {
    for (let before = 4; before < 14; before++) {
      const lines = breakLines(`${'预'.repeat(before)}下降-5.2％，约1\u202f000㎡；±3℃，№\u00a07`, 40, 10.5).join('|');
      for (const whole of ['-5.2％', '1\u202f000㎡', '±3℃', '№\u00a07']) expect(lines).toContain(whole);
    }
  });

  it('keep a bracket with its text also over a space, and cut what fills a line at its letters', () => {
    for (let before = 6; before < 14; before++)
      expect(breakLines(`${'预'.repeat(before)}（ 算）`, 40, 10.5).join('|')).not.toMatch(/（ ?\|/);
    const cut = breakLines(`（${'A'.repeat(30)}）`, 30, 10.5);
    expect(cut.join('')).toBe(`（${'A'.repeat(30)}）`);
    expect(cut.at(-1)).toMatch(/^A+）$/);
  });
});
