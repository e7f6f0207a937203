import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalText } from '../../shared/filing/normal-text.ts';
import { cleanText } from '../../shared/filing/parse.ts';
import { fold } from '../../shared/form/fold.ts';

/** What folding means, step by step. */
function slowly(text: string): string {
  return normalText(text)
    .normalize('NFKC')
    .replace(/[\s\u200c\u200d]+/g, '')
    .replaceAll('∶', ':')
    .replace(/:+$/, '');
}

const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));

test('texts that are known at a glance are folded and cleaned as all others are, whatever character is in them', () => {
  for (const character of characters) {
    for (const text of [character, `项${character}目`, `${character}:`])
      if (fold(text) !== slowly(text)) expect([text, fold(text)]).toEqual([text, slowly(text)]);
    // Beside a character that is never plain everything is gone through.
    const cleaned = cleanText(`${character}\v`);
    if (cleaned !== `${cleanText(character)}\n`)
      expect([character, cleaned]).toEqual([character, cleanText(character)]);
  }
});

test('a text folds the same however often it is asked for', () => {
  const letters = fc.constantFrom(...'项目名称（）(): ：∶　①Ａa1.,、“”…—≥\u200b\u2f00');
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 8 }), (list) => {
      const text = list.join('');
      expect(fold(text)).toBe(slowly(text));
      expect(fold(fold(text))).toBe(fold(text));
    }),
  );
});
