/**
 * Spaces other than that of the keyboard, in thousandths of an em as the Unicode Standard describes them (chapter 6.2,
 * table 6-2). Fonts lack most of them; a PDF prints an empty place of this width.
 */
const WIDTHS: Record<string, number> = {
  '\u1680': 500,
  '\u2000': 500,
  '\u2001': 1000,
  '\u2002': 500,
  '\u2003': 1000,
  '\u2004': 333,
  '\u2005': 250,
  '\u2006': 167,
  // As wide as a digit.
  '\u2007': 570,
  '\u2008': 250,
  '\u2009': 200,
  '\u200a': 100,
  '\u202f': 200,
  '\u205f': 222,
  '\u3000': 1000,
};

/** Whether a character is a space of any width (Zs). */
export function isSpace(character: string): boolean {
  return character === ' ' || character === '\u00a0' || WIDTHS[character] !== undefined;
}

/** Width of a space that the font lacks, in thousandths of an em. */
export function spaceWidth(character: string): number {
  return WIDTHS[character] ?? 250;
}
