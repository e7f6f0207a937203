/**
 * Text as this program keeps it: of several codes that mean the same character, one. Text copied from PDF files, Word
 * and the web holds look-alikes and marks that print nothing; left alone, they are found by no search and spoil what is
 * extracted from a printed PDF. What a clerk would call another character (full-width letters, ① ㎡ ﬁ) stays as typed.
 */

/**
 * Radicals and strokes of CJK that NFKC leaves alone, and below each the ideograph it looks like:
 * EquivalentUnifiedIdeograph.txt of the Unicode Character Database, version 14, as far as the ideograph is a common
 * one.
 */
const LOOK_ALIKES = [
  '⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺲⺳⺴⺶⺹⺺⺻⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲㇏㇐㇑㇒㇓㇔㇖㇚㇝㇟㇠',
  '厂乛乚乙亻冂刀刂卜㔾小尐兀尣尢巳幺彑彐忄心扌攵旡日月歺民氵氺灬爫爬丬牛犭王目示礻糹纟罓罒㓁冗羊耂肀聿肉艹艺艻虎衤覀西见角讠贝车辶辷辸邑钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀乀一丨丿乀丶乛亅乀乚乙',
] as const;

const ideographs = new Map([...LOOK_ALIKES[0]].map((radical, at) => [radical, LOOK_ALIKES[1][at] as string]));
/** CJK Radicals Supplement, Kangxi Radicals, CJK Strokes. */
const RADICAL = /[\u2e80-\u2fdf\u31c0-\u31ef]/g;

/**
 * Marks that print nothing and say nothing: soft hyphen, zero-width spaces and joiners of words, directions, invisible
 * operators, anchors of ruby, tags, byte order marks; variation selectors of symbols, for there is one font.
 */
const SILENT =
  /\u034f|[\ufe00-\ufe0f]|[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * Marks that change what stands before them in some writings, and there only: joiners and selectors in Uyghur and
 * Mongolian words and between emoji, the variants of an ideograph (IVS) in names of persons.
 */
const JOINING = '[\\u0620-\\u064a\\u066e-\\u06d3\\u06fa-\\u06fc\\u1820-\\u18a8]';
const EMOJI = '[\\p{Extended_Pictographic}\\p{Emoji_Modifier}]';
const SELECTOR = new RegExp(
  [
    `(?<!${JOINING}|${EMOJI})\\u200d`,
    `(?<=${EMOJI})\\u200d(?!\\p{Extended_Pictographic})`,
    `(?<!${JOINING})[\\u200c\\u180b-\\u180f]`,
    '(?<!\\p{Ideographic})[\\u{e0100}-\\u{e01ef}]',
  ].join('|'),
  'gu',
);

/** Most texts have nothing to change, and this tells them at a glance. */
const PLAIN =
  /^[\t\n -~\u00b0-\u00b7\u2013-\u2026\u2160-\u2169\u2264\u2265\u2460-\u2473\u3000-\u3011\u4e00-\u9fff\uff01-\uff5e]*$/;

/** Whether a text has only characters that are kept as they are, line breaks as \n among them. */
export function isPlainText(text: string): boolean {
  return PLAIN.test(text);
}

/**
 * The text in its one spelling: composed (NFC, which also unifies the compatibility ideographs), radicals as the
 * ideographs they look like, without marks that mean nothing. Doing it twice changes nothing more.
 */
export function normalText(text: string): string {
  if (isPlainText(text)) return text;
  return text
    .replace(SILENT, '')
    .replace(RADICAL, (radical) => ideographs.get(radical) ?? radical.normalize('NFKC'))
    .replace(SELECTOR, '')
    .normalize('NFC');
}
