/** Numbers of lists as Word writes them, by the names of ISO/IEC 29500-1 17.18.59 (ST_NumberFormat). */

const DIGITS = [...'〇一二三四五六七八九'];
const FORMAL = [...'零壹贰叁肆伍陆柒捌玖'];
const JAPANESE_FORMAL = [...'〇壱弐参四伍六七八九'];
const STEMS = [...'甲乙丙丁戊己庚辛壬癸'];
const BRANCHES = [...'子丑寅卯辰巳午未申酉戌亥'];

/** 一百二十三; `plainTen` writes 十二 for 一十二. */
function chinese(value: number, digits: string[], units: string[], zero: string, plainTen: boolean): string {
  if (value === 0) return digits[0] ?? '';
  if (value >= 10_000) return String(value);
  let text = '';
  let gap = false;
  const figures = [...String(value)].map(Number);
  for (const [index, figure] of figures.entries()) {
    const power = figures.length - 1 - index;
    if (figure === 0) {
      gap = text !== '';
      continue;
    }
    if (gap) text += zero;
    gap = false;
    text += plainTen && figure === 1 && power === 1 && text === '' ? '' : digits[figure];
    text += units[power] ?? '';
  }
  return text;
}

const positional = (value: number, digits: string[]) =>
  [...String(value)].map((figure) => digits[Number(figure)]).join('');

function roman(value: number): string {
  if (value < 1 || value > 4999) return String(value);
  const signs: [number, string][] = [
    ...([
      [1000, 'M'],
      [900, 'CM'],
      [500, 'D'],
      [400, 'CD'],
      [100, 'C'],
      [90, 'XC'],
    ] as [number, string][]),
    ...([
      [50, 'L'],
      [40, 'XL'],
      [10, 'X'],
      [9, 'IX'],
      [5, 'V'],
      [4, 'IV'],
      [1, 'I'],
    ] as [number, string][]),
  ];
  let [text, left] = ['', value];
  for (const [size, sign] of signs)
    while (left >= size) {
      text += sign;
      left -= size;
    }
  return text;
}

/** A … Z, AA, BB … as Word counts. */
function letter(value: number): string {
  if (value < 1 || value > 780) return String(value);
  return String.fromCharCode(65 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));
}

/** The `value`-th of consecutive characters from `first`, null beyond `count` of them. */
const among = (value: number, first: number, count: number) =>
  value >= 1 && value <= count ? String.fromCodePoint(first + value - 1) : null;

function circled(value: number): string | null {
  if (value === 0) return '⓪';
  return among(value, 0x2460, 20) ?? among(value - 20, 0x3251, 15) ?? among(value - 35, 0x32b1, 15);
}

/**
 * The number in a format of Word, decimal where the format has no sign for it. Null when the format is not known.
 * `custom` is the pattern of the format `custom`: `001, 002, 003, ...`.
 */
export function numberWord(value: number, format: string, custom = ''): string | null {
  const whole = Math.max(0, Math.trunc(value));
  const decimal = String(whole);
  const units = ['', '十', '百', '千'];
  switch (format) {
    case 'decimal':
    case 'decimalHalfWidth':
    case 'cardinalText':
    case 'ordinal':
      return decimal;
    case 'none':
    case 'bullet':
      return '';
    case 'decimalZero':
      return decimal.padStart(2, '0');
    case 'custom':
      return decimal.padStart(/^0*\d/.exec(custom.trim())?.[0].length ?? 1, '0');
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return decimal.replace(/\d/g, (figure) => String.fromCharCode(figure.charCodeAt(0) + 0xfee0));
    case 'upperRoman':
      return roman(whole);
    case 'lowerRoman':
      return roman(whole).toLowerCase();
    case 'upperLetter':
      return letter(whole);
    case 'lowerLetter':
      return letter(whole).toLowerCase();
    case 'numberInDash':
      return `- ${decimal} -`;
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return circled(whole) ?? decimal;
    case 'decimalEnclosedFullstop':
      return among(whole, 0x2488, 20) ?? `${decimal}.`;
    case 'decimalEnclosedParen':
      return among(whole, 0x2474, 20) ?? `(${decimal})`;
    case 'ideographEnclosedCircle':
      return among(whole, 0x3280, 10) ?? decimal;
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
      return positional(whole, DIGITS);
    case 'chineseCounting':
    case 'taiwaneseCounting':
      return whole < 100 ? chinese(whole, DIGITS, units, '〇', true) : positional(whole, DIGITS);
    case 'chineseCountingThousand':
    case 'taiwaneseCountingThousand':
      return chinese(whole, DIGITS, units, '零', true);
    case 'japaneseCounting':
      return chinese(whole, DIGITS, units, '', true).replace(/一(?=[百千])/g, '');
    case 'chineseLegalSimplified':
      return chinese(whole, FORMAL, ['', '拾', '佰', '仟'], '零', false);
    case 'ideographLegalTraditional':
      return chinese(whole, [...'零壹貳參肆伍陸柒捌玖'], ['', '拾', '佰', '仟'], '零', false);
    case 'japaneseLegal':
      return chinese(whole, JAPANESE_FORMAL, ['', '拾', '百', '阡'], '', false);
    case 'ideographTraditional':
      return STEMS[whole - 1] ?? decimal;
    case 'ideographZodiac':
      return BRANCHES[whole - 1] ?? decimal;
    case 'ideographZodiacTraditional':
      return whole >= 1 && whole <= 60 ? `${STEMS[(whole - 1) % 10]}${BRANCHES[(whole - 1) % 12]}` : decimal;
    default:
      return null;
  }
}

/**
 * A list's number before the text of its paragraph. Where both would run together to another number or word
 * (`1.` and `5公里`, `1` and `3公里`), a space keeps them apart.
 */
export function numbered(label: string, text: string): string {
  if (label === '' || text === '') return label + text;
  const runsOn = /[\p{L}\p{N}]$/u.test(label) || (/[.,．，\-–—]$/.test(label) && /^[\d.０-９]/.test(text));
  return `${label}${runsOn ? ' ' : ''}${text}`;
}
