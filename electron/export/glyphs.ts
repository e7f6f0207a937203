import type { Font } from 'fontkit';
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

const MARK = /^\p{M}$/u;

export interface Grapheme {
  glyphs: Glyph[];
  /** Characters that no font has. */
  missing: string[];
}

/** A letter with its accents, most often just one character. */
export function setGrapheme(grapheme: string, font: FontName, faces: Record<FaceName, Font>): Grapheme {
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
  font: Font;
  /** The character whose shape it has. */
  shown: string;
  /** What is black of it; read from the font only for what has an accent. */
  black: Black | null;
}

/** In ems. */
interface Black {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

function place(font: Font, face: FaceName, shown: string, text: string): Placed {
  const { id, advanceWidth } = shapeOf(font, shown);
  const natural = advanceWidth * (1 / font.unitsPerEm);
  const glyph = { face, id, text, accents: [], before: 0, advance: natural, natural };
  return { glyph, font, shown, black: null };
}

function shapeOf(font: Font, shown: string) {
  return font.glyphForCodePoint(shown.codePointAt(0) as number);
}

function blackOf(placed: Placed): Black {
  if (!placed.black) {
    const { font, shown } = placed;
    const { minX, maxX, minY, maxY } = shapeOf(font, shown).bbox;
    const scale = 1 / font.unitsPerEm;
    placed.black = { left: minX * scale, right: maxX * scale, bottom: minY * scale, top: maxY * scale };
  }
  return placed.black;
}

/** Share of a figure's size that its small form has, and ems by which that is raised or lowered. */
const SMALL = 0.62;
const RAISED = 0.42;
const LOWERED = -0.14;

/** A raised or lowered figure that the font lacks: an empty place with the figure drawn into it. */
function placeSmall(font: Font, face: FaceName, character: string): Placed {
  const { base = character, raised = false } = smallFigure(character) ?? {};
  const figure = place(font, face, base, base);
  const { left, right, bottom, top } = blackOf(figure);
  const empty = place(font, face, ' ', character);
  empty.glyph.advance = figure.glyph.advance * SMALL;
  const y = raised ? RAISED : LOWERED;
  empty.glyph.accents.push({ path: shapeOf(font, base).path.toSVG(), scale: (1 / font.unitsPerEm) * SMALL, x: 0, y });
  empty.black = { left: left * SMALL, right: right * SMALL, bottom: bottom * SMALL + y, top: top * SMALL + y };
  return empty;
}

/** Room between a letter and its accent, in ems. */
const GAP = 0.03;

/** Puts a mark in the middle over (or under) its letter, and clear of it. */
function setAccent(mark: Placed, letter: Placed): void {
  const [own, below] = [blackOf(mark), blackOf(letter)];
  const x = (below.left + below.right - own.left - own.right) / 2;
  let y = 0;
  const encloses = /^\p{Me}$/u.test(mark.glyph.text);
  if (!encloses && own.bottom > 0) y = Math.max(0, below.top + GAP - own.bottom);
  if (!encloses && own.top < 0) y = Math.min(0, below.bottom - GAP - own.top);
  letter.glyph.text += mark.glyph.text;
  // What goes around the letter (1⃣) must not reach into its neighbours.
  if (encloses) {
    letter.glyph.before = Math.max(letter.glyph.before, -(x + own.left));
    letter.glyph.advance = Math.max(letter.glyph.advance, x + own.right);
  }
  const path = shapeOf(mark.font, mark.shown).path.toSVG();
  letter.glyph.accents.push({ path, scale: 1 / mark.font.unitsPerEm, x, y });
  // A second accent goes over the first.
  below.top = Math.max(below.top, own.top + y);
  below.bottom = Math.min(below.bottom, own.bottom + y);
}
