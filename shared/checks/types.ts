import { pathOf } from '../filing/path.ts';
import { isOfType, typedValue, typeSentence } from '../filing/typed-value.ts';
import type { Column, Field } from '../form/form.ts';
import { cellPath, type Finding, headingOf, type Subject } from './subject.ts';
import { repair } from './text.ts';

/** Types whose texts have one spelling. Amounts are R11, periods R05, texts may be any. */
const TYPES = new Set(['percent', 'number', 'integer', 'year', 'date', 'choice', 'tick']);

/** R69: numbers, percentages, years, dates, choices and ticks are such, in fields and in columns. */
export function checkTypes(subject: Subject): Finding[] {
  const { form, filing, printed, tables } = subject;
  // What is wrong in the plan is told with it (R16).
  const plan = new Set(form.checks.plan);
  const isTyped = ({ type, computed, override }: Field | Column) =>
    TYPES.has(type ?? 'line') && (!computed || override !== undefined);
  const fields = form.fields.filter((field) => printed.has(field.id) && !plan.has(field.id) && isTyped(field));
  return [
    ...fields.flatMap((field) => checkType(subject, field, field.name, filing.values[field.id] ?? '', field.id)),
    ...tables.flatMap((table) => {
      const columns = table.columns.filter(isTyped).map((column) => ({ column, name: headingOf(subject, column) }));
      return table.rows.flatMap(({ typed, index }) =>
        columns.flatMap(({ column, name }) => {
          const path = pathOf({ table: table.id, row: index, column: column.id });
          const found = checkType(subject, column, name, typed[column.id] ?? '', path);
          return found.map((finding) => ({ ...finding, path: cellPath(table, index, column.id) }));
        }),
      );
    }),
  ];
}

function checkType({ form }: Subject, value: Field | Column, name: string, text: string, path: string): Finding[] {
  if (text.trim() === '' || isOfType(value, text)) return [];
  const kept = typedValue(form, value, name, text.trim());
  if (typeof kept !== 'string') return [{ rule: 'R69', message: kept.refused, path }];
  if (!isOfType(value, kept)) return [{ rule: 'R69', message: typeSentence(value, name), path }];
  const message = kept === '' ? `${name}“${text.trim()}”应留空` : `${name}“${text.trim()}”请写成“${kept}”`;
  return [{ rule: 'R69', severity: 'warning', message, path, ...repair(path, kept) }];
}
