import { fieldOrColumn } from '../../shared/filing/computed.ts';
import { placeOf, type RowPlace, rowPlaceOf } from '../../shared/filing/path.ts';
import { TICK } from '../../shared/filing/typed-value.ts';
import {
  type Column,
  columnOf,
  columnsOf,
  type Field,
  type Form,
  fieldOf,
  isIndicators,
} from '../../shared/form/form.ts';
import { patternFields } from '../../shared/form/pattern.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';

/** The field or column that a cell holds the one value of; null for a pattern of several, and for sums. */
export function valueIn(form: Form, { path, pattern, adds }: SheetCell): Field | Column | null {
  if (adds) return columnOf(form, adds.table, adds.column) ?? null;
  if (path === '') return null;
  if (pattern === '') return fieldOrColumn(form, placeOf(path)) ?? null;
  const [only, ...others] = patternFields(pattern);
  return only !== undefined && others.length === 0 && only === path ? fieldOf(form, only) : null;
}

/** The table whose row a cell is in, or would make; null for fields. */
export function tableOfCell({ path, adds }: SheetCell): string | null {
  return adds?.table ?? rowPlaceOf(path)?.table ?? null;
}

export function isTick(form: Form, cell: SheetCell): boolean {
  return valueIn(form, cell)?.type === 'tick';
}

export function isTicked({ text }: SheetCell): boolean {
  return text === TICK;
}

/** The options of a choice; none of other cells. */
export function optionsOf(form: Form, cell: SheetCell): readonly string[] {
  const value = valueIn(form, cell);
  return value?.type === 'choice' ? (value.options ?? []) : [];
}

/** Column that an indicator's value is typed into: `value`, or the number of one in split columns. */
export function valueColumn(form: Form, table: string): string | null {
  if (!isIndicators(form, table)) return null;
  const computed = columnOf(form, table, 'value')?.computed;
  if (!computed) return 'value';
  const parts = computed.is === 'join' ? patternFields(computed.pattern) : [];
  return parts.includes('number') ? 'number' : null;
}

/** The place of a cell in which an indicator's value is typed; null for all others. */
export function valuePlace(form: Form, { path }: SheetCell): RowPlace | null {
  const place = rowPlaceOf(path);
  return place && place.column === valueColumn(form, place.table) ? place : null;
}

/** The column that the clerk goes on with behind an indicator's name, a sign left out; undefined at the end of the row. */
export function columnBehindName(form: Form, table: string): string | undefined {
  const columns = columnsOf(form, table).filter(({ colSpan, computed }) => colSpan !== 0 && !computed);
  const behind = columns.slice(columns.findIndex(({ id }) => id === 'level3') + 1);
  return (valueColumn(form, table) === 'number' ? behind.filter(({ id }) => id !== 'sign') : behind)[0]?.id;
}
