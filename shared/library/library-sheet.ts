import type { Listing, ListingColumn } from '../listing.ts';
import { libraryLevels } from './levels.ts';
import type { LibraryEntry, LibraryIndicator } from './library.ts';
import { indicatorSchema } from './library-schema.ts';
import { shownSign } from './value-template.ts';

/** How the library is written to a workbook and read back: one row an indicator, lists with 、 between their items. */

/** The columns that say what an indicator is. */
export const COLUMNS: readonly { id: keyof LibraryIndicator; name: string; width: number }[] = [
  { id: 'level1', name: '一级指标', width: 22 },
  { id: 'level2', name: '二级指标', width: 28 },
  { id: 'name', name: '三级指标', width: 46 },
  { id: 'also', name: '其他叫法', width: 40 },
  { id: 'sign', name: '符号', width: 12 },
  { id: 'units', name: '计量单位', width: 20 },
  { id: 'reference', name: '参考值', width: 22 },
  { id: 'kinds', name: '项目类别', width: 24 },
  { id: 'source', name: '来源', width: 14 },
  { id: 'cost', name: '101号成本类别', width: 20 },
];
/** By at least one of these a table is told from a filing, which has levels and names too. */
const LIBRARY_ONLY = ['其他叫法', '符号', '计量单位', '参考值', '项目类别', '101号成本类别'];

/** What stands in an indicator's cell of a column. */
export function cellText(indicator: LibraryIndicator, id: keyof LibraryIndicator): string {
  const value = id === 'sign' ? shownSign(indicator) : (indicator[id] ?? '');
  return Array.isArray(value) ? value.join('、') : value;
}

/** The library as a table to hand over. */
export function libraryListing(entries: readonly LibraryEntry[]): Listing {
  const columns: ListingColumn[] = [
    ...COLUMNS.map(({ name, width }): ListingColumn => ({ name, width, type: 'text' })),
    { name: '使用次数', width: 12, type: 'amount' },
    { name: '用过的值', width: 28, type: 'text' },
  ];
  const rows = entries.map((entry) => [
    ...COLUMNS.map(({ id }) => cellText(entry, id)),
    entry.uses > 0 ? String(entry.uses) : '',
    entry.values.map(({ text, times }) => `${text} ×${times}`).join('、'),
  ]);
  return {
    title: '绩效指标库',
    lines: [`共 ${entries.length} 项；修改后可再导入，使用次数和用过的值只供参考`],
    tables: [{ name: '指标库', columns, rows, empty: '指标库是空的' }],
  };
}

/** A row of a sheet: the texts of its cells, and its place for messages. */
export interface SheetRow {
  place: string;
  cells: string[];
}

/** An indicator as a row of a sheet has it. */
export interface LibraryRow {
  indicator: LibraryIndicator;
  /** What the sheet has no column for. */
  absent: readonly string[];
}

/**
 * Indicators in the rows of a sheet, below the first row that names 二级指标 and 三级指标 and a column that only a
 * library has, but no 指标值: that is a filing. Columns may stand in any order. Null when there is no such row. Rows
 * that cannot be read are told, each with its place.
 */
export function readLibraryRows(rows: readonly SheetRow[]): { rows: LibraryRow[]; problems: string[] } | null {
  const at = (row: SheetRow | undefined, name: string) => row?.cells.findIndex((cell) => cell.trim() === name) ?? -1;
  const isHeading = (row: SheetRow) =>
    at(row, '三级指标') >= 0 &&
    at(row, '二级指标') >= 0 &&
    LIBRARY_ONLY.some((name) => at(row, name) >= 0) &&
    !row.cells.some((cell) => cell.trim().endsWith('指标值'));
  const start = rows.findIndex(isHeading);
  if (start < 0) return null;
  const heading = rows[start];
  const absent = COLUMNS.filter(({ name, id }) => id !== 'level1' && at(heading, name) < 0).map(({ id }) => id);
  const found: LibraryRow[] = [];
  const problems: string[] = [];
  for (const row of rows.slice(start + 1)) {
    const text = (name: string) => (row.cells[at(heading, name)] ?? '').trim();
    if (row.cells.every((cell) => cell.trim() === '') || at(row, '三级指标') >= 0) continue;
    const read = readRow(text);
    if ('problem' in read) problems.push(`${row.place}：${read.problem}`);
    else found.push({ indicator: read.indicator, absent });
  }
  return { rows: found, problems };
}

function readRow(text: (name: string) => string): { indicator: LibraryIndicator } | { problem: string } {
  const level2 = text('二级指标');
  const levels = level2 === '' ? { level1: '', level2: '' } : libraryLevels(level2);
  if (levels === null) return { problem: `没有二级指标“${level2}”，未导入；请改为表样中的二级指标名称` };
  if (text('三级指标') === '') return { problem: '三级指标为空，未导入' };
  const sign = text('符号').normalize('NFKC').replace('>=', '≥').replace('<=', '≤');
  const list = (name: string) =>
    [
      ...new Set(
        text(name)
          .split(/[、\n]/)
          .map((item) => item.trim()),
      ),
    ].filter((item) => item !== '');
  const parsed = indicatorSchema.safeParse({
    ...levels,
    ...(text('101号成本类别') === '' ? {} : { cost: text('101号成本类别') }),
    name: text('三级指标'),
    also: list('其他叫法'),
    sign: sign === '' || sign === '定性' ? null : sign,
    units: list('计量单位'),
    reference: text('参考值'),
    kinds: list('项目类别'),
    source: text('来源'),
  });
  if (parsed.success) return { indicator: parsed.data };
  const column = COLUMNS.find(({ id }) => id === parsed.error.issues[0]?.path[0]);
  return { problem: `${column?.name ?? ''}写法不对或过长，未导入` };
}
