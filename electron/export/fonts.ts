import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';
import type { CellStyle } from '../../shared/layout/sheet.ts';

/**
 * The fonts that a PDF embeds: Noto Serif SC Regular for 宋体, Noto Sans SC Medium for 黑体. shared/layout/measure.ts
 * measures with the same two.
 */
export type FontName = CellStyle['font'];

const PACKAGES: Record<FontName, string> = {
  song: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  hei: '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
};
/** File names in the folder that the build copies them to. */
const fontFiles: Record<FontName, string> = {
  song: 'NotoSerifSC_400Regular.ttf',
  hei: 'NotoSansSC_500Medium.ttf',
};

/**
 * Path of a font file: in the folder given, else in `fonts` beside the bundle, else (running from source) in the npm
 * package that it comes from.
 */
export function fontPath(name: FontName, folder?: string): string {
  if (folder) return join(folder, fontFiles[name]);
  const beside = join(dirname(import.meta.filename), 'fonts', fontFiles[name]);
  return existsSync(beside) ? beside : createRequire(import.meta.filename).resolve(PACKAGES[name]);
}

/** Printed in place of a character that no font has; both fonts have it. */
export const MISSING = '〓';

export interface Run {
  font: FontName;
  text: string;
}

/** One printed line: runs of one font each, in order, and its width in points at the size asked for. */
export interface Line {
  runs: Run[];
  width: number;
}

export interface Fonts {
  bytes: Record<FontName, Uint8Array>;
  /** Height of the line box above the baseline, in ems. */
  ascent: Record<FontName, number>;
  /**
   * The line as it can be printed with `font` first and the other font for what that lacks. `missing` hears of every
   * character that neither has.
   */
  line(text: string, font: FontName, sizePt: number, missing: (character: string) => void): Line;
}

/** Reads the fonts from a folder, by default from their npm packages. Throws what reading a file throws. */
export function loadFonts(folder?: string): Fonts {
  const bytes = { song: readFileSync(fontPath('song', folder)), hei: readFileSync(fontPath('hei', folder)) };
  const fonts: Record<FontName, Font> = { song: create(bytes.song), hei: create(bytes.hei) };
  const widths = new Map<string, number>();
  const ems = (run: Run): number => {
    const key = `${run.font}${run.text}`;
    let width = widths.get(key);
    if (width === undefined) {
      width = fonts[run.font].layout(run.text).advanceWidth / fonts[run.font].unitsPerEm;
      if (widths.size > 20_000) widths.clear();
      widths.set(key, width);
    }
    return width;
  };
  return {
    bytes,
    ascent: { song: fonts.song.ascent / fonts.song.unitsPerEm, hei: fonts.hei.ascent / fonts.hei.unitsPerEm },
    line(text, font, sizePt, missing) {
      const runs = splitRuns(text, font, (name, code) => fonts[name].hasGlyphForCodePoint(code), missing);
      return { runs, width: runs.reduce((sum, run) => sum + ems(run), 0) * sizePt };
    },
  };
}

/** Shows nothing by nature (zero-width spaces, joiners, variation selectors), so printing nothing loses nothing. */
const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Cc}]$/u;

/** Cuts a text where the font changes. Exported for its test. */
export function splitRuns(
  text: string,
  font: FontName,
  has: (font: FontName, code: number) => boolean,
  missing: (character: string) => void,
): Run[] {
  const other: FontName = font === 'song' ? 'hei' : 'song';
  const runs: Run[] = [];
  const add = (name: FontName, character: string) => {
    const last = runs.at(-1);
    if (last?.font === name) last.text += character;
    else runs.push({ font: name, text: character });
  };
  for (const character of text.replaceAll('\t', ' ')) {
    const code = character.codePointAt(0) as number;
    if (has(font, code)) add(font, character);
    else if (has(other, code)) add(other, character);
    else if (!INVISIBLE.test(character)) {
      missing(character);
      add(font, MISSING);
    }
  }
  return runs;
}
