import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bare } from '../../shared/checks/subject.ts';
import { checkText } from '../../shared/checks/text.ts';
import { tidyPunctuation, tidySpaces, tidyValueSpaces } from '../../shared/checks/tidy.ts';

/** Most texts have nothing to be found, which is seen at a quick look: it must find what the long one does. */

const PARTS = [
  ...'，。；：、！？（）(),.．;:?!《》“”‘’—…%≥95甲乙一二人〓㎡²①',
  ...[' ', '　', '\n', '\t', '\ufeff', '满意度', '12.5', 'Ab', '\u{10100}', '\u{20bb7}', '\ud800', '﷐', '⸺'],
];
const text = fc.array(fc.constantFrom(...PARTS), { maxLength: 12 }).map((parts) => parts.join(''));

test('punctuation is put in order the same where something else of the text is looked at closely', () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(tidyPunctuation(`${one}\n(a)`)).toBe(`${tidyPunctuation(one)}\n(a)`);
    }),
    { numRuns: 2000 },
  );
});

test('spaces are left out the same where something else of the text is looked at closely', () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(tidySpaces(`${one}\n `)).toBe(`${tidySpaces(one)}\n`);
      expect(tidyValueSpaces(`${one} `)).toBe(tidyValueSpaces(one));
    }),
    { numRuns: 2000 },
  );
});

test('what names are compared by has neither spaces nor marks, also of rare scripts', () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(bare(one)).toBe(one.normalize('NFKC').replace(/[\s\p{P}]/gu, ''));
    }),
    { numRuns: 2000 },
  );
});

test('what was found once is found again', () => {
  fc.assert(
    fc.property(text, fc.boolean(), (one, value) => {
      const look = () => checkText(one, { name: '目标', value, years: null });
      expect(look()).toEqual(look());
    }),
  );
});
