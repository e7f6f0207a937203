import { elements, type XmlNode } from '../../../shared/formula/node.ts';
import { markOfName } from '../../../shared/layout/line-mark.ts';
import { textWidth } from '../../../shared/layout/measure.ts';
import { apply, type Box, type Matrix, times } from '../printed/geometry.ts';
import { type PrintedGlyph, placedGlyph } from '../printed/page.ts';
import { numbers } from './package.ts';

/** Steps of one text that are read; a short list can stand for more than any page holds. */
const MOST_STEPS = 60_000;
/** Ems between the end of a character and the next from which on two texts stand there. */
const APART = 0.4;

type Turn = 0 | 1 | 2 | 3;
const DIRECTIONS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/**
 * Adds the characters of a TextObject, and gives the number of its last run. The first run is `run`; a wide gap begins
 * another. `matrix` leads from the object's own mm to points of the page.
 */
export function addText(glyphs: PrintedGlyph[], node: XmlNode, matrix: Matrix, clip: Box, run: number): number {
  const { Size, HScale, ReadDirection, CharDirection, Name } = node.attributes;
  const size = Number(Size);
  if (!(size > 0)) return run;
  const stretch = Number(HScale) > 0 ? Number(HScale) : 1;
  const mark = markOfName(Name);
  const reading = DIRECTIONS[turnOf(ReadDirection)];
  const [cos, sin] = DIRECTIONS[turnOf(CharDirection)];
  const letters = times(matrix, [cos, sin, -sin, cos, 0, 0]);
  let last = run;
  let begun = false;
  let [startX, startY] = [0, 0];
  let joined = new Set<number>();
  for (const code of elements(node)) {
    if (code.name === 'ofd:CGTransform') joined = new Set([...joined, ...joinedCodes(code)]);
    if (code.name !== 'ofd:TextCode') continue;
    // A text that does not say where it begins begins where the one before it did.
    startX = numbers(code.attributes.X)[0] ?? startX;
    startY = numbers(code.attributes.Y)[0] ?? startY;
    const [stepsX, stepsY] = [stepsOf(code.attributes.DeltaX), stepsOf(code.attributes.DeltaY)];
    let [x, y] = [startX, startY];
    const characters = charactersOf(code.children.join(''), joined, Math.max(stepsX.length, stepsY.length));
    // What is placed by itself may stand in another cell.
    if (begun) last++;
    begun = true;
    for (const [k, character] of characters.entries()) {
      const em = (textWidth(character.slice(0, 2), size) / textWidth('一', size)) * size * stretch;
      const said = stepsX[k] !== undefined || stepsY[k] !== undefined;
      // Without steps the widths of the font are meant, of which these are close.
      const stepX = said ? (stepsX[k] ?? 0) : reading[0] * em;
      const stepY = said ? (stepsY[k] ?? 0) : reading[1] * em;
      const width = stepX > 0 && stepX < em * 1.4 ? stepX : em;
      const start = apply(matrix, x, y);
      const end = apply(matrix, x + cos * width, y + sin * width);
      const placed = placedGlyph(character, { start, end, matrix: letters, size }, clip);
      if (placed) glyphs.push({ ...placed, run: last, mark });
      if (Math.abs(stepX) > em + size * APART || Math.abs(stepY) > size * (1 + APART)) last++;
      x += stepX;
      y += stepY;
    }
    joined = new Set();
  }
  return last;
}

/** Quarter turns of 0, 90, 180 or 270 degrees. */
function turnOf(degrees: string | undefined): Turn {
  const turns = Math.round((numbers(degrees)[0] ?? 0) / 90) % 4;
  return (turns < 0 ? turns + 4 : turns) as Turn;
}

/** The codes that are drawn together with the one before them, as a letter's accents are. */
function joinedCodes({ attributes }: XmlNode): number[] {
  const [from = 0] = numbers(attributes.CodePosition);
  const [codes = 1] = numbers(attributes.CodeCount);
  const [glyphs = 1] = numbers(attributes.GlyphCount);
  if (glyphs !== 1 || codes > 100) return [];
  return Array.from({ length: Math.max(0, codes - 1) }, (_, k) => from + k + 1);
}

/**
 * What is drawn as one character each, by codes of 16 bits; a code that is drawn with the one before it has no step.
 * Where there are as many steps as codes, the second half of a character has one too and is '' here.
 */
function charactersOf(text: string, joined: ReadonlySet<number>, steps: number): string[] {
  const codes = text.replace(/[\r\n\t]/g, '');
  const characters: string[] = [];
  const halves = steps >= codes.length - 1;
  for (let k = 0; k < codes.length; k++) {
    const code = codes[k] as string;
    const half = /[\udc00-\udfff]/.test(code) && /[\ud800-\udbff]/.test(codes[k - 1] ?? '');
    if (characters.length > 0 && (half || joined.has(k))) {
      const before = characters.length - 1;
      characters[before] += code;
      if (half && halves && !joined.has(k)) characters.push('');
    } else characters.push(code);
  }
  return characters;
}

/** A list of steps, in which `g 3 5.2` stands for three of 5.2 (GB/T 33190-2016, 11.3). */
function stepsOf(list: string | undefined): number[] {
  const words = (list ?? '').trim().split(/[\s,]+/);
  const steps: number[] = [];
  for (let k = 0; k < words.length && steps.length < MOST_STEPS; k++) {
    const repeats = words[k] === 'g';
    const times = repeats ? Math.min(Number(words[k + 1]) || 0, MOST_STEPS - steps.length) : 1;
    const step = Number(words[repeats ? k + 2 : k]);
    if (words[k] !== '' && Number.isFinite(step)) for (let n = 0; n < times; n++) steps.push(step);
    if (repeats) k += 2;
  }
  return steps;
}
