import { columnOf, type Form } from '../form/form.ts';
import { patternFields } from '../form/pattern.ts';
import { widenSigns } from './complete-value.ts';
import { type IndicatorValue, readIndicatorValue } from './indicator-value.ts';

/** What kind of value words are, where signs have a column of their own. */
const QUALITATIVE = '定性';

/** The columns that a joined value (`{sign}{number}{unit}`) consists of; empty for every other column. */
export function joinedColumns(form: Form, table: string, column: string): string[] {
  const { computed } = columnOf(form, table, column) ?? {};
  return computed?.is === 'join' ? patternFields(computed.pattern) : [];
}

/**
 * What writing a joined value puts into its columns: `≥36个` is ≥, 36 and 个; words are 定性, where the sign can be that.
 */
export function splitValue(form: Form, table: string, column: string, text: string): Record<string, string> {
  const value = readIndicatorValue(text);
  const words = { sign: text.trim() === '' ? '' : qualitativeSign(form, table), number: text.trim(), unit: '' };
  const parts: Record<string, string> = value.number === null ? words : numberParts(form, table, value);
  return Object.fromEntries(joinedColumns(form, table, column).map((id) => [id, parts[id] ?? '']));
}

/**
 * A value that has a number, column by column; its sign as the column of signs has it. What has no column of its own stays
 * with the number.
 */
export function numberParts(form: Form, table: string, { sign, number, unit }: IndicatorValue) {
  const glyph = sign ?? '';
  const signs = columnOf(form, table, 'sign');
  const options = signs?.options ?? [];
  const option = options.find((one) => one === glyph || one === widenSigns(glyph));
  const own = option ?? (signs && options.length === 0 ? glyph : '');
  const [before, behind] = [own === '' ? glyph : '', columnOf(form, table, 'unit') ? '' : unit];
  return { sign: own, number: `${before}${number ?? ''}${behind}`, unit: behind === '' ? unit : '' };
}

/** 定性 where the column of signs has it, else ''. */
export function qualitativeSign(form: Form, table: string): string {
  return columnOf(form, table, 'sign')?.options?.find((option) => option === QUALITATIVE) ?? '';
}
