/** An indicator value (指标值) taken apart. `typed` is always what the clerk wrote. */
export interface IndicatorValue {
  readonly typed: string;
  /** `=` also for a printed ＝; null when none was written. */
  readonly sign: '≥' | '≤' | '>' | '<' | '=' | null;
  /** Exact decimal string, or null for a qualitative value. */
  readonly number: string | null;
  /** 家, %, 个工作日 …; '' when missing. */
  readonly unit: string;
  /** The words of a qualitative value (良好), or null. */
  readonly word: string | null;
}

type Sign = NonNullable<IndicatorValue['sign']>;

const PREFIXES: [RegExp, Sign][] = [
  [/^(≥|>=|≧|=>|⩾|大于(?:或)?等于|不低于|不少于|不小于|至少)/, '≥'],
  [/^(≤|<=|≦|=<|⩽|小于(?:或)?等于|不超过|不高于|不多于|不大于|至多)/, '≤'],
  [/^(>|大于|高于|超过|多于)/, '>'],
  [/^(<|小于|低于|少于)/, '<'],
  [/^(=|等于)/, '='],
];
const SUFFIXES: [RegExp, Sign][] = [
  // 100人起 is at least a hundred; 3起 (事故) is a count.
  [/(及以上|以上|(?<=.)起)$/, '≥'],
  [/(及以下|以下|及以内|以内|之内|内|之前|以前|前)(完成)?$/, '≤'],
];
const NUMBER = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?/;
/** Signs, signs by words and digits are no unit: two numbers in one value (5-10次, 1:20, 2/3) are no single value. */
const UNIT = /^(?![/:]\d)[^\d≥≤<>=，。；,;]*$/u;
/** Digits that belong to a unit: m², m³, t CO2, /10万人. */
const UNIT_DIGITS = /m[²³]|CO2|(?<=[^\d/:])\/\d+|^\/\d+(?=\p{Script=Han})/gu;

/** Takes a printed indicator value apart: `≥30家`, `5次以下`, `100%以上`, `10日之前`, `良好`, `=3席`, `≤1个工作日`. */
export function readIndicatorValue(typed: string): IndicatorValue {
  const last = known.get(typed);
  if (last) return last;
  const value = takeApart(typed);
  if (typed.length > LONGEST_KNOWN) return value;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(typed, value);
  return value;
}

/** Tables say much the same (≥95%, 12月底前), and each rule asks anew. */
const known = new Map<string, IndicatorValue>();
const MOST_KNOWN = 5000;
/** In characters; longer ones are sentences, no two alike. */
const LONGEST_KNOWN = 16;

function takeApart(typed: string): IndicatorValue {
  const qualitative = (): IndicatorValue => ({ typed, sign: null, number: null, unit: '', word: typed.trim() || null });
  let rest = typed.normalize('NFKC').trim();
  let sign: Sign | null = null;
  for (const [expression, meaning] of PREFIXES) {
    if (!expression.test(rest)) continue;
    sign = meaning;
    rest = rest.replace(expression, '').trim();
    break;
  }
  const number = NUMBER.exec(rest)?.[0];
  if (number === undefined) return qualitative();
  rest = rest.slice(number.length).trim();
  for (const [expression, meaning] of SUFFIXES) {
    if (sign !== null || !expression.test(rest)) continue;
    sign = meaning;
    rest = rest.replace(expression, '').trim();
    break;
  }
  const unit = rest
    .replace(/m\s*2(?!\d)/g, 'm²')
    .replace(/m\s*3(?!\d)/g, 'm³')
    .replace(/\s+/g, '');
  if (!UNIT.test(unit.replace(UNIT_DIGITS, ''))) return qualitative();
  return { typed, sign, number: number.replaceAll(',', '').replace(/^\+/, ''), unit, word: null };
}
