import type { RecoveredFiling } from '../../shared/api.ts';
import { shorten } from '../../shared/filing/parse.ts';
import { groupBy } from '../../shared/group-by.ts';
import type { Found } from './found-rows.ts';
import type { KnownRows } from './known-rows.ts';
import type { Cell } from './record.ts';

/**
 * Rows that have no sum stand twice: in their table and in the index `TABLE_copy`, whose first value is `copy of
 * TABLE` (migration 9). SQLite itself finds where the two differ (`integrity_check`); here it is told which rows
 * of a damaged file are what was written.
 */

type Row = Record<string, Cell>;
type Told = Omit<RecoveredFiling, 'state'>;

interface Twice {
  table: 'versions' | 'locks' | 'waivers' | 'books' | 'unit_totals' | 'settings' | 'library_entries' | 'library_names';
  /** What the clerk calls its rows. */
  what: string;
  /** The columns of the copy in its order, those first that tell one row from another. */
  columns: string[];
  keys: number;
  /** How the clerk is told of a row that is not surely what was written; null for one that no clerk sees. */
  inWords: (row: Row, filingName: (id: Cell | undefined) => string) => Told | null;
}

const of = (name: string, unit: Cell | undefined, year: Cell | undefined, why: string): Told => ({
  name,
  unit: String(unit ?? ''),
  year: typeof year === 'number' ? year : null,
  why,
});

const TABLES: readonly Twice[] = [
  {
    table: 'versions',
    what: '历史版本',
    columns: ['filing', 'revision', 'name', 'saved_at'],
    keys: 3,
    inWords: ({ filing, name }, filingName) =>
      name === '' ? null : of(filingName(filing), '', null, `历史版本“${name}”的记录有损坏，已去掉，请重新命名`),
  },
  {
    table: 'locks',
    what: '定稿记录',
    columns: ['filing', 'revision', 'locked_at', 'unlocked_at', 'reason'],
    keys: 2,
    inWords: ({ filing }, filingName) =>
      of(filingName(filing), '', null, '定稿记录有损坏，已去掉，请核对是否要重新定稿'),
  },
  {
    table: 'waivers',
    what: '已忽略的提醒',
    columns: ['unit', 'rule', 'filing', 'reason', 'created_at', 'path', 'id'],
    keys: 3,
    inWords: ({ unit, rule, reason }) =>
      of('已忽略的提醒', unit, null, `${rule} 的记录有损坏，不再忽略；理由读作${quoted(reason)}，请核对后重新忽略`),
  },
  {
    table: 'unit_totals',
    what: '批复总额',
    columns: ['unit', 'year', 'total'],
    keys: 2,
    inWords: ({ unit, year, total }) =>
      of('批复总额', unit, year, `金额有损坏，已去掉；读作${quoted(total)}，请核对后重新填写`),
  },
  {
    table: 'settings',
    what: '软件设置',
    columns: ['key', 'value'],
    keys: 1,
    // The window's own settings have no hyphen.
    inWords: ({ key }) =>
      String(key).includes('-') ? null : of('软件设置', '', null, '有一项设置损坏，已恢复为默认，请到设置中核对'),
  },
  {
    table: 'books',
    what: '套表',
    columns: ['id', 'body', 'saved_at'],
    keys: 1,
    inWords: ({ body }) => of('套表', '', null, `一本套表的记录有损坏，已去掉；读作${quoted(body)}，请重新编排`),
  },
  {
    table: 'library_entries',
    what: '指标库',
    columns: ['id', 'body'],
    keys: 1,
    inWords: ({ body }) => of('指标库', '', null, `一条指标有损坏，已去掉；读作${quoted(body)}，请核对后重新填写`),
  },
  {
    table: 'library_names',
    what: '指标库',
    columns: ['name', 'entry'],
    keys: 1,
    inWords: ({ name }) => of('指标库', '', null, `名称${quoted(name)}的合并或隐藏有损坏，已去掉，请核对`),
  },
];

const quoted = (text: Cell | undefined) => `“${shorten(String(text ?? ''))}”`;

/**
 * The rows of which the table and its copy, or one of them and the backup, say the same; where pages of the one are
 * lost, also what only the other has. `unsure` tells of all others, which are left out.
 */
export function agreed(found: Found, backup: KnownRows | null): { rows: KnownRows; unsure: RecoveredFiling[] } {
  const names = new Map(found.rows.listed.map(({ id, name }) => [id as Cell, name]));
  const unsure: RecoveredFiling[] = [];
  const rows = { ...found.rows };
  for (const twice of TABLES) {
    const { table, columns } = twice;
    const spelled = (row: Row) => JSON.stringify(columns.map((name) => row[name]));
    const known = bySpelling((backup?.[table] ?? []) as unknown as Row[], spelled);
    const own = bySpelling(found.rows[table] as unknown as Row[], spelled);
    const copies = bySpelling(copiesOf(found, table, columns), spelled);
    const both = [...own].filter(([text]) => copies.has(text));
    const alone = new Map([...own, ...copies].filter(([text]) => !own.has(text) || !copies.has(text)));
    // A row that only one of them and the backup have; from the backup, as the copy of a version has no body.
    const mended = [...known].filter(([text]) => alone.has(text)).map(([, row]) => row);
    const isLost = (text: string) =>
      own.has(text) ? !found.whole.has(`${table}_copy`) : !found.whole.has(table) && table !== 'versions';
    const only = [...alone].filter(([text]) => !known.has(text) && isLost(text));
    const sure = [...both.map(([, row]) => row), ...mended, ...only.map(([, row]) => row)];
    const settled = new Set(sure.map((row) => keyOf(twice, row)));
    (rows[table] as unknown as Row[]) = sure;
    if (!found.whole.has(table) && !found.whole.has(`${table}_copy`)) {
      sure.push(...[...known.values()].filter((row) => !settled.has(keyOf(twice, row))));
      unsure.push({ ...of(twice.what, '', null, '有一部分可能读不出，请核对'), state: 'doubtful' });
    }
    // The other reading of a row that was mended differs from it in one value.
    const isReading = (row: Row) => mended.some((one) => columns.filter((name) => one[name] !== row[name]).length <= 1);
    const left = [...alone.values()].filter((row) => !settled.has(keyOf(twice, row)) && !isReading(row));
    for (const [row] of groupBy(left, (row) => keyOf(twice, row)).values()) {
      const told = row && twice.inWords(row, (id) => names.get(id ?? null) ?? '');
      if (told) unsure.push({ ...told, state: 'doubtful' });
    }
  }
  return { rows, unsure };
}

/** The copies of a table's rows, as those. */
export function copiesOf({ rows }: Found, table: string, columns: readonly string[]): Row[] {
  return rows.copies
    .filter((copy) => copy.table === table && copy.values.length >= columns.length)
    .map(({ values }) => Object.fromEntries(columns.map((name, index) => [name, values[index] ?? null])));
}

const keyOf = ({ columns, keys }: Twice, row: Row) => JSON.stringify(columns.slice(0, keys).map((name) => row[name]));

function bySpelling(rows: readonly Row[], spelled: (row: Row) => string): Map<string, Row> {
  return new Map(rows.map((row) => [spelled(row), row]));
}
