import { decimalText } from '../../shared/filing/amount.ts';

/**
 * A worksheet's number as its format shows it: decimals, percent, thousands, literal text. Decimals beyond the format are
 * kept, so that no digit of an amount is lost.
 */
export function displayNumber(value: number, format: string): string {
  if (format === '' || /^general$/i.test(format) || format === '@') return decimalText(value);
  const sections = splitSections(format);
  const negative = value < 0 && sections.length > 1;
  const parts = literals(
    (negative ? sections[1] : value === 0 && sections.length > 2 ? sections[2] : sections[0]) ?? '',
  );
  const digits = parts.find((part) => !part.literal)?.text;
  if (digits === undefined) return parts.map((part) => part.text).join('') || decimalText(value);
  const percent = parts.some((part) => part.percent);
  const decimals = /\.(0*)/.exec(digits)?.[1]?.length ?? 0;
  let number = decimalText(percent ? value * 100 : value, decimals);
  if (negative) number = number.replace('-', '');
  if (/[#0],[#0]/.test(digits)) number = number.replace(/\d(?=(\d{3})+(?!\d))(?<!\.\d*)/g, '$&,');
  let printed = false;
  return parts
    .map((part) => {
      if (part.literal) return part.text;
      if (printed) return '';
      printed = true;
      return number;
    })
    .join('')
    .trim();
}

/** The positive, negative and zero forms; a ; in quotes is text. */
function splitSections(format: string): string[] {
  return format.match(/(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+/g) ?? [''];
}

interface Part {
  text: string;
  literal: boolean;
  /** A % that is not quoted: the number is shown times 100. */
  percent?: boolean;
}

/** Runs of digit placeholders and literal text of one section; colours, padding and fill are taken out. */
function literals(section: string): Part[] {
  const parts: Part[] = [];
  for (const [token] of section.matchAll(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|[0#?.,]+(?:E[+-]0+)?|./gsu)) {
    const money = /^\[\$([^\]-]*)/.exec(token)?.[1];
    if (money !== undefined) parts.push({ text: money, literal: true });
    else if (/^[[_*]/.test(token)) continue;
    else if (/^[0#?.,]+/.test(token)) parts.push({ text: token, literal: false });
    else parts.push({ text: token.replace(/^"|"$|^\\/g, ''), literal: true, percent: token === '%' });
  }
  return parts;
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
