import { decimalText, printAmount, readAmount, yuanToWan } from '../../shared/filing/amount.ts';
import { shorten } from '../../shared/filing/parse.ts';
import { type Form, fieldOf } from '../../shared/form/form.ts';
import type { GridCell } from './grid.ts';

/**
 * The text of a field as the form prints it. Numbers of a sheet without a number format (General) get the form's own:
 * amounts its decimals, percentages two decimals. `error` is one Chinese sentence when an amount is no number.
 */
export function fieldText(
  form: Form,
  id: string,
  text: string,
  cell: GridCell,
  inYuan: boolean,
): { text: string; error?: string } {
  const field = fieldOf(form, id);
  const number = cell.number && cell.text.trim() === text ? cell.number : undefined;
  const general = number && (number.format === '' || number.format === 'General');
  if (field.type === 'percent' && number && general) {
    // 0.25 and 25 are both met for 25 %; a plan of one hundredth of a percent is not.
    return { text: `${decimalText(number.value <= 1 ? number.value * 100 : number.value, 2)}%` };
  }
  if (field.type !== 'amount') return { text };
  let amount = number && general ? printAmount(decimalText(number.value), form.amounts.decimals) : readAmount(text);
  if (amount === null) return { text, error: `${field.name}“${shorten(text)}”不是金额，请改为数字` };
  if (inYuan && amount !== '') amount = printAmount(yuanToWan(amount), form.amounts.decimals);
  return { text: amount };
}
