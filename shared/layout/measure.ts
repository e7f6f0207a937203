/**
 * Text metrics for line breaking, without any font at hand: every character is taken as wide as the widest of 宋体
 * (what Excel and WPS show: half an em for ASCII, one em otherwise) and the embedded fonts Noto Serif SC Regular and
 * Noto Sans SC Medium. A line measured here fits on every surface; a row too tall by a line is right, one too low is a
 * lost word.
 */

/** Thousandths of an em for U+0020 to U+007E. The test compares them with the fonts. */
const ASCII = [
  500, 500, 518, 574, 570, 939, 779, 500, 500, 500, 500, 580, 500, 500, 500, 500, 570, 570, 570, 570, 570, 570, 570,
  570, 570, 570, 500, 500, 580, 580, 580, 500, 972, 718, 670, 691, 770, 652, 629, 741, 853, 500, 549, 731, 625, 975,
  796, 767, 648, 767, 715, 608, 659, 797, 714, 1053, 700, 687, 607, 500, 500, 500, 580, 563, 562, 615, 638, 538, 630,
  566, 500, 578, 663, 500, 500, 607, 500, 974, 661, 630, 638, 630, 500, 500, 500, 653, 548, 838, 564, 552, 500, 500,
  500, 500, 580,
];
/** Characters wider than an em. */
const WIDE = new Map([
  [0x152, 1001],
  [0x416, 1017],
  [0x428, 1151],
  [0x429, 1148],
  [0x42e, 1074],
  [0x2116, 1089],
  [0x2e3a, 1692],
  [0x2e3b, 2495],
  [0xfb03, 1009],
  [0xfb04, 1002],
]);

const MM_PER_PT = 25.4 / 72;
/**
 * Distance in mm kept between a cell's border and its text, left and right. Excel keeps less (about 0.7 mm); programs
 * that extract text from a PDF take neighbouring cells for one line when they are closer than 0.7 em.
 */
export const CELL_PADDING = 1.6;
/** The same above and below. */
const ROW_PADDING = 0.7;
/** Row heights are multiples of 0.75 pt, one pixel of Excel, so that every surface has the same height. */
const ROW_STEP = 0.75 * MM_PER_PT;
/** The highest row of whole pixels under Excel's limit of 409 pt: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3 */
export const MAX_ROW_PT = 408.75;
/** Line distance in ems: above that of 宋体 in Excel (1.28) and of Noto Serif SC (1.44), so that neither is clipped. */
const LINE_EMS = 1.5;

/** Distance of two lines of text of this size in mm. */
export function linePitch(sizePt: number): number {
  return sizePt * LINE_EMS * MM_PER_PT;
}

/** Height in mm of a cell with this many lines, rounded up to a height that every surface can have. */
export function cellHeight(lines: number, sizePt: number): number {
  return roundUp(lines * linePitch(sizePt) + 2 * ROW_PADDING);
}

/** Lines of this size that fit into a height in mm. */
export function linesThatFit(height: number, sizePt: number): number {
  return Math.max(0, Math.floor((height - 2 * ROW_PADDING) / linePitch(sizePt) + 1e-6));
}

export function roundUp(height: number): number {
  return Math.ceil(height / ROW_STEP - 1e-6) * ROW_STEP;
}

/** Width in mm of one line of text at most. */
export function textWidth(text: string, sizePt: number): number {
  let width = 0;
  for (const character of text) width += advance(character.codePointAt(0) as number);
  return (width / 1000) * sizePt * MM_PER_PT;
}

function advance(code: number): number {
  return ASCII[code - 0x20] ?? WIDE.get(code) ?? (code < 0x20 ? 0 : 1000);
}

/** Characters that no line begins with (避头) and none ends with (避尾), after GB/T 15834 and JIS X 4051. */
const NO_START = '、。，．：；？！）》〉」』】〕｝］”’％‰℃°²³…—～·•,.:;?!)]}>%-/';
const NO_END = '（《〈「『【〔｛［“‘([{￥$≥≤＞＜＝≈<=>';
/** Runs that stay together: words, numbers, codes. */
const WORD = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\d_@#&'+]/u;

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** Outside these, every character is a grapheme of its own and need not be segmented. */
const COMPLEX = /\p{M}|\u200d|[\u{1f000}-\u{1ffff}]/u;

function characters(text: string): string[] {
  return COMPLEX.test(text) ? Array.from(segmenter.segment(text), (part) => part.segment) : [...text];
}

/** Splits a paragraph where a line may break; the pieces joined are the paragraph. */
function pieces(paragraph: string): string[] {
  const result: string[] = [];
  let previous = '';
  for (const character of characters(paragraph)) {
    const glued =
      result.length > 0 &&
      (character === ' ' ||
        NO_START.includes(character) ||
        NO_END.includes(previous) ||
        (WORD.test(character) && (WORD.test(previous) || '.,'.includes(previous))));
    if (glued) result[result.length - 1] += character;
    else result.push(character);
    previous = character;
  }
  return result;
}

/**
 * Breaks text into the lines it is printed in, for a text width in mm. Every character is in exactly one line; a piece
 * wider than the line is cut between characters.
 */
export function breakLines(text: string, width: number, sizePt: number): string[] {
  const key = `${sizePt} ${width} ${text}`;
  const known = broken.get(key);
  if (known) return known;
  if (broken.size >= MOST_BROKEN) broken.clear();
  const lines = breakAnew(text, width, sizePt);
  broken.set(key, lines);
  return lines;
}

/** An edit changes one text of a table; the others are not broken anew. */
const broken = new Map<string, string[]>();
const MOST_BROKEN = 20_000;

function breakAnew(text: string, width: number, sizePt: number): string[] {
  const room = (width / (sizePt * MM_PER_PT)) * 1000;
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    let used = 0;
    const next = () => {
      if (line === '') return;
      lines.push(line);
      line = '';
      used = 0;
    };
    const add = (piece: string) => {
      // A space that hangs over the end of the line shows nothing, so it needs no room.
      const shown = measureEms(piece.trimEnd());
      if (used + shown > room) next();
      line += piece;
      used += measureEms(piece);
    };
    for (const piece of pieces(paragraph)) {
      if (measureEms(piece.trimEnd()) <= room) {
        add(piece);
        continue;
      }
      // Excel begins a word that is wider than its cell on a line of its own.
      next();
      characters(piece).forEach(add);
    }
    lines.push(line);
  }
  return lines;
}

function measureEms(text: string): number {
  let width = 0;
  for (const character of text) width += advance(character.codePointAt(0) as number);
  return width;
}
