import { type Form, isIndicators } from '../shared/form/form.ts';

/** What a row of a table is called: 指标行 where the table is one of indicators, else 行. */
export function rowWord(form: Form, table: string): '指标行' | '行' {
  return isIndicators(form, table) ? '指标行' : '行';
}
