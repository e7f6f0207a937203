import { type Column, columnOf, type Form } from '../form/form.ts';
import { patternFields } from '../form/pattern.ts';
import { widenSigns } from './complete-value.ts';
import { readIndicatorValue } from './indicator-value.ts';

/** The columns that a joined value (`{sign}{number}{unit}`) consists of; empty for every other column. */
export function joinedColumns(form: Form, table: string, column: string): string[] {
  const { computed } = columnOf(form, table, column) ?? {};
  return computed?.is === 'join' ? patternFields(computed.pattern) : [];
}

/**
 * What writing a joined value puts into its columns: `≥36个` is ≥, 36 and 个; words are 定性, where the sign can be that.
 */
export function splitValue(form: Form, table: string, column: string, text: string): Record<string, string> {
  const { sign, number, unit } = readIndicatorValue(text);
  const options = columnOf(form, table, 'sign')?.options ?? [];
  const parts: Record<string, string> =
    number === null
      ? { sign: text.trim() === '' ? '' : optionOf(options, '定性'), number: text.trim(), unit: '' }
      : { sign: sign === null ? '' : optionOf(options, sign) || widenSigns(sign), number, unit };
  return Object.fromEntries(joinedColumns(form, table, column).map((id) => [id, parts[id] ?? '']));
}

function optionOf(options: NonNullable<Column['options']>, sign: string): string {
  return options.find((option) => option === sign || option === widenSigns(sign)) ?? '';
}
