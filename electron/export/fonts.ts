import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';
import { graphemes } from '../../shared/layout/break-rules.ts';
import { isInvisible } from '../../shared/layout/printable.ts';
import type { CellStyle } from '../../shared/layout/sheet.ts';
import { smallFigure } from '../../shared/layout/small-figures.ts';
import { isSpace, spaceWidth } from '../../shared/layout/spaces.ts';

/**
 * The fonts that a PDF embeds: Noto Serif SC Regular for 宋体, Noto Sans SC Medium for 黑体, and Noto Sans Symbols 2
 * for what both lack (☑ ☐ ✔). `shared/layout/measure.ts` measures with the same three.
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
  /** The characters it prints, with those of its accents; a program that extracts text from the PDF gets these. */
  text: string;
  accents: Accent[];
  /** Room before it, which a mark around it takes. */
  before: number;
  /** From its own place to where the next glyph's room begins. */
  advance: number;
  /** The same as the font has it. */
  natural: number;
}

/** A combining mark, drawn as a shape: programs that extract text take a raised glyph for a line of its own. */
export interface Accent {
  /** Outline in units of the font, as an SVG path; y goes up. */
  path: string;
  /** Ems per unit. */
  scale: number;
  /** Where it stands from the place of its letter. */
  x: number;
  y: number;
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
  const knownGraphemes = new Map<string, Grapheme>();
  const setOnce = (grapheme: string, font: FontName): Grapheme =>
    once(knownGraphemes, `${font}${grapheme}`, () => setGrapheme(grapheme, font, faces));
  const knownTexts = new Map<string, SetText>();
  return {
    faces,
    line(text, font, sizePt, missing) {
      const set = once(knownTexts, `${font}${text}`, () =>
        setText(graphemes(text).map((grapheme) => setOnce(grapheme, font))),
      );
      for (const character of set.missing) missing(character);
      return { glyphs: set.glyphs, width: set.ems * sizePt };
    },
  };
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
  let letter: Placed | null = null;
  for (const typed of grapheme) {
    const character = typed === '\t' ? ' ' : typed;
    const code = character.codePointAt(0) as number;
    const face = order.find((name) => faces[name].hasGlyphForCodePoint(code));
    if (isInvisible(character)) {
      // It belongs to what stands before it (a variant of an ideograph), and is extracted with it.
      if (letter) letter.glyph.text += character;
    } else if (face && letter && letter.glyph.text.trim() !== '' && MARK.test(character)) {
      setAccent(place(faces[face], face, character, character), letter);
    } else if (!face && smallFigure(character)) {
      letter = placeSmall(faces[font], font, character);
      glyphs.push(letter.glyph);
    } else if (face || !isSpace(character)) {
      if (!face) missing.push(character);
      letter = face ? place(faces[face], face, character, character) : place(faces[font], font, MISSING, MISSING);
      glyphs.push(letter.glyph);
    } else {
      letter = place(faces[font], font, ' ', character);
      letter.glyph.advance = spaceWidth(character) / 1000;
      glyphs.push(letter.glyph);
    }
  }
  return { glyphs, missing };
}

interface Placed {
  glyph: Glyph;
  path: { toSVG(): string };
  scale: number;
  /** What is black of it, in ems. */
  left: number;
  right: number;
  bottom: number;
  top: number;
}

function place(font: Font, face: FaceName, shown: string, text: string): Placed {
  const { id, advanceWidth, bbox, path } = font.glyphForCodePoint(shown.codePointAt(0) as number);
  const scale = 1 / font.unitsPerEm;
  const [left, right, bottom, top] = [bbox.minX * scale, bbox.maxX * scale, bbox.minY * scale, bbox.maxY * scale];
  const natural = advanceWidth * scale;
  return {
    glyph: { face, id, text, accents: [], before: 0, advance: natural, natural },
    path,
    scale,
    left,
    right,
    bottom,
    top,
  };
}

/** Share of a figure's size that its small form has, and ems by which that is raised or lowered. */
const SMALL = 0.62;
const RAISED = 0.42;
const LOWERED = -0.14;

/** A raised or lowered figure that the font lacks: an empty place with the figure drawn into it. */
function placeSmall(font: Font, face: FaceName, character: string): Placed {
  const { base = character, raised = false } = smallFigure(character) ?? {};
  const figure = place(font, face, base, base);
  const empty = place(font, face, ' ', character);
  empty.glyph.advance = figure.glyph.advance * SMALL;
  const y = raised ? RAISED : LOWERED;
  empty.glyph.accents.push({ path: figure.path.toSVG(), scale: figure.scale * SMALL, x: 0, y });
  const [top, bottom] = [figure.top * SMALL + y, figure.bottom * SMALL + y];
  return { ...empty, left: figure.left * SMALL, right: figure.right * SMALL, top, bottom };
}

/** Room between a letter and its accent, in ems. */
const GAP = 0.03;

/** Puts a mark in the middle over (or under) its letter, and clear of it. */
function setAccent(mark: Placed, letter: Placed): void {
  const x = (letter.left + letter.right - mark.left - mark.right) / 2;
  let y = 0;
  const encloses = /^\p{Me}$/u.test(mark.glyph.text);
  if (!encloses && mark.bottom > 0) y = Math.max(0, letter.top + GAP - mark.bottom);
  if (!encloses && mark.top < 0) y = Math.min(0, letter.bottom - GAP - mark.top);
  letter.glyph.text += mark.glyph.text;
  // What goes around the letter (1⃣) must not reach into its neighbours.
  if (encloses) {
    letter.glyph.before = Math.max(letter.glyph.before, -(x + mark.left));
    letter.glyph.advance = Math.max(letter.glyph.advance, x + mark.right);
  }
  letter.glyph.accents.push({ path: mark.path.toSVG(), scale: mark.scale, x, y });
  // A second accent goes over the first.
  letter.top = Math.max(letter.top, mark.top + y);
  letter.bottom = Math.min(letter.bottom, mark.bottom + y);
}
