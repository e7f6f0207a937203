import type { Row } from '../filing/filing.ts';
import { pathOf } from '../filing/path.ts';
import { type Column, isIndicators } from '../form/form.ts';
import { levelsAs } from '../form/level-names.ts';
import { patternFields } from '../form/pattern.ts';
import { checkName } from './indicator-names.ts';
import { checkValue } from './indicator-value.ts';
import { cellPath, type Finding, headingOf, type Subject, type SubjectRow, type TableSubject } from './subject.ts';
import { checkText, repair, type TextFinding } from './text.ts';
import { type Years, yearsAround } from './years.ts';

interface RowFinding extends TextFinding {
  column: string;
}

/**
 * What the rows were last found to show, and under which table, form, year and period. Rows never change, they are
 * replaced.
 */
const remembered = new WeakMap<Row, { about: string; value: string; found: RowFinding[] }>();

/**
 * What any text of a row shows, and of an indicator R24–R43, R46, R47. Rows that did not change are not looked at again.
 */
export function checkRows(subject: Subject, table: TableSubject): Finding[] {
  const { form } = subject;
  const look = lookOf(subject, table);
  const { period } = form.checks;
  const until = period ? (subject.filing.values[period.field] ?? '') : '';
  const about = `${form.id} ${form.version} ${table.id} ${look.years?.budget} ${look.years?.last} ${look.fullSigns} ${until} ${look.headings.join(' ')}`;
  return table.rows.flatMap(({ row, typed }, position) => {
    const { value = '' } = row;
    let last = remembered.get(typed);
    if (last?.about !== about || last.value !== value) {
      last = { about, value, found: checkRow(subject, table, row, look) };
      remembered.set(typed, last);
    }
    return last.found.flatMap((finding) => placed(table, position, finding));
  });
}

/** Where each rule of an indicator's value points in split columns. */
const PARTS: Record<string, string> = {
  R30: 'unit',
  R39: 'unit',
  R31: 'sign',
  R38: 'sign',
  R46: 'sign',
  R47: 'sign',
};

/** A merged cell is told where it begins, and repaired with each of its rows. */
function placed(table: TableSubject, position: number, { column, becomes, label, ...finding }: RowFinding): Finding[] {
  const isMerged = table.columns.some(({ id, merge }) => id === column && merge);
  const run = isMerged ? runFrom(table, position, column) : table.rows.slice(position, position + 1);
  const [first, ...others] = run.map(({ index }) => index);
  if (first === undefined) return [];
  const path = (row: number) => pathOf({ table: table.id, row, column });
  const also = others.map(path);
  return [
    {
      ...finding,
      path: cellPath(table, first, column, PARTS[finding.rule]),
      ...(also.length > 0 && { also }),
      ...repair(path(first), becomes, label, also),
    },
  ];
}

/** The rows of the merged cell that begins in a row; none where the row is covered by the one above. */
function runFrom({ rows }: TableSubject, position: number, column: string): readonly SubjectRow[] {
  const text = (at: number) => rows[at]?.row[column] ?? '';
  if (position > 0 && text(position - 1) === text(position)) return [];
  let end = position + 1;
  while (end < rows.length && text(end) === text(position)) end++;
  return rows.slice(position, end);
}

/** What the rows of a table are looked at with. */
interface Look {
  /** Columns with texts that the clerk writes, and their headings. */
  columns: Column[];
  headings: string[];
  /** Columns whose texts are values, in which no space has its place. */
  values: ReadonlySet<string>;
  fullSigns: boolean;
  years: Years | null;
  indicators: boolean;
}

function lookOf(subject: Subject, table: TableSubject): Look {
  const indicators = isIndicators(subject.form, table.id);
  const columns = table.columns.filter(
    ({ id, type = 'line', computed }) =>
      !(indicators && (id === 'level1' || id === 'level2')) &&
      (id === 'value' || (!computed && (type === 'line' || type === 'text'))),
  );
  const joined = table.columns.flatMap(({ computed }) =>
    computed?.is === 'join' ? patternFields(computed.pattern) : [],
  );
  return {
    columns,
    headings: columns.map((column) => headingOf(subject, column)),
    values: new Set(['value', ...joined]),
    fullSigns: hasFullSigns(subject, table),
    years: yearsAround(subject, table.id),
    indicators,
  };
}

/** Whether signs are full-width: by the form, else where the table has no others. */
function hasFullSigns({ form }: Subject, { rows }: TableSubject): boolean {
  if (form.checks.signs !== undefined) return form.checks.signs === 'full';
  const values = rows.map(({ row }) => row.value ?? '');
  return values.some((value) => /[＞＜＝]/.test(value)) && !values.some((value) => /[><=]/.test(value));
}

function checkRow(subject: Subject, table: TableSubject, row: Row, look: Look): RowFinding[] {
  const { form, period } = subject;
  // A longer name is told as R24; what it means nobody can read out of it.
  const name = (row.level3 ?? '').trim().slice(0, 200);
  const value = { ...levelsAs(form, table.id, row), name, period, form, fullSigns: look.fullSigns };
  return look.columns.flatMap(({ id, computed }, at) => {
    const text = row[id] ?? '';
    // The parts of a joined value are looked at as texts, and together as a value.
    const found = computed
      ? []
      : checkText(text, { name: look.headings[at] ?? '', value: look.values.has(id), years: look.years });
    if (look.indicators && id === 'level3') found.unshift(...checkName(text, row.value ?? '', table.checks.names));
    // 定性 alone in its column is a value that was only announced.
    if (look.indicators && id === 'value') found.unshift(...checkValue(text || (row.sign ?? ''), value));
    return found.map((finding) => ({ ...finding, column: id }));
  });
}
