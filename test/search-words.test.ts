import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markWords, queryWords } from '../shared/search-words.ts';

const marked = (text: string, query: string) =>
  markWords(text, queryWords(query))
    .map((run) => (run.marked ? `[${run.text}]` : run.text))
    .join('');

test.each([
  ['河道保洁', '保洁', '河道[保洁]'],
  ['保洁与保洁', '保洁', '[保洁]与[保洁]'],
  ['≥３０００卷', '3000', '≥[３０００]卷'],
  ['LED 灯具', 'led 灯', '[LED] [灯]具'],
  ['完成½以上', '1', '完成[½]以上'],
  ['𠮷田路𠮷', '𠮷', '[𠮷]田路[𠮷]'],
  ['河道', '没有', '河道'],
  ['', '河', ''],
])('in “%s” the search for “%s” marks %s', (text, query, expected) => {
  expect(marked(text, query)).toBe(expected);
});

test('marking never changes a text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', maxLength: 4 }), (text, query) => {
      expect(
        markWords(text, queryWords(query))
          .map((run) => run.text)
          .join(''),
      ).toBe(text);
    }),
  );
});
