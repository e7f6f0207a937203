import { describe, expect, test } from 'vitest';
import { noteLine, readFilings } from '../../electron/import/read-file.ts';
import { asJson, encodeGb18030, ownSamples, publishedSamples } from './samples.ts';

const read = (text: string, name = '表.txt') => readFilings(name, Buffer.from(text));

describe.each([...ownSamples(), ...publishedSamples()])('$name', ({ name, bytes, expected }) => {
  test('gives exactly the filings a reader sees in it, without an error', async () => {
    const { filings, notes } = await readFilings(name, bytes);
    expect(asJson(filings)).toEqual(expected);
    expect(notes.filter((note) => note.severity === 'error')).toEqual([]);
  });

  test('reads alike in GB18030 and in UTF-16', async () => {
    const text = bytes.toString('utf8');
    for (const encoded of [
      encodeGb18030(text),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(`\ufeff${text}`),
    ]) {
      expect(asJson((await readFilings(name, encoded)).filings)).toEqual(expected);
    }
  });

  test('reads alike with other line ends, and without spaces at the ends of lines', async () => {
    const text = bytes.toString('utf8');
    expect(asJson((await read(text.replaceAll('\n', '\r\n'))).filings)).toEqual(expected);
  });
});

const table = (change: (lines: string[]) => void = () => {}) => {
  const lines = [
    '本级预算项目绩效目标表',
    '(2025年度)',
    '填报单位(盖章)',
    '单位: 万元',
    '',
    '项目名称\t河道清淤\t\t项目实施期\t2025年3月至2025年11月',
    '主管部门\t水务局\t\t实施单位\t河道管理所',
    '资金投入(万元)\t实施期金额\t30\t年度金额\t30',
    '\t其中:财政拨款\t20\t其中:财政拨款\t20',
    '\t其他资金\t10\t其他资金\t10',
    '绩效目标\t实施期目标\t\t年度目标\t',
    '\t清淤三公里\t\t清淤三公里\t',
    '一级指标\t二级指标\t三级指标\t\t年度指标值',
    '产出指标\t数量指标\t清淤长度\t\t≥3公里',
    '满意度指标\t服务对象满意度指标\t沿岸居民满意度\t\t≥90%',
  ];
  change(lines);
  return lines.join('\n');
};

const indicators = async (...rows: string[]) => {
  const result = await read(table((lines) => lines.splice(13, 2, ...rows)));
  return { ...result, rows: result.filings[0]?.tables.indicators?.map((row) => Object.values(row).join('|')) };
};

describe('a table of tab-separated rows', () => {
  test('an unreadable amount keeps its text and is reported with line and value', async () => {
    const { filings, notes } = await read(
      table((lines) => lines.splice(7, 1, '资金投入(万元)\t实施期金额\t三十\t年度金额\t30')),
    );
    expect(filings[0]?.values['periodFunding.total']).toBe('三十');
    expect(notes.map((note) => noteLine('表.txt', note))).toEqual([
      '表.txt：第 8 行：实施期金额“三十”不是金额，请改为数字',
    ]);
    expect(notes[0]).toMatchObject({ severity: 'error', filing: 0, path: 'periodFunding.total' });
  });

  test('amounts in 元 are converted to 万元 exactly, with a hint', async () => {
    const { filings, notes } = await read(
      table((lines) => {
        lines[3] = '单位：元';
        lines[7] = '资金投入(元)\t实施期金额\t3,000,000.01\t年度金额\t300000';
      }),
    );
    expect(filings[0]?.values['periodFunding.total']).toBe('300.000001');
    expect(filings[0]?.values['annualFunding.total']).toBe('30');
    expect(notes).toEqual([{ severity: 'hint', place: '第 4 行', message: '金额单位为元，已换算为万元', filing: 0 }]);
  });

  test('a stray line within the table is an error that names its line and text', async () => {
    const { filings, notes } = await read(table((lines) => lines.splice(9, 0, '（续上页）')));
    expect(filings).toHaveLength(1);
    expect(notes.map((note) => noteLine('表.txt', note))).toEqual(['表.txt：第 10 行：未能识别“（续上页）”']);
  });

  test('a cell beyond the columns is an error that names it', async () => {
    const { notes } = await read(
      table((lines) => lines.splice(6, 1, '主管部门\t水务局\t水利处\t实施单位\t河道管理所')),
    );
    expect(notes).toMatchObject([{ severity: 'error', place: '第 7 行', message: '未能识别“水利处”' }]);
  });

  test('a table cut short keeps what was understood and says what is missing', async () => {
    const { filings, notes } = await read(table((lines) => lines.splice(8)));
    expect(filings[0]?.values).toMatchObject({ projectName: '河道清淤', 'annualFunding.total': '30' });
    expect(notes).toHaveLength(1);
    expect(notes[0]?.message).toContain('表格可能不完整');
    expect(notes[0]?.message).toContain('“绩效指标”');
  });

  test('rows shifted, wrapped or without their blank cells are told by their content', async () => {
    const { rows, notes } = await indicators(
      '产出指标\t数量指标\t清淤长度\t≥3公里',
      '\t\t清运淤泥\t≥2万立方米\t',
      '护岸修复\t600米\t\t',
      '质量指标\t验收合格率\t\t100%',
      '\t效益指标\t社会效益指标\t受益人口\t\t≥1万人',
      '\t满意度\t服务对象满意度\t沿岸居民满意度\t\t≥90%',
    );
    expect(rows).toEqual([
      '产出指标|数量指标|清淤长度|≥3公里',
      '产出指标|数量指标|清运淤泥|≥2万立方米',
      '产出指标|数量指标|护岸修复|600米',
      '产出指标|质量指标|验收合格率|100%',
      '效益指标|社会效益指标|受益人口|≥1万人',
      '满意度|服务对象满意度|沿岸居民满意度|≥90%',
    ]);
    expect(notes.map(({ severity, rule, path }) => [severity, rule, path])).toEqual([
      ...[0, 1, 2, 3].map((row) => ['hint', undefined, `indicators[${row}].level3`]),
      ...[4, 5].map((row) => ['warning', 'R22', `indicators[${row}].level2`]),
    ]);
  });

  test('a level 2 of another level 1 takes that level 1 when its own cell is blank', async () => {
    const { rows } = await indicators('产出指标\t数量指标\t清淤长度\t\t≥3公里', '\t社会效益指标\t受益人口\t\t≥1万人');
    expect(rows?.[1]).toBe('效益指标|社会效益指标|受益人口|≥1万人');
  });

  test('rows that hold only levels are left out; indicators without a value are kept', async () => {
    const { rows, notes } = await indicators(
      '产出指标\t数量指标\t清淤长度\t\t',
      '\t质量指标\t\t\t',
      '效益指标\t\t\t\t',
    );
    expect(rows).toEqual(['产出指标|数量指标|清淤长度|']);
    expect(notes).toEqual([]);
  });

  test('the row 项目属性 is there exactly when the table prints it', async () => {
    const on = await read(table((lines) => lines.splice(7, 0, '项目属性\t\t\t项目类别\t')));
    expect(on.filings[0]?.sections).toEqual(['attributes']);
    expect((await read(table())).filings[0]?.sections).toEqual([]);
  });

  test('a page break within the indicators loses no row', async () => {
    const { rows, notes } = await indicators(
      '产出指标\t数量指标\t清淤长度\t\t≥3公里',
      '',
      '一级指标\t二级指标\t三级指标\t\t年度指标值',
      '产出指标\t数量指标\t清运淤泥\t\t≥2万立方米',
      '',
      '\t\t护岸修复\t\t600米',
    );
    expect(rows).toHaveLength(3);
    expect(notes).toEqual([]);
  });

  test('a column the form does not have is named for each of its cells', async () => {
    const { notes } = await read(
      table((lines) => {
        lines.splice(
          12,
          3,
          '一级指标\t二级指标\t三级指标\t权重\t年度指标值',
          '产出指标\t数量指标\t清淤长度\t20\t≥3公里',
        );
      }),
    );
    expect(notes).toMatchObject([
      { severity: 'error', place: '第 13 行', message: '未能识别“权重”' },
      { severity: 'error', place: '第 14 行', message: '表样中没有“权重”列，未读入“20”' },
    ]);
  });

  test('a list that only has some of the labels among its columns is no table of the form', async () => {
    const { filings, notes } = await read('项目编码\t项目名称\t预算数\t其他资金\nA1\t清淤\t5\t0\nA2\t绿化\t6\t0\n');
    expect(filings).toEqual([]);
    expect(notes).toMatchObject([{ severity: 'error', place: '' }]);
    expect(notes[0]?.message).toContain('“本级预算项目绩效目标表”（大连）');
  });

  test('cells with line breaks that a spreadsheet put in quotes are one cell', async () => {
    const { filings } = await read(table((lines) => lines.splice(11, 1, '\t"清淤\n三公里"\t\t"修复""堤岸""\n两处"\t')));
    expect(filings[0]?.values).toMatchObject({ periodGoal: '清淤\n三公里', annualGoal: '修复"堤岸"\n两处' });
  });
});

test('a table of which each cell is a line is read without its tabs too', async () => {
  const [, sample] = ownSamples();
  const text = sample?.bytes
    .toString('utf8')
    .replaceAll('\t', '')
    .replace('\n主要用于更换', '主要用于更换')
    .replace('\n2.检修水泵', '2.检修水泵');
  const { filings } = await read(text ?? '');
  expect(filings.map((filing) => filing.values.projectName)).toEqual(['苗圃灌溉设施维修', '良种采购']);
  expect(filings[0]?.values).toMatchObject({ 'budget.fiscal': '6.50', 'spendingPlan.june': '60.00%' });
  expect(filings[0]?.tables.indicators).toHaveLength(5);
});
