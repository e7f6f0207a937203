import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';
import { graphemes } from '../../shared/layout/break-rules.ts';
import { type FaceName, type FontName, type Glyph, type Grapheme, setGrapheme } from './glyphs.ts';

const PACKAGES: Record<FaceName, string> = {
  song: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  hei: '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
  symbols: '@expo-google-fonts/noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf',
};
/** File names in the folder that the build copies them to. */
const fontFiles: Record<FaceName, string> = {
  song: 'NotoSerifSC_400Regular.ttf',
  hei: 'NotoSansSC_500Medium.ttf',
  symbols: 'NotoSansSymbols2_400Regular.ttf',
};

/**
 * Path of a font file: in the folder given, else in `fonts` beside the bundle, else (running from source) in the npm
 * package that it comes from.
 */
export function fontPath(name: FaceName, folder?: string): string {
  if (folder) return join(folder, fontFiles[name]);
  const beside = join(dirname(import.meta.filename), 'fonts', fontFiles[name]);
  return existsSync(beside) ? beside : createRequire(import.meta.filename).resolve(PACKAGES[name]);
}

/** One printed line: its glyphs in order, the same list for the same text, and its width in points at the size asked for. */
export interface Line {
  glyphs: readonly Glyph[];
  width: number;
}

export interface Fonts {
  faces: Record<FaceName, Font>;
  /**
   * The line as it can be printed with `font` first and the other fonts for what that lacks. Every character has its
   * own glyph: no ligatures, for what is extracted is to be what was typed. `missing` hears of every character that no
   * font has.
   */
  line(text: string, font: FontName, sizePt: number, missing: (character: string) => void): Line;
}

/** Reads the fonts from a folder, by default from their npm packages. Throws what reading a file throws. */
export function loadFonts(folder?: string): Fonts {
  const read = (name: FaceName) => readFileSync(fontPath(name, folder));
  const faces = { song: create(read('song')), hei: create(read('hei')), symbols: create(read('symbols')) };
  const known = { song: new KnownTexts('song', faces), hei: new KnownTexts('hei', faces) };
  return {
    faces,
    line(text, font, sizePt, missing) {
      const set = known[font].set(text);
      for (const character of set.missing) missing(character);
      return { glyphs: set.glyphs, width: set.ems * sizePt };
    },
  };
}

/** The texts that were set with a font first, and their characters. */
class KnownTexts {
  readonly #font: FontName;
  readonly #faces: Record<FaceName, Font>;
  readonly #graphemes = new Map<string, Grapheme>();
  readonly #texts = new Map<string, SetText>();

  constructor(font: FontName, faces: Record<FaceName, Font>) {
    this.#font = font;
    this.#faces = faces;
  }

  set(text: string): SetText {
    return once(this.#texts, text, () => setText(graphemes(text).map((one) => this.#setGrapheme(one))));
  }

  #setGrapheme(grapheme: string): Grapheme {
    return once(this.#graphemes, grapheme, () => setGrapheme(grapheme, this.#font, this.#faces));
  }
}

/** How many texts and characters are remembered. */
const MOST_KNOWN = 20_000;

function once<T>(known: Map<string, T>, key: string, make: () => T): T {
  let value = known.get(key);
  if (value === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    value = make();
    known.set(key, value);
  }
  return value;
}

interface SetText extends Grapheme {
  ems: number;
}

function setText(graphemes: readonly Grapheme[]): SetText {
  const [glyphs, missing]: [Glyph[], string[]] = [[], []];
  let ems = 0;
  for (const grapheme of graphemes) {
    missing.push(...grapheme.missing);
    for (const glyph of grapheme.glyphs) {
      glyphs.push(glyph);
      ems += glyph.before + glyph.advance;
    }
  }
  return { glyphs, missing, ems };
}
