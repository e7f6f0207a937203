import { expect, test } from 'vitest';
import { toUnicode } from '../../electron/export/to-unicode.ts';

test('P1, P2: the character map has a line for each code, which programs that print a PDF again read rightly', () => {
  const codes = [[0], [0x5de5], [0x20bb7], [0x65, 0x301], ...Array.from({ length: 200 }, (_, k) => [0x4e00 + k])];
  const map = toUnicode(codes);
  expect(map).not.toContain('bfrange');
  expect(map).toContain('<0001> <5de5>\n<0002> <d842dfb7>\n<0003> <00650301>\n<0004> <4e00>');
  expect([...map.matchAll(/(\d+) beginbfchar/g)].map(([, count]) => count)).toEqual(['100', '100', '4']);
  expect(map.match(/^<[0-9a-f]{4}> <[0-9a-f]+>$/gm)).toHaveLength(codes.length + 1);
});
