import ExcelJS from 'exceljs';
import { noteLine } from '../../electron/import/note.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Forms } from '../../shared/form/forms.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';
import { asJson } from './samples.ts';

export type Value = ExcelJS.CellValue;

/** Writes rows from `top` and `left` (from 1) on; null leaves a cell out. */
export function fill(sheet: ExcelJS.Worksheet, rows: Value[][], top = 1, left = 1): void {
  for (const [r, row] of rows.entries())
    for (const [c, value] of row.entries()) if (value !== null) sheet.getCell(top + r, left + c).value = value;
}

/** Writes a cell of a laid-out filing where it stands, merged as it is. */
export function put(
  sheet: ExcelJS.Worksheet,
  { row, col, rowSpan, colSpan, text }: Pick<SheetCell, 'row' | 'col' | 'rowSpan' | 'colSpan' | 'text'>,
): void {
  sheet.getCell(row + 1, col + 1).value = text;
  if (rowSpan > 1 || colSpan > 1) sheet.mergeCells(row + 1, col + 1, row + rowSpan, col + colSpan);
}

/** A workbook with a sheet for each function, read as a file; `lines` are its notes as the user sees them. */
export function read(...make: ((sheet: ExcelJS.Worksheet) => void)[]) {
  return readWith(catalog, ...make);
}

/** The same where these forms are known. */
export async function readWith(forms: Forms, ...make: ((sheet: ExcelJS.Worksheet) => void)[]) {
  const workbook = new ExcelJS.Workbook();
  for (const [index, fillSheet] of make.entries()) fillSheet(workbook.addWorksheet(`表${index + 1}`));
  const result = await readBytes('表.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer()), forms);
  return { ...result, json: asJson(result.filings), lines: result.notes.map((note) => noteLine('表.xlsx', note)) };
}

const _ = null;

/** A table as a clerk keeps it in a sheet, without merges. */
export const dalian: Value[][] = [
  ['本级预算项目绩效目标表', _, _, _, _],
  ['（2025年度）', _, _, _, _],
  ['填报单位（盖章）：河道管理所', _, _, '单位：万元', _],
  ['项目名称', '河道清淤', _, '项目实施期', '2025年3月至2025年11月'],
  ['主管部门', '水务局', _, '实施单位', '河道管理所'],
  ['资金投入（万元）', '实施期金额', '30.5', '年度金额', '30.5'],
  [_, '其中：财政拨款', '20.5', '其中：财政拨款', '20.5'],
  [_, '其他资金', '10', '其他资金', '10'],
  ['绩效目标', '实施期目标', _, '年度目标', _],
  [_, '清淤三公里\n修复护岸', _, '清淤三公里', _],
  ['一级指标', '二级指标', '三级指标', _, '年度指标值'],
  ['产出指标', '数量指标', '清淤长度', _, '≥3公里'],
  [_, _, '清运淤泥', _, '≥2万立方米'],
  ['满意度指标', '服务对象满意度指标', '沿岸居民满意度', _, '≥90%'],
];
/** The merges of the printed table. */
export const merges = [
  'A1:E1',
  'A2:E2',
  'A3:C3',
  'D3:E3',
  'B4:C4',
  'B5:C5',
  'A6:A8',
  'A9:A10',
  'B9:C9',
  'D9:E9',
  'B10:C10',
  'D10:E10',
];
export const indicatorMerges = ['C11:D11', 'C12:D12', 'C13:D13', 'C14:D14', 'A12:A13', 'B12:B13'];
/** What is read from `dalian`. */
export const expected = [
  {
    form: 'dalian-project',
    unitOfMoney: '万元',
    fiscalYear: 2025,
    filingUnit: '河道管理所',
    projectName: '河道清淤',
    implementationPeriod: '2025年3月至2025年11月',
    supervisingDepartment: '水务局',
    implementingUnit: '河道管理所',
    periodGoal: '清淤三公里\n修复护岸',
    annualGoal: '清淤三公里',
    periodFunding: { total: '30.5', fiscal: '20.5', other: '10' },
    annualFunding: { total: '30.5', fiscal: '20.5', other: '10' },
    indicators: [
      { level1: '产出指标', level2: '数量指标', level3: '清淤长度', value: '≥3公里' },
      { level1: '产出指标', level2: '数量指标', level3: '清运淤泥', value: '≥2万立方米' },
      { level1: '满意度指标', level2: '服务对象满意度指标', level3: '沿岸居民满意度', value: '≥90%' },
    ],
  },
];
