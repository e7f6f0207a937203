import type { Row } from '../filing/filing.ts';
import { pathOf } from '../filing/path.ts';
import { levelsOf } from '../form/form.ts';
import { level1Named, level1Of, level2Named, level2Of, levelNamed } from '../form/level-names.ts';
import { type Finding, ofTable, type Subject, type TableSubject } from './subject.ts';

/** R19, R20: what must be there. R22, R23: level names are the form's, each level 2 under its level 1. */
export function checkLevels(subject: Subject, table: TableSubject): Finding[] {
  if (levelsOf(subject.form, table.id).length === 0) return [];
  return [...checkPresence(subject, table), ...checkNames(subject, table)];
}

function checkPresence(subject: Subject, table: TableSubject): Finding[] {
  const { form } = subject;
  const { id, rows } = table;
  if (rows.length === 0 && subject.indicators.some((other) => other.rows.length > 0)) return checkEmpty(subject, table);
  // A level 2 under another level 1 is told as such (R22): its own level 1 is not missing.
  const present1 = new Set(
    rows.flatMap(({ row }) => [level1Of(form, id, row)?.name, levelNamed(form, id, row.level2 ?? '')?.level1.name]),
  );
  const present2 = new Set(rows.map(({ row }) => level2Of(form, id, row)));
  const whole = (message: string) => ({ message: ofTable(table, message), path: '' });
  return levelsOf(form, id).flatMap((level): Finding[] => {
    if (!present1.has(level.name))
      return level.required ? [{ rule: 'R19', ...whole(`没有${level.name}，请至少填写一条`) }] : [];
    return level.level2.flatMap((level2) =>
      level2.missing && !present2.has(level2)
        ? [{ rule: 'R20', severity: level2.missing, ...whole(`${level.name}中没有${level2.name}，请补充`) }]
        : [],
    );
  });
}

/** A table without any row beside one that has some: only what lasts longer than a year needs both. */
function checkEmpty({ period }: Subject, table: TableSubject): Finding[] {
  if (period && period.start.year === period.end.year) return [];
  const message = ofTable(table, '没有填写指标；实施期超过一年的，请补上');
  return [{ rule: 'R19', severity: 'hint', message, path: '' }];
}

/** A merged level cell is one place: neighbouring rows with the same names are told, and repaired, once. */
function checkNames(subject: Subject, table: TableSubject): Finding[] {
  const { rows } = table;
  const columns = ['level1', 'level2'].filter((level) => table.columns.some(({ id }) => id === level));
  const found: Finding[] = [];
  const runs = (column: string) => {
    const upTo = columns.slice(0, columns.indexOf(column) + 1);
    const starts: { row: Row; indexes: number[] }[] = [];
    for (const { row, index } of rows) {
      const last = starts.at(-1);
      if (last && upTo.every((id) => (row[id] ?? '') === (last.row[id] ?? ''))) last.indexes.push(index);
      else starts.push({ row, indexes: [index] });
    }
    return starts;
  };
  for (const column of columns)
    for (const { row, indexes } of runs(column)) {
      const finding = column === 'level1' ? level1Finding(subject, table, row) : level2Finding(subject, table, row);
      if (!finding) continue;
      const paths = indexes.map((index) => pathOf({ table: table.id, row: index, column }));
      const { name, ...rest } = finding;
      found.push({
        ...rest,
        path: paths[0] as string,
        ...(paths.length > 1 && { also: paths.slice(1) }),
        ...(name !== undefined && { becomes: Object.fromEntries(paths.map((path) => [path, name])) }),
      });
    }
  return found;
}

interface LevelFinding {
  rule: string;
  message: string;
  /** The name that it should be. */
  name?: string;
}

function level1Finding({ form }: Subject, { id }: TableSubject, row: Row): LevelFinding | null {
  const text = row.level1 ?? '';
  if (text.trim() === '') return { rule: 'R23', message: '一级指标为空，请选择' };
  const found = level1Named(form, id, text);
  if (!found) {
    const names = levelsOf(form, id).map((level) => level.name);
    return { rule: 'R23', message: `一级指标“${text}”不是规定的名称，请改为${names.join('、')}之一` };
  }
  const { name } = found;
  return name === text ? null : { rule: 'R23', message: `一级指标“${text}”的规定名称是“${name}”`, name };
}

function level2Finding({ form }: Subject, { id }: TableSubject, row: Row): LevelFinding | null {
  const text = row.level2 ?? '';
  if (text.trim() === '') return { rule: 'R23', message: '二级指标为空，请选择' };
  const level1 = level1Named(form, id, row.level1 ?? '');
  const found = level2Named(form, id, text, level1);
  const other = found ? null : level1Named(form, id, text);
  if (other) return { rule: 'R22', message: `二级指标一栏写的是一级指标“${text}”，请改为${choices(other)}` };
  if (found && level1 && found.level1 !== level1)
    return { rule: 'R22', message: `“${text}”不属于${level1.name}，应归入${found.level1.name}` };
  if (!found) {
    const under = level1 ?? level2Named(form, id, row.level1 ?? '')?.level1;
    return {
      rule: 'R23',
      message: `二级指标“${text}”不是规定的名称${under ? `，请改为${choices(under)}` : '，请核对'}`,
    };
  }
  const { name } = found.level2;
  return name === text ? null : { rule: 'R23', message: `二级指标“${text}”的规定名称是“${name}”`, name };
}

function choices(level: { level2: readonly { name: string }[] }): string {
  const names = level.level2.map(({ name }) => name).join('、');
  return level.level2.length > 1 ? `${names}之一` : names;
}
