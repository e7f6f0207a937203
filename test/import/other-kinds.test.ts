import { describe, expect, test } from 'vitest';
import { readText } from './frame.ts';
import { fill, read } from './hand-made.ts';
import { asJson } from './samples.ts';

/**
 * Tables of other kinds as clerks type them into a sheet, small: each row with a cell for every column, `>` for one that a
 * merge from the left covers, `^` for one that a merge from above covers.
 */
const evaluation = [
  '项目支出绩效自评表|>|>|>|>|>|>|>|>',
  '(2023年度)|>|>|>|>|>|>|>|>',
  '项目名称|>|车间建设|>|>|>|>|>|>',
  '主管部门|>|农业农村局|>|>|实施单位|>|国资公司|>',
  '项目资金(万元)|>||年初预算数|全年预算数|全年执行数|分值|执行率|得分',
  '^|>|年度资金总额|1100|1000|900|10|90%|9',
  '^|>|其中:当年财政拨款|1100|1000|900|—|90%|—',
  '^|>|其他资金||||—||—',
  '年度总体目标|>|预期目标|>|>|实际完成情况|>|>|>',
  '^|>|建成车间|>|>|建成车间，试运行两个月|>|>|>',
  '绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施',
  '^|产出指标（60分）|数量指标|建设面积|≥1290平方米|1290平方米|50|50|',
  '^|^|时效指标|完成时间|≤10个月|12个月|10|7|雨季停工',
  '^|满意度指标(10分)|服务对象满意度指标|群众满意度|≥90%|95%|10|10|',
  '^|总分|>|>|>|>|80|76|',
];

const twoBlocks = [
  '项目绩效目标表|>|>|>|>|>',
  '(2021年度)|>|>|>|>|>',
  '填报单位(盖章):坝塘镇人民政府|>|>|>|>|>',
  '项目名称|道路建设|>|项目属性|新增项目□延续项目√|>',
  '主管部门|坝塘镇|>|主管部门编码||>',
  '项目单位|坝塘镇|项目负责人|张三|联系电话|',
  '起止时间|2021年度|>|>|>|>',
  '资金总额及构成|总额106.7522万元\n一、财政拨款:69.3552万元(其中:上级财政资金:69.3552万元;本级财政:0万元)\n二、自有资金:0万元\n三、其他:37.3970万元|>|>|>|>',
  '项目概况|三条村道|>|>|>|>',
  '项目立项情况|项目立项的依据|>|村民代表会议|>|>',
  '^|项目申报的可行性|>|已评估|>|>',
  '^|项目申报的必要性|>|出行不便|>|>',
  '项目实施进度计划|项目实施内容|>|>|开始时间|完成时间',
  '^|路基|>|>|2021年3月|2021年6月',
  '^|路面|>|>|2021年7月|2021年11月',
  '项目绩效目标|长期目标|>|年度目标|>|>',
  '^|改善出行|>|完成三条村道|>|>',
  '长期绩效指标|一级指标|二级指标|指标内容|指标值|备注',
  '^|产出指标|数量指标|村道里程|12公里|',
  '年度绩效指标|一级指标|二级指标|指标内容|指标值|备注',
  '^|产出指标|数量指标|村道里程|4公里|三条',
];

const unit = [
  '部门（单位）整体支出绩效目标申报表|>|>|>|>|>|>|>',
  '（2024年度）|>|>|>|>|>|>|>',
  '部门（单位）名称|>|>|某局|>|>|>|>',
  '年度主要任务|任务名称|>|主要内容|>|预算金额（万元）|>|>',
  '^|^|>|^|>|总额|财政拨款|其他资金',
  '^|保障运转|>|办公和水电|>|120|100|20',
  '^|民生服务|>|窗口服务|>|80|80|',
  '^|金额合计|>|>|>|210|180|20',
  '年度总体目标|服务民生|>|>|>|>|>|>',
  '年度绩效指标|一级指标|>|二级指标|>|三级指标|指标值|>',
  '^|产出指标|>|数量指标|>|服务次数|≥10次|>',
];

const monitor = [
  '项目支出绩效目标执行监控表|>|>|>|>|>|>|>|>|>|>|>|>|>|>|>|>',
  '(2019年度)|>|>|>|>|>|>|>|>|>|>|>|>|>|>|>|>',
  '项目名称|>|>|某项目|>|>|>|>|>|>|>|>|>|>|>|>|>',
  '主管部门及代码|>|>|[105]某部|>|>|实施单位|某校|>|>|>|>|>|>|>|>|>',
  '项目资金（万元）|>|>||>|>|>|年初预算数|>|>|1-8月执行数|>|>|1-8月执行率|>|全年预计执行数|>',
  '^|>|>|年度资金总额：|>|>|>|190|>|>|95|>|>|50%|>|190|>',
  '^|>|>|其中：财政拨款|>|>|>|190|>|>|95|>|>|50%|>|190|>',
  '^|>|>|上年结转资金|>|>|>||>|>||>|>||>||>',
  '^|>|>|其他资金|>|>|>||>|>||>|>||>||>',
  '年度总体目标|完成任务|>|>|>|>|>|>|>|>|>|>|>|>|>|>|>',
  '绩效指标|一级指标|二级指标|三级指标|年度指标值|1-8月执行数|全年预计执行数|偏差原因分析|>|>|>|>|>|完成目标可能性|>|>|备注',
  '^|^|^|^|^|^|^|经费保障|制度保障|人员保障|硬件条件保障|其他|原因说明|确定能|有可能|完全不可能|^',
  '^|产出指标|数量指标|活动次数|≥10次|5次|9次|||√|||人手不足||√||',
];

const lanes = [
  '项目支出绩效目标申报表|>|>|>|>|>|>|>|>',
  '( 2020年度)|>|>|>|>|>|>|>|>',
  '项目名称|>|>|足球扶持|>|>|>|>|>',
  '主管部门及代码|>|>|某部|>|实施单位|>|某校|>',
  '项目属性|>|>|延续|>|项目期|>|3年|>',
  '项目资金（万元）|>|>|中期资金总额：|30|年度资金总额：|>|10|>',
  '^|>|>|其中：财政拨款|30|其中：财政拨款|>|10|>',
  '^|>|>|其他资金||其他资金|>||>',
  '总体目标|中期目标（2020年—2022年）|>|>|>|年度目标|>|>|>',
  '^|办比赛|>|>|>|办两次|>|>|>',
  '绩效指标|一级指标|二级指标|三级指标|指标值|二级指标|三级指标|>|指标值',
  '^|产出指标|数量指标|比赛次数|≥6次|数量指标|比赛次数|>|≥2次',
  '^|^|质量指标|合格率|100%|^|参赛队数|>|≥8支',
  '^|满意度指标|服务对象满意度指标|学生满意度|≥90%|服务对象满意度指标|学生满意度|>|≥90%',
];

const cellsOf = (rows: string[]) => rows.map((row) => row.split('|'));
const quoted = (cell: string) => (cell.includes('\n') ? `"${cell}"` : cell);
const asGrid = (rows: string[]) =>
  cellsOf(rows)
    .map((row) => row.map((cell) => (cell === '>' || cell === '^' ? '' : quoted(cell))).join('\t'))
    .join('\n');
const asWeb = (rows: string[]) =>
  cellsOf(rows)
    .map((row) => row.filter((cell) => cell !== '>' && cell !== '^').join('\t'))
    .join('\n');

/** The merges that `>` and `^` stand for. */
function merged(rows: string[]): [number, number, number, number][] {
  const cells = cellsOf(rows);
  const found: [number, number, number, number][] = [];
  for (const [r, row] of cells.entries())
    for (const [c, cell] of row.entries()) {
      if (cell === '>' || cell === '^') continue;
      let [bottom, right] = [r, c];
      while (row[right + 1] === '>') right++;
      while (cells[bottom + 1]?.[c] === '^') bottom++;
      if (bottom > r || right > c) found.push([r + 1, c + 1, bottom + 1, right + 1]);
    }
  return found;
}

const ways: [string, (rows: string[]) => Promise<{ json: unknown[]; lines: string[]; errors: string[] }>][] = [
  ['as rows', async (rows) => shown(await readText(asGrid(rows)))],
  ['as a browser copies it', async (rows) => shown(await readText(asWeb(rows)))],
  [
    'as a workbook',
    async (rows) => {
      const { json, lines, notes } = await read((sheet) => {
        fill(
          sheet,
          cellsOf(rows).map((row) => row.map((cell) => (cell === '' || cell === '>' || cell === '^' ? null : cell))),
        );
        for (const box of merged(rows)) sheet.mergeCells(...box);
      });
      return {
        json,
        lines,
        errors: notes.filter(({ severity }) => severity === 'error').map(({ message }) => message),
      };
    },
  ],
];

function shown({ filings, lines, errors }: Awaited<ReturnType<typeof readText>>) {
  return { json: asJson(filings), lines, errors };
}

describe.each(ways)('%s', (_, readRows) => {
  test('a self-evaluation: amounts by row and column, points beside levels, what is worked out compared', async () => {
    const { json, lines, errors } = await readRows(evaluation);
    expect(errors).toEqual(['上年结转资金'].map(() => expect.stringContaining('上年结转资金')));
    expect(json).toMatchObject([
      {
        form: 'evaluation-2020',
        projectName: '车间建设',
        initialFunding: { total: '1100', fiscal: '1100', other: null },
        annualFunding: { total: '1000', fiscal: '1000', other: null },
        spentFunding: { total: '900', fiscal: '900', other: null },
        executionPoints: '10',
        goalResult: '建成车间，试运行两个月',
        indicators: [
          { level1: '产出指标(50分)', level2: '数量指标', actual: '1290平方米', points: '50', score: '' },
          { level1: '产出指标(50分)', level2: '时效指标', points: '10', score: '7', reason: '雨季停工' },
          { level1: '满意度指标(10分)', level2: '服务对象满意度指标', points: '10', score: '' },
        ],
      },
    ]);
    expect(lines.join('\n')).toContain('“产出指标（60分）”按“产出指标(50分)”读入');
    expect(lines.join('\n')).not.toContain('总分值印的是');
  });

  test('amounts under headings in another order, beside one that the form does not have', async () => {
    const swapped = evaluation.map((row, at) => {
      const cells = row.split('|');
      if (at < 4 || at > 7) return row;
      const [first, second] = [cells[3], cells[5]];
      cells[3] = second ?? '';
      cells[5] = at === 4 ? '上年决算数' : at === 5 ? '700' : '';
      return [...cells.slice(0, 6), first, ...cells.slice(6)].join('|');
    });
    const { json, errors } = await readRows(swapped);
    expect(json).toMatchObject([
      {
        initialFunding: { total: '1100', fiscal: '1100' },
        annualFunding: { total: '1000', fiscal: '1000' },
        spentFunding: { total: '900', fiscal: '900' },
        executionPoints: '10',
      },
    ]);
    expect(errors.join()).toContain('“上年决算数”');
    expect(errors.join()).toContain('“700”');
  });

  test('a schedule and two lists of indicators one below the other, boxes, several amounts in one cell', async () => {
    const { json, errors } = await readRows(twoBlocks);
    expect(errors).toEqual([]);
    expect(json).toMatchObject([
      {
        form: 'project-2011',
        filingUnit: '坝塘镇人民政府',
        projectAttribute: '延续项目',
        projectLeader: '张三',
        contactPhone: '',
        annualFunding: {
          total: '106.7522',
          fiscal: '69.3552',
          upper: '69.3552',
          local: '0',
          own: '0',
          other: '37.3970',
        },
        approval: { basis: '村民代表会议', feasibility: '已评估', necessity: '出行不便' },
        schedule: [
          { content: '路基', start: '2021年3月', end: '2021年6月' },
          { content: '路面', start: '2021年7月', end: '2021年11月' },
        ],
        periodGoal: '改善出行',
        annualGoal: '完成三条村道',
        periodIndicators: [{ level3: '村道里程', value: '12公里', remark: '' }],
        indicators: [{ level3: '村道里程', value: '4公里', remark: '三条' }],
      },
    ]);
  });

  test('the lists in another order go by the labels beside them', async () => {
    const { json, errors } = await readRows([
      ...twoBlocks.slice(0, 17),
      ...twoBlocks.slice(19),
      ...twoBlocks.slice(17, 19),
    ]);
    expect(errors).toEqual([]);
    expect(json).toMatchObject([{ periodIndicators: [{ value: '12公里' }], indicators: [{ value: '4公里' }] }]);
  });

  test('a heading of two rows above rows without levels; sums are compared', async () => {
    const { json, lines, errors } = await readRows(unit);
    expect(errors).toEqual([]);
    expect(json).toMatchObject([
      {
        form: 'unit-2015',
        unitName: '某局',
        annualGoal: '服务民生',
        tasks: [
          { task: '保障运转', content: '办公和水电', fiscal: '100', other: '20' },
          { task: '民生服务', content: '窗口服务', fiscal: '80' },
        ],
        indicators: [{ level3: '服务次数', value: '≥10次' }],
      },
    ]);
    expect(lines.filter((line) => line.includes('金额合计'))).toEqual([
      expect.stringContaining('“金额合计”的总额印的是“210”，各行之和是“200”，请核对'),
    ]);
  });

  test('a heading that names another unit of money', async () => {
    const { json, errors } = await readRows(
      unit.map((row) => row.replace('（万元）', '（元）').replace('|120|100|20', '|1200000|1000000|200000')),
    );
    expect(errors).toEqual([]);
    expect(json).toMatchObject([{ tasks: [{ fiscal: '100.00', other: '20.00' }, {}] }]);
  });

  test('a month in headings, ticks under a heading of two rows', async () => {
    const { json, errors } = await readRows(monitor);
    expect(errors).toEqual([]);
    expect(json).toMatchObject([
      {
        form: 'monitor-2019',
        month: 8,
        initialFunding: { total: '190' },
        spentFunding: { total: '95', fiscal: '95' },
        expectedFunding: { total: '190' },
        annualGoal: '完成任务',
        indicators: [{ actual: '5次', expected: '9次', staff: '✔', reason: '人手不足', certain: '', likely: '✔' }],
      },
    ]);
  });

  test('two lists side by side that share their level 1', async () => {
    const { json, errors } = await readRows(lanes);
    expect(errors).toEqual([]);
    expect(json).toMatchObject([
      {
        form: 'project-2015',
        goalYears: { from: 2020, to: 2022 },
        periodFunding: { total: '30' },
        annualFunding: { total: '10', fiscal: '10' },
        periodIndicators: [
          { level1: '产出指标', level2: '数量指标', level3: '比赛次数', value: '≥6次' },
          { level1: '产出指标', level2: '质量指标', level3: '合格率', value: '100%' },
          { level1: '满意度指标', level2: '服务对象满意度指标', level3: '学生满意度', value: '≥90%' },
        ],
        indicators: [
          { level1: '产出指标', level2: '数量指标', level3: '比赛次数', value: '≥2次' },
          { level1: '产出指标', level2: '数量指标', level3: '参赛队数', value: '≥8支' },
          { level1: '满意度指标', level2: '服务对象满意度指标', level3: '学生满意度', value: '≥90%' },
        ],
      },
    ]);
  });
});
