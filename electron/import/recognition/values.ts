import { decimalText, printAmount, readAmount } from '../../../shared/filing/amount.ts';
import { readBoxes } from '../../../shared/filing/choice.ts';
import { shorten } from '../../../shared/filing/parse.ts';
import { typedValue } from '../../../shared/filing/typed-value.ts';
import { fold } from '../../../shared/form/fold.ts';
import { type Column, type Field, type Form, fieldOf } from '../../../shared/form/form.ts';
import type { GridCell } from '../grid.ts';
import { numberLook } from '../number-format.ts';
import { chineseAmount } from './chinese-amount.ts';
import { converted, inUnitOf, isMoneyUnit } from './money-unit.ts';

export interface FieldText {
  text: string;
  /** One Chinese sentence: the amount is no number. */
  error?: string;
  /** One Chinese sentence: it was read with a guess. */
  hint?: string;
}

/** What a table says for a field: the text of a cell or a part of it. */
export interface FieldValue {
  text: string;
  cell: GridCell;
}

/** What a value is: a field, or a column of a table. */
export type ValueSpec = Pick<Field | Column, 'name' | 'type' | 'options'>;

/**
 * The text of a value as the form prints it. A number of a sheet is taken by its value where the field is an amount:
 * the decimals are those its format shows, more where the value has more, the form's own for General. Percentages that
 * a sheet holds as plain numbers are taken `times` 1 or 100 and get two decimals. `unit` is that of the table's amounts.
 */
export function valueText(form: Form, field: ValueSpec, value: FieldValue, unit: string, times: number): FieldText {
  const { text } = value;
  const number = numberOf(value);
  const plain = plainPercent(field, value);
  if (plain !== null) return { text: `${decimalText(plain * times, 2)}%` };
  if (field.type !== 'amount') return { text: plainText(form, field, text) };
  const exact = number && amountOfNumber(form, number.value, number.format, unit);
  const written = exact ? null : writtenAmount(text, unit);
  const amount = exact?.amount ?? written?.amount ?? (number ? null : readAmount(text));
  if (amount === null) return { text, error: `${field.name}“${shorten(text)}”不是金额，请改为数字` };
  const hint = written?.hint
    ? { hint: `${field.name}${written.hint}` }
    : exact?.scaled
      ? { hint: `${field.name}按其格式显示的“${amount}”读入，请核对` }
      : {};
  return { text: amount === '' ? '' : inUnitOf(form, amount, unit), ...hint };
}

/** What is written in the place of an amount that there is none of. */
const BLANK = /^(?:[/／\\|｜]+|[-－—–―─−~～]+|无|暂无|没有|空|不涉及|N\/?A)[。.]?$/iu;
/** Marks of direction and width that programs put around numbers; nobody sees them. */
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const WITH_UNIT =
  /^(?:人民币|RMB|CNY|[¥￥])*([-+\d.,\s]+?)(?:\(([百千万亿]*)元\)|([百千万亿]*)元|([千万亿]{1,2}))?(?:整|人民币)?$/iu;

/** The amount in a text as it is written by hand, in `unit`: `10000万元`, `¥86.46`, `/`. Null when it is none. */
function writtenAmount(text: string, unit: string): { amount: string; hint?: string } | null {
  if (text.length > 60) return null;
  const plain = text.replace(INVISIBLE, '').normalize('NFKC').replace(/\s/g, '');
  if (BLANK.test(plain)) return { amount: '', hint: `写的是“${shorten(text)}”，已按空白读入` };
  const [, digits = '', bracketed, ending, short] = WITH_UNIT.exec(plain) ?? [];
  const named = bracketed ?? ending ?? short;
  const inWords = chineseAmount(plain);
  if (inWords !== null) {
    const inUnit = converted(inWords, '元', unit);
    return { amount: inUnit, hint: `“${shorten(text)}”已换算为${inUnit}${unit}` };
  }
  const amount = readAmount(digits || plain);
  if (amount === null || named === undefined) return amount === null ? null : { amount };
  const own = `${named}元`;
  if (short === undefined && own === unit) return { amount };
  if (!isMoneyUnit(own) || amount === '') return null;
  const inUnit = converted(amount, own, unit);
  return { amount: inUnit, hint: `“${shorten(text)}”已换算为${inUnit}${unit}` };
}

/** The number that is all of a value's text. */
function numberOf({ text, cell }: FieldValue): GridCell['number'] {
  return cell.text.trim() === text ? cell.number : undefined;
}

/** The number of a percentage that shows no %, null for anything else. */
function plainPercent(field: ValueSpec, value: FieldValue): number | null {
  const isPlain = field.type === 'percent' && !/[%％]$/.test(value.text);
  return isPlain ? (numberOf(value)?.value ?? null) : null;
}

/**
 * Whether the percentages that a table holds as plain numbers are fractions of 1 (`times` 100) or percents (1): 0.25
 * and 25 are both met for 25 %. One decision for the table: fractions, unless one of them is over 1. `doubtful` is the
 * first value that can mean either.
 */
export function percentTimes(
  form: Form,
  values: Iterable<[id: string, FieldValue]>,
): { times: 1 | 100; doubtful: { id: string; value: FieldValue } | null } {
  let times: 1 | 100 = 100;
  let doubtful: { id: string; value: FieldValue } | null = null;
  for (const [id, value] of values) {
    const number = plainPercent(fieldOf(form, id), value) ?? 0;
    if (number > 1) times = 1;
    else if (number > 0) doubtful ??= { id, value };
  }
  return { times, doubtful };
}

/**
 * Null where the format shows a percentage, a foreign currency or another unit than `unit`: then it is no such amount.
 */
function amountOfNumber(
  form: Form,
  value: number,
  format: string,
  unit: string,
): { amount: string; scaled: boolean } | null {
  const look = numberLook(value, format);
  const named = /[百千万亿]*元/.exec(look.words)?.[0];
  if (look.percent || /[$€£]|USD|EUR|GBP|HKD|港币|美元|欧元/i.test(look.words)) return null;
  if (named !== undefined && named !== unit) return null;
  const scaled = value / look.scale;
  if (look.decimals === null) return { amount: printAmount(decimalText(scaled), form.amounts.decimals), scaled: false };
  const decimals = look.exact || look.digits.length === 1 ? look.decimals : 0;
  return {
    amount: value === 0 && look.hidesZero ? '0' : decimalText(scaled, decimals),
    scaled: look.scale !== 1 && value !== 0,
  };
}

/** A value that is no amount: a number without 分 behind it, the option that is ticked, ✔. */
function plainText(form: Form, spec: ValueSpec, text: string): string {
  const { type, options = [] } = spec;
  switch (type) {
    case 'choice':
      return readBoxes(options, text) ?? options.find((option) => fold(option) === fold(text)) ?? text;
    case 'tick': {
      const ticked = typedValue(form, spec, spec.name, text);
      return typeof ticked === 'string' ? ticked : text;
    }
    case 'number':
      return BLANK.test(text) ? '' : text.replace(/(?<=^[\d.]+)\s*分$/, '');
    case 'percent':
      return BLANK.test(text) ? '' : text;
    default:
      return text;
  }
}
