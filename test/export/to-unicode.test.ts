import { expect, test } from 'vitest';
import { toUnicode } from '../../electron/export/to-unicode.ts';

test('P1, P2: the character map has a line for each code, which programs that print a PDF again read rightly', () => {
  const texts = ['', '工', '𠮷', 'e\u0301', ...Array.from({ length: 200 }, (_, k) => String.fromCodePoint(0x4e00 + k))];
  const map = toUnicode(texts);
  expect(map).not.toContain('bfrange');
  expect(map).toContain('<0001> <5de5>\n<0002> <d842dfb7>\n<0003> <00650301>\n<0004> <4e00>');
  expect([...map.matchAll(/(\d+) beginbfchar/g)].map(([, count]) => count)).toEqual(['99', '100', '4']);
  expect(map.match(/^<[0-9a-f]{4}> <[0-9a-f]+>$/gm)).toHaveLength(texts.length);
});

test('a character map leads to no character that PDF/A forbids', () => {
  expect(toUnicode(['', '\ufeff', '〓\ufeff', '\ufffe甲'])).toContain('2 beginbfchar\n<0002> <3013>\n<0003> <7532>\n');
});
