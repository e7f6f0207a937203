import { type Form, fieldOf } from '../form/form.ts';
import { patternFields, printPattern, readPattern } from '../form/pattern.ts';
import { printAmount, readAmount } from './amount.ts';
import { evaluate } from './arithmetic.ts';
import { normaliseSigns } from './complete-value.ts';
import { type Edit, setText } from './edits.ts';
import { type Filing, textOf } from './filing.ts';
import { cleanText, MAX_TEXT } from './parse.ts';
import { placeOf } from './path.ts';
import { normalisePeriod } from './period.ts';

/** A cell that the clerk can type into: what the layout says of it (`SheetCell`). */
export interface EditableCell {
  path: string;
  pattern: string;
  run: { table: string; from: number; count: number }[] | null;
  name: string;
}

/**
 * The edits that typing `typed` into a cell stands for; none when nothing changes. Outer spaces are dropped, amounts
 * (also as arithmetic, `=1200/12`) and periods are brought into the form's format, the sign of an indicator value into
 * one spelling (`>=30` → `≥30`), a pattern is read back into its fields, a merged level cell changes all its rows.
 * Text that cannot stand in the cell gives one Chinese sentence instead.
 */
export function enterText(form: Form, filing: Filing, cell: EditableCell, typed: string): Edit[] | { refused: string } {
  const text = cleanText(typed).trim();
  if (text.length > MAX_TEXT) return { refused: `${cell.name}不能超过 ${MAX_TEXT} 字` };
  if (cell.pattern !== '') return enterPattern(form, filing, cell, text);
  const place = placeOf(cell.path);
  if (!('field' in place)) {
    const runs = cell.run ?? [{ table: place.table, from: place.row, count: 1 }];
    const fullSigns = form.checks.signs === 'full';
    const value = place.column === 'value' ? normaliseSigns(text, { fullSigns }) : text;
    return present(
      runs.flatMap(({ table, from, count }) =>
        Array.from({ length: count }, (_, k) => setText(filing, { table, row: from + k, column: place.column }, value)),
      ),
    );
  }
  return present([setText(filing, place, normalise(form, place.field, text))]);
}

function enterPattern(form: Form, filing: Filing, cell: EditableCell, text: string): Edit[] | { refused: string } {
  const match = (id: string) => fieldOf(form, id).match;
  const fields = patternFields(cell.pattern);
  const only = fields.length === 1 ? (fields[0] as string) : null;
  const values =
    readPattern(cell.pattern, text, match) ??
    (only && new RegExp(`^(?:${match(only) ?? '.*'})$`, 'su').test(text) ? { [only]: text } : null);
  if (!values) {
    const example = printPattern(cell.pattern, (id) => textOf(filing, id) || `〈${fieldOf(form, id).name}〉`);
    return { refused: `${cell.name}应写成“${example}”的样子` };
  }
  return present(fields.map((field) => setText(filing, { field }, values[field] ?? '')));
}

function normalise(form: Form, id: string, text: string): string {
  const { type } = fieldOf(form, id);
  if (type === 'amount') {
    const amount = readAmount(evaluate(text) ?? text);
    return amount === null ? text : printAmount(amount, form.amounts.decimals);
  }
  if (type === 'period') return normalisePeriod(oneLine(text));
  return type === 'text' ? text : oneLine(text);
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

function present(edits: (Edit | null)[]): Edit[] {
  return edits.filter((edit) => edit !== null);
}
