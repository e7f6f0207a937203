/** Chinese characters and the full-width punctuation that stands between them. */
const HAN = '\\p{Script=Han}，。；：、！？（）《》“”‘’【】〔〕';
const HALF: Record<string, string> = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！', '.': '。' };

const MARKS = '，。；：、！？（）《》“”‘’【】〔〕';
/** Any but the end of a line. */
const SPACE = /[^\S\n]/;
const BESIDE_MARK = new RegExp(`(?<=[${MARKS}]) +(?=[${HAN}])|(?<=[${HAN}]) +(?=[${MARKS}])`, 'gu');

/**
 * A text without stray spaces (R34): none at either end of a line or beside a full-width mark, never two in a row. A
 * single one between words stays: it may stand for a mark. So does the indent of a paragraph (two full-width spaces).
 */
export function tidySpaces(text: string): string {
  if (!SPACE.test(text)) return text;
  return text
    .split('\n')
    .map((line) => {
      const indent = /^\u3000{2}(?!\s)/.exec(line)?.[0] ?? '';
      const rest = line
        .slice(indent.length)
        .replace(/[\s\u3000]+/g, ' ')
        .trim();
      return indent + rest.replace(BESIDE_MARK, '');
    })
    .join('\n');
}

/** An indicator's value without spaces: `≥100000m ²` → `≥100000m²`. Words of Latin letters stay apart. */
export function tidyValueSpaces(text: string): string {
  if (!/\s/.test(text)) return text;
  return text.trim().replace(/(?<![A-Za-z])[\s\u3000]+|[\s\u3000]+(?![A-Za-z])/g, '');
}

const FULL = /[，。；：、！？（）]/;
/** A half-width mark beside a Chinese character; the space that typists set after it goes with it. */
const HALF_BESIDE = new RegExp(`(?<=[${HAN}%])[,;:?!] *|[,;:?!] *(?=[${HAN}])`, 'gu');
/** 一.保障运转 and （一）.保障运转 are items of a list. */
const ITEM_STOP = /(^|[\n。；;\s])([一二三四五六七八九十]{1,3})[.．]\s*(?=\p{Script=Han})/gu;
const BRACKET_STOP = /([)）])[.．](?=\p{Script=Han})/gu;
const HALF_STOP = new RegExp(`(?<=[${HAN}])\\. *(?=[${HAN}]|$)`, 'gmu');
/** What every text has that is not in order: two marks in a row, a half-width one, a stop behind no figure. */
const DOUBTFUL = /[，、；：！？。]{2}|[,;:?!()]|[^\d][.．]/;
const BRACKETS = /[(（]([^()（）\n]*)[)）]/gu;
const ANY_HAN = /\p{Script=Han}/u;

/**
 * A Chinese text with its punctuation in order (R57): no mark twice in a row, and where full-width marks are used,
 * half-width ones beside Chinese characters become full-width too. Numbers (1,000; 1.5; 10:30) and Latin text stay.
 */
export function tidyPunctuation(text: string): string {
  if (!DOUBTFUL.test(text)) return text;
  const single = text
    .replace(/([，、；：！？])\1+/g, '$1')
    .replace(/。{2,}/g, (dots) => (dots.length === 2 ? '。' : '……'));
  const strongest = single.replace(/[，、；：]+(?=。)|(?<=。)[，、；：。]+|[，、：]+(?=；)|(?<=；)[，、：；]+/g, '');
  if (!FULL.test(strongest)) return strongest;
  const full = strongest
    .replace(ITEM_STOP, '$1$2、')
    .replace(BRACKET_STOP, '$1')
    .replace(BRACKETS, (all, inside: string) => (ANY_HAN.test(inside) || isMixed(all) ? `（${inside}）` : all))
    .replace(HALF_BESIDE, (mark) => HALF[mark.trim()] ?? mark)
    .replace(HALF_STOP, '。');
  // What became full-width may now stand twice.
  return full === text ? full : tidyPunctuation(full);
}

function isMixed(brackets: string): boolean {
  return brackets.startsWith('(') !== brackets.endsWith(')');
}
