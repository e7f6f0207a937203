/** Chinese characters and the full-width punctuation that stands between them. */
const HAN = '\\p{Script=Han}，。；：、！？（）《》“”‘’【】〔〕';
const HALF: Record<string, string> = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！', '.': '。' };

const BETWEEN_HAN = new RegExp(`(?<=[${HAN}]) +(?=[${HAN}])`, 'gu');

/**
 * A text without stray spaces (R34): none at either end of a line or between two Chinese characters, never two in a
 * row. One between Chinese and letters or digits stays, and so does the indent of a paragraph (two full-width spaces).
 */
export function tidySpaces(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const indent = /^\u3000{2}(?!\s)/.exec(line)?.[0] ?? '';
      const rest = line
        .slice(indent.length)
        .replace(/[\s\u3000]+/g, ' ')
        .trim();
      return indent + rest.replace(BETWEEN_HAN, '');
    })
    .join('\n');
}

/** An indicator's value without spaces: `≥100000m ²` → `≥100000m²`. Words of Latin letters stay apart. */
export function tidyValueSpaces(text: string): string {
  return text.trim().replace(/(?<![A-Za-z])[\s\u3000]+|[\s\u3000]+(?![A-Za-z])/g, '');
}

const FULL = /[，。；：、！？（）]/;
/** A half-width mark beside a Chinese character; the space that typists set after it goes with it. */
const HALF_BESIDE = new RegExp(`(?<=[${HAN}%])[,;:?!] *|[,;:?!] *(?=[${HAN}])`, 'gu');
const HALF_STOP = new RegExp(`(?<=[${HAN}])\\. *(?=[${HAN}]|$)`, 'gmu');
const BRACKETS = /[(（]([^()（）\n]*)[)）]/gu;
const ANY_HAN = /\p{Script=Han}/u;

/**
 * A Chinese text with its punctuation in order (R57): no mark twice in a row, and where full-width marks are used,
 * half-width ones beside Chinese characters become full-width too. Numbers (1,000; 1.5; 10:30) and Latin text stay.
 */
export function tidyPunctuation(text: string): string {
  const single = text
    .replace(/([，、；：！？])\1+/g, '$1')
    .replace(/。{2,}/g, (dots) => (dots.length === 2 ? '。' : '……'));
  const strongest = single.replace(/[，、；：]+(?=。)|(?<=。)[，、；：。]+|[，、：]+(?=；)|(?<=；)[，、：；]+/g, '');
  if (!FULL.test(strongest)) return strongest;
  const full = strongest
    .replace(BRACKETS, (all, inside: string, at: number) =>
      ANY_HAN.test(inside) || isMixed(all) || ANY_HAN.test(strongest[at - 1] ?? '') ? `（${inside}）` : all,
    )
    .replace(HALF_BESIDE, (mark) => HALF[mark.trim()] ?? mark)
    .replace(HALF_STOP, '。');
  // What became full-width may now stand twice.
  return full === text ? full : tidyPunctuation(full);
}

function isMixed(brackets: string): boolean {
  return brackets.startsWith('(') !== brackets.endsWith(')');
}
