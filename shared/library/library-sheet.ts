import type { Listing, ListingColumn } from '../listing.ts';
import { libraryLevels } from './levels.ts';
import { indicatorSchema, type LibraryEntry, type LibraryIndicator } from './library.ts';
import { shownSign } from './value-template.ts';

/** How the library is written to a workbook and read back: one row an indicator, lists with 、 between their items. */

type Column = { name: string; width: number } & (
  | { write(entry: LibraryEntry): string }
  | { id: Exclude<keyof LibraryIndicator, 'cost'>; list?: true }
);

const COLUMNS: Column[] = [
  { id: 'level1', name: '一级指标', width: 22 },
  { id: 'level2', name: '二级指标', width: 28 },
  { id: 'name', name: '三级指标', width: 46 },
  { id: 'also', name: '其他叫法', width: 40, list: true },
  { id: 'sign', name: '符号', width: 12 },
  { id: 'units', name: '计量单位', width: 20, list: true },
  { id: 'reference', name: '参考值', width: 22 },
  { id: 'kinds', name: '项目类别', width: 24, list: true },
  { id: 'source', name: '来源', width: 14 },
  { name: '101号成本类别', width: 20, write: ({ cost = '' }) => cost },
  { name: '使用次数', width: 12, write: ({ uses }) => (uses > 0 ? String(uses) : '') },
  {
    name: '用过的值',
    width: 28,
    write: ({ values }) => values.map(({ text, times }) => `${text} ×${times}`).join('、'),
  },
];
const COST = '101号成本类别';

/** The library as a table to hand over. */
export function libraryListing(entries: readonly LibraryEntry[]): Listing {
  const columns = COLUMNS.map(({ name, width }): ListingColumn => ({ name, width, type: 'text' }));
  const rows = entries.map((entry) =>
    COLUMNS.map((column) => {
      if ('write' in column) return column.write(entry);
      const value = column.id === 'sign' ? shownSign(entry) : entry[column.id];
      return Array.isArray(value) ? value.join('、') : value;
    }),
  );
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

/**
 * Indicators in the rows of a sheet, below the first row that names 二级指标 and 三级指标; columns may stand in any order
 * and all others may be missing. Null when there is no such row. Rows that cannot be read are told, each with its place.
 */
export function readLibraryRows(
  rows: readonly SheetRow[],
): { indicators: LibraryIndicator[]; problems: string[] } | null {
  const at = (row: SheetRow | undefined, name: string) => row?.cells.findIndex((cell) => cell.trim() === name) ?? -1;
  const start = rows.findIndex((row) => at(row, '三级指标') >= 0 && at(row, '二级指标') >= 0);
  if (start < 0) return null;
  const heading = rows[start];
  const indicators: LibraryIndicator[] = [];
  const problems: string[] = [];
  for (const row of rows.slice(start + 1)) {
    const text = (name: string) => (row.cells[at(heading, name)] ?? '').trim();
    if (row.cells.every((cell) => cell.trim() === '') || at(row, '三级指标') >= 0) continue;
    const read = readRow(text);
    if ('problem' in read) problems.push(`${row.place}：${read.problem}`);
    else indicators.push(read.indicator);
  }
  return { indicators, problems };
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
    ...(text(COST) === '' ? {} : { cost: text(COST) }),
    name: text('三级指标'),
    also: list('其他叫法'),
    sign: sign === '' || sign === '定性' ? null : sign,
    units: list('计量单位'),
    reference: text('参考值'),
    kinds: list('项目类别'),
    source: text('来源'),
  });
  if (parsed.success) return { indicator: parsed.data };
  const column = COLUMNS.find((one) => 'id' in one && one.id === parsed.error.issues[0]?.path[0]);
  return { problem: `${column?.name ?? COST}写法不对或过长，未导入` };
}
