/**
 * Where a line of Chinese text may break. GB/T 15834—2011 (标点符号用法, 5.1) says what no line begins or ends with;
 * for what it does not name (signs, units, other scripts) the classes of Unicode's UAX #14 are followed, whose names
 * stand below.
 */

/** CL, CP: what closes, by its general category (〗」）’”); single ’ and ” close. */
const CLOSING = '\\p{Pe}\\p{Pf}';
/**
 * CL, EX, IS, NS: 、。，．：；？！ and their half-width and small forms, of which GB/T 15834 says no line begins with
 * them.
 */
const STOPS = '、。，．：；？！,.:;?!｡､﹐﹑﹒﹔﹕﹖﹗‼⁇⁈⁉‥…⋯∶';
/** BA, HY: 破折号, 连接号 and 间隔号 do not begin a line. */
const DASHES = '—―–‒‐‑\\-－~～〜·•・･‧';
/** SY: 分隔号 neither begins nor ends a line. */
const SLASH = '/／';
/** PO: what follows a number, and units written as one character. */
const AFTER_NUMBER = '%％‰‱°′″‴℃℉¢￠²³¹⁴-⁹⁰₀-₉\\u3371-\\u33df㏿';
/** NS, CJ: iteration marks, long vowels, small kana. */
const KANA = '々〻ゝゞヽヾー〵゛゜ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿｧ-ｯｰ';
/** OP: what opens, by its general category (〖「（‘“). */
const OPENING = '\\p{Ps}\\p{Pi}¡¿';
/** PR: what stands before a number: currencies (Sc), signs, № and §. */
const BEFORE_NUMBER = '\\p{Sc}№§±∓−≥≤≧≦≮≯≠≈＞＜＝<=>';
/** GL: spaces and hyphens at which nothing breaks. */
const GLUE = '\\u00a0\\u2007\\u202f\\u2011';

const NO_START = new RegExp(`^[${CLOSING}${STOPS}${DASHES}${SLASH}${AFTER_NUMBER}${KANA}${GLUE}]`, 'u');
const NO_END = new RegExp(`^(?![¢￠])[${OPENING}${BEFORE_NUMBER}${SLASH}${GLUE}]`, 'u');
/** AL, NU: runs that stay together: words, numbers, codes. */
const WORD = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\d_@#&'+]/u;
/**
 * A space stays with what is before it: no line begins with one. That of two bytes is taken for an ideograph, as Excel
 * does.
 */
const HANGING = /^[\t \u1680\u2000-\u2006\u2008-\u200a\u205f]/;
const SIGN = /^[-−－‐]/;

/** How strictly a text is kept together: `words` by all rules; the others for what is wider than its line. */
export const strictness = ['words', 'marks', 'starts', 'none'] as const;
export type Strictness = (typeof strictness)[number];

/** Splits a paragraph where a line may break; the pieces joined are the paragraph. */
export function pieces(paragraph: string, strict: Strictness): string[] {
  const all = graphemes(paragraph);
  if (strict === 'none') return all;
  const result: string[] = [];
  let before = '';
  let previous = '';
  for (const character of all) {
    const hangs = HANGING.test(character);
    if (result.length > 0 && (hangs || holds(before, previous, character, strict)))
      result[result.length - 1] += character;
    else result.push(character);
    // Spaces between a bracket and its text do not part them.
    if ((hangs || character === '\u3000') && NO_END.test(previous)) continue;
    before = previous;
    previous = character;
  }
  return result;
}

/** Whether no line breaks between `previous` and `character`; `before` is what stands before both. */
function holds(before: string, previous: string, character: string, strict: Strictness): boolean {
  if (NO_START.test(character)) return true;
  if (strict === 'starts') return false;
  if (NO_END.test(previous)) return true;
  if (strict === 'marks') return false;
  if (WORD.test(character) && (WORD.test(previous) || previous === '.' || previous === ',')) return true;
  // The minus of a number, not the hyphen of a date.
  return SIGN.test(previous) && /^\d/.test(character) && !WORD.test(before);
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** Outside these, every character is a grapheme of its own and need not be segmented. */
const COMPLEX = /\p{M}|\u200d|[\u{1f000}-\u{1ffff}]/u;

/** What a reader takes for one character: a letter with its accents. */
export function graphemes(text: string): string[] {
  return COMPLEX.test(text) ? Array.from(segmenter.segment(text), (part) => part.segment) : [...text];
}
