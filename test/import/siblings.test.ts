import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { FRAME, frame, ROWS, readText, VALUES } from './frame.ts';
import { dalian, expected, fill, read, readWith } from './hand-made.ts';
import { twoForms } from './two-forms.ts';

const without = (...ids: (keyof typeof VALUES)[]) =>
  Object.fromEntries(Object.entries(VALUES).filter(([id]) => !ids.includes(id as keyof typeof VALUES)));

describe('T1: forms that only resemble ours', () => {
  test('a project sheet without title and indicators is no table of 大连, though it has six of its labels', async () => {
    const { filings, errors } = await readText(
      [
        '项目名称\t甲\t项目编码\t123456',
        '主管部门\t乙\t实施单位\t丙',
        '项目类别\t其他运转类\t项目属性\t新增',
        '项目实施期\t2026年\t申报金额\t100',
        '立项依据\t有关文件',
      ].join('\n'),
    );
    expect(filings).toEqual([]);
    expect(errors.join()).toContain('软件里没有这种表样');
  });

  test('a header that names its columns twice, for 实施期 and 年度, is of another form under a title of the same kind', async () => {
    const { filings, errors } = await readText(
      frame({
        title: '项目支出绩效目标表',
        header: '一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值',
        rows: '产出指标\t数量指标\t份数\t5份\t数量指标\t份数\t2份',
      }),
      twoForms,
    );
    expect(filings).toEqual([]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('像是“项目支出绩效目标表”');
  });
});

describe('T3: a label that no known form prints is no value', () => {
  const LABELS = '开户银行 统一社会信用代码 银行账号 项目责任科室 单位类别 预算编码 资金类型 项目经理 科室负责人'.split(
    ' ',
  );

  test.each(LABELS)('%s, with the value before it empty or its cell lost', async (label) => {
    for (const gap of ['\t\t', '\t']) {
      const { values, errors } = await readText(
        frame({ department: `主管部门\t水务局\t\t实施单位${gap}${label}\t某某` }),
      );
      expect(values).toEqual(without('implementingUnit'));
      expect(errors).toEqual([`第 5 行：表样中没有“${label}”一栏，未读入“某某”`]);
    }
  });

  test('alone behind an empty cell', async () => {
    const { values, errors } = await readText(frame({ department: '主管部门\t水务局\t\t实施单位\t\t开户银行' }));
    expect(values).toEqual(without('implementingUnit'));
    expect(errors).toEqual(['第 5 行：表样中没有“开户银行”一栏']);
  });

  test('a project that is called so keeps its name', async () => {
    const { values, errors } = await readText(
      frame({ name: '项目名称\t更换统一社会信用代码\t\t项目实施期\t2025年3月至2025年11月' }),
    );
    expect(values).toEqual({ ...VALUES, projectName: '更换统一社会信用代码' });
    expect(errors).toEqual([]);
  });
});

describe('T4: whose part an amount is', () => {
  test('parts in one row with 年度金额 are those of the year', async () => {
    const { values } = await readText(
      frame({ total: '资金投入(万元)\t年度金额\t20\t其中:财政拨款\t15\t其他资金\t5', fiscal: null, other: null }),
    );
    expect(values).toEqual(without('periodFunding.total', 'periodFunding.fiscal', 'periodFunding.other'));
  });

  test('a single column of parts under a total that is not known is read into neither, and named', async () => {
    const { values, errors } = await readText(
      frame({
        total: '资金投入(万元)\t本次申请数\t20',
        fiscal: '\t财政拨款\t15',
        other: '\t其他资金\t5',
      }),
    );
    for (const id of Object.keys(VALUES).filter((id) => id.includes('Funding'))) expect(values[id]).toBeUndefined();
    expect(errors.join('\n')).toContain('未读入“15”');
    expect(errors.join('\n')).toContain('未读入“5”');
  });

  test('a matrix with a corner and a column that the form does not have', async () => {
    const { values, errors } = await readText(
      frame({
        total: '资金投入(万元)\t资金来源\t实施期金额\t年度金额\t依据\n\t合计\t30\t20\t批复',
        fiscal: '\t财政拨款\t20\t15\t',
        other: '\t其他资金\t10\t5\t',
      }),
    );
    expect(values).toEqual(VALUES);
    expect(errors).toEqual(['第 6 行：表样中没有“依据”一栏，未读入“批复”']);
  });

  test.each(['本年度资金总额', '年度预算金额', '本年资金总额'])('%s is the amount of the year', async (label) => {
    const { values } = await readText(frame({ total: `资金投入(万元)\t实施期总金额\t30\t${label}\t20` }));
    expect(values).toEqual(VALUES);
  });
});

describe('T5: rows under the indicators, by what they are called', () => {
  test.each([
    '财政局审核意见\t同意',
    '主管处室意见\t同意上报',
    '领导审批\t\t\t\t同意',
    '单位盖章\t某某局',
    '复核\t王五\t制单\t赵六',
    '特此说明\t无其他',
    '其他需说明的问题\t无',
    '绩效评价得分\t\t\t\t98',
    '联系人及电话\t张三 13900000000',
    '附件\t合同一份',
  ])('%s', async (row) => {
    const { rows, errors } = await readText(frame({ rows: `${FRAME.rows}\n${row}` }));
    expect(rows).toEqual(ROWS);
    expect(errors).toEqual([`第 14 行：表样中没有这一行，未读入“${row.split(/\t+/).join(' ')}”`]);
  });

  test('an indicator that lost its levels and is called alike stays one, by its value', async () => {
    const { rows } = await readText(frame({ rows: `${FRAME.rows}\n收集群众意见\t≥50条` }));
    expect(rows.at(-1)).toBe('满意度指标|服务对象满意度指标|收集群众意见|≥50条');
  });
});

describe('X6: levels in further decorations', () => {
  const rows = (level1: string, level2: string) =>
    readText(
      frame({
        rows: `${level1}\t${level2}\t清淤长度\t\t≥3公里\n满意度指标\t服务对象满意度指标\t沿岸居民满意度\t\t≥90%`,
      }),
    );

  test.each([
    ['【产出指标】', '【数量指标】'],
    ['《产出指标》', '“数量指标”'],
    ['产出指标；', '数量指标、'],
    ['产出指标 50', '数量指标[20分]'],
    ['产出指标【50分】', '数量指标（权重20%）'],
    ['一级指标1：产出指标', '二级指标1：数量指标'],
    ['*产出指标', '√数量指标'],
    ['Ⅰ.产出指标', '①数量指标'],
    ['II、产出指标', 'A.数量指标'],
    ['★1.产出指标(50分)', '1.1 数量指标'],
  ])('%s and %s', async (level1, level2) => {
    const { rows: found, lines, errors } = await rows(level1, level2);
    expect(found).toEqual(ROWS);
    expect(errors).toEqual([]);
    expect(lines.filter((line) => line.includes('未读入'))).toHaveLength(2);
  });

  test('any marks around any name', async () => {
    const mark = fc.constantFrom(
      '★',
      '【】',
      '（）',
      '“”',
      '《》',
      '1.',
      '(一)',
      '①',
      'A、',
      '50分',
      '(20分)',
      '：',
      '*',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(mark, { minLength: 1, maxLength: 2 }), async (marks) => {
        const decorated = marks.reduce((text, sign) => {
          if (/^[【（“《]/.test(sign)) return `${sign[0]}${text}${sign[1]}`;
          return /[分：)]$/.test(sign) && !sign.includes('一') ? `${text}${sign}` : `${sign}${text}`;
        }, '产出指标');
        const { rows: found } = await rows(decorated, '数量指标');
        expect(found).toEqual(ROWS);
      }),
      { numRuns: 60 },
    );
  });

  test('同上 and 〃 are the level above, with a hint', async () => {
    const { rows: found, lines } = await readText(
      frame({ rows: `${FRAME.rows.split('\n')[0]}\n同上\t同上\t清运淤泥\t\t≥2吨\n〃\t〃\t修复护岸\t\t≥1处` }),
    );
    expect(found).toEqual([ROWS[0], '产出指标|数量指标|清运淤泥|≥2吨', '产出指标|数量指标|修复护岸|≥1处']);
    expect(lines[0]).toBe('第 13 行：“同上”按上一行的指标级别读入');
  });

  test('a text of quotes in another column stays as typed', async () => {
    const { json } = await read((sheet) => {
      fill(sheet, dalian);
      sheet.getCell('C13').value = '同上';
      sheet.mergeCells('A12:A13');
      sheet.mergeCells('B12:B13');
    });
    expect(json).toMatchObject([{ indicators: [{}, { level2: '数量指标', level3: '同上' }, {}] }]);
  });

  test('a row of dots is no indicator, and told', async () => {
    const { rows: found, lines } = await readText(frame({ rows: `${FRAME.rows}\n\t\t……\t\t` }));
    expect(found).toEqual(ROWS);
    expect(lines).toEqual(['第 14 行：这一行只有“……”，没有读成指标']);
  });
});

describe('X7: costs as a level 1, without 指标 behind their names', () => {
  test('经济成本, 社会成本, 生态环境成本', async () => {
    const { rows, lines } = await readText(
      frame({
        rows: '成本指标(20分)\t经济成本\t总成本\t\t≤5万元\n\t社会成本\t投诉\t\t≤1次\n\t生态环境成本\t污染\t\t0起',
      }),
    );
    expect(rows).toEqual([
      '成本指标|经济成本|总成本|≤5万元',
      '成本指标|社会成本|投诉|≤1次',
      '成本指标|生态环境成本|污染|0起',
    ]);
    expect(lines.join()).not.toContain('不是表样中的一级指标');
  });
});

describe('X8: a split value under other headings', () => {
  const NAMES = [
    ['比较符号', '目标值', '单位'],
    ['条件', '指标值', '度量单位'],
    ['关系', '值', '单位'],
    ['算式', '指标值', '单位'],
    ['指标值符号', '指标值', '指标值单位'],
    ['判断符', '年度指标值', '量纲'],
    ['逻辑符', '年度目标值', '计量单位'],
    ['指标性质', '数值', '单位'],
  ];
  const ROW = '产出指标\t数量指标\t清淤长度\t≥\t3\t公里\n满意度指标\t服务对象满意度指标\t沿岸居民满意度\t≥\t90\t%';

  test.each(NAMES)('%s, %s, %s', async (sign, value, unit) => {
    const { rows, lines } = await readText(
      frame({ header: `一级指标\t二级指标\t三级指标\t${sign}\t${value}\t${unit}`, rows: ROW }),
    );
    expect(rows).toEqual(ROWS);
    expect(lines).toEqual([]);
  });

  test('in a second row of the header', async () => {
    const { rows, lines } = await readText(
      frame({ header: '一级指标\t二级指标\t三级指标\t指标值\t\t\n\t\t\t符号\t值\t单位', rows: ROW }),
    );
    expect(rows).toEqual(ROWS);
    expect(lines).toEqual([]);
  });

  test('what stands in the column of signs and is none is told by the name of the column', async () => {
    const { rows, errors } = await readText(
      frame({ header: '一级指标\t二级指标\t三级指标\t指标方向\t指标值\t单位', rows: ROW.replace('≥\t3', '正向\t≥3') }),
    );
    expect(rows).toEqual(ROWS);
    expect(errors).toEqual(['第 12 行：表样中没有“指标方向”列，未读入“正向”']);
  });

  test('a column of ordinal numbers left of the indicators', async () => {
    const { rows, lines } = await readText(
      frame({
        header: '序号\t一级指标\t二级指标\t三级指标\t年度指标值',
        rows: '1\t产出指标\t数量指标\t清淤长度\t≥3公里\n2\t满意度指标\t服务对象满意度指标\t沿岸居民满意度\t≥90%',
      }),
    );
    expect(rows).toEqual(ROWS);
    expect(lines).toEqual(['第 11 行：指标左侧的序号列未读入']);
  });
});

describe('X10: years and units above the frame', () => {
  test.each(['（二〇二五年度）', '二○二五年', '〔2025年〕'])('%s', async (year) => {
    expect((await readText(frame({ year }))).values).toEqual(VALUES);
  });

  test.each(['填报单位：（盖章） 河道所', '填报单位（盖章）：河道所', '填报单位：河道所（公章）'])(
    '%s',
    async (line) => {
      const { values } = await readText(frame({ unit: `${line}\t单位: 万元` }));
      expect(values).toEqual({ ...VALUES, filingUnit: '河道所' });
    },
  );
});

describe('T2: tables beside one another', () => {
  const INDICATORS = expected[0]?.indicators;
  const other = dalian.map((row) => row.map((value) => (value === '河道清淤' ? '护岸修复' : value)));

  test.each([
    ['with a column between', 7],
    ['without one', 6],
  ])('two of ours, %s, are two filings', async (_, left) => {
    const { json, lines } = await read((sheet) => {
      fill(sheet, dalian);
      fill(sheet, other, 1, left);
    });
    expect(json).toEqual([expected[0], { ...expected[0], projectName: '护岸修复' }]);
    expect(lines).toEqual([]);
  });

  test('one of another form beside ours is refused, and ours read', async () => {
    const foreign = [
      ['项目支出绩效自评表'],
      ['项目名称', '乙'],
      ['主管部门', '水务局', '实施单位', '河道所'],
      ['年度总体目标', '预期目标', '实际完成情况'],
      ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '得分'],
      ['产出指标', '数量指标', '份数', '5份', '5份', 10],
    ];
    for (const top of [1, 4]) {
      const { json, lines } = await readWith(twoForms, (sheet) => {
        fill(sheet, dalian);
        fill(sheet, foreign, top, 7);
      });
      expect(json).toMatchObject([{ projectName: '河道清淤', indicators: INDICATORS }]);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain('像是“项目支出绩效自评表”');
    }
  });

  test('notes right of the table are no table', async () => {
    const { json, lines } = await read((sheet) => {
      fill(sheet, dalian);
      fill(sheet, [['项目名称'], ['校验']], 5, 7);
    });
    expect(json).toMatchObject([{ projectName: '河道清淤', indicators: INDICATORS }]);
    expect(lines.join()).toContain('“校验”');
  });
});

describe('T1: our own table in the hand of another person', () => {
  const changed = (change: (text: string) => string) =>
    read((sheet) =>
      fill(
        sheet,
        dalian.map((row) => row.map((value) => (typeof value === 'string' ? change(value) : value))),
      ),
    );
  const LABELS = [
    '项目名称',
    '主管部门',
    '实施单位',
    '实施期金额',
    '年度金额',
    '其他资金',
    '绩效目标',
    '年度目标',
    '三级指标',
  ];
  const around = (before: string, behind: string) => (text: string) =>
    LABELS.includes(text) ? `${before}${text}${behind}` : text;

  test.each([
    ['*', ''],
    ['', '*'],
    ['★', ''],
    ['1.', ''],
    ['四、', ''],
    ['（一）', ''],
    ['', '（必填）'],
    ['', '（盖章）'],
    ['', '：'],
    ['*', '：'],
    ['　', ' '],
  ])('labels with “%s” before and “%s” behind', async (before, behind) => {
    const { json, lines } = await changed(around(before, behind));
    expect(json).toEqual(expected);
    expect(lines).toEqual([]);
  });

  test('labels in words of nearly the same meaning', async () => {
    const other: Record<string, string> = {
      项目实施期: '实施期限',
      实施期金额: '实施期总金额',
      年度金额: '年度预算金额',
      实施期目标: '实施期总目标',
      年度目标: '年度总体目标',
      年度指标值: '指标值',
    };
    const { json, lines } = await changed((text) => other[text] ?? text);
    expect(json).toEqual(expected);
    expect(lines).toEqual([]);
  });

  test('T2: a header that is printed again on a further page', async () => {
    const header = dalian[10] as string[];
    const { json, lines } = await read((sheet) =>
      fill(sheet, [...dalian.slice(0, 13), ['续上页'], header, ...dalian.slice(13)]),
    );
    expect(json).toEqual(expected);
    expect(lines).toEqual([]);
  });

  test('T5: a line of signatures set off below is quoted whole', async () => {
    const { json, lines } = await read((sheet) => {
      fill(sheet, dalian);
      fill(sheet, [['填报人：张三', null, '联系电话：13900000000']], dalian.length + 2);
    });
    expect(json).toEqual(expected);
    expect(lines).toEqual(['表.xlsx：工作表“表1”第 16 行：表格以外的内容“填报人：张三 联系电话：13900000000”未读入']);
  });
});

describe('X11: text in UTF-16 without a byte order mark', () => {
  const text = frame().replace('河道清淤', '第一期河道清淤');
  const bigEndian = (bytes: Buffer) => Buffer.from(bytes).swap16();

  test.each([
    ['little endian', (bytes: Buffer) => bytes],
    ['big endian', bigEndian],
  ])('%s, as text and as CSV', async (_, order) => {
    for (const [name, content] of [
      ['表.txt', text],
      ['表.csv', text.replaceAll('\t', ',')],
    ] as const) {
      const { filings, notes } = await readBytes(name, order(Buffer.from(content, 'utf16le')));
      expect(filings[0]?.values).toEqual({ ...VALUES, projectName: '第一期河道清淤' });
      expect(notes).toEqual([]);
    }
  });

  test('what is no text stays none', async () => {
    const bytes = Buffer.from(Array.from({ length: 4000 }, (_, at) => (at % 2 === 0 ? (at * 7) % 251 : 0)));
    expect((await readBytes('表.txt', bytes)).filings).toEqual([]);
  });
});
