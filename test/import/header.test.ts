import { describe, expect, test } from 'vitest';
import { noteLine } from '../../electron/import/note.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { dalian, fill, read } from './hand-made.ts';

const BODY = [
  '项目名称\t河道清淤\t\t项目实施期\t2025年3月至2025年11月',
  '主管部门\t水务局\t\t实施单位\t河道管理所',
  '资金投入\t实施期金额\t300000\t年度金额\t300000',
  '\t其中:财政拨款\t200000\t其中:财政拨款\t200000',
  '\t其他资金\t100000\t其他资金\t100000',
  '绩效目标\t实施期目标\t\t年度目标\t',
  '\t清淤三公里\t\t清淤三公里\t',
  '一级指标\t二级指标\t三级指标\t\t年度指标值',
  '产出指标\t数量指标\t清淤长度\t\t≥3公里',
  '满意度指标\t服务对象满意度指标\t沿岸居民满意度\t\t≥90%',
];

/** The table below these header lines. */
const under = async (...header: string[]) => {
  const { filings, notes } = await readBytes('表.txt', Buffer.from([...header, '', ...BODY].join('\n')));
  const { values = {} } = filings[0] ?? {};
  return {
    year: values.fiscalYear,
    filingUnit: values.filingUnit,
    total: values['periodFunding.total'],
    lines: notes.map((note) => noteLine('表.txt', note)),
  };
};

describe('lines of the header that share a cell', () => {
  test.each([
    '填报单位(盖章)：河道管理所          单位：元',
    '填报单位（盖章）：河道管理所　　　　　　　　　　　　单位：元',
    '填报单位(盖章): 河道管理所 金额单位：元',
    '填报单位（盖章）：河道管理所单位：元',
    '填报单位：河道管理所          单位：元',
    '填报单位（公章）：河道管理所  单位：元',
    '填报单位（盖章）：河道管理所                 2025年度                      单位：元',
  ])('%s', async (line) => {
    const title = line.includes('2025') ? ['本级预算项目绩效目标表'] : ['本级预算项目绩效目标表', '(2025年度)'];
    const { year, filingUnit, total, lines } = await under(...title, line);
    expect({ year, filingUnit, total }).toEqual({ year: '2025', filingUnit: '河道管理所', total: '30' });
    expect(lines.filter((text) => !text.includes('已换算为万元'))).toEqual([]);
    expect(lines).toHaveLength(1);
  });

  test('in one merged cell of a sheet', async () => {
    const { filings } = await read((sheet) => {
      fill(sheet, dalian);
      sheet.getCell('A3').value = '填报单位（盖章）：河道管理所          单位：元';
      sheet.getCell('D3').value = null;
      sheet.getCell('A6').value = '资金投入';
      sheet.mergeCells('A3:E3');
    });
    expect(filings[0]?.values).toMatchObject({ filingUnit: '河道管理所', 'periodFunding.total': '0.00305' });
  });

  test('the unit of money among words that are no line of the form', async () => {
    const { total, lines } = await under(
      '本级预算项目绩效目标表',
      '(2025年度)',
      '填报单位(盖章)',
      '编制科室：水利科    金额单位：元    第1页',
    );
    expect(total).toBe('30');
    expect(lines).toEqual([
      '表.txt：第 4 行：金额单位为元，已换算为万元',
      '表.txt：第 4 行：“编制科室：水利科 金额单位：元 第1页”中只读入了“元”',
    ]);
  });

  test('a filing unit with spaces in its name stays whole', async () => {
    const { filingUnit } = await under(
      '本级预算项目绩效目标表',
      '(2025年度)',
      '填报单位(盖章)：青石县  河道管理所 (本级)',
    );
    expect(filingUnit).toBe('青石县  河道管理所 (本级)');
  });
});

describe('the year in other wordings', () => {
  test.each([
    ['2025年度本级预算项目绩效目标表'],
    ['2025年本级预算项目绩效目标表'],
    ['本级预算项目绩效目标表（2025年）'],
    ['本级预算项目绩效目标表2025年度'],
    ['本级预算项目绩效目标表', '(2025年)'],
    ['本级预算项目绩效目标表', '2025年度'],
    ['本级预算项目绩效目标表', '〔2025年度〕'],
    ['本级预算项目绩效目标表', '[2025年度]'],
    ['本级预算项目绩效目标表', '【２０２５ 年度】'],
    ['本级预算项目绩效目标表', '年度：2025'],
    ['本级预算项目绩效目标表', '预算年度：2025年'],
    ['本级预算项目绩效目标表', '2025'],
  ])('%s %s', async (...header) => {
    const { year, lines } = await under(...header.filter((line) => line !== undefined), '填报单位(盖章)', '单位: 万元');
    expect(year).toBe('2025');
    expect(lines).toEqual([]);
  });

  test('as the number of a cell', async () => {
    const { json, lines } = await read((sheet) => {
      fill(sheet, dalian);
      sheet.getCell('A2').value = 2025;
    });
    expect(json).toMatchObject([{ fiscalYear: 2025 }]);
    expect(lines).toEqual([]);
  });

  test('a title with more words around it is said to be taken for the title', async () => {
    const { year, lines } = await under('青石县2025年本级预算项目绩效目标表', '填报单位(盖章)', '单位: 万元');
    expect(year).toBe('2025');
    expect(lines).toEqual(['表.txt：第 1 行：“青石县2025年本级预算项目绩效目标表”按“本级预算项目绩效目标表”读入']);
  });

  test('a date or two years are not taken for it', async () => {
    for (const line of ['填报日期：2025年1月5日', '2024-2026年']) {
      const { year, lines } = await under('本级预算项目绩效目标表', line, '填报单位(盖章)', '单位: 万元');
      expect(year).toBeUndefined();
      expect(lines.join()).toContain('没有找到“年度”');
    }
  });

  test.each([
    ['河道管理所2025年度项目支出绩效目标表'],
    ['2025年度项目支出绩效目标表'],
    ['项目支出绩效目标表（2025年度）'],
    ['附件2', '青石县2025年项目绩效目标表'],
    ['附件2：2025年度项目支出绩效目标表'],
    ['二〇二五年度项目支出绩效目标表'],
    ['项目支出绩效目标表', '2025年度'],
  ])('X10: within or under another title: %s %s', async (...header) => {
    const { year, lines } = await under(...header.filter((line) => line !== undefined), '填报单位(盖章)', '单位: 万元');
    expect(year).toBe('2025');
    expect(lines.join()).toContain('按“本级预算项目绩效目标表”读入');
  });

  test('X10: a line that prints the year wins over the title; two years in a title are none', async () => {
    expect((await under('2024年项目绩效目标表', '(2025年度)', '填报单位(盖章)')).year).toBe('2025');
    expect((await under('2024-2026年项目绩效目标表', '填报单位(盖章)')).year).toBeUndefined();
  });
});
