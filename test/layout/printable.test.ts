/// <reference path="../../electron/export/fontkit.d.ts" />
import { readFileSync } from 'node:fs';
import { create } from 'fontkit';
import { describe, expect, it } from 'vitest';
import { fontPath, loadFonts } from '../../electron/export/fonts.ts';
import { faceNames } from '../../electron/export/glyphs.ts';
import { textWidth } from '../../shared/layout/measure.ts';
import { isPrintable } from '../../shared/layout/printable.ts';

const faces = faceNames.map((name) => create(readFileSync(fontPath(name))));
const codes = [...new Set(faces.flatMap((face) => face.characterSet))].sort((a, b) => a - b);

/** Thousandths of an em at most, of the fonts that a character may be printed in. */
function width(code: number): number {
  const [song, hei, symbols] = faces.map((face) =>
    face.hasGlyphForCodePoint(code) ? (face.glyphForCodePoint(code).advanceWidth / face.unitsPerEm) * 1000 : null,
  );
  return Math.ceil(Math.max(song ?? 0, hei ?? 0, song == null && hei == null ? (symbols ?? 0) : 0));
}

function table(): string {
  const ranges: string[] = [];
  let end = 0;
  for (let at = 0; at < codes.length; ) {
    const start = codes[at] as number;
    let length = 1;
    while (codes[at + length] === start + length) length++;
    ranges.push(`${(start - end).toString(36)},${length.toString(36)}`);
    end = start + length;
    at += length;
  }
  const wide = codes
    .filter((code) => code > 0x7e && width(code) > 1000)
    .map((code) => `${code.toString(36)},${width(code).toString(36)}`);
  return `${JSON.stringify({ ranges: ranges.join(' '), wide: wide.join(' ') }, null, 2)}\n`;
}

describe('what can be printed', () => {
  it('is what the embedded fonts have', async () => {
    await expect(table()).toMatchFileSnapshot('../../resources/printable.json');
  });

  it('is told of every character as the fonts print it', () => {
    const fonts = loadFonts();
    const wrong: string[] = [];
    for (let code = 0x20; code < 0x30000; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const character = String.fromCodePoint(code);
      const missing: string[] = [];
      if (code < 0x3100 || code % 7 === 0) fonts.line(character, 'song', 10, (one) => missing.push(one));
      else continue;
      if ((missing.length === 0) !== isPrintable(character)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it('is measured at least as wide as it is printed', () => {
    const wrong = codes.filter((code) => {
      const character = String.fromCodePoint(code);
      return !/\p{C}/u.test(character) && textWidth(character, 1000) < width(code) * (25.4 / 72) - 0.01;
    });
    expect(wrong.map((code) => code.toString(16))).toEqual([]);
  });
});
