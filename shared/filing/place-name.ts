import { columnOf, type Form, indicatorTables, tableOf, tablesOf } from '../form/form.ts';
import { placeOf } from './path.ts';

/**
 * What the value at a path is called, as the cells are: 年度金额, 指标第 3 行·指标值, with the table's name where the form
 * has several (年度指标第 3 行·指标值); 全表 for the filing as a whole.
 */
export function placeName(form: Form, path: string): string {
  if (path === '') return '全表';
  const place = placeOf(path);
  if ('field' in place) return form.fields.find((field) => field.id === place.field)?.name ?? path;
  const { table, row, column } = place;
  // A heading of the year's own (1-{month}月执行数) is named without it.
  const heading = columnOf(form, table, column)?.name ?? column;
  return rowCellName(form, table, row, heading.replace(/\{[^}]+\}/g, '…'));
}

/** The name of a row's cell, or of its row where `column` is ''. Rows count from 0. */
export function rowCellName(form: Form, table: string, row: number, column: string): string {
  const only = indicatorTables(form).some(({ id }) => id === table) ? '指标' : '';
  const name = tablesOf(form).length > 1 ? (tableOf(form, table)?.name ?? '') : only;
  return `${name}第 ${row + 1} 行${column === '' ? '' : `·${column}`}`;
}
