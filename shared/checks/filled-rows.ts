import { pathOf } from '../filing/path.ts';
import { typedValue } from '../filing/typed-value.ts';
import { tableOf } from '../form/form.ts';
import { cellPath, type Finding, headingOf, type Subject, type SubjectRow, type TableSubject } from './subject.ts';

/**
 * What a table's rows may not leave open, by the rules that its form names (R03, R63, R64, R68): the table itself,
 * columns of filled rows, the one tick of several, and the reason of what is not certain.
 */
export function checkFilledRows(subject: Subject, table: TableSubject): Finding[] {
  const { filled, required = [], oneOf = [] } = table.checks;
  if (table.rows.length === 0) {
    if (!filled) return [];
    const name = tableOf(subject.form, table.id)?.name ?? '';
    return [{ ...filled, message: `${name}没有填写，请至少填写一行`, path: '' }];
  }
  return table.rows.flatMap((row) => [
    ...required.flatMap(({ column, ...rule }): Finding[] => {
      if (isFilled(row, column)) return [];
      return [
        {
          ...rule,
          message: `${heading(subject, table, column)}为空，请填写`,
          path: cellPath(table, row.index, column),
        },
      ];
    }),
    ...oneOf.flatMap((rule) => checkTicks(subject, table, row, rule)),
  ]);
}

type OneOf = NonNullable<TableSubject['checks']['oneOf']>[number];

function checkTicks(
  subject: Subject,
  table: TableSubject,
  row: SubjectRow,
  { rule, severity, columns, reason, unless }: OneOf,
): Finding[] {
  const path = (column: string) => pathOf({ table: table.id, row: row.index, column });
  const ticked = columns.filter((column) => isTicked(subject, table, row, column));
  const [first] = ticked;
  if (first === undefined || ticked.length > 1) {
    const names = (first === undefined ? columns : ticked).map((column) => `“${heading(subject, table, column)}”`);
    const [at, ...also] = (first === undefined ? columns : ticked).map(path);
    const message = first === undefined ? `请在${names.join('、')}中勾选一项` : `${names.join('、')}只能勾选一项`;
    return [{ rule, severity, message, path: at ?? '', also }];
  }
  if (reason === undefined || first === unless || isFilled(row, reason)) return [];
  const message = `勾选“${heading(subject, table, first)}”的，请填写${heading(subject, table, reason)}`;
  return [{ rule, severity, message, path: path(reason), also: [path(first)] }];
}

function isFilled({ row }: SubjectRow, column: string): boolean {
  return (row[column] ?? '').trim() !== '';
}

/** — and 否 tick nothing; what is no tick at all is told as such (R69). */
function isTicked(subject: Subject, table: TableSubject, { row }: SubjectRow, id: string): boolean {
  const column = table.columns.find((one) => one.id === id);
  const text = row[id] ?? '';
  return column?.type === 'tick' ? typedValue(subject.form, column, column.name, text) !== '' : text.trim() !== '';
}

function heading(subject: Subject, { columns }: TableSubject, id: string): string {
  const column = columns.find((one) => one.id === id);
  return column ? headingOf(subject, column) : id;
}
