import { describe, expect, test } from 'vitest';
import { builtInFormat } from '../../electron/import/workbook/built-in-formats.ts';
import { showNumber } from '../../electron/import/workbook/number-display.ts';
import { inline, readBook, readTable, shownValue } from './workbook-xml.ts';

/** What the cells of a workbook show: rows C of the list of inputs that comparable programs read wrongly. */

/** 2026-04-30 13:30. */
const DAY = 46142.5625;
const number = (value: number | string, style = 0) => `<c r="E12" s="${style}"><v>${value}</v></c>`;

describe('W1: the Chinese date formats that a workbook names by number', () => {
  const shown: [string, number[]][] = [
    ['2026年4月', [27, 36, 50, 52, 57]],
    ['4月30日', [28, 29, 51, 53, 54, 58]],
    ['4-30-26', [30]],
    ['2026年4月30日', [31]],
    ['13时30分', [32]],
    ['13时30分00秒', [33]],
    ['下午1时30分', [34, 55]],
    ['下午1时30分00秒', [35, 56]],
    ['2026/4/30', [14]],
    ['2026/4/30 13:30', [22]],
  ];
  test.each(shown.flatMap(([text, ids]) => ids.map((id) => [id, text] as const)))('%i shows %s', async (id, text) => {
    expect(await shownValue(number(DAY, 1), { formats: [id] })).toEqual({ text, lines: [] });
  });

  test('every number of a built-in format shows something of a date or a number', () => {
    for (let id = 0; id <= 163; id++) {
      const { text, doubt } = showNumber(DAY, builtInFormat(id));
      expect(`${id} ${text} ${doubt}`).toMatch(/^\d+ .*(\d|Apr).* undefined$/);
    }
  });
});

describe('W2: dates and times show as their formats have them', () => {
  test.each([
    ['h:mm', 0.5, '12:00'],
    ['[h]:mm', 1.25, '30:00'],
    ['[mm]:ss', 0.0625, '90:00'],
    ['yyyy/m/d h:mm', DAY, '2026/4/30 13:30'],
    ['m"月"d"日"', DAY, '4月30日'],
    ['m月d日', DAY, '4月30日'],
    ['yyyy年', DAY, '2026年'],
    ['e"年"', DAY, '2026年'],
    ['aaaa', DAY, '星期四'],
    ['[$-804]aaaa;@', DAY, '星期四'],
    ['[$-804]dddd', DAY, '星期四'],
    ['[$-zh-CN]mmmm', DAY, '四月'],
    ['yyyy-mm-dd;@', DAY, '2026-04-30'],
    ['yyyy.mm.dd', DAY, '2026.04.30'],
    ['上午/下午h"时"mm"分"', DAY, '下午1时30分'],
    ['[$-804]AM/PM h:mm', DAY, '下午 1:30'],
    ['h:mm AM/PM', DAY, '1:30 PM'],
    ['mm:ss.0', 0.5001234, '00:10.7'],
    ['d-mmm-yy', DAY, '30-Apr-26'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', DAY, '2026年4月30日'],
    ['[DBNum1][$-804]yyyy"年"m"月"d"日"', DAY, '二〇二六年四月三十日'],
    ['[DBNum1][$-804]m"月"d"日"', 46011, '十二月二十日'],
    ['[Red]yyyy/m/d', DAY, '2026/4/30'],
    ['[<46000]"早";yyyy/m/d', DAY, '2026/4/30'],
    ['yyyy/m/d', 59, '1900/2/28'],
    ['yyyy/m/d', 61, '1900/3/1'],
  ])('%s of %d is %s', async (format, value, text) => {
    expect(await shownValue(number(value, 1), { formats: [format] })).toEqual({ text, lines: [] });
  });

  test.each(['1', 'true', 'on'])('days from 1904 (%s)', async (on) => {
    const book = { workbook: `<workbookPr date1904="${on}"/>`, formats: ['yyyy"年"m"月"', '[h]:mm'] };
    expect((await shownValue(number(44562, 1), book)).text).toBe('2026年1月');
    expect((await shownValue(number(1.25, 2), book)).text).toBe('30:00');
  });

  test.each([
    ['2026-04-30T00:00:00', 1, '2026年4月'],
    ['2026-04-30', 0, '2026/4/30'],
    ['2026-04-30T00:00:00', 0, '2026/4/30'],
    ['2026-04-30T13:30:00.000Z', 0, '2026/4/30 13:30'],
    ['T13:30', 0, '13:30'],
    ['1900-01-31', 0, '1900/1/31'],
    ['四月底', 0, '四月底'],
  ])('a date of ISO 8601, %s', async (value, style, text) => {
    const cell = `<c r="E12" s="${style}" t="d"><v>${value}</v></c>`;
    expect((await shownValue(cell, { formats: ['yyyy"年"m"月"'] })).text).toBe(text);
  });

  test.each([-1, 2_958_466, 1e300])('a date that no sheet can show (%d) is named with its cell', async (value) => {
    const { lines } = await shownValue(number(value, 1), { formats: ['yyyy/m/d'] });
    expect(lines.join()).toContain('表.xlsx：工作表“表1”的 E12：日期超出范围');
  });

  test('a format that nothing can read is named with its cell', async () => {
    const { text, lines } = await shownValue(number(5, 1), { formats: ['0"天"h"小时"'] });
    expect(text).toBe('5');
    expect(lines).toEqual(['表.xlsx：工作表“表1”的 E12：无法识别数字格式“0"天"h"小时"”，已按原数读入，请核对']);
  });
});

describe('W8: a number of more than 15 digits has lost its end', () => {
  test.each([
    ['1.30988262123456E+20', '0', '130988262123456000000'],
    ['130988262123456789012', '#', '130988262123457000000'],
    ['1300000000000000', '0', '1300000000000000'],
    ['-1300000000000000', '@', '-1300000000000000'],
  ])('%s', async (value, format, text) => {
    const shown = await shownValue(number(value, 1), { formats: [format] });
    expect(shown.text).toBe(text);
    expect(shown.lines).toEqual([
      '表.xlsx：工作表“表1”的 E12：超过 15 位的数字，Excel 只保存前 15 位，后面的已经丢失；请把单元格设为文本，重新填写',
    ]);
  });

  test.each(['General', '0', '@'])(
    'one that the file has with all its digits keeps them, and is named: %s',
    async (format) => {
      const { text, lines } = await shownValue(number('130988262123456789012', 1), { formats: [format] });
      expect(text).toBe('130988262123456789012');
      expect(lines).toEqual([
        expect.stringContaining('E12：超过 15 位的数字，在 Excel 中只剩前 15 位；已按文件里的各位数字读入'),
      ]);
    },
  );

  test.each([
    ['130988262123456', '130988262123456'],
    ['123456789012', '123456789012'],
  ])('%s has all its digits, though a narrow cell shows 1.3E+14', async (value, text) => {
    expect(await shownValue(number(value))).toEqual({ text, lines: [] });
  });
});

describe('W9: percentages in plain cells are meant in one way', () => {
  const plan = (shares: string[]) => {
    const rows = [
      ['A1', '3.良种采购绩效目标表'],
      ['A2', '310204青石县林木种苗站', 'E2', '单位：万元'],
      ['A3', '项目编码', 'B3', '13028822BB07', 'C3', '项目名称', 'D3', '良种采购'],
      [
        'A4',
        '预算规模及资金用途',
        'B4',
        '预算数',
        'C4',
        '20',
        'D4',
        '其中：财政资金',
        'E4',
        '15.5',
        'F4',
        '其他资金',
        'G4',
        '0',
      ],
      ['B5', '采购油松'],
      ['A6', '资金支出计划（%）', 'B6', '3月底', 'C6', '6月底', 'D6', '10月底', 'E6', '12月底'],
      [],
      ['A8', '绩效目标', 'B8', '保证育苗用种'],
      [
        'A9',
        '一级指标',
        'B9',
        '二级指标',
        'C9',
        '三级指标',
        'D9',
        '绩效指标描述',
        'E9',
        '指标值',
        'F9',
        '指标值确定依据',
      ],
      ['A10', '产出指标', 'B10', '数量指标', 'C10', '采购良种', 'D10', '采购数量', 'E10', '300', 'F10', '计划'],
    ].map((cells, at) => {
      const written = cells.flatMap((text, k) => (k % 2 === 1 ? [inline(cells[k - 1] as string, text)] : []));
      const own = at === 6 ? shares.map((share, k) => `<c r="${'BCDE'[k]}7" ${share}</c>`) : written;
      return `<row r="${at + 1}">${own.join('')}</row>`;
    });
    return readBook({ formats: ['0%'], sheets: [{ name: '表1', rows: rows.join('') }] });
  };
  const plain = (value: number) => `><v>${value}</v>`;
  test.each([
    [[0.25, 0.5, 0.75, 1], ['25.00%', '50.00%', '75.00%', '100.00%'], '0.5 读作 50%'],
    [[0.5, 1, 50, 100], ['0.50%', '1.00%', '50.00%', '100.00%'], '0.5 读作 0.5%'],
    [[100, 50, 1, 0.5], ['100.00%', '50.00%', '1.00%', '0.50%'], '0.5 读作 0.5%'],
    [[25, 50, 75, 100], ['25.00%', '50.00%', '75.00%', '100.00%'], null],
    [[0, 0, 0, 0], ['0.00%', '0.00%', '0.00%', '0.00%'], null],
  ])('%j', async (values, texts, told) => {
    const { json, lines } = await plan(values.map(plain));
    expect(Object.values((json[0] as { spendingPlan: object }).spendingPlan)).toEqual(texts);
    expect(lines).toEqual(
      told === null ? [] : [expect.stringContaining(`没有百分号的比例一律按同一种写法读入（${told}）`)],
    );
  });

  test('one that shows its % says nothing of the others', async () => {
    const { json } = await plan(['s="1"><v>0.25</v>', plain(0.5), plain(75), plain(1)]);
    expect(Object.values((json[0] as { spendingPlan: object }).spendingPlan)).toEqual([
      '25%',
      '0.50%',
      '75.00%',
      '1.00%',
    ]);
  });
});

describe('W10: a formula has the value that was computed last', () => {
  test.each([
    ['zero', '<c r="E12"><f>C6-C7</f><v>0</v></c>', '0', []],
    ['FALSE', '<c r="E12" t="b"><f>1=2</f><v>0</v></c>', 'FALSE', []],
    ['an empty text', '<c r="E12" t="str"><f>IF(1,"")</f><v></v></c>', '', []],
    ['an empty text without a value', '<c r="E12" t="str"><f>IF(1,"")</f><v/></c>', '', []],
    ['a text', '<c r="E12" t="str"><f>A1</f><v>≥3公里</v></c>', '≥3公里', []],
    ['a share of another formula', '<c r="E12"><f t="shared" si="0"/><v>3.5</v></c>', '3.5', []],
    ['an array', '<c r="E12" t="str"><f t="array" ref="E12">A1:A2</f><v>甲</v></c>', '甲', []],
    ['a rounded number', '<c r="E12" s="1"><f>2/3</f><v>0.66666666666666663</v></c>', '66.7%', []],
    [
      'an error',
      '<c r="E12" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
      '#DIV/0!',
      ['单元格显示的是错误“#DIV/0!”，请改正后再导入'],
    ],
    ['none', '<c r="E12"><f>1+1</f></c>', '', ['公式没有保存计算结果，请在 Excel 或 WPS 中打开并保存后再导入']],
    [
      'an empty one',
      '<c r="E12"><f>1+1</f><v></v></c>',
      '',
      ['公式没有保存计算结果，请在 Excel 或 WPS 中打开并保存后再导入'],
    ],
  ])('%s', async (_, cell, text, messages) => {
    const shown = await shownValue(cell, { formats: ['0.0%'] });
    expect(shown.text).toBe(text);
    expect(shown.lines).toEqual(messages.map((message) => `表.xlsx：工作表“表1”的 E12：${message}`));
  });
});

describe('W13: what a font says', () => {
  const run = (text: string, font = '') => `<r>${font && `<rPr>${font}</rPr>`}<t xml:space="preserve">${text}</t></r>`;
  const rich = (...runs: string[]) => `<c r="E12" t="inlineStr"><is>${runs.join('')}</is></c>`;
  test.each([
    ['a run', rich(run('≥4', '<strike/>'), run('≥3公里')), '≥3公里', '≥4'],
    ['true', rich(run('≥3'), run('0', '<strike val="true"/>'), run('公里')), '≥3公里', '0'],
    ['all of it', rich(run('≥4公里', '<strike val="1"/>')), '', '≥4公里'],
    ['the cell’s font', inline('E12', '≥4公里').replace('<c ', '<c s="1" '), '', '≥4公里'],
    ['a number’s', '<c r="E12" s="1"><v>480</v></c>', '', '480'],
  ])('struck out text is left out and named: %s', async (_, cell, text, struck) => {
    const shown = await shownValue(cell, { fonts: ['<strike/>'] });
    expect(shown).toEqual({ text, lines: [`表.xlsx：工作表“表1”的 E12：加了删除线的文字“${struck}”未读入`] });
  });

  test.each([
    ['not struck out', rich(run('≥3', '<strike val="0"/>'), run('公里')), '≥3公里'],
    [
      'a run of its own in a cell that is struck out',
      rich(run('≥3公里', '<b/>')).replace('<c ', '<c s="1" '),
      '≥3公里',
    ],
    ['Symbol', rich(run('³', '<rFont val="Symbol"/>'), run('36个')), '≥36个'],
    ['Symbol, private', rich(run('\uf0a3', '<rFont val="symbol"/><charset val="2"/>'), run('36个')), '≤36个'],
    ['Symbol for the cell', inline('E12', '³36').replace('<c ', '<c s="2" '), '≥36'],
    ['Wingdings', rich(run('\u00fc', '<rFont val="Wingdings"/>'), run('完成')), '√完成'],
    ['a line break in Symbol', rich(run('\u00b3\n中', '<rFont val="Symbol"/>')), '≥\n中'],
    ['Wingdings 2', rich(run('R', '<rFont val="Wingdings 2"/>'), run('是')), '☑是'],
    [
      'a raised number',
      rich(
        run('≥3×10'),
        run('3', '<vertAlign val="superscript"/>'),
        run('m'),
        run('2', '<vertAlign val="superscript"/>'),
      ),
      '≥3×10³m²',
    ],
    [
      'a raised word, a low number',
      rich(run('CO'), run('2', '<vertAlign val="subscript"/>'), run('注', '<vertAlign val="superscript"/>')),
      'CO2注',
    ],
  ])('%s', async (_, cell, text) => {
    expect(await shownValue(cell, { fonts: ['<strike/>', '<name val="Symbol"/>'] })).toEqual({ text, lines: [] });
  });

  test('signs whose font is lost are guessed at and named, unknown ones are errors', async () => {
    const guessed = await shownValue(inline('E12', '\uf0b336个'));
    expect(guessed).toEqual({
      text: '≥36个',
      lines: [expect.stringContaining('有特殊字体的符号，已读作“≥36个”，请核对')],
    });
    const lost = await shownValue(rich(run('\uf09f', '<rFont val="Symbol"/>')));
    expect(lost.lines).toEqual([expect.stringContaining('E12：有符号字体的字符无法识别')]);
  });
});

describe('texts and numbers show as their formats have them', () => {
  test.each([
    ['@"家"', '三', '三家'],
    ['0;-0;;@', '三', '三'],
    ['_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', '　　三', '　　三'],
    ['yyyy-mm-dd;@', '三', '三'],
  ])('the text format %s', async (format, text, shown) => {
    const cell = inline('B10', text).replace('<c ', '<c s="1" ');
    expect((await readTable({ B10: cell }, { formats: [format] })).json[0]).toMatchObject({ periodGoal: shown.trim() });
  });

  test.each([
    ['0.00%', 0.98765, '98.77%'],
    ['#,##0.00', 1234.565, '1,234.57'],
    ['0.00', 1.005, '1.01'],
    ['General', 1 / 3, '0.333333333'],
    ['[红]0.0;[蓝]-0.0', -2.5, '-2.5'],
    ['[=1]"是";[=0]"否";General', 1, '是'],
    ['[DBNum2][$-804]General', 1203, '壹仟贰佰零叁'],
    ['[DBNum1]0', 120, '一二〇'],
    ['# ??/??', 2.25, '2 1/4'],
    ['0.0E+0', 12345, '1.2E+4'],
    ['第0号', 5, '第5号'],
    ['"≥"0%', 0.9, '≥90%'],
    ['0.0,"千元"', 12345, '12.3千元'],
    ['G/通用格式"株"', 12, '12株'],
    ['常规', 12.5, '12.5'],
    ['[颜色10]0;[红色]-0', -5, '-5'],
    ['"≥"#,##0_ ;;', 30000, '≥30,000'],
  ])('%s of %d is %s', async (format, value, text) => {
    expect(await shownValue(number(value, 1), { formats: [format] })).toEqual({ text, lines: [] });
  });
});
