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
  let shown = '';
  let lost = 0;
  for (const character of text) {
    const east = format.eastAsiaHint && EITHER.test(character);
    const font = (east ? format.eastAsia : format.font) ?? '';
    const symbol = isSymbolFont(font) && character !== ' ' ? symbolText(font, character) : null;
    if (symbol === null && isPrivate(character)) lost++;
    else shown += symbol ?? character;
  }
  if (format.raised !== 'superscript' && format.raised !== 'subscript') return { text: shown, lost };
  return { text: shifted(shown, format.raised) ?? shown, lost };
}

export const LOST_SYMBOL = '有只在符号字体中才有的字符，未读入，请改为普通文字';
