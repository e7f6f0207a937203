import { describe, expect, test } from 'vitest';
import { showNumber } from '../../electron/import/workbook/number-display.ts';
import { dalian, fill, read } from './hand-made.ts';

/** The table with a number of this format in one cell. */
const withNumber = (cell: string, value: number, format: string, unit = '万元') =>
  read((sheet) => {
    fill(sheet, dalian);
    sheet.getCell('D3').value = `单位：${unit}`;
    sheet.getCell('A6').value = '资金投入';
    sheet.getCell(cell).value = value;
    sheet.getCell(cell).numFmt = format;
  });

const ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ';

describe('an amount in a numeric cell is its value, with the decimals its format shows', () => {
  test.each([
    [0, ACCOUNTING, '0'],
    [0, '_-* #,##0.00_-;\\-* #,##0.00_-;_-* "-"??_-;_-@_-', '0'],
    [0, '0;-0;;@', '0'],
    [0, '0.00', '0.00'],
    [-5, ACCOUNTING, '-5.00'],
    [1234.5, ACCOUNTING, '1234.50'],
    [-5, '0.00;[Red]0.00', '-5.00'],
    [-5, '#,##0.00_);(#,##0.00)', '-5.00'],
    [-5, '0.00_ ;[Red]\\-0.00\\ ', '-5.00'],
    [2695.91, '0.00"万元"', '2695.91'],
    [2695.91, '"¥"#,##0.00', '2695.91'],
    [2695.91, '[$¥-804]#,##0', '2695.91'],
    [2695.91, '0', '2695.91'],
    [30, '[>=100]#,##0;0.00', '30'],
    [30, '0.00E+00', '30'],
    [0.5, '# ?/?', '0.5'],
    [30, 'General"万元"', '30'],
    [0.1 + 0.2, '#,##0.00', '0.30'],
  ])('%d as %s', async (value, format, text) => {
    const { filings, lines } = await withNumber('C6', value, format);
    expect(filings[0]?.values['periodFunding.total']).toBe(text);
    expect(lines).toEqual([]);
  });

  test('a format that shows it in 万 or in thousands is followed, and said', async () => {
    const { filings, lines } = await withNumber('C6', 12345, '0!.0000');
    expect(filings[0]?.values['periodFunding.total']).toBe('1.2345');
    expect(lines).toEqual(['表.xlsx：工作表“表1”的 C6：实施期金额按其格式显示的“1.2345”读入，请核对']);
  });

  test.each([
    [0.5, '0%', '50%'],
    [5, '[$$-409]#,##0.00', '$5.00'],
  ])('%d as %s is no amount in 万元', async (value, format, text) => {
    const { filings, lines } = await withNumber('C6', value, format);
    expect(filings[0]?.values['periodFunding.total']).toBe(text);
    expect(lines).toEqual([`表.xlsx：工作表“表1”的 C6：实施期金额“${text}”不是金额，请改为数字`]);
  });

  test('X9: 元 in the format is converted in a table in 万元 too, and said', async () => {
    const { filings, lines } = await withNumber('C6', 300000, '#,##0"元"');
    expect(filings[0]?.values['periodFunding.total']).toBe('30');
    expect(lines).toEqual(['表.xlsx：工作表“表1”的 C6：实施期金额“300,000元”已换算为30万元']);
  });

  test('元 in the format is converted where the table is in 元', async () => {
    const { filings } = await withNumber('C6', 300000, '#,##0.00"元"', '元');
    expect(filings[0]?.values['periodFunding.total']).toBe('30');
  });
});

describe('an indicator value in a numeric cell is what the sheet shows, but nothing is hidden', () => {
  test.each([
    [0.5, '# ?/?', '1/2'],
    [7, '000', '007'],
    [30000, '0.00E+00', '3.00E+04'],
    [30, '[>100]"多";0', '30'],
    [0.5, '[>0.4]0%;0.0%', '50%'],
    [0.955, '0.0%', '95.5%'],
    [30, '"≥"0', '≥30'],
    [30000, '#,##0', '30,000'],
    [30000, '0,', '30'],
    [12345, '0!.0,"万株"', '1.2万株'],
    [30, '#,##0.##', '30'],
    [12, 'General"株"', '12株'],
    [5, '[DBNum1][$-804]General', '五'],
    [-5, '0.00;[Red]0.00', '-5.00'],
    [-5, '0.00;@', '-5.00'],
    [-5, '"约"0', '-约5'],
    [0, ACCOUNTING, '0'],
    [13800, '000"-"0000', '001-3800'],
    [8, '"良好"', '良好'],
  ])('%d as %s', (value, format, text) => {
    expect(showNumber(value, format).text).toBe(text);
  });
});

test('shares of a spending plan are percentages with two decimals, whatever their format, unless it shows a %', async () => {
  const shares = [
    [25, 'General'],
    [50.25, '0'],
    [1, '0%'],
    [50.5, '0.0"%"'],
  ] as const;
  const { filings, lines } = await read((sheet) => {
    fill(sheet, [
      ['良种采购绩效目标表'],
      ['310204青石县林木种苗站', null, null, null, '单位：万元'],
      ['项目编码', '13028822BB07', '项目名称', '良种采购'],
      ['预算规模及资金用途', '预算数', 20, '其中：财政资金', 15.5, '其他资金', 0],
      [null, '采购油松'],
      ['资金支出计划（%）', '3月底', '6月底', '10月底', '12月底'],
      [null, ...shares.map(([value]) => value)],
      ['绩效目标', '保证育苗用种'],
      ['一级指标', '二级指标', '三级指标', '绩效指标描述', '指标值', '指标值确定依据'],
      ['产出指标', '数量指标', '采购良种', '采购数量', 300, '计划'],
    ]);
    for (const [at, [, format]] of shares.entries()) sheet.getCell(7, 2 + at).numFmt = format;
  });
  expect(lines).toEqual([]);
  expect(filings[0]?.values).toMatchObject({
    'spendingPlan.march': '25.00%',
    'spendingPlan.june': '50.25%',
    'spendingPlan.october': '100%',
    'spendingPlan.december': '50.5%',
  });
});
