import type { Form } from '../form/form.ts';
import { placeOf } from './path.ts';

/** What the value at a path is called, as the cells are: 年度金额, 第3行 指标值; 全表 for the table as a whole. */
export function placeName(form: Form, path: string): string {
  if (path === '') return '全表';
  const place = placeOf(path);
  if ('field' in place) return form.fields.find((field) => field.id === place.field)?.name ?? path;
  const column = form.indicators.columns.find((candidate) => candidate.id === place.column);
  return `第${place.row + 1}行 ${column?.name ?? place.column}`;
}
