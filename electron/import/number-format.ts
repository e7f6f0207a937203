/** What a format says about one number. Not to be changed. */
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
  /** Its digits are one decimal number: no fraction, power of ten, condition or Chinese numerals. */
  exact: boolean;
  /** Negative numbers have a form of their own, which shows their sign or not. */
  ownSign: boolean;
  parts: Part[];
  digits: Part[];
}

export function numberLook(value: number, format: string): NumberLook {
  // Of the number only its sign counts.
  const key = `${Math.sign(value)} ${format}`;
  const known = looks.get(key);
  if (known) return known;
  if (looks.size >= MOST_LOOKS) looks.clear();
  const look = lookOf(value, format);
  looks.set(key, look);
  return look;
}

const looks = new Map<string, NumberLook>();
/** A workbook has some dozens of formats. */
const MOST_LOOKS = 500;

function lookOf(value: number, format: string): NumberLook {
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
