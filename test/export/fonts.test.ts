import { describe, expect, it } from 'vitest';
import { loadFonts, MISSING, splitRuns } from '../../electron/export/fonts.ts';

const fonts = loadFonts();

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

  it('report what neither has, and print it as 〓', () => {
    const missing: string[] = [];
    const { runs } = fonts.line('张𠮷', 'song', 10, (character) => missing.push(character));
    expect(runs).toEqual([{ font: 'song', text: `张${MISSING}` }]);
    expect(missing).toEqual(['𠮷']);
  });

  it('print nothing for characters that show nothing, and a space for a tab', () => {
    const missing: string[] = [];
    const { runs } = fonts.line('一\u200b二\ufe0f\t三', 'song', 10, (character) => missing.push(character));
    expect(runs).toEqual([{ font: 'song', text: '一二 三' }]);
    expect(missing).toEqual([]);
  });
});

describe('runs', () => {
  it('take a character from the other font when their own lacks it', () => {
    const has = (font: 'song' | 'hei', code: number) => (font === 'song') !== (code === 0x2611);
    expect(splitRuns('甲☑乙', 'song', has, () => undefined)).toEqual([
      { font: 'song', text: '甲' },
      { font: 'hei', text: '☑' },
      { font: 'song', text: '乙' },
    ]);
  });
});
