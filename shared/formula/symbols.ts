import { codePoint } from 'dingbat-to-unicode';

/** Characters that only symbol fonts have, as those that text fonts draw alike. */
const PLAIN: Record<string, string> = Object.fromEntries(
  [
    ...['🗹☑', '🗷☒', '🗵☒', '🗸√', '✓√', '🗴×', '🗶×', '🞎□', '🞏□', '🞐□', '🞑□', '🞒□', '❏□', '❐□', '❑□', '❒□'],
    ...['⚫●', '🌑●', '⬤●', '◼■', '⬛■', '⬜□', '🞄·', '⮚➢', '🞂▶', '🞀◀', '🞁▲', '🞃▼', '⬧◆', '⬥◆'],
    ...['🡐←', '🡒→', '🡑↑', '🡓↓', '🡠←', '🡢→', '🡡↑', '🡣↓', '🡨←', '🡪→', '🡩↑', '🡫↓', '−-', '⋅·', '∼~', '❘|'],
  ].map((pair) => {
    const [from = '', to = ''] = [...pair];
    return [from, to];
  }),
);

const FONTS = new Map(
  ['Symbol', 'Webdings', 'Wingdings', 'Wingdings 2', 'Wingdings 3'].map((font) => [font.toLowerCase(), font]),
);

/** Whether a font of this name draws symbols in the place of letters. */
export function isSymbolFont(font: string): boolean {
  // Every run of a document has a font, and nearly every one the same.
  return /^\s*[sw]/i.test(font) && FONTS.has(font.trim().toLowerCase());
}

/**
 * What a symbol font draws for a character, which files keep as U+00B3 or as U+F0B3 (≥ in Symbol). Null when the font
 * is no symbol font or draws nothing there.
 */
export function symbolText(font: string, character: string): string | null {
  const name = FONTS.get(font.trim().toLowerCase());
  const code = character.codePointAt(0) ?? 0;
  const own = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  if (!name || own > 0xff) return null;
  if (own === 0x20 || own === 0xa0) return ' ';
  const found = codePoint(name, own)?.string;
  return found === undefined ? null : (PLAIN[found] ?? found);
}

/** Whether the character means something only in a symbol font: the private area that Windows gives such fonts. */
export function isPrivate(character: string): boolean {
  return /[\uf000-\uf0ff]/.test(character);
}
