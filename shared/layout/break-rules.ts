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
const DIGIT = /^\d/;

/** What a character is by the rules above, a bit each. */
const IS = { noStart: 1, noEnd: 2, word: 4, hanging: 8, sign: 16, digit: 32, stop: 64 } as const;
const classes = new Map<number, number>();

/** The bits of a grapheme, which its first character decides; found out once for each character. */
function classOf(grapheme: string): number {
  const code = grapheme.codePointAt(0);
  if (code === undefined) return 0;
  const known = classes.get(code);
  if (known !== undefined) return known;
  const bits =
    (NO_START.test(grapheme) ? IS.noStart : 0) |
    (NO_END.test(grapheme) ? IS.noEnd : 0) |
    (WORD.test(grapheme) ? IS.word : 0) |
    (HANGING.test(grapheme) ? IS.hanging : 0) |
    (SIGN.test(grapheme) ? IS.sign : 0) |
    (DIGIT.test(grapheme) ? IS.digit : 0);
  classes.set(code, bits);
  return bits;
}

/** How strictly a text is kept together: `words` by all rules; the others for what is wider than its line. */
export const strictness = ['words', 'marks', 'starts', 'none'] as const;
export type Strictness = (typeof strictness)[number];

/** Splits a paragraph where a line may break; the pieces joined are the paragraph. */
export function pieces(paragraph: string, strict: Strictness): string[] {
  const all = graphemes(paragraph);
  if (strict === 'none') return all;
  const result: string[] = [];
  let before = 0;
  let previous = 0;
  for (const character of all) {
    const now = classOf(character) | (character === '.' || character === ',' ? IS.stop : 0);
    const hangs = (now & IS.hanging) !== 0;
    if (result.length > 0 && (hangs || holds(before, previous, now, strict))) result[result.length - 1] += character;
    else result.push(character);
    // Spaces between a bracket and its text do not part them.
    if ((hangs || character === '\u3000') && previous & IS.noEnd) continue;
    before = previous;
    previous = now;
  }
  return result;
}

/**
 * Whether no line breaks between `previous` and `character`; `before` is what stands before both. All are bits of `IS`.
 */
function holds(before: number, previous: number, character: number, strict: Strictness): boolean {
  if (character & IS.noStart) return true;
  if (strict === 'starts') return false;
  if (previous & IS.noEnd) return true;
  if (strict === 'marks') return false;
  if (character & IS.word && previous & (IS.word | IS.stop)) return true;
  // The minus of a number, not the hyphen of a date.
  return (previous & IS.sign) !== 0 && (character & IS.digit) !== 0 && (before & IS.word) === 0;
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** Outside these, every character is a grapheme of its own and need not be segmented. */
const COMPLEX = /\p{M}|\u200d|[\u{1f000}-\u{1ffff}]/u;

/** What a reader takes for one character: a letter with its accents. */
export function graphemes(text: string): string[] {
  return COMPLEX.test(text) ? Array.from(segmenter.segment(text), (part) => part.segment) : [...text];
}
