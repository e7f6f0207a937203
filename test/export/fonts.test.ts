import { describe, expect, it } from 'vitest';
import { loadFonts } from '../../electron/export/fonts.ts';
import { MISSING } from '../../electron/export/glyphs.ts';

const fonts = loadFonts();

/** What is printed of a text in 宋体 of 10 points: font and characters of each glyph, and what no font has. */
function printed(text: string) {
  const missing: string[] = [];
  const line = fonts.line(text, 'song', 10, (character) => missing.push(character));
  return { ...line, missing, shown: line.glyphs.map((glyph) => `${glyph.face} ${glyph.text}`) };
}

describe('fonts', () => {
  it('have the characters of official tables and the mark for missing ones', () => {
    const missing: string[] = [];
    for (const font of ['song', 'hei'] as const)
      fonts.line(`预算绩效≥≤＝±％℃㎡①②“”‘’——……·〇□■√×${MISSING}`, font, 10.5, (character) => missing.push(character));
    expect(missing).toEqual([]);
  });

  it('measure an ideograph as one em', () => {
    expect(fonts.line('指标', 'song', 10.5, () => undefined).width).toBeCloseTo(21, 5);
  });

  it('P4: report what none has, and print it as 〓', () => {
    expect(printed('张𠮷')).toMatchObject({ shown: ['song 张', `song ${MISSING}`], missing: ['𠮷'] });
  });

  it('P4: take a character from another font when their own lacks it', () => {
    const { shown, missing } = printed('☑是☐否☒✔✘');
    expect(shown).toEqual([...['symbols ☑', 'song 是', 'symbols ☐', 'song 否', 'symbols ☒', 'symbols ✔', 'symbols ✘']]);
    expect(missing).toEqual([]);
  });

  it('P4: draw a raised or lowered figure that no font has from its large form', () => {
    const { glyphs, missing, width } = printed('H₂O10⁻⁵m³');
    expect(missing).toEqual([]);
    expect(glyphs.map(({ text, accents }) => `${text}${accents.map(({ y }) => (y > 0 ? '↑' : '↓')).join('')}`)).toEqual(
      [...['H', '₂↓', 'O', '1', '0', '⁻↑', '⁵↑', 'm', '³']],
    );
    expect(width).toBeLessThan(printed('H2O10−5m³').width);
  });

  it('print nothing for characters that show nothing, and a space for a tab', () => {
    const { shown, missing } = printed('一\u200b二\ufe0f\t三');
    expect(shown).toEqual(['song 一', 'song 二\ufe0f', 'song  ', 'song 三']);
    expect(missing).toEqual([]);
  });

  it('P1: give every character a glyph of its own, without ligatures', () => {
    const [hyphen, soft] = printed('-\u2011').glyphs;
    expect(hyphen?.id).toBe(soft?.id);
    expect(printed('fi-\u2011').shown).toEqual(['song f', 'song i', 'song -', 'song \u2011']);
  });

  it('P5: print every space as wide as it is', () => {
    for (const [space, ems] of [
      ['\u202f', 0.2],
      ['\u2009', 0.2],
      ['\u2003', 1],
      ['\u2004', 0.333],
      ['\u3000', 1],
    ] as const) {
      const { width, missing, glyphs } = printed(`1${space}0`);
      expect(missing).toEqual([]);
      expect(width - printed('10').width).toBeCloseTo(ems * 10, 3);
      expect(glyphs.map(({ text }) => text)).toEqual(['1', space, '0']);
    }
  });

  it('P3: set an accent over its letter, whichever font has it', () => {
    for (const text of ['x\u0301', 'M\u0303', 'Q\u030a', 'd\u0302']) {
      const { glyphs, width, missing } = printed(`${text}中`);
      const [letter] = glyphs;
      const [accent] = letter?.accents ?? [];
      expect(glyphs.map((glyph) => glyph.text)).toEqual([text, '中']);
      expect(missing).toEqual([]);
      expect(accent?.path).toMatch(/^M/);
      expect(accent?.y).toBeGreaterThanOrEqual(0);
      expect(width).toBeCloseTo(10 * ((letter?.advance ?? 0) + 1), 5);
    }
    const [narrow, wide] = printed('i\u0304w\u0304').glyphs;
    const fromMiddle = (glyph: typeof narrow) => (glyph?.accents[0]?.x ?? 0) - (glyph?.advance ?? 0) / 2;
    expect(Math.abs(fromMiddle(narrow) - fromMiddle(wide))).toBeLessThan(0.03);
    const [keycap] = printed('1\u20e3').glyphs;
    expect((keycap?.before ?? 0) + (keycap?.advance ?? 0)).toBeGreaterThan(0.9);
    const [twice] = printed('m\u0302\u0308').glyphs;
    expect(twice?.accents[1]?.y).toBeGreaterThan((twice?.accents[0]?.y ?? 0) + 0.05);
  });
});
