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
/** One more than the bits of each character below U+10000 that was met; 0 for the others. */
const classes = new Uint8Array(0x10000);

/** The bits of the grapheme that begins with this character. */
function classOf(code: number): number {
  const known = classes[code] ?? 0;
  if (known > 0) return known - 1;
  const character = String.fromCodePoint(code);
  const bits =
    (NO_START.test(character) ? IS.noStart : 0) |
    (NO_END.test(character) ? IS.noEnd : 0) |
    (WORD.test(character) ? IS.word : 0) |
    (HANGING.test(character) ? IS.hanging : 0) |
    (SIGN.test(character) ? IS.sign : 0) |
    (DIGIT.test(character) ? IS.digit : 0);
  classes[code] = bits + 1;
  return bits;
}

/** How strictly a text is kept together: `words` by all rules; the others for what is wider than its line. */
export const strictness = ['words', 'marks', 'starts', 'none'] as const;
export type Strictness = (typeof strictness)[number];

/** Splits a paragraph where a line may break; the pieces joined are the paragraph. */
export function pieces(paragraph: string, strict: Strictness): string[] {
  let from = 0;
  return pieceEnds(paragraph, strict).map((end) => {
    const piece = paragraph.slice(from, end);
    from = end;
    return piece;
  });
}

/** The ends of these pieces. */
export function pieceEnds(paragraph: string, strict: Strictness): number[] {
  const accented = graphemeEnds(paragraph);
  const ends: number[] = [];
  let before = 0;
  let previous = 0;
  for (let from = 0, nth = 0; from < paragraph.length; nth++) {
    const code = paragraph.codePointAt(from) as number;
    const bare = from + (code > 0xffff ? 2 : 1);
    const end = accented?.[nth] ?? bare;
    const isBare = end === bare;
    from = end;
    const now = classOf(code) | (isBare && (code === STOP || code === COMMA) ? IS.stop : 0);
    const hangs = (now & IS.hanging) !== 0;
    const joined = strict !== 'none' && (hangs || holds(before, previous, now, strict));
    if (ends.length > 0 && joined) ends[ends.length - 1] = end;
    else ends.push(end);
    // Spaces between a bracket and its text do not part them.
    if ((hangs || (isBare && code === WIDE_SPACE)) && previous & IS.noEnd) continue;
    before = previous;
    previous = now;
  }
  return ends;
}

const STOP = 0x2e;
const COMMA = 0x2c;
const WIDE_SPACE = 0x3000;

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

/** The ends of the graphemes of a text; null where every character is one. */
function graphemeEnds(text: string): number[] | null {
  if (!COMPLEX.test(text)) return null;
  return Array.from(segmenter.segment(text), ({ index, segment }) => index + segment.length);
}
