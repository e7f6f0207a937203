import { decimalText } from '../../shared/filing/amount.ts';

/**
 * A worksheet's number as its format shows it: decimals, percent, thousands, scale, literal text. Digits that the format
 * would round away are kept (up to the 15 that a cell holds), so that nothing is lost. Where a format is not one that is
 * shown here exactly (fractions, powers of ten, conditions, Chinese numerals), and where it would hide a sign or a zero,
 * it is the number in plain decimals; a percentage stays one.
 */
export function displayNumber(value: number, format: string): string {
  const look = numberLook(value, format);
  const plain = look.percent ? `${decimalText(value * 100)}%` : decimalText(value);
  if (!look.exact) return plain;
  const [digits] = look.digits;
  const words = look.parts.map((part) => part.text).join('');
  if (!digits) return /\p{L}/u.test(words) ? words.trim() : plain;
  if (!digits.general && !/[0#]/.test(digits.text)) return plain;
  const size = Math.abs(look.percent ? value * 100 : value) / look.scale;
  let number = decimalText(size, look.decimals ?? 0);
  const whole = /^[^.·]*/.exec(digits.text)?.[0] ?? '';
  const least = (whole.match(/0/g) ?? []).length;
  number = number.replace(/^\d+/, (int) => int.padStart(least, '0'));
  if (/[#0?],[#0?]/.test(whole)) number = number.replace(/\d(?=(\d{3})+(?!\d))(?<!\.\d*)/g, '$&,');
  const sign = value < 0 && !(look.ownSign && /[-−(（]/.test(words)) ? '-' : '';
  return `${sign}${look.parts.map((part) => (part === digits ? number : part.text)).join('')}`.trim();
}

/** What a format says about one number. */
export interface NumberLook {
  /** Decimals it always shows; null where it leaves them to the number (General). */
  decimals: number | null;
  /** The number is shown divided by this: 1000 for each comma at the end, 10000 for `0!.0000`. */
  scale: number;
  percent: boolean;
  /** Literal text beside the digits, without spaces. */
  words: string;
  /** Zero is shown as a dash or not at all. */
  hidesZero: boolean;
  /** `displayNumber` shows it exactly as a spreadsheet does. */
  exact: boolean;
  /** Negative numbers have a form of their own, which shows their sign or not. */
  ownSign: boolean;
  parts: Part[];
  digits: Part[];
}

export function numberLook(value: number, format: string): NumberLook {
  const sections = splitSections(format);
  const ownSign = value < 0 && sections.length > 1;
  const section = (ownSign ? sections[1] : value === 0 && sections.length > 2 ? sections[2] : sections[0]) ?? '';
  const { parts, inexact } = literals(section.trim() === '' && sections.length === 1 ? 'General' : section);
  const digits = parts.filter((part) => part.digits);
  const one = digits.length === 1 ? digits[0] : undefined;
  const [whole = '', fraction = ''] = (one?.text ?? '').split('.');
  const commas = (/,*$/.exec(whole)?.[0].length ?? 0) + (/,*$/.exec(fraction)?.[0].length ?? 0);
  const point = /·([0#?]*)/.exec(whole)?.[1]?.length ?? 0;
  const conditional = sections.some((text) => /\[[<>=]/.test(text));
  return {
    decimals: one?.general ? null : one ? (fraction.match(/0/g)?.length ?? 0) + point : 0,
    scale: 1000 ** (point > 0 ? 0 : commas) * 10 ** (point > 0 ? point + 3 * commas : 0),
    percent: parts.some((part) => part.percent),
    words: parts
      .map((part) => (part.digits ? '' : part.text))
      .join('')
      .replace(/\s/g, ''),
    hidesZero: !digits.some((part) => part.general || /[0#]/.test(part.text)),
    exact: !inexact && !conditional && digits.length <= 1 && (point === 0 || fraction === ''),
    ownSign,
    parts,
    digits,
  };
}

/** The positive, negative and zero forms, without the one for text; a ; in quotes is text. */
function splitSections(format: string): string[] {
  const sections = [''];
  for (const [token] of format.matchAll(/"[^"]*"|[\\!].|\[[^\]]*\]|./gsu)) {
    if (token === ';') sections.push('');
    else sections[sections.length - 1] += token;
  }
  const forText = (section: string) => /@/.test(section.replace(/"[^"]*"|[\\!]./g, ''));
  return sections.length > 1 ? sections.filter((section) => !forText(section)) : sections;
}

interface Part {
  text: string;
  digits?: boolean;
  /** The digits of the number as they are. */
  general?: boolean;
  /** A % that is not quoted: the number is shown times 100. */
  percent?: boolean;
}

const TOKEN = /"[^"]*"|[\\!].|\[[^\]]*\]|_.|\*.|General|G\/通用格式|@|[0#?.,·]*[0#?][0#?.,·]*|E[+-]|./gisu;
const COLOUR =
  /^\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|[黑蓝青绿红白黄]色?|洋红色?|颜色 ?\d+)\]$/i;

/** Runs of digit placeholders and literal text of one section; colours, padding and fill are taken out. */
function literals(section: string): { parts: Part[]; inexact: boolean } {
  const parts: Part[] = [];
  let inexact = false;
  // A quoted point between digits shows a number in 万: `0!.0000`.
  const text = section.replace(/(?<=[0#?])(?:[\\!]\.|"\.")(?=[0#?])/g, '·');
  for (const [token] of text.matchAll(TOKEN)) {
    const money = /^\[\$([^\]-]*)/.exec(token)?.[1];
    if (money !== undefined) parts.push({ text: money });
    else if (/^[_*]./su.test(token) || COLOUR.test(token)) continue;
    else if (token.startsWith('[') || /^E[+-]$/i.test(token)) inexact = true;
    else if (/^(?:General|G\/通用格式|@)$/i.test(token)) parts.push({ text: '', digits: true, general: true });
    else if (/^[0#?.,·]*[0#?]/.test(token)) parts.push({ text: token, digits: true });
    else parts.push({ text: token.replace(/^"|"$|^[\\!]/g, ''), percent: token === '%' });
  }
  return { parts, inexact };
}

/** A worksheet's date as its format shows it, e.g. `yyyy"年"m"月"` → 2024年1月. Formats of the system show as 2024/1/31. */
export function displayDate(date: Date, format: string): string {
  const plain = format.replace(/\[[^\]]*\]|_.|\*.|;.*$/g, '');
  const known =
    /y/i.test(plain) && !/^mm-dd-yy$/i.test(plain)
      ? plain
      : /[ymd]/i.test(plain) || !/[hs]/i.test(plain)
        ? 'yyyy/m/d'
        : plain;
  const pad = (value: number, token: string) => String(value).padStart(token.length > 1 ? 2 : 1, '0');
  return known.replace(/"([^"]*)"|\\(.)|y+|m+|d+|h+|s+|@/gi, (token, quoted, escaped) => {
    if (quoted !== undefined || escaped !== undefined) return quoted ?? escaped;
    switch (token[0]?.toLowerCase()) {
      case 'y':
        return token.length > 2 ? String(date.getUTCFullYear()) : pad(date.getUTCFullYear() % 100, 'yy');
      case 'm':
        return /h/i.test(known) && !/y/i.test(known)
          ? pad(date.getUTCMinutes(), token)
          : pad(date.getUTCMonth() + 1, token);
      case 'd':
        return pad(date.getUTCDate(), token);
      case 'h':
        return pad(date.getUTCHours(), token);
      case 's':
        return pad(date.getUTCSeconds(), token);
      default:
        return '';
    }
  });
}
