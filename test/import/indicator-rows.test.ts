import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noteLine } from '../../electron/import/note.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { dalian, expected, fill, read, type Value } from './hand-made.ts';

const _ = null;
const INDICATORS = expected[0]?.indicators;

/** The table in a sheet with these rows directly below it. */
const followedBy = (...rows: Value[][]) =>
  read((sheet) => {
    fill(sheet, dalian);
    fill(sheet, rows, dalian.length + 1);
  });

const FRAME = [
  '本级预算项目绩效目标表',
  '(2025年度)',
  '填报单位(盖章)',
  '单位: 万元',
  '项目名称\t河道清淤\t\t项目实施期\t2025年3月至2025年11月',
  '主管部门\t水务局\t\t实施单位\t河道管理所',
  '资金投入(万元)\t实施期金额\t30\t年度金额\t30',
  '\t其中:财政拨款\t20\t其中:财政拨款\t20',
  '\t其他资金\t10\t其他资金\t10',
  '绩效目标\t实施期目标\t\t年度目标\t',
  '\t清淤三公里\t\t清淤三公里\t',
  '一级指标\t二级指标\t三级指标\t\t年度指标值',
];

const inText = async (...rows: string[]) => {
  const { filings, notes } = await readBytes('表.txt', Buffer.from([...FRAME, ...rows].join('\n')));
  return {
    rows: filings[0]?.tables.indicators?.map((row) => Object.values(row).join('|')),
    lines: notes.map((note) => noteLine('表.txt', note)),
    errors: notes.filter((note) => note.severity === 'error'),
  };
};

describe('T5: a row directly below the table that says who filled it in, or remarks on it, is no indicator', () => {
  const cases: Value[][] = [
    ['填报人：张三', _, '单位负责人：李四', _, '填报日期：2025年1月5日'],
    ['填报人：张三', _, _, '填报日期：2025年1月5日', _],
    [_, _, '填报人：张三', _, '2025年1月5日'],
    [_, _, _, '联系电话：12345', _],
    ['填表人：', '张三', _, '联系电话：', '12345'],
    ['填报人', '张三', '联系电话', _, '00000000'],
    ['单位负责人', _, _, _, '李四'],
    ['合计', _, _, _, '100'],
    ['其他说明的问题', '无预算外资金', _, _, _],
    ['财务负责人： 李四', '主管领导： 王五', _, _, _],
    ['说明', '以上指标由主管部门审核', _, _, _],
    ['备注', _, _, _, '一式两份'],
    ['股室：预算股', _, '经手：赵六', _, _],
  ];
  test.each(cases.map((row) => [row.filter((cell) => cell !== _).join(' | '), row] as const))('%s', async (_, row) => {
    const { json, notes } = await followedBy(row);
    expect(json).toEqual(expected);
    const text = row.filter((cell) => cell !== null).join(' ');
    expect(notes).toMatchObject([
      { severity: 'error', place: '工作表“表1”第 15 行', message: `表样中没有这一行，未读入“${text}”` },
    ]);
  });

  const blank: Value[][] = [
    ['审核人(签字)：', _, _, _, _],
    ['填报人：', _, '单位负责人：', _, '填报日期：    年  月  日'],
    ['填报人', _, '联系电话', _, _],
    ['注：本表由系统导出。', _, _, _, _],
  ];
  test.each(blank.map((row) => [row.filter((cell) => cell !== _).join(' | '), row] as const))(
    'what nobody filled in, and a printed note, is only a hint: %s',
    async (_, row) => {
      const { json, notes } = await followedBy(row);
      expect(json).toEqual(expected);
      expect(notes).toMatchObject([
        { severity: 'hint', place: '工作表“表1”第 15 行', message: `表格以外的内容“${row[0]}”未读入` },
      ]);
    },
  );

  test('a text of any length is quoted whole', async () => {
    const remark = '本项目跨年实施，余款下年支付。'.repeat(20);
    const { lines } = await inText('产出指标\t数量指标\t清淤长度\t\t≥3公里', `备注\t${remark}`);
    expect(lines).toEqual([`表.txt：第 14 行：表样中没有这一行，未读入“备注 ${remark}”`]);
  });

  test('the same in a text', async () => {
    const { rows, lines, errors } = await inText(
      '产出指标\t数量指标\t清淤长度\t\t≥3公里',
      '填报人：张三\t\t单位负责人：李四\t\t填报日期：2025年1月',
    );
    expect(rows).toEqual(['产出指标|数量指标|清淤长度|≥3公里']);
    expect(lines).toEqual([
      '表.txt：第 14 行：表样中没有这一行，未读入“填报人：张三 单位负责人：李四 填报日期：2025年1月”',
    ]);
    expect(errors).toHaveLength(1);
  });

  test('a line of signatures between two pages of the table', async () => {
    const { rows, lines } = await inText(
      '产出指标\t数量指标\t清淤长度\t\t≥3公里',
      '填报人：张三\t\t审核人：李四\t\t',
      '一级指标\t二级指标\t三级指标\t\t年度指标值',
      '产出指标\t质量指标\t验收合格率\t\t100%',
    );
    expect(rows).toEqual(['产出指标|数量指标|清淤长度|≥3公里', '产出指标|质量指标|验收合格率|100%']);
    expect(lines).toEqual(['表.txt：第 14 行：表样中没有这一行，未读入“填报人：张三 审核人：李四”']);
  });

  test('an indicator with a colon in its name stays one', async () => {
    const { json, lines } = await followedBy([_, _, '审批时限：一般事项', _, '≤3个工作日']);
    expect(json).toMatchObject([{ indicators: [{}, {}, {}, { level3: '审批时限：一般事项', value: '≤3个工作日' }] }]);
    expect(lines).toEqual([]);
  });

  test('beside a merged level every row is an indicator', async () => {
    const { json, lines } = await read((sheet) => {
      fill(sheet, dalian);
      sheet.getCell('C13').value = '备注：清运';
      sheet.getCell('E13').value = '说明：按方量';
      sheet.mergeCells('A12:A13');
    });
    expect(json).toMatchObject([{ indicators: [{}, { level3: '备注：清运', value: '说明：按方量' }, {}] }]);
    expect(lines).toEqual([]);
  });

  test('a row whose level 1 is none of the form is kept, and named', async () => {
    const { json, notes } = await followedBy(
      ['管理指标', '制度建设', '制度数量', _, '2项'],
      [_, _, '制度培训', _, '1次'],
    );
    expect(json).toMatchObject([
      { indicators: [{}, {}, {}, { level1: '管理指标', level3: '制度数量' }, { level1: '管理指标' }] },
    ]);
    expect(notes).toMatchObject([
      {
        severity: 'hint',
        place: '工作表“表1”第 15 行',
        message: '“管理指标”不是表样中的一级指标，该行已按指标读入，请核对',
      },
    ]);
  });
});

describe('a row that was broken over lines in a text', () => {
  const AROUND = ['产出指标\t数量指标\t清淤长度\t\t≥3公里', '满意度指标\t服务对象满意度指标\t居民满意度\t\t≥90%'];
  const [before = '', after = ''] = AROUND;
  const read = ['产出指标|数量指标|清淤长度|≥3公里', '满意度指标|服务对象满意度指标|居民满意度|≥90%'];

  test.each([
    ['\t\t补植乔\n木\t\t500株', '产出指标|数量指标|补植乔木|500株', 2],
    ['\t\t补植\n乔木及\n灌木\t\t500株', '产出指标|数量指标|补植乔木及灌木|500株', 3],
    ['\t质量指标\t验收合\n格率\t\t100%', '产出指标|质量指标|验收合格率|100%', 2],
  ])('%j', async (text, row, count) => {
    const { rows, lines, errors } = await inText(before, text, after);
    expect(rows).toEqual([read[0], row, read[1]]);
    expect(errors).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`第 14–${13 + count} 行：分成 ${count} 行的`);
  });

  test('a name of the classification is one again without a word on it', async () => {
    const { rows, lines } = await inText(before, '效益指标\t可持续\n影响指标\t使用年限\t\t10年', after);
    expect(rows).toEqual([read[0], '效益指标|可持续影响指标|使用年限|10年', read[1]]);
    expect(lines).toEqual([]);
  });

  test('at any place of a name', async () => {
    const names = ['居民满意度', '护岸修复长度', '一年内3次以上检修', 'A级河道养护覆盖率'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.nat(20), async (name, place) => {
        const at = 1 + (place % (name.length - 1));
        const broken = `\t质量指标\t${name.slice(0, at)}\n${name.slice(at)}\t\t5次`;
        const { rows, errors } = await inText(before, broken, after);
        expect(rows).toEqual([read[0], `产出指标|质量指标|${name}|5次`, read[1]]);
        expect(errors).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('the last row too', async () => {
    const { rows, lines } = await inText(before, '\t\t补植乔\n木\t\t500株');
    expect(rows).toEqual([read[0], '产出指标|数量指标|补植乔木|500株']);
    expect(lines).toHaveLength(1);
  });

  test('a row that has no value stays alone', async () => {
    const { rows } = await inText(before, '\t\t补植乔木\t\t', '护岸修复\t600米\t\t', '\t\t清运淤泥\t\t', after);
    expect(rows).toEqual([
      read[0],
      '产出指标|数量指标|补植乔木|',
      '产出指标|数量指标|护岸修复|600米',
      '产出指标|数量指标|清运淤泥|',
      read[1],
    ]);
  });
});

describe('a cell merged over several indicators', () => {
  test('gives its value to each of them', async () => {
    const { json, lines } = await read((sheet) => {
      fill(sheet, dalian);
      sheet.getCell('E13').value = null;
      sheet.mergeCells('E12:E13');
    });
    expect(json).toMatchObject([{ indicators: [{ value: '≥3公里' }, { value: '≥3公里' }, { value: '≥90%' }] }]);
    expect(json).toMatchObject([{ indicators: INDICATORS?.map(({ level3 }) => ({ level3 })) }]);
    expect(lines).toEqual([]);
  });

  test('its description and its basis as well', async () => {
    const { json, lines } = await read((sheet) => {
      fill(sheet, [
        ['良种采购绩效目标表'],
        ['310204青石县林木种苗站', _, _, _, '单位：万元'],
        ['项目编码', '13028822BB07', '项目名称', '良种采购'],
        ['预算规模及资金用途', '预算数', '20', '其中：财政资金', '20', '其他资金', '0'],
        [_, '采购油松'],
        ['资金支出计划（%）', '3月底', '6月底', '10月底', '12月底'],
        [_, '25%', '50%', '75%', '100%'],
        ['绩效目标', '保证育苗用种'],
        ['一级指标', '二级指标', '三级指标', '绩效指标描述', '指标值', '指标值确定依据'],
        ['产出指标', '数量指标', '采购油松', '采购数量', '300公斤', '年度计划'],
        [_, _, '采购侧柏', _, '200公斤', _],
        [_, _, '采购刺槐', '采购数量（补种）', '100公斤', _],
      ]);
      sheet.mergeCells('D10:D11');
      sheet.mergeCells('F10:F12');
    });
    const rows = (json[0] as { indicators: Record<string, string>[] }).indicators;
    expect(rows.map(({ description, basis }) => `${description}|${basis}`)).toEqual([
      '采购数量|年度计划',
      '采购数量|年度计划',
      '采购数量（补种）|年度计划',
    ]);
    expect(lines).toEqual([]);
  });
});
