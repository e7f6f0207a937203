import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapForm } from '../../electron/import/recognition/form-map.ts';
import { PRINTED_LABELS } from '../../electron/import/recognition/known-labels.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { FRAME, frame, ROWS, readText, VALUES } from './frame.ts';
import { dalian, expected, fill, merges, read } from './hand-made.ts';

describe('T3: a text that is a label of a form is no value, unless the row is the form’s cell for cell', () => {
  test.each([
    ['behind an empty cell', '主管部门\t水务局\t\t实施单位\t\t项目负责人\t张三'],
    ['in the place of the value', '主管部门\t水务局\t\t实施单位\t项目负责人\t张三'],
  ])('%s', async (_, department) => {
    const { values, errors } = await readText(frame({ department }));
    expect(values).toEqual({ ...VALUES, implementingUnit: undefined });
    expect(errors).toEqual(['第 5 行：表样中没有“项目负责人”一栏，未读入“张三”']);
  });

  test('in the middle of a row', async () => {
    const { values, errors } = await readText(frame({ department: '主管部门\t\t联系电话\t123\t实施单位\t河道管理所' }));
    expect(values).toEqual({ ...VALUES, supervisingDepartment: undefined });
    expect(errors).toEqual(['第 5 行：表样中没有“联系电话”一栏，未读入“123”']);
  });

  test('in a row of its own, with or without a value', async () => {
    const { values, errors } = await readText(
      frame({ department: `${FRAME.department}\n项目负责人\t张三\t\t联系电话\t\n项目起止时间\t2025年` }),
    );
    expect(values).toEqual(VALUES);
    expect(errors).toEqual([
      '第 6 行：表样中没有“项目负责人”一栏，未读入“张三”',
      '第 6 行：表样中没有“联系电话”一栏',
      '第 7 行：表样中没有“项目起止时间”一栏，未读入“2025年”',
    ]);
  });

  test('a text before another, where one is expected', async () => {
    const { values, errors } = await readText(frame({ department: '主管部门\t水务局\t\t实施单位\t\t责任同志\t张三' }));
    expect(values).toEqual({ ...VALUES, implementingUnit: undefined });
    expect(errors).toEqual(['第 5 行：表样中没有“责任同志”一栏，未读入“张三”']);
  });

  test('a remark or the number of a page between the rows is no part of a goal', async () => {
    const between = (line: string) => readText(frame({ texts: `${FRAME.texts}\n${line}` }));
    const remark = await between('备注\t跨年');
    expect(remark.values).toEqual(VALUES);
    expect(remark.errors).toEqual(['第 11 行：表样中没有“备注”一栏，未读入“跨年”']);
    for (const line of ['第 1 页 共 2 页', '（续上页）', '- 3 -'])
      expect(await between(line)).toMatchObject({ values: VALUES, errors: [`第 11 行：未能识别“${line}”`] });
  });

  test('where the text under a label is expected', async () => {
    const { filings, errors } = await readText(
      [
        '清淤绩效目标表',
        '项目编码\t1\t项目名称\t清淤',
        '预算规模及资金用途\t预算数\t1\t其中：财政资金\t1\t其他资金\t0',
        '财政专户管理资金\t0',
        '绩效目标\t清淤三公里',
        '一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据',
        '产出指标\t数量指标\t清淤长度\t长度\t3公里\t计划',
      ].join('\n'),
    );
    expect(filings[0]?.values).toMatchObject({ projectName: '清淤', 'budget.other': '0', goals: '清淤三公里' });
    expect(filings[0]?.values.budgetNarrative).toBeUndefined();
    expect(errors).toContain('第 4 行：表样中没有“财政专户管理资金”一栏，未读入“0”');
  });

  test('a value under a heading the form lacks goes nowhere else', async () => {
    const { values, errors } = await readText(frame({ goals: '绩效目标\t中期目标\t\t年度目标\t' }));
    expect(values).toEqual({ ...VALUES, periodGoal: undefined });
    expect(errors[0]).toBe('第 9 行：表样中没有“中期目标”一栏，未读入“清淤三公里”');
  });

  test('any label that forms are known to print, anywhere a value stands', async () => {
    const parts = ['name', 'department'] as const;
    const foreign = [...PRINTED_LABELS].filter((label) => !mapForm(dalianProject).labelTexts.has(label));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...foreign),
        fc.constantFrom(...parts),
        fc.constantFrom(1, 4),
        fc.boolean(),
        async (label, part, at, shifted) => {
          const cells = FRAME[part].split('\t');
          cells.splice(at, 1, ...(shifted ? ['', label] : [label]));
          const { filings, values, notes } = await readText(frame({ [part]: cells.join('\t') }));
          expect(filings).toHaveLength(1);
          const messages = notes.map(({ message }) => message).join();
          // In a row that is the form's cell for cell it stands in the place of a value.
          if (shifted) expect(Object.values(values)).not.toContain(label);
          else expect(Object.values(values)).toContain(label);
          expect(messages).toContain(shifted ? '一栏' : `“${label}”也是栏目的名称`);
        },
      ),
      { numRuns: 120 },
    );
  });

  test('in a sheet with the form’s own merges the cell of a value holds a value', async () => {
    const { json, lines } = await read((sheet) => {
      fill(sheet, dalian);
      for (const range of merges) sheet.mergeCells(range);
      sheet.getCell('B5').value = '主管部门';
    });
    expect(json).toEqual([{ ...expected[0], supervisingDepartment: '主管部门' }]);
    expect(lines).toEqual([]);
  });

  test('in a sheet of another shape it is named with its cell', async () => {
    const { lines } = await read((sheet) => {
      fill(sheet, dalian);
      sheet.getCell('E5').value = null;
      sheet.getCell('F5').value = '项目负责人';
      sheet.getCell('G5').value = '张三';
    });
    expect(lines).toEqual(['表.xlsx：工作表“表1”的 F5：表样中没有“项目负责人”一栏，未读入“张三”']);
  });
});

describe('T4: amounts go by the words of their row and their column', () => {
  const amounts = { total: null, fiscal: null, other: null };

  test('only rows of the year', async () => {
    const { values, errors } = await readText(
      frame({
        ...amounts,
        total: '资金投入(万元)\t年度资金总额\t20',
        fiscal: '\t其中: 财政拨款\t15',
        other: '\t其他资金\t5',
      }),
    );
    expect(values).toEqual({
      ...VALUES,
      ...Object.fromEntries(['total', 'fiscal', 'other'].map((part) => [`periodFunding.${part}`, undefined])),
    });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('表中没有找到“实施期金额”“实施期财政拨款”“实施期其他资金”');
  });

  test('a part that says the year by itself', async () => {
    const { values } = await readText(
      frame({ ...amounts, total: '项目资金(万元)\t年度资金总额\t20', fiscal: '\t其中:当年财政拨款\t15' }),
    );
    expect(values).toMatchObject({ 'annualFunding.total': '20', 'annualFunding.fiscal': '15' });
    expect(values['periodFunding.fiscal']).toBeUndefined();
  });

  test.each([
    [
      'whose they are over the columns',
      '资金投入(万元)\t\t实施期金额\t年度金额\n\t总额\t30\t20\n\t其中: 财政拨款\t20\t15\n\t其他资金\t10\t5',
    ],
    ['in short words', '资金投入(万元)\t\t实施期\t年度\n\t合计\t30\t20\n\t其他资金\t10\t5\n\t财政拨款\t20\t15'],
    ['the years first', '资金投入(万元)\t\t年度\t实施期\n\t总额\t20\t30\n\t财政拨款\t15\t20\n\t其他资金\t5\t10'],
    [
      'what they are over the columns',
      '资金投入(万元)\t\t总额\t财政拨款\t其他资金\n\t实施期金额\t30\t20\t10\n\t年度金额\t20\t15\t5',
    ],
    [
      'as a browser copies it',
      '资金投入(万元)\t\t实施期金额\t年度金额\n总额\t30\t20\n其中: 财政拨款\t20\t15\n其他资金\t10\t5',
    ],
  ])('a block with %s', async (_, total) => {
    const { values, lines } = await readText(frame({ ...amounts, total }));
    expect(values).toEqual(VALUES);
    expect(lines).toEqual([]);
  });

  test('an empty amount of a block stays empty, the others go under their headings', async () => {
    const total = '资金投入(万元)\t\t实施期\t年度\n\t总额\t30\t20\n\t财政拨款\t\t15\n\t其他资金\t10\t\t7';
    const { values, errors } = await readText(frame({ ...amounts, total }));
    expect(values).toMatchObject({ 'annualFunding.fiscal': '15', 'periodFunding.other': '10' });
    expect(values['periodFunding.fiscal']).toBeUndefined();
    expect(values['annualFunding.other']).toBe('7');
    expect(errors.join()).not.toContain('不是金额');
  });

  test('in a sheet, by its columns', async () => {
    const { json } = await read((sheet) => {
      fill(sheet, dalian);
      fill(
        sheet,
        [
          ['资金投入（万元）', null, '实施期', '年度', null],
          [null, '总额', '30', '20', null],
          [null, '其他资金', null, '5', null],
        ],
        6,
      );
      for (const cell of ['E6', 'E7', 'E8']) sheet.getCell(cell).value = null;
      sheet.getCell('B6').value = null;
      sheet.getCell('C8').value = null;
    });
    expect(json).toMatchObject([
      {
        periodFunding: { total: '30', fiscal: null, other: null },
        annualFunding: { total: '20', fiscal: null, other: '5' },
      },
    ]);
  });
});

describe('T2: a second header of the indicators', () => {
  const header = FRAME.header;
  const [first = '', last = ''] = FRAME.rows.split('\n');

  test('with levels that begin anew heads a table that is not read, and that is told', async () => {
    const { rows, errors } = await readText(frame({ rows: `${FRAME.rows}\n${header}\n${FRAME.rows}` }));
    expect(rows).toEqual(ROWS);
    expect(errors).toEqual([
      '第 14 行：从这一行起是第二张指标表，表样中只有一张，“产出指标 数量指标 清淤长度 ≥3公里”等 2 行未读入；请另建一张表',
    ]);
  });

  test('under another label beside it too', async () => {
    const side = (label: string, rows: string) => [`${label}\t${header}`, ...rows.split('\n').map((row) => `\t${row}`)];
    const text = frame({ header: null, rows: null });
    const { rows, errors } = await readText(
      [text, ...side('长期绩效指标', first), ...side('年度绩效指标', last)].join('\n'),
    );
    expect(rows).toEqual([ROWS[0]]);
    expect(errors.join()).toContain('第二张指标表“年度绩效指标”');
  });

  test('that nothing sets off is told, the rows stay in one table', async () => {
    const { rows, errors } = await readText(frame({ rows: `${first}\n${header}\n${last}` }));
    expect(rows).toEqual(ROWS);
    expect(errors).toEqual(['第 13 行：此处又有一行指标表头，前后各行已读成一张指标表，请核对']);
    const same = await readText(frame({ rows: `${first}\n${header}\n${first}` }));
    expect(same.errors).toHaveLength(1);
  });

  test('with other columns', async () => {
    const { rows, errors } = await readText(
      frame({ rows: `${first}\n二级指标\t一级指标\t三级指标\t\t年度指标值\n${last}` }),
    );
    expect(rows).toEqual([ROWS[0]]);
    expect(errors[0]).toContain('第二张指标表');
  });

  test('on a further page is none', async () => {
    const { rows, lines } = await readText(frame({ rows: `${first}\n\n${header}\n${last}` }));
    expect(rows).toEqual(ROWS);
    expect(lines).toEqual([]);
  });
});
