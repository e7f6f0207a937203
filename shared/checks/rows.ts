import type { Row } from '../filing/filing.ts';
import { pathOf } from '../filing/path.ts';
import { columnsOf } from '../form/form.ts';
import { checkName } from './indicator-names.ts';
import { checkValue } from './indicator-value.ts';
import { level1Of, level2Of } from './level-names.ts';
import type { Finding, Subject } from './subject.ts';
import { checkText, repair, type TextFinding } from './text.ts';

interface RowFinding extends TextFinding {
  column: string;
}

/**
 * What the rows were last found to show, and under which form, year and period. Rows never change, they are replaced.
 */
const remembered = new WeakMap<Row, { about: string; found: RowFinding[] }>();

/** R24–R43, R46, R47 of each row, and what any text shows. Rows that did not change are not looked at again. */
export function checkRows(subject: Subject): Finding[] {
  const { form, year } = subject;
  const fullSigns = hasFullSigns(subject);
  const { period } = form.checks;
  const about = `${form.id} ${form.version} ${year} ${subject.yearOfCode} ${fullSigns} ${period ? (subject.filing.values[period.field] ?? '') : ''}`;
  return subject.rows.flatMap(({ row, index }) => {
    let last = remembered.get(row);
    if (last?.about !== about) {
      last = { about, found: checkRow(subject, row, fullSigns) };
      remembered.set(row, last);
    }
    return last.found.map(({ column, becomes, label, ...finding }): Finding => {
      const path = pathOf({ table: 'indicators', row: index, column });
      return { ...finding, path, ...repair(path, becomes, label) };
    });
  });
}

/** Whether signs are full-width: by the form, else where the table has no others. */
function hasFullSigns({ form, rows }: Subject): boolean {
  if (form.checks.signs !== undefined) return form.checks.signs === 'full';
  const values = rows.map(({ row }) => row.value ?? '');
  return values.some((value) => /[＞＜＝]/.test(value)) && !values.some((value) => /[><=]/.test(value));
}

function checkRow({ form, year, yearOfCode, period }: Subject, row: Row, fullSigns: boolean): RowFinding[] {
  // A longer name is told as R24; what it means nobody can read out of it.
  const name = (row.level3 ?? '').trim().slice(0, 200);
  const level1 = level1Of(form, row)?.name ?? '';
  const level2 = level2Of(form, row);
  const value = { name, level1, level2, period, form, fullSigns };
  return columnsOf(form, 'indicators')
    .filter((column) => !column.merge)
    .flatMap(({ id, name: title }) => {
      const text = row[id] ?? '';
      const found = checkText(text, { name: title, value: id === 'value', year, yearOfCode, period });
      if (id === 'level3') found.unshift(...checkName(text, row.value ?? '', form.checks.tables.indicators?.names));
      if (id === 'value') found.unshift(...checkValue(text, value));
      return found.map((finding) => ({ ...finding, column: id }));
    });
}
