import ExcelJS from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { dalian, expected, fill, indicatorMerges, merges, read, type Value } from './hand-made.ts';
import { asJson } from './samples.ts';

const _ = null;

/** The same rows with each form column stretched over the given grid columns. */
const spread = (rows: Value[][], columns: number[]): Value[][] =>
  rows.map((row) => {
    const wide: Value[] = new Array(Math.max(...columns) + 1).fill(null);
    for (const [index, value] of row.entries()) wide[columns[index] as number] = value;
    return wide;
  });

describe('a hand-made workbook', () => {
  test('with the merges of the printed table', async () => {
    const { json, lines } = await read((sheet) => {
      fill(sheet, dalian);
      for (const range of [...merges, ...indicatorMerges]) sheet.mergeCells(range);
    });
    expect(json).toEqual(expected);
    expect(lines).toEqual([]);
  });

  test('without any merge', async () => {
    const { json, lines } = await read((sheet) => fill(sheet, dalian));
    expect(json).toEqual(expected);
    expect(lines).toEqual([]);
  });

  test('with its labels in other columns, further down, and its header lines in another order', async () => {
    const swapped = [dalian[2] as Value[], dalian[1] as Value[], dalian[0] as Value[], ...dalian.slice(3)];
    const { json } = await read((sheet) => fill(sheet, spread(swapped, [1, 3, 4, 6, 7]), 5, 2));
    expect(json).toEqual(expected);
  });

  test('with the level names in every row', async () => {
    const full = dalian.map((row, index) => (index === 12 ? ['产出指标', '数量指标', ...row.slice(2)] : row));
    const { json } = await read((sheet) => fill(sheet, full));
    expect(json).toEqual(expected);
  });

  test('several tables in a sheet and over sheets, a cover before them', async () => {
    const { json, lines } = await read(
      (sheet) => fill(sheet, [['2025年部门预算'], ['目录']]),
      (sheet) => {
        fill(sheet, dalian, 3);
        fill(sheet, dalian, 20);
      },
      (sheet) => fill(sheet, dalian),
    );
    expect(json).toEqual([...expected, ...expected, ...expected]);
    expect(lines).toEqual(['表.xlsx：工作表“表1”第 1–2 行：表格以外的内容“2025年部门预算”未读入']);
  });

  test('with rich text, formulas and a year that is computed', async () => {
    const { json } = await read((sheet) => {
      fill(sheet, dalian);
      sheet.getCell('B4').value = { richText: [{ text: '河道' }, { font: { bold: true }, text: '清淤' }] };
      sheet.getCell('C6').value = { formula: 'C7+C8', result: 30.5 };
      sheet.getCell('A2').value = { formula: '"（"&2025&"年度）"', result: '（2025年度）' };
      sheet.getCell('B5').value = { text: '水务局', hyperlink: 'https://example.invalid/' };
    });
    expect(json).toEqual(expected);
  });

  test('a formula that was never computed is named by its cell', async () => {
    const { lines } = await read((sheet) => {
      fill(sheet, dalian);
      sheet.getCell('C6').value = { formula: 'C7+C8' } as ExcelJS.CellFormulaValue;
    });
    expect(lines.join()).toContain('表.xlsx：工作表“表1”的 C6：公式没有保存计算结果');
  });

  test.each([
    ['General', 30.5, '30.5'],
    ['0.00', 30.5, '30.50'],
    ['#,##0.00', 1030.5, '1030.50'],
    ['#,##0.00_ ;[Red]-#,##0.00', 1030.5, '1030.50'],
    ['0', 12, '12'],
    ['0.0', 0.1 + 0.2, '0.3'],
    ['General', 0, '0'],
  ])('an amount as a number with the format %s', async (format, value, text) => {
    const { filings, lines } = await read((sheet) => {
      fill(sheet, dalian);
      sheet.getCell('C6').value = value;
      sheet.getCell('C6').numFmt = format;
    });
    expect(filings[0]?.values['periodFunding.total']).toBe(text);
    expect(lines).toEqual([]);
  });

  test('numbers without a format get the form’s own: two decimals, percentages', async () => {
    const { filings, lines } = await read((sheet) =>
      fill(sheet, [
        ['3.良种采购绩效目标表'],
        ['310204青石县林木种苗站', _, _, _, '单位：万元'],
        ['项目编码', '13028822BB07', '项目名称', '良种采购'],
        ['预算规模及资金用途', '预算数', 20, '其中：财政资金', 15.5, '其他资金', 0],
        [_, '采购油松'],
        ['资金支出计划（%）', '3月底', '6月底', '10月底', '12月底'],
        [_, 25, 50, 75.5, 100],
        ['绩效目标', '保证育苗用种'],
        ['一级指标', '二级指标', '三级指标', '绩效指标描述', '指标值', '指标值确定依据'],
        ['产出指标', '数量指标', '采购良种', '采购数量', 300, '计划'],
      ]),
    );
    expect(lines).toEqual([]);
    expect(filings[0]?.values).toMatchObject({
      number: '3',
      unitCode: '310204',
      unitName: '青石县林木种苗站',
      'budget.total': '20.00',
      'budget.fiscal': '15.50',
      'budget.other': '0',
      'spendingPlan.march': '25.00%',
      'spendingPlan.june': '50.00%',
      'spendingPlan.october': '75.50%',
      'spendingPlan.december': '100.00%',
    });
    expect(filings[0]?.tables.indicators?.[0]).toMatchObject({ value: '300' });
  });

  test('what stands in the table and is not understood is named by its cell', async () => {
    const { json, lines } = await read((sheet) => {
      fill(sheet, dalian);
      sheet.getCell('F8').value = '见附件';
      sheet.getCell('C7').value = '二十';
    });
    expect(json).toHaveLength(1);
    expect(lines.sort()).toEqual([
      '表.xlsx：工作表“表1”的 C7：实施期财政拨款“二十”不是金额，请改为数字',
      '表.xlsx：工作表“表1”的 F8：未能识别“见附件”',
    ]);
  });
});

describe('a workbook of another kind', () => {
  test('with ordinal numbers in a column left of the form', async () => {
    const { json, lines } = await read((sheet) => {
      fill(sheet, dalian, 1, 2);
      fill(sheet, [['序号'], ...dalian.slice(4).map((_row, index): Value[] => [index + 1])], 4);
    });
    expect(json).toEqual(expected);
    expect(lines).toEqual(['表.xlsx：工作表“表1”的 A4：表格左侧的序号列未读入']);
  });

  test('whose elements have a prefix', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('表1');
    fill(sheet, dalian);
    for (const range of [...merges, ...indicatorMerges]) sheet.mergeCells(range);
    const parts = unzipSync(new Uint8Array(await workbook.xlsx.writeBuffer()));
    for (const [path, part] of Object.entries(parts)) {
      if (!/^xl\/(workbook|sharedStrings|styles|worksheets\/.*)\.xml$/.test(path)) continue;
      const prefixed = strFromU8(part)
        .replace(/<(\/?)(?=[A-Za-z])(?!\/?\w+:)/g, '<$1x:')
        .replaceAll(
          'xmlns="http://schemas.openxmlformats.org/spreadsheetml',
          'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml',
        );
      parts[path] = strToU8(prefixed);
    }
    const { filings, notes } = await readBytes('表.xlsx', zipSync(parts));
    expect(asJson(filings)).toEqual(expected);
    expect(notes).toEqual([]);
  });
});
