import { describe, expect, test } from 'vitest';
import { fixAll } from '../../shared/checks/fix.ts';
import { allRules } from '../../shared/checks/rules.ts';
import { checkFiling } from '../../shared/checks/run.ts';
import { applyAll } from '../../shared/filing/edits.ts';
import { type Row, rowsOf, typedText, withRows } from '../../shared/filing/filing.ts';
import { placeOf } from '../../shared/filing/path.ts';
import { type Form, indicatorTables } from '../../shared/form/form.ts';
import { twoLanes } from '../forms/two-lanes.ts';
import { judgedBy, sample } from './samples.ts';
import type { Table } from './tables.ts';

/** Rules of tables that came with the kinds of forms after the first two, on the forms that have them: both ways. */

/** What is wrong, the table, the place, and the text that the repair leaves there. */
type Fires = [what: string, table: Table, path: string, becomes?: string];
type Silent = [what: string, table: Table];

const at = (row: number, column: string) => `indicators[${row}].${column}`;
const monitor = (texts: Record<string, string> = {}) => sample('monitor-2019', texts);
const evaluation = (texts: Record<string, string> = {}) => sample('evaluation-2020', texts);
const sichuan = (texts: Record<string, string> = {}) => sample('evaluation-sichuan', texts);
const unit = (texts: Record<string, string> = {}) => sample('unit-2015', texts);
const split = (texts: Record<string, string> = {}) => sample('project-split', texts);
const department = (texts: Record<string, string> = {}) => sample('department-hebei', texts);
const emptied = (table: Table, id: string): Table => ({ ...table, filing: withRows(table.filing, id, []) });
const changed = (table: Table, id: string, change: (rows: readonly Row[]) => Row[]): Table => ({
  ...table,
  filing: withRows(table.filing, id, change(rowsOf(table.filing, id))),
});
/** Score caps by the rate of execution, as some regions have them. */
const capped = (texts: Record<string, string>) =>
  judgedBy(evaluation(texts), () => ({
    caps: {
      rate: 'executionRate.total',
      score: 'totalScore',
      steps: [
        { below: 80, most: 89 },
        { below: 70, most: 79 },
        { below: 60, most: 69 },
        { below: 50, most: 59 },
      ],
    },
  }));
const spent = (total: string, fiscal: string) => ({
  'spentFunding.total': total,
  'spentFunding.fiscal': fiscal,
  'spentFunding.carryOver': '0',
  'spentFunding.other': '0',
});
/** The split table under a form whose system sets an indicator. */
const withFixed = (table: Table) =>
  judgedBy(table, ({ checks: { tables } }) => ({
    tables: {
      ...tables,
      indicators: { ...tables.indicators, fixed: [{ name: '施工占用耕地复垦率', value: '＝100%' }] },
    },
  }));
/** The department's text, with the sum of its purchases said to be the public expenses. */
const withTotal = (total: string) => {
  const table = department({ 'operating.total': total });
  const sums = [{ rule: 'R14', total: 'operating.total', parts: ['purchases[].total'] }];
  return { ...table, form: { ...table.form, amounts: { ...table.form.amounts, sums } } };
};
/** Tasks whose totals are typed, under a form that adds them up in each row. */
const typedTotals = (total: string): Table => {
  const table = changed(unit(), 'tasks', (rows) => rows.map((row, index) => (index === 0 ? { ...row, total } : row)));
  const bands = table.form.bands.map((band) =>
    band.kind !== 'table'
      ? band
      : {
          ...band,
          lanes: band.lanes.map((lane) => ({
            ...lane,
            columns: lane.columns.map((column) =>
              'columns' in column
                ? { ...column, columns: column.columns.map(({ computed: _, ...rest }) => rest) }
                : column,
            ),
          })),
        },
  );
  const sums = [{ rule: 'R14', total: 'tasks[].total', parts: ['tasks[].fiscal', 'tasks[].other'] }];
  const form = { ...table.form, bands, amounts: { ...table.form.amounts, sums } } as Form;
  return { form, filing: withRows(table.filing, 'tasks', [...rowsOf(table.filing, 'tasks').slice(0, 1)]) };
};

const cases: Record<string, { fires: Fires[]; silent: Silent[] }> = {
  R03: {
    fires: [
      ['no goal of the year in a table of goals', emptied(sample('unit-integrated'), 'goals'), ''],
      ['a goal without its text', sample('unit-integrated', { 'goals[0].goal': '' }), 'goals[0].goal'],
    ],
    silent: [['goals in a table', sample('unit-integrated')]],
  },
  R11: {
    fires: [
      ['words in a column of amounts', unit({ 'tasks[1].fiscal': '约二百' }), 'tasks[1].fiscal'],
      ['less than zero', unit({ 'tasks[1].other': '-15' }), 'tasks[1].other'],
      ['more decimals than can be added up', unit({ 'tasks[1].other': '15.00001' }), 'tasks[1].other'],
    ],
    silent: [
      ['the price of one piece, which nothing adds up', sample('procurement', { 'purchases[0].price': '0.59995' })],
    ],
  },
  R12: {
    fires: [['a separator in a column', unit({ 'tasks[0].fiscal': '1,486.50' }), 'tasks[0].fiscal', '1486.50']],
    silent: [['plain amounts', unit()]],
  },
  R14: {
    fires: [
      ['income that is not its parts', department({ 'income.fiscal': '4251.70' }), 'income.total'],
      ['income that is not expenditure', department({ 'expenditure.total': '4286.30' }), 'income.total'],
      ['expenditure that is not 基本 and 项目', department({ 'expenditure.project': '1807.70' }), 'expenditure.total'],
      ['三公经费 that are not their parts', department({ 'publicFunds.reception': '1.08' }), 'publicFunds.total'],
      [
        "last year's that are not theirs",
        department({ 'publicFundsBefore.carRunning': '38.08' }),
        'publicFundsBefore.total',
      ],
      ['a total that the clerk left out', department({ 'publicFunds.total': '' }), 'publicFunds.total', '38.20'],
      ['a field that is not the sum of a whole column', withTotal('193.15'), 'operating.total'],
      ['in each row: a total that is not its parts', typedTotals('511'), 'tasks[0].total'],
      ['in each row: an empty total', typedTotals(''), 'tasks[0].total', '510.00'],
    ],
    silent: [
      ['sums that add up', department()],
      ['a field that is the sum of a whole column', withTotal('193.10')],
      ['in each row', typedTotals('510')],
    ],
  },
  R15: {
    fires: [
      [
        'a rewritten sentence with another amount',
        department({
          incomeText: '2026年部门预算收入4286.35万元，其中财政拨款收入4215.75万元、其他来源收入34.6万元。',
        }),
        'incomeText',
      ],
      [
        'an increase that is a decrease',
        department({ changeText: '2026年部门预算较2025年增加184.17万元，其中：基本支出减少87.22万元。' }),
        'changeText',
      ],
      [
        'a decrease of 三公经费 by another amount',
        department({ publicFundsChangeText: '与2025年相比，2026年“三公”经费下降2.58万元，车辆减少。' }),
        'publicFundsChangeText',
      ],
    ],
    silent: [
      [
        'other words around the same amounts',
        department({ incomeText: '2026年部门预算收入合计4,286.35万元；其中财政拨款收入为4251.75万元。' }),
      ],
      [
        'the same change in other words',
        department({ changeText: '2026年部门预算比上年增长184.17万元，基本支出较上年增加了87.22万元。' }),
      ],
      ['a text without amounts', department({ operatingText: '机关运行经费按定额安排。' })],
      [
        "last year's amount beside this year's",
        department({ operatingText: '机关运行经费安排268.75万元，上年机关运行经费安排250万元。' }),
      ],
    ],
  },
  R17: {
    fires: [
      ['costs above the sum of all tasks', unit({ [at(6, 'value')]: '≤1800万元' }), at(6, 'value')],
      ['costs above the budget, in split columns', split({ [at(0, 'number')]: '400' }), at(0, 'number')],
    ],
    silent: [['costs of just the budget', unit()]],
  },
  R18: {
    fires: [
      [
        '元 for 万元 in a rewritten sentence',
        department({ incomeText: '2026年部门预算收入4286.35元。' }),
        'incomeText',
      ],
    ],
    silent: [['the same amount in 元', department({ incomeText: '2026年部门预算收入42863500元。' })]],
  },
  R30: {
    fires: [['no unit in split columns', split({ [at(4, 'unit')]: '' }), at(4, 'unit')]],
    silent: [['a unit in its column', split()]],
  },
  R31: {
    fires: [['no sign in split columns', split({ [at(4, 'sign')]: '' }), at(4, 'sign')]],
    silent: [['定性 before a word', split()]],
  },
  R33: {
    fires: [
      ['定性 without a word', split({ [at(9, 'number')]: '' }), at(9, 'number')],
      ['nothing but 定性', sample('project-annual', { [at(0, 'value')]: '定性' }), at(0, 'value')],
    ],
    silent: [['定性 with its word', split()]],
  },
  R34: {
    fires: [
      [
        'a space in a plain column',
        unit({ 'tasks[0].task': ' 公共文化场馆免费开放' }),
        'tasks[0].task',
        '公共文化场馆免费开放',
      ],
      ['a space in a paragraph', department({ duties: '负责市容环境卫生 。' }), 'duties', '负责市容环境卫生。'],
    ],
    silent: [['none', unit()]],
  },
  R41: {
    fires: [
      [
        'satisfaction that is a benefit of its form',
        sample('project-special-fund', { [at(9, 'value')]: '满意' }),
        at(9, 'value'),
      ],
    ],
    silent: [['a bound', sample('project-special-fund')]],
  },
  R48: {
    fires: [
      ['weights that do not make 90', split({ [at(3, 'weight')]: '11' }), ''],
      ['points that do not make 100 with those of the execution', evaluation({ executionPoints: '20' }), ''],
      ['points of the execution left out', sichuan({ executionWeight: '' }), ''],
      ['a weight that is no number', split({ [at(3, 'weight')]: '十' }), at(3, 'weight')],
    ],
    silent: [
      ['weights of 90', split()],
      ['points of 90 and 10', evaluation()],
    ],
  },
  R49: {
    fires: [
      [
        'a level 1 with other points than the scheme',
        evaluation({ [at(0, 'points')]: '7', [at(7, 'points')]: '11' }),
        '',
      ],
    ],
    silent: [
      ['a scheme with costs', split()],
      [
        'a scheme without costs',
        changed(split(), 'indicators', (rows) =>
          rows
            .filter(({ level1 }) => level1 !== '成本指标')
            .map((row, k, kept) => {
              const own = kept.filter(({ level1 }) => level1 === row.level1);
              const all: Record<string, number> = { 产出指标: 50, 效益指标: 30, 满意度指标: 10 };
              const first = own[0] === row;
              return { ...row, weight: first ? String(all[row.level1 ?? ''] ?? 0) : '0', level3: `${row.level3}${k}` };
            }),
        ),
      ],
    ],
  },
  R55: {
    fires: [['a placeholder in a plain column', unit({ 'tasks[2].content': '修缮XX文物' }), 'tasks[2].content']],
    silent: [['none', unit()]],
  },
  R60: {
    fires: [
      ['the indicator of the system, changed', withFixed(split({ [at(2, 'number')]: '95' })), at(2, 'number')],
      [
        'what the system of Hebei sets, changed',
        split({ [at(2, 'level3')]: '项目或定额成本控制率', [at(2, 'number')]: '95' }),
        at(2, 'number'),
      ],
      [
        'the indicator of the system, taken away',
        withFixed(changed(split(), 'indicators', (rows) => rows.toSpliced(2, 1))),
        '',
      ],
    ],
    silent: [
      ['as the system set it', withFixed(split())],
      ['a region whose system sets none', split()],
      ['what the system of Hebei sets', split({ [at(2, 'level3')]: '项目或定额成本控制率' })],
    ],
  },
  R63: {
    fires: [
      ['no result', evaluation({ [at(0, 'actual')]: '' }), at(0, 'actual')],
      ['no points', evaluation({ [at(0, 'points')]: '' }), at(0, 'points')],
      ['what was done of the goal left out', evaluation({ goalResult: '' }), 'goalResult'],
      [
        'nothing spent',
        evaluation({ ...spent('', ''), 'spentFunding.carryOver': '', 'spentFunding.other': '' }),
        'spentFunding.total',
      ],
      ['a result that cannot be judged', evaluation({ [at(0, 'actual')]: '良好' }), at(0, 'actual')],
    ],
    silent: [
      ['a self-evaluation', evaluation()],
      ['a result that cannot be judged, with points', evaluation({ [at(0, 'actual')]: '良好', [at(0, 'score')]: '6' })],
    ],
  },
  R64: {
    fires: [
      ['none ticked', monitor({ [at(0, 'certain')]: '' }), at(0, 'certain')],
      ['two ticked', monitor({ [at(0, 'impossible')]: '✔' }), at(0, 'certain')],
      ['not certain without a reason', monitor({ [at(1, 'reason')]: '' }), at(1, 'reason')],
      ['nothing reached so far', monitor({ [at(2, 'actual')]: '' }), at(2, 'actual')],
      ['nothing expected', monitor({ [at(2, 'expected')]: '' }), at(2, 'expected')],
    ],
    silent: [
      ['a monitoring table', monitor()],
      ['certain without a reason', monitor({ [at(1, 'certain')]: '✔', [at(1, 'likely')]: '', [at(1, 'reason')]: '' })],
      ['a stroke in the others', monitor({ [at(0, 'likely')]: '—', [at(0, 'impossible')]: '—' })],
    ],
  },
  R68: {
    fires: [
      ['a task without a name', unit({ 'tasks[1].task': '' }), 'tasks[1].task'],
      ['a task without money', unit({ 'tasks[1].fiscal': '', 'tasks[1].other': '' }), 'tasks[1].total'],
      ['no task at all', emptied(unit(), 'tasks'), ''],
      ['a purchase of nothing', sample('procurement', { 'purchases[0].item': '' }), 'purchases[0].item'],
      ['a unit without a name', department({ 'institutions[1].name': '' }), 'institutions[1].name'],
    ],
    silent: [
      ['rows that are filled in', unit()],
      ['a blank row', changed(unit(), 'tasks', (rows) => [...rows, { task: '', content: '', fiscal: '', other: '' }])],
    ],
  },
  R69: {
    fires: [
      ['a word for a number', sample('procurement', { 'purchases[0].quantity': '十二' }), 'purchases[0].quantity'],
      [
        'a date in another spelling',
        sample('project-2011', { filingDate: '2025-11-10' }),
        'filingDate',
        '2025年11月10日',
      ],
      ['no date', sample('project-2011', { filingDate: '年底' }), 'filingDate'],
      ['none of the options', sample('project-2011', { projectAttribute: '常年项目' }), 'projectAttribute'],
      ['another tick', monitor({ [at(0, 'certain')]: '√' }), at(0, 'certain'), '✔'],
      ['a word for a tick', monitor({ [at(0, 'certain')]: '基本能' }), at(0, 'certain')],
      ['no percentage', split({ executionWeight: '一成' }), 'executionWeight'],
      ['a percentage without its sign', split({ executionWeight: '10' }), 'executionWeight', '10%'],
      ['no year', unit({ fiscalYear: '今年' }), 'fiscalYear'],
      ['points in words', evaluation({ [at(0, 'score')]: '满分' }), at(0, 'score')],
    ],
    silent: [
      ['values of their types', monitor()],
      ['no value at all', sample('project-2011', { filingDate: '', projectAttribute: '' })],
    ],
  },
  R70: {
    fires: [
      ['more than all points', evaluation({ [at(0, 'score')]: '6.5' }), at(0, 'score')],
      ['less than none', evaluation({ [at(0, 'score')]: '-1' }), at(0, 'score')],
    ],
    silent: [['all points', evaluation({ [at(0, 'score')]: '6' })]],
  },
  R71: {
    fires: [
      ['a target missed', evaluation({ [at(1, 'reason')]: '' }), at(1, 'reason')],
      ['costs above their bound', evaluation({ [at(6, 'reason')]: '' }), at(6, 'reason')],
      ['a grade below the target', evaluation({ [at(9, 'reason')]: '' }), at(9, 'reason')],
      ['points taken off', evaluation({ [at(4, 'reason')]: '' }), at(4, 'reason')],
      [
        'a target missed, with all points all the same',
        evaluation({ [at(1, 'score')]: '8', [at(1, 'scoreReason')]: '不可抗力', [at(1, 'reason')]: '' }),
        at(1, 'reason'),
      ],
    ],
    silent: [
      ['a reason', evaluation()],
      ['a target reached', evaluation({ [at(0, 'actual')]: '36个' })],
      ['a bound kept', evaluation({ [at(6, 'actual')]: '600元/次', [at(6, 'reason')]: '' })],
    ],
  },
  R72: {
    fires: [
      ['other points without a reason', evaluation({ [at(0, 'score')]: '5' }), at(0, 'score')],
      ['points taken off with a reason', evaluation(), at(4, 'score')],
    ],
    silent: [
      ['the points of the rule', evaluation({ [at(4, 'score')]: '6' })],
      ['the points of the rule in another spelling', evaluation({ [at(4, 'score')]: '6.00' })],
      [
        'what the rule cannot say',
        evaluation({ [at(4, 'score')]: '', [at(0, 'actual')]: '良好', [at(0, 'score')]: '5' }),
      ],
    ],
  },
  R73: {
    fires: [['a third above its target', evaluation({ [at(0, 'actual')]: '48个' }), at(0, 'reason')]],
    silent: [
      ['a little above', evaluation({ [at(0, 'actual')]: '46个' })],
      ['far above, and why', evaluation({ [at(0, 'actual')]: '48个', [at(0, 'reason')]: '新增两条线路。' })],
      ['far below its bound', evaluation({ [at(4, 'actual')]: '0.5%' })],
    ],
  },
  R74: {
    fires: [['88 % without a reason', sichuan({ executionReason: '' }), 'executionReason']],
    silent: [
      ['88 % with a reason', sichuan()],
      ['above 90 %', sichuan({ ...spentSichuan('190.00'), executionReason: '' })],
      ['a form that prints no reason', evaluation(spent('40', '40'))],
    ],
  },
  R75: {
    fires: [
      ['the rate is below 80 %', capped(spent('70', '70')), 'totalScore'],
      ['the rate is below 50 %', capped(spent('40', '40')), 'totalScore'],
    ],
    silent: [
      ['the rate is above 80 %', capped(spent('80', '80'))],
      [
        'a score below the cap',
        capped({ ...spent('70', '70'), [at(7, 'actual')]: '3万册次', [at(9, 'actual')]: '未达成' }),
      ],
      ['a form without caps', evaluation(spent('40', '40'))],
    ],
  },
  R76: {
    fires: [
      ['more spent than there is', evaluation(spent('90', '90')), 'spentFunding.total'],
      [
        'money spent of a source that had none',
        monitor({ 'spentFunding.carryOver': '1.20' }),
        'spentFunding.carryOver',
      ],
    ],
    silent: [
      ['all of it spent', evaluation(spent('88.65', '80'))],
      ['a budget that is not filled in', evaluation({ 'annualFunding.carryOver': '' })],
    ],
  },
};

function spentSichuan(total: string): Record<string, string> {
  return { 'spentFunding.total': total, 'spentFunding.fiscal': total, 'spentFunding.unit': '0' };
}

test('every rule that rules.test.ts leaves to this file has tables here', () => {
  const later = allRules.map(({ id }) => id).filter((id) => ['R63', 'R64'].includes(id) || id >= 'R68');
  expect(Object.keys(cases)).toEqual(expect.arrayContaining(later));
});

describe.each(Object.entries(cases))('%s', (rule, { fires, silent }) => {
  const of = ({ form, filing }: Table) => checkFiling(form, filing).filter((problem) => problem.rule === rule);

  test.each(fires)('fires: %s', (_what, table, path, becomes) => {
    const problem = of(table).find((one) => one.path === path);
    expect(problem, `problems of ${rule}: ${JSON.stringify(of(table))}`).toBeDefined();
    expect(problem?.message).toMatch(/[\u4e00-\u9fff].*[^。]$/);
    if (becomes === undefined) return;
    const repaired = applyAll(table.filing, problem?.fix?.edits ?? []);
    expect(typedText(repaired, placeOf(path))).toBe(becomes);
  });

  test.each(silent)('is silent: %s', (_what, table) => {
    expect(of(table)).toEqual([]);
  });
});

describe('points that a clerk typed', () => {
  const told = (texts: Record<string, string>) =>
    checkFiling(evaluation().form, evaluation(texts).filing)
      .filter(({ rule }) => rule === 'R72')
      .map(({ severity, message }) => `${severity} ${message}`);

  test('are an error without a reason, and listed with it', () => {
    const typed = { [at(1, 'score')]: '8', [at(4, 'score')]: '' };
    expect(told(typed)).toEqual(['error 得分由人工填写为8，按规则应为7.6；请填写理由，或清空改用自动计算的得分']);
    expect(told({ ...typed, [at(1, 'scoreReason')]: '停开属不可抗力，不扣分' })).toEqual([
      'hint 得分由人工填写为8，按规则应为7.6，理由：停开属不可抗力，不扣分',
    ]);
  });
});

describe('a form with two tables of indicators', () => {
  const both = (texts: Record<string, string> = {}) => sample('project-2011', texts);
  const [period = '', annual = ''] = indicatorTables(both().form).map(({ id }) => id);
  const messages = ({ form, filing }: Table, rule: string) =>
    checkFiling(form, filing)
      .filter((one) => one.rule === rule)
      .map(({ message }) => message);
  const without = (table: string, level1: string) =>
    changed(both(), table, (rows) => rows.filter((row) => row.level1 !== level1));

  test('is told which of them lacks a level', () => {
    expect(messages(without(period, '效益指标'), 'R19')).toEqual(['长期绩效指标：没有效益指标，请至少填写一条']);
    expect(messages(without(annual, '产出指标'), 'R19')).toEqual(['年度绩效指标：没有产出指标，请至少填写一条']);
  });

  test('may have an indicator once in each, but twice in neither', () => {
    expect(messages(both(), 'R27')).toEqual([]);
    const twice = changed(both(), period, (rows) => [...rows, rows[0] as Row]);
    expect(messages(twice, 'R27')).toHaveLength(1);
    expect(messages(twice, 'R27')[0]).toContain('长期绩效指标第 1 行');
  });

  test('compares the budget with those of the year', () => {
    const cost = (table: string) =>
      changed(both(), table, (rows) => [
        ...rows,
        { level1: '产出指标', level2: '成本指标', level3: '项目总成本', value: '≤900万元', remark: '' },
      ]);
    expect(messages(cost(annual), 'R17')).toHaveLength(1);
    expect(messages(cost(period), 'R17')).toEqual([]);
  });

  test('may leave that of the whole period empty in a project of one year', () => {
    const one = sample('project-2015', { implementationPeriod: '2026年1月至2026年12月' });
    const years = sample('project-2015', { implementationPeriod: '2026年1月至2028年12月' });
    expect(messages(emptied(one, 'periodIndicators'), 'R19')).toEqual([]);
    expect(messages(emptied(years, 'periodIndicators'), 'R19')).toHaveLength(1);
  });

  test('compares each goal with its own', () => {
    const goals = { periodGoal: '三年改造小区18个，惠及居民。', annualGoal: '年内改造小区6个，惠及居民。' };
    const rows = (count: string) => (list: readonly Row[]) =>
      list.map((row, index) => (index === 0 ? { ...row, level3: '改造小区数量', value: `≥${count}个` } : row));
    const table = changed(
      changed(sample('project-2015', goals), 'periodIndicators', rows('18')),
      'indicators',
      rows('6'),
    );
    expect(messages(table, 'R52')).toEqual([]);
    const exchanged = changed(changed(table, 'periodIndicators', rows('6')), 'indicators', rows('18'));
    expect(messages(exchanged, 'R52')).toHaveLength(2);
  });
});

test('a merged cell of a plain table is told and repaired once, with all its rows', () => {
  const { form, filing } = changed(sample('procurement'), 'purchases', (rows) =>
    rows.map((row, index) => ({ ...row, item: index < 3 ? '台式计算机' : ' 普通图书' })),
  );
  const bands = form.bands.map((band) =>
    band.kind !== 'table'
      ? band
      : {
          ...band,
          lanes: band.lanes.map((lane) => ({
            ...lane,
            columns: lane.columns.map((column) =>
              'id' in column && column.id === 'item' ? { ...column, merge: true as const } : column,
            ),
          })),
        },
  );
  const merged: Form = { ...form, bands };
  const spaces = checkFiling(merged, filing).filter(({ rule }) => rule === 'R34');
  expect(spaces.map(({ path, also }) => [path, also])).toEqual([['purchases[3].item', ['purchases[4].item']]]);
  const repaired = applyAll(filing, fixAll(merged, filing));
  expect(
    rowsOf(repaired, 'purchases')
      .map(({ item }) => item)
      .slice(3),
  ).toEqual(['普通图书', '普通图书']);
});

test('problems stand in printed order within their severity', () => {
  const { form, filing } = unit({
    unitName: '',
    'tasks[2].task': '',
    'tasks[0].task': '',
    annualGoal: '',
    [at(3, 'value')]: '',
  });
  const errors = checkFiling(form, filing).filter(({ severity }) => severity === 'error');
  expect(errors.map(({ path }) => path)).toEqual([
    'unitName',
    'tasks[0].task',
    'tasks[2].task',
    'annualGoal',
    at(3, 'value'),
  ]);
});

test('a table of a section that is off is not checked', () => {
  const rows = [{ level1: '产出指标', level2: '数量指标', level3: '', number: '约十' }];
  const filing = { form: twoLanes.id, version: '1', sections: ['lists'], values: {}, tables: { indicators: rows } };
  const inRows = (sections: string[]) =>
    checkFiling(twoLanes, { ...filing, sections }).filter(({ path }) => path.startsWith('indicators['));
  expect(inRows(['lists']).length).toBeGreaterThan(0);
  expect(inRows([])).toEqual([]);
});
