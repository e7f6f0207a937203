import { shifted } from '../../../shared/formula/linear.ts';
import { isPrivate, isSymbolFont, symbolText } from '../../../shared/formula/symbols.ts';
import type { RunFormat } from './docx-styles.ts';

/** Ambiguous characters that the hint `eastAsia` gives to the East Asian font (ISO/IEC 29500-1 17.3.2.26). */
const EITHER = /[¡¤§¨ª\u00ad¯°-´¶-º¼-¿×÷]/;

/**
 * A text as its format draws it: by its symbol font, and raised or lowered figures as such (10 and a raised 4 are not
 * 104). `lost` counts characters that mean something only in a symbol font that is not known; they are left out.
 */
export function drawnText(text: string, format: RunFormat): { text: string; lost: number } {
  if (isPlain(text, format)) return { text, lost: 0 };
  let shown = '';
  let lost = 0;
  for (const character of text) {
    const font = fontOf(character, format);
    const symbol = isSymbolFont(font) && character !== ' ' ? symbolText(font, character) : null;
    if (symbol === null && isPrivate(character)) lost++;
    else shown += symbol ?? character;
  }
  if (format.raised !== 'superscript' && format.raised !== 'subscript') return { text: shown, lost };
  return { text: shifted(shown, format.raised) ?? shown, lost };
}

/** Whether each of its characters is drawn as it is. */
function isPlain(text: string, { font = '', ascii = font, eastAsia = font, raised = 'baseline' }: RunFormat): boolean {
  return (
    raised === 'baseline' && !isPrivate(text) && !isSymbolFont(font) && !isSymbolFont(ascii) && !isSymbolFont(eastAsia)
  );
}

function fontOf(character: string, format: RunFormat): string {
  const { font = '', ascii = font, eastAsia = font } = format;
  if (isPrivate(character)) return [font, ascii, eastAsia].find(isSymbolFont) ?? '';
  if (character < '\u0080') return ascii;
  return format.eastAsiaHint && EITHER.test(character) ? eastAsia : font;
}

export const LOST_SYMBOL = '有只在符号字体中才有的字符，未读入，请改为普通文字';
