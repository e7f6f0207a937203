import type { Row } from '../filing/filing.ts';
import { pathOf } from '../filing/path.ts';
import { columnsOf, levelsOf } from '../form/form.ts';
import { level1Of, level2Of, levelNamed } from './level-names.ts';
import type { Finding, Subject } from './subject.ts';

/** R19, R20: what must be there. R22, R23: level names are the form's, each level 2 under its level 1. */
export function checkLevels(subject: Subject): Finding[] {
  return [...checkPresence(subject), ...checkNames(subject)];
}

function checkPresence({ form, rows }: Subject): Finding[] {
  // A level 2 under another level 1 is told as such (R22): its own level 1 is not missing.
  const present1 = new Set(
    rows.flatMap(({ row }) => [level1Of(form, row)?.name, levelNamed(form, row.level2 ?? '')?.level1.name]),
  );
  const present2 = new Set(rows.map(({ row }) => level2Of(form, row)));
  return levelsOf(form, 'indicators').flatMap((level): Finding[] => {
    if (!present1.has(level.name))
      return level.required ? [{ rule: 'R19', message: `没有${level.name}，请至少填写一条`, path: '' }] : [];
    return level.level2.flatMap(({ name, missing }) =>
      missing && !present2.has(name)
        ? [{ rule: 'R20', severity: missing, message: `${level.name}中没有${name}，请补充`, path: '' }]
        : [],
    );
  });
}

/** A merged level cell is one place: neighbouring rows with the same names are told, and repaired, once. */
function checkNames(subject: Subject): Finding[] {
  const { form, rows } = subject;
  const columns = columnsOf(form, 'indicators')
    .filter((column) => column.merge)
    .map((column) => column.id);
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
      const finding = column === 'level1' ? level1Finding(subject, row) : level2Finding(subject, row);
      if (!finding) continue;
      const paths = indexes.map((index) => pathOf({ table: 'indicators', row: index, column }));
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

function level1Finding({ form }: Subject, row: Row): LevelFinding | null {
  const text = row.level1 ?? '';
  if (text.trim() === '') return { rule: 'R23', message: '一级指标为空，请选择' };
  const found = levelNamed(form, text);
  if (!found || found.level2)
    return {
      rule: 'R23',
      message: `一级指标“${text}”不是规定的名称，请改为${levelsOf(form, 'indicators')
        .map(({ name }) => name)
        .join('、')}之一`,
    };
  const { name } = found.level1;
  return name === text ? null : { rule: 'R23', message: `一级指标“${text}”的规定名称是“${name}”`, name };
}

function level2Finding({ form }: Subject, row: Row): LevelFinding | null {
  const text = row.level2 ?? '';
  if (text.trim() === '') return { rule: 'R23', message: '二级指标为空，请选择' };
  const found = levelNamed(form, text);
  if (found && !found.level2)
    return { rule: 'R22', message: `二级指标一栏写的是一级指标“${text}”，请改为${choices(found.level1)}` };
  const level1 = levelNamed(form, row.level1 ?? '');
  if (found && level1 && !level1.level2 && found.level1 !== level1.level1)
    return { rule: 'R22', message: `“${text}”不属于${level1.level1.name}，应归入${found.level1.name}` };
  if (!found)
    return {
      rule: 'R23',
      message: `二级指标“${text}”不是规定的名称${level1 ? `，请改为${choices(level1.level1)}` : '，请核对'}`,
    };
  const name = found.level2?.name ?? text;
  return name === text ? null : { rule: 'R23', message: `二级指标“${text}”的规定名称是“${name}”`, name };
}

function choices(level: { level2: readonly { name: string }[] }): string {
  const names = level.level2.map(({ name }) => name).join('、');
  return level.level2.length > 1 ? `${names}之一` : names;
}
