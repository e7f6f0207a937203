import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';
import { graphemes } from '../../shared/layout/break-rules.ts';
import { isInvisible } from '../../shared/layout/printable.ts';
import type { CellStyle } from '../../shared/layout/sheet.ts';
import { isSpace, spaceWidth } from '../../shared/layout/spaces.ts';

/**
 * The fonts that a PDF embeds: Noto Serif SC Regular for 宋体, Noto Sans SC Medium for 黑体, and Noto Sans Symbols 2 for
 * what both lack (☑ ☐ ✔). `shared/layout/measure.ts` measures with the same three.
 */
export const faceNames = ['song', 'hei', 'symbols'] as const;
export type FaceName = (typeof faceNames)[number];
export type FontName = CellStyle['font'];

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

/** Printed in place of a character that no font has; both fonts have it. */
export const MISSING = '〓';

/** A glyph of a line. Lengths are in ems. */
export interface Glyph {
  face: FaceName;
  /** Its number in the font. */
  id: number;
  /** The characters it prints; a program that extracts text from the PDF gets these. */
  text: string;
  /** Where it stands from its place in the line: an accent stands over the letter before it. */
  x: number;
  y: number;
  /** From here to the place of the next glyph. */
  advance: number;
  /** The same as the font has it. */
  natural: number;
}

/** One printed line: its glyphs in order, and its width in points at the size asked for. */
export interface Line {
  glyphs: Glyph[];
  width: number;
}

export interface Fonts {
  bytes: Record<FaceName, Uint8Array>;
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
  const bytes = { song: read('song'), hei: read('hei'), symbols: read('symbols') };
  const faces = { song: create(bytes.song), hei: create(bytes.hei), symbols: create(bytes.symbols) };
  const known = new Map<string, Grapheme>();
  const setOnce = (grapheme: string, font: FontName): Grapheme => {
    const key = `${font}${grapheme}`;
    let set = known.get(key);
    if (!set) {
      if (known.size > 20_000) known.clear();
      set = setGrapheme(grapheme, font, faces);
      known.set(key, set);
    }
    return set;
  };
  return {
    bytes,
    line(text, font, sizePt, missing) {
      const set = graphemes(text).map((grapheme) => setOnce(grapheme, font));
      for (const character of set.flatMap((one) => one.missing)) missing(character);
      const glyphs = set.flatMap((one) => one.glyphs);
      return { glyphs, width: glyphs.reduce((sum, { advance }) => sum + advance, 0) * sizePt };
    },
  };
}

const MARK = /^\p{M}$/u;

interface Grapheme {
  glyphs: Glyph[];
  /** Characters that no font has. */
  missing: string[];
}

/** A letter with its accents, most often just one character. */
function setGrapheme(grapheme: string, font: FontName, faces: Record<FaceName, Font>): Grapheme {
  const order: FaceName[] = [font, font === 'song' ? 'hei' : 'song', 'symbols'];
  const glyphs: Glyph[] = [];
  const missing: string[] = [];
  let base: Placed | null = null;
  for (const typed of grapheme) {
    const character = typed === '\t' ? ' ' : typed;
    const code = character.codePointAt(0) as number;
    const face = order.find((name) => faces[name].hasGlyphForCodePoint(code));
    if (isInvisible(character)) {
      // It belongs to what stands before it (a variant of an ideograph), and is extracted with it.
      const last = glyphs.at(-1);
      if (last) last.text += character;
    } else if (face) {
      const placed = place(faces[face], face, character, character);
      if (!MARK.test(character)) base = placed;
      else if (base) setOver(placed, base);
      else setAlone(placed);
      glyphs.push(placed.glyph);
    } else if (isSpace(character)) {
      const { glyph } = place(faces[font], font, ' ', character);
      glyphs.push({ ...glyph, advance: spaceWidth(character) / 1000 });
    } else {
      missing.push(character);
      glyphs.push(place(faces[font], font, MISSING, MISSING).glyph);
    }
  }
  return { glyphs, missing };
}

interface Placed {
  glyph: Glyph;
  /** What is black of it, in ems. */
  left: number;
  right: number;
  bottom: number;
  top: number;
}

function place(font: Font, face: FaceName, shown: string, text: string): Placed {
  const { id, advanceWidth, bbox } = font.glyphForCodePoint(shown.codePointAt(0) as number);
  const ems = (units: number) => units / font.unitsPerEm;
  const natural = ems(advanceWidth);
  const glyph = { face, id, text, x: 0, y: 0, advance: natural, natural };
  return { glyph, left: ems(bbox.minX), right: ems(bbox.maxX), bottom: ems(bbox.minY), top: ems(bbox.maxY) };
}

/** A mark without a letter, which the font draws over what stands before it, gets a place of its own. */
function setAlone({ glyph, left, right }: Placed): void {
  glyph.x = -left;
  glyph.advance = right - left;
}

/** Room between a letter and its accent, in ems. */
const GAP = 0.03;

/**
 * Puts a mark in the middle over (or under) its letter, and clear of it. It is drawn from the end of the letter, so the
 * way goes back over the letter's width.
 */
function setOver(mark: Placed, base: Placed): void {
  const middle = ({ left, right }: Placed) => (left + right) / 2;
  mark.glyph.advance = 0;
  mark.glyph.x = middle(base) - middle(mark) - base.glyph.advance;
  const encloses = mark.right - mark.left > base.right - base.left;
  if (!encloses && mark.bottom > 0) mark.glyph.y = Math.max(0, base.top + GAP - mark.bottom);
  if (!encloses && mark.top < 0) mark.glyph.y = Math.min(0, base.bottom - GAP - mark.top);
  // A second accent goes over the first.
  base.top = Math.max(base.top, mark.top + mark.glyph.y);
  base.bottom = Math.min(base.bottom, mark.bottom + mark.glyph.y);
}
