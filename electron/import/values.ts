import { decimalText, printAmount, readAmount, yuanToWan } from '../../shared/filing/amount.ts';
import { shorten } from '../../shared/filing/parse.ts';
import { type Form, fieldOf } from '../../shared/form/form.ts';
import type { GridCell } from './grid.ts';
import { numberLook } from './number-format.ts';

export interface FieldText {
  text: string;
  /** One Chinese sentence: the amount is no number. */
  error?: string;
  /** One Chinese sentence: it was read with a guess. */
  hint?: string;
}

/**
 * The text of a field as the form prints it. A number of a sheet is taken by its value where the field is an amount: the
 * decimals are those its format shows, more where the value has more, the form's own for General. Percentages that a
 * sheet holds as plain numbers get two decimals.
 */
export function fieldText(form: Form, id: string, text: string, cell: GridCell, inYuan: boolean): FieldText {
  const field = fieldOf(form, id);
  const number = cell.number && cell.text.trim() === text ? cell.number : undefined;
  if (field.type === 'percent' && number && !/[%％]$/.test(text)) {
    // 0.25 and 25 are both met for 25 %; a plan of one hundredth of a percent is not.
    return { text: `${decimalText(number.value <= 1 ? number.value * 100 : number.value, 2)}%` };
  }
  if (field.type !== 'amount') return { text };
  const exact = number && amountOfNumber(form, number.value, number.format, inYuan ? '元' : form.unitOfMoney);
  const amount = exact?.amount ?? readAmount(text);
  if (amount === null) return { text, error: `${field.name}“${shorten(text)}”不是金额，请改为数字` };
  const hint = exact?.scaled ? { hint: `${field.name}按其格式显示的“${amount}”读入，请核对` } : {};
  if (inYuan && amount !== '') return { text: printAmount(yuanToWan(amount), form.amounts.decimals), ...hint };
  return { text: amount, ...hint };
}

/** Null where the format shows a percentage, a foreign currency or another unit than `unit`: then it is no such amount. */
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
