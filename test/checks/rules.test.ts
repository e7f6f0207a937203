import { describe, expect, test } from 'vitest';
import { allRules } from '../../shared/checks/rules.ts';
import { checkFiling } from '../../shared/checks/run.ts';
import { applyAll } from '../../shared/filing/edits.ts';
import { rowsOf } from '../../shared/filing/filing.ts';
import { placeOf } from '../../shared/filing/path.ts';
import { dalian, goalsOf, hebei, switchedOff, type Table, valued, weighted, with1, withWeights } from './tables.ts';

/** Every rule of one table: when it fires, where, what its repair writes, and when it stays silent. */

/** What is wrong, the table, the place, and the text that the repair leaves there (null: no repair). */
type Fires = [what: string, table: Table, path: string, becomes?: string | null];
type Silent = [what: string, table: Table];

const at = (row: number, column: string) => `indicators[${row}].${column}`;
const longPeriod = { implementationPeriod: '2025年1月至2027年12月' };

const cases: Record<string, { fires: Fires[]; silent: Silent[] }> = {
  R01: { fires: [['spaces only', dalian({ projectName: ' ' }), 'projectName', null]], silent: [['a name', dalian()]] },
  R02: {
    fires: [
      ['no department', dalian({ supervisingDepartment: '' }), 'supervisingDepartment'],
      ['no implementing unit', dalian({ implementingUnit: '' }), 'implementingUnit'],
    ],
    silent: [['a form that prints no department', hebei()]],
  },
  R03: {
    fires: [['no goal in Hebei', hebei({ goals: '' }), 'goals']],
    silent: [['one of two goals is told as R58', dalian({ annualGoal: '' })]],
  },
  R04: {
    fires: [
      ['too short', hebei({ goals: '养好路灯' }), 'goals'],
      ['too long', hebei({ goals: '养护路灯'.repeat(251) }), 'goals'],
    ],
    silent: [['1,000 characters', hebei({ goals: '养护路灯'.repeat(250) })]],
  },
  R05: {
    fires: [
      ['empty', dalian({ implementationPeriod: '' }), 'implementationPeriod'],
      ['no period', dalian({ implementationPeriod: '全年' }), 'implementationPeriod', null],
      ['ends before it begins', dalian({ implementationPeriod: '2026年12月至2026年1月' }), 'implementationPeriod'],
      [
        'a month that does not exist',
        dalian({ implementationPeriod: '2026年1月至2026年13月' }),
        'implementationPeriod',
      ],
    ],
    silent: [['typed otherwise', dalian({ implementationPeriod: '2026.1-2026.12' })]],
  },
  R06: {
    fires: [["last year's period", dalian({ implementationPeriod: '2025年1月至2025年12月' }), 'implementationPeriod']],
    silent: [['a period of three years around it', dalian(longPeriod)]],
  },
  R07: {
    fires: [
      ['a year', dalian({ implementationPeriod: '2026年度' }), 'implementationPeriod', '2026年1月至2026年12月'],
      [
        'whole months with days',
        dalian({ implementationPeriod: '2026年1月1日至2026年12月31日' }),
        'implementationPeriod',
        '2026年1月至2026年12月',
      ],
    ],
    silent: [['days that no month says', dalian({ implementationPeriod: '2026年1月15日至2026年12月31日' })]],
  },
  R08: {
    fires: [
      ['off by a cent', dalian({ 'periodFunding.total': '30.51' }), 'periodFunding.total', null],
      ['an empty total', dalian({ 'periodFunding.total': '' }), 'periodFunding.total', '30.5'],
      [
        'no money at all',
        dalian({ 'periodFunding.total': '', 'periodFunding.fiscal': '', 'periodFunding.other': '' }),
        'periodFunding.total',
        null,
      ],
      [
        'the same amount twice',
        dalian({ 'periodFunding.total': '40', 'periodFunding.other': '20.00' }),
        'periodFunding.other',
        null,
      ],
    ],
    silent: [
      [
        'a sum that binary floats get wrong',
        dalian({ 'periodFunding.total': '0.3', 'periodFunding.fiscal': '0.1', 'periodFunding.other': '0.2' }),
      ],
    ],
  },
  R09: {
    fires: [
      ['a total that is off', dalian({ 'annualFunding.total': '9' }), 'annualFunding.total', null],
      ['an empty total', dalian({ 'annualFunding.total': '' }), 'annualFunding.total', '30.5'],
      [
        'a total without parts',
        dalian({ 'annualFunding.fiscal': '', 'annualFunding.other': '' }),
        'annualFunding.total',
        null,
      ],
    ],
    silent: [
      ['zero in all', dalian({ 'annualFunding.total': '0', 'annualFunding.fiscal': '0', 'annualFunding.other': '0' })],
    ],
  },
  R10: {
    fires: [
      [
        'less for the whole period than for the year',
        dalian({ ...longPeriod, 'periodFunding.total': '20', 'periodFunding.other': '' }),
        'periodFunding.total',
        null,
      ],
      [
        'different in a project of one year',
        dalian({ 'periodFunding.total': '40.5', 'periodFunding.fiscal': '30' }),
        'periodFunding.total',
        null,
      ],
    ],
    silent: [
      [
        'more in a project of three years',
        dalian({ ...longPeriod, 'periodFunding.total': '90.5', 'periodFunding.fiscal': '80' }),
      ],
    ],
  },
  R11: {
    fires: [
      ['words', dalian({ 'annualFunding.fiscal': '约10万' }), 'annualFunding.fiscal'],
      ['three decimals', dalian({ 'annualFunding.fiscal': '20.000' }), 'annualFunding.fiscal'],
      [
        'negative',
        dalian({ 'annualFunding.fiscal': '-20', 'annualFunding.other': '50.5' }),
        'annualFunding.fiscal',
        null,
      ],
    ],
    silent: [['two decimals', dalian({ 'annualFunding.fiscal': '20.00' })]],
  },
  R12: {
    fires: [
      [
        'separators',
        dalian({ 'annualFunding.total': '1,030.5', 'annualFunding.fiscal': '1020' }),
        'annualFunding.total',
        '1030.5',
      ],
    ],
    silent: [['none', dalian({ 'annualFunding.total': '1030.5', 'annualFunding.fiscal': '1020' })]],
  },
  R13: {
    fires: [
      [
        'empty here, 0 there',
        dalian({
          'periodFunding.other': '0',
          'periodFunding.total': '20',
          'annualFunding.other': '',
          'annualFunding.total': '20',
        }),
        'annualFunding.other',
        '0',
      ],
    ],
    silent: [['both empty', dalian({ 'periodFunding.other': '', 'annualFunding.other': '' })]],
  },
  R14: {
    fires: [['off by a cent', hebei({ 'budget.fiscal': '19.99' }), 'budget.total', null]],
    silent: [['exact', hebei()]],
  },
  R15: {
    fires: [
      [
        'rounded in the text',
        hebei({ budgetNarrative: '预算数31万元，其中：财政资金20万元。主要用于更换灯具。' }),
        'budgetNarrative',
        null,
      ],
    ],
    silent: [
      [
        'other decimals and 元',
        hebei({ budgetNarrative: '预算数 30.50 万元。其中：财政资金200,000元，其他资金10.5万元' }),
      ],
      ['no amounts', hebei({ budgetNarrative: '更换灯具' })],
    ],
  },
  R16: {
    fires: [
      ['empty', hebei({ 'spendingPlan.june': '' }), 'spendingPlan.june'],
      ['falling', hebei({ 'spendingPlan.october': '40.00%' }), 'spendingPlan.october'],
      ['not all at the end', hebei({ 'spendingPlan.december': '95.00%' }), 'spendingPlan.december'],
      ['over 100', hebei({ 'spendingPlan.march': '120%', 'spendingPlan.june': '' }), 'spendingPlan.march'],
      ['no percentage', hebei({ 'spendingPlan.march': '两成' }), 'spendingPlan.march'],
    ],
    silent: [
      [
        'all at once',
        hebei(
          Object.fromEntries(['march', 'june', 'october', 'december'].map((part) => [`spendingPlan.${part}`, '100%'])),
        ),
      ],
    ],
  },
  R17: {
    fires: [
      ['above the budget', hebei({}, with1(3, { value: '31万' })), at(3, 'value'), null],
      ['the only one, below it', hebei({}, with1(3, { value: '≤29万元' })), at(3, 'value'), null],
      ['in 元', hebei({}, with1(3, { value: '≤305001元' })), at(3, 'value'), null],
    ],
    silent: [
      ['the budget to the cent', hebei({}, with1(3, { value: '≤305000元' }))],
      ['a cost per lamp', hebei({}, with1(3, { level3: '单盏养护成本', value: '≤400元' }))],
    ],
  },
  R18: {
    fires: [
      ['元 for 万元', hebei({ budgetNarrative: '预算数30.5元。用于更换灯具' }), 'budgetNarrative', null],
      ['in a goal', goalsOf('安排资金305000万元养护全区路灯。'), 'periodGoal', null],
    ],
    silent: [['the same in 元', goalsOf('安排资金305000元养护全区路灯。')]],
  },
  R19: {
    fires: [['no benefit', dalian({}, (rows) => rows.filter(({ level1 }) => level1 !== '效益指标')), '', null]],
    silent: [['short names count', dalian({}, with1(4, { level1: ' 效益 ' }))]],
  },
  R20: {
    fires: [
      ['no quantity', dalian({}, with1(0, { level2: '质量指标' })), ''],
      ['no time', dalian({}, with1(2, { level2: '质量指标' })), ''],
    ],
    silent: [['no output at all is told as R19', dalian({}, (rows) => rows.slice(4))]],
  },
  R21: {
    fires: [
      ['a purchase without cost', dalian({ projectName: '路灯购置' }, (rows) => rows.toSpliced(3, 1)), ''],
      ['any project without cost', dalian({}, (rows) => rows.toSpliced(3, 1)), ''],
    ],
    silent: [['a purchase with cost', dalian({ projectName: '路灯购置' })]],
  },
  R22: {
    fires: [
      ['under another level 1', dalian({}, with1(4, { level2: '质量指标' })), at(4, 'level2'), null],
      ['a level 1 in its column', dalian({}, with1(4, { level2: '效益指标' })), at(4, 'level2'), null],
    ],
    silent: [['a short name', dalian({}, with1(4, { level2: '社会效益' }))]],
  },
  R23: {
    fires: [
      ['a short name', dalian({}, with1(4, { level2: '社会效益' })), at(4, 'level2'), '社会效益指标'],
      ['a name of its own', dalian({}, with1(4, { level2: '光效指标' })), at(4, 'level2'), null],
      ['none', dalian({}, with1(4, { level1: '' })), at(4, 'level1'), null],
    ],
    silent: [['wrong but known is told as R22', dalian({}, with1(4, { level2: '质量指标' }))]],
  },
  R24: {
    fires: [
      ['no name', dalian({}, with1(0, { level3: ' ' })), at(0, 'level3')],
      ['101 characters', dalian({}, with1(0, { level3: '灯'.repeat(101) })), at(0, 'level3')],
    ],
    silent: [['100 characters', dalian({}, with1(0, { level3: '灯'.repeat(100) }))]],
  },
  R25: {
    fires: [
      ['21 characters', dalian({}, with1(0, { level3: '灯'.repeat(21) })), at(0, 'level3')],
      ['a sentence', dalian({}, with1(0, { level3: '养护路灯，照亮夜路' })), at(0, 'level3')],
    ],
    silent: [['20 characters', dalian({}, with1(0, { level3: '灯'.repeat(20) }))]],
  },
  R26: {
    fires: [
      ['a name without its end', dalian({}, with1(5, { level3: '沿街居民对照明工作满' })), at(5, 'level3'), null],
      [
        'a goal that stops where the other goes on',
        dalian({ periodGoal: '养护全区路灯，保持夜间照' }),
        'periodGoal',
        null,
      ],
      ['a goal that ends in a word', goalsOf('养护全区路灯，改善夜间照明环'), 'periodGoal'],
    ],
    silent: [
      ['words that end alike', dalian({}, with1(0, { level3: '路灯养护任务完成' }))],
      [
        'a goal that ends with its sentence',
        dalian({ periodGoal: '养护全区路灯。', annualGoal: '养护全区路灯。今年先做主干道。' }),
      ],
      ['a word with the same end', goalsOf('养护全区路灯，形成巡查闭环')],
    ],
  },
  R27: {
    fires: [['but for spaces', dalian({}, with1(4, { level3: '养护 验收合格率' })), at(4, 'level3'), null]],
    silent: [['two names', dalian()]],
  },
  R28: { fires: [['empty', valued(0, '路灯数量', ''), at(0, 'value')]], silent: [['a value', dalian()]] },
  R29: {
    fires: [
      ['a word after ≥', valued(1, '养护等级', '≥良'), at(1, 'value')],
      ['two numbers', valued(0, '巡查次数', '≥5-10次'), at(0, 'value')],
    ],
    silent: [
      ['a date', valued(2, '完工时间', '≤2026年11月')],
      ['a number', valued(0, '巡查次数', '≥5次')],
    ],
  },
  R30: {
    fires: [
      ['a bare number', valued(0, '巡查次数', '12'), at(0, 'value'), null],
      ['a sign and a number', valued(0, '派驻人数', '≥44'), at(0, 'value'), null],
      ['a rate without %', valued(1, '养护合格率', '≥98'), at(1, 'value'), '≥98%'],
    ],
    silent: [
      ['a word', valued(1, '养护等级', '良好')],
      ['a unit', valued(0, '巡查次数', '12次')],
    ],
  },
  R31: {
    fires: [['a bare number', valued(0, '巡查次数', '12次'), at(0, 'value'), null]],
    silent: [
      ['a sign', valued(0, '巡查次数', '=12次')],
      ['words for a sign', valued(0, '巡查次数', '12次以上')],
    ],
  },
  R32: {
    fires: [
      ['stars', valued(0, '巡查次数', '**次'), at(0, 'value')],
      ['a dash', valued(0, '巡查次数', '—'), at(0, 'value')],
      ['XX', valued(0, '巡查次数', '≥XX次'), at(0, 'value')],
    ],
    silent: [['a range', valued(0, '巡查次数', '5-10次')]],
  },
  R33: {
    fires: [
      ['only the kind', valued(4, '照明情况', '定性'), at(4, 'value')],
      ['定量（其他）', valued(4, '照明情况', '定量（其他）'), at(4, 'value')],
    ],
    silent: [['graded', valued(4, '照明情况', '良好')]],
  },
  R34: {
    fires: [
      ['a unit torn apart', valued(0, '养护面积', '≥100000m ²'), at(0, 'value'), '≥100000m²'],
      ['between digits', valued(0, '巡查次数', '≥1 2次'), at(0, 'value'), null],
      [
        'between words, where it may stand for a mark',
        dalian({ supervisingDepartment: '城管局 市政局' }),
        'supervisingDepartment',
        null,
      ],
      ['before a mark', dalian({ annualGoal: '养护全区路灯 ，保持照明。' }), 'annualGoal', '养护全区路灯，保持照明。'],
      ['between words of a value', valued(4, '照明情况', '优 良'), at(4, 'value'), null],
      [
        'two in a row',
        dalian({ periodGoal: '养护  36 条道路的路灯。', annualGoal: '养护道路的路灯。' }),
        'periodGoal',
        '养护 36 条道路的路灯。',
      ],
    ],
    silent: [
      ['one beside digits', goalsOf('养护 36 条道路的路灯。')],
      ['the indent of a paragraph', goalsOf('　　养护全区道路的路灯。')],
      ['Latin words', dalian({}, with1(0, { level3: 'LED lamp 数量' }))],
    ],
  },
  R35: {
    fires: [
      ['a sign', valued(1, '岗位契合度', '≥100%'), at(1, 'value'), '=100%'],
      ['words', valued(1, '验收合格率', '100%以上'), at(1, 'value'), '=100%'],
    ],
    silent: [
      ['growth', valued(4, '用电量增长率', '≥100%')],
      ['exactly', valued(1, '验收合格率', '=100%')],
    ],
  },
  R36: {
    fires: [['at most none', valued(1, '安全事故数', '≤0起'), at(1, 'value'), '=0起']],
    silent: [['none', valued(1, '安全事故数', '=0起')]],
  },
  R37: {
    fires: [['a rate of 120 %', valued(1, '养护合格率', '≥120%'), at(1, 'value'), null]],
    silent: [
      ['growth', valued(4, '收入增长率', '≥120%')],
      ['a task', valued(1, '任务完成率', '≥120%')],
    ],
  },
  R38: {
    fires: [
      ['faults at least', valued(1, '灯具故障率', '≥5%'), at(1, 'value'), null],
      ['bare faults', valued(1, '灯具故障率', '5%'), at(1, 'value'), '≤5%'],
      ['quality at most', valued(1, '养护合格率', '≤98%'), at(1, 'value'), null],
      ['bare quality', valued(1, '养护合格率', '98%'), at(1, 'value'), '≥98%'],
      ['cost at least', valued(3, '养护总成本', '≥30.5万元'), at(3, 'value'), null],
      ['slow repair', valued(2, '故障处理时间', '≥48小时'), at(2, 'value'), null],
    ],
    silent: [
      ['no faults', valued(1, '安全事故数', '0起')],
      ['all of it', valued(1, '养护合格率', '100%')],
      ['getting rid of what is bad', valued(1, '故障处置率', '≥98%')],
      ['saved cost', valued(3, '成本节约率', '≥3%')],
      ['at most', valued(1, '灯具故障率', '不超过5%')],
    ],
  },
  R39: {
    fires: [
      ['a rate in pieces', valued(1, '养护合格率', '≥98盏'), at(1, 'value'), null],
      ['heads in pieces', valued(0, '派驻人数', '≥4个'), at(0, 'value'), null],
      ['万 for money', valued(3, '成本支出', '30.5万'), at(3, 'value'), '30.5万元'],
      ['a count in %', valued(0, '审批数', '≥98%'), at(0, 'value'), null],
      ['years in times', valued(4, '灯具使用年限', '≥5次'), at(4, 'value'), null],
      ['times in %', valued(0, '巡查次数', '≥5%'), at(0, 'value'), null],
    ],
    silent: [
      ['人次', valued(0, '服务人次数', '≥40人次')],
      ['an index', valued(4, '照明指数', '≥98%')],
      ['a frequency', valued(0, '巡查频率', '≥2次/月')],
      ['months', valued(4, '灯具使用年限', '≥60个月')],
    ],
  },
  R40: {
    fires: [['a word', valued(0, '路灯数量', '若干'), at(0, 'value')]],
    silent: [['a number in words', valued(0, '巡查次数', '每日两次')]],
  },
  R41: {
    fires: [
      ['bare', valued(5, '居民满意度', '90%'), at(5, 'value'), '≥90%'],
      ['a word', valued(5, '居民满意度', '高'), at(5, 'value'), null],
      ['bare', valued(5, '居民满意度', '100%'), at(5, 'value'), null],
    ],
    silent: [
      ['in words', valued(5, '居民满意度', '90%以上')],
      ['everyone', valued(5, '居民满意度', '=100%')],
    ],
  },
  R42: {
    fires: [
      ['no time', valued(2, '完工', '合同约定'), at(2, 'value')],
      ['after the end', valued(2, '完工时间', '2027年2月底前'), at(2, 'value')],
      ['a count', valued(2, '完工', '≥3盏'), at(2, 'value')],
    ],
    silent: [
      ['a month', valued(2, '完工时间', '11月底前')],
      ['a rate', valued(2, '完工及时率', '=100%')],
      ['a frequency', valued(2, '巡查', '每天1次')],
      ['the last month', valued(2, '完工时间', '2026年12月前')],
    ],
  },
  R43: {
    fires: [
      ['a verb', valued(4, '夜间出行', '提高'), at(4, 'value'), null],
      ['a lasting one', valued(4, '夜间出行', '持续改善'), at(4, 'value')],
      ['in time', valued(2, '付款', '按时'), at(2, 'value')],
    ],
    silent: [
      ['a grade', valued(4, '照明效果', '良好')],
      ['grades', valued(4, '照明效果', '优/良/中/差')],
      ['much', valued(4, '照明效果', '较高')],
      ['a threshold', valued(4, '照明效果', '较上年提高3个百分点')],
    ],
  },
  R44: {
    fires: [
      [
        'half of them',
        dalian({}, (rows) => rows.map((row, index) => (index > 2 ? { ...row, value: '良好' } : row))),
        '',
      ],
    ],
    silent: [['five of six', valued(4, '照明效果', '良好')]],
  },
  R45: {
    fires: [
      ['four', dalian({}, (rows) => rows.filter((_, index) => index !== 2 && index !== 3)), ''],
      ['sixteen', dalian({}, (rows) => [...rows, ...many(10, '社会效益指标')]), ''],
      [
        'six of one level 2',
        dalian({}, (rows) => [...rows.slice(0, 4), ...many(6, '社会效益指标'), ...rows.slice(5)]),
        at(4, 'level2'),
      ],
    ],
    silent: [['six', dalian()]],
  },
  R46: {
    fires: [
      ['以上', valued(0, '巡查次数', '12次以上'), at(0, 'value'), '≥12次'],
      ['不超过', valued(2, '处理时间', '不超过24小时'), at(2, 'value'), '≤24小时'],
    ],
    silent: [['a date', valued(2, '完工时间', '10日之前')]],
  },
  R47: {
    fires: [['two characters', valued(0, '巡查次数', '>=12次'), at(0, 'value'), '≥12次']],
    silent: [['one', valued(0, '巡查次数', '≥12次')]],
  },
  R48: {
    fires: [
      ['80 in all', withWeights(['10', '10', '10', '10', '0', '30', '10']), ''],
      ['none', withWeights(['20', '10', '10', '10', '', '30', '10']), at(4, 'weight')],
      ['three decimals', withWeights(['20.001', '10', '10', '9.999', '0', '30', '10']), at(0, 'weight')],
    ],
    silent: [
      ['90 in all', withWeights(['20', '10', '10', '10', '0', '30', '10'])],
      ['a form without weights', dalian()],
    ],
  },
  R49: {
    fires: [['by another plan', withWeights(['10', '10', '10', '10', '0', '30', '20']), '']],
    silent: [['by the plan', withWeights(['20', '10', '10', '10', '0', '30', '10'])]],
  },
  R51: {
    fires: [['two alike', hebei({ goals: '1.养护全区路灯；2.养护全区路灯。' }), 'goals', null]],
    silent: [['two of them', hebei()]],
  },
  R52: {
    fires: [
      ['an amount', goalsOf('预算25万元，养护全区路灯。'), 'periodGoal', null],
      ['a count', dalian({ annualGoal: '养护路灯1000盏，保持夜间照明完好。' }), 'annualGoal', null],
    ],
    silent: [
      ['the amounts of the cells', goalsOf('预算30.5万元，其中财政20万元，养护全区路灯。')],
      ['a part of the money', goalsOf('用5万元更换灯具，养护全区路灯。')],
      ['the same count', goalsOf('养护路灯1,200盏，保持照明。')],
    ],
  },
  R53: {
    fires: [['of another project', hebei({ goals: '组织三期业务技能培训。' }), 'goals', null]],
    silent: [['of its own', hebei()]],
  },
  R54: {
    fires: [
      ['a code in the name', dalian({ projectName: '37000060707 路灯养护' }), 'projectName', null],
      ['a code of the wrong length', hebei({ projectCode: '1309992621A0KQ7TD2M8' }), 'projectCode', null],
      [
        'the code where its own cell is empty',
        hebei({ projectCode: '', projectName: '1309992621A0KQ7TD2M8X路灯养护' }),
        'projectName',
        '路灯养护',
      ],
    ],
    silent: [['a year in the name', dalian({ projectName: '2026年路灯养护' })]],
  },
  R55: {
    fires: [
      ['XX', goalsOf('养护XX街道的全部路灯。'), 'periodGoal'],
      ['to be filled in', dalian({ implementingUnit: '待填写' }), 'implementingUnit'],
      ['a template', dalian({ implementingUnit: '{单位}市政所' }), 'implementingUnit'],
      ['left out', dalian({}, with1(0, { level3: '路灯数量（略）' })), at(0, 'level3')],
    ],
    silent: [['a Latin word', dalian({ implementingUnit: 'MAXX照明公司' })]],
  },
  R56: {
    fires: [
      ["an older table's year", hebei({ projectName: '2019年路灯养护' }), 'projectName', null],
      ['in a name', dalian({}, with1(0, { level3: '2023年路灯数量' })), at(0, 'level3')],
    ],
    silent: [
      ['last year', goalsOf('在2025年的基础上养护全区路灯。')],
      ["a document's number", goalsOf('依据市政〔2019〕12号文养护全区路灯。')],
      [
        'a year of the period',
        dalian({ ...longPeriod, annualGoal: '养护全区路灯，2027年建成智慧照明。', periodGoal: '养护全区路灯。' }),
      ],
    ],
  },
  R57: {
    fires: [
      ['twice', dalian({ annualGoal: '养护全区路灯，，保持照明。' }), 'annualGoal', '养护全区路灯，保持照明。'],
      ['mixed', dalian({ annualGoal: '养护路灯, 保持照明。' }), 'annualGoal', '养护路灯，保持照明。'],
      [
        'brackets',
        dalian({ annualGoal: '养护路灯(含景观灯)，保持照明。' }),
        'annualGoal',
        '养护路灯（含景观灯），保持照明。',
      ],
    ],
    silent: [
      ['numbers', goalsOf('1.养护1,200盏路灯，亮灯率98.5%。')],
      ['half-width alone', dalian({ implementingUnit: '市政所(东区)' })],
    ],
  },
  R58: {
    fires: [
      ['one of two', dalian({ annualGoal: '' }), 'annualGoal', null],
      ['in a project of three years', dalian({ ...longPeriod, periodGoal: '' }), 'periodGoal', null],
    ],
    silent: [['both empty is told as R03', dalian({ annualGoal: '', periodGoal: '' })]],
  },
  R59: {
    fires: [
      ['one for all', hebei({}, (rows) => rows.map((row) => ({ ...row, basis: '工作需要' }))), '', null],
      ['none', hebei({}, with1(2, { basis: '' })), at(2, 'basis'), null],
    ],
    silent: [['several', hebei()]],
  },
  R60: {
    fires: [
      ['changed', withWeights(['20', '10', '10', '10', '0', '30', '10'], '≤100%'), at(4, 'value'), '=100%'],
      ['missing', { form: weighted, filing: dalian().filing }, '', null],
    ],
    silent: [['unchanged', withWeights(['20', '10', '10', '10', '0', '30', '10'], '＝100%')]],
  },
  R65: {
    fires: [
      ['no year', dalian({ fiscalYear: '' }), 'fiscalYear'],
      ['no unit in Hebei', hebei({ unitName: '' }), 'unitName'],
    ],
    silent: [['the unit comes with the seal', dalian({ filingUnit: '' })]],
  },
  R66: {
    fires: [
      ['a rare ideograph in a name', dalian({ projectName: '𠮷林路路灯养护' }), 'projectName', null],
      ['in a row', dalian({}, with1(0, { level3: '𢘐庄路灯养护数量' })), at(0, 'level3'), null],
      ['in a value', valued(0, '路灯养护数量', '≥30\ue000'), at(0, 'value'), null],
    ],
    silent: [
      ['boxes and ticks', goalsOf('养护全区路灯☑，保持夜间照明完好✔。')],
      ['accents and spaces', goalsOf('养护 Gàoléi 全区路灯，保持\u2009100% 完好。')],
    ],
  },
  R67: {
    fires: [
      ['nothing but that it is done', goalsOf('推进全区路灯事业发展工作。'), 'periodGoal', null],
      ['numbers of items', hebei({ goals: '目标1：开展路灯养护活动。\n目标2：做好路灯管理工作。' }), 'goals', null],
    ],
    silent: [
      ['a number', goalsOf('养护全区路灯1200盏。')],
      ['a state', goalsOf('养护全区路灯，夜间照明完好。')],
    ],
  },
};

/** Rules across filings are in year.test.ts. */
const ACROSS = ['R50', 'R61', 'R62'];
/** Those that only other kinds of forms have are in table-rules.test.ts. */
const OF_TABLES = ['R63', 'R64', 'R68', 'R69', 'R70', 'R71', 'R72', 'R73', 'R74', 'R75', 'R76'];

function many(count: number, level2: string) {
  return Array.from({ length: count }, (_, index) => ({
    level1: '效益指标',
    level2,
    level3: `照明成效${'甲乙丙丁戊己庚辛壬癸'[index]}`,
    value: '≥97%',
  }));
}

test('every rule has tables here, in table-rules.test.ts or in year.test.ts', () => {
  expect([...Object.keys(cases), ...ACROSS, ...OF_TABLES].sort()).toEqual(allRules.map(({ id }) => id).sort());
});

test('a sound table of each form has no problem at all', () => {
  for (const { form, filing } of [dalian(), hebei()]) expect(checkFiling(form, filing)).toEqual([]);
  const { form, filing } = withWeights(['20', '10', '10', '10', '0', '30', '10']);
  expect(checkFiling(form, filing).map(({ message }) => message)).toEqual([]);
});

describe.each(Object.entries(cases))('%s', (rule, { fires, silent }) => {
  const of = ({ form, filing }: Table) => checkFiling(form, filing).filter((problem) => problem.rule === rule);

  test.each(fires)('fires: %s', (_what, table, path, becomes) => {
    const problem = of(table).find((one) => one.path === path);
    expect(problem, `problems of ${rule}: ${JSON.stringify(of(table))}`).toBeDefined();
    expect(problem?.message).toMatch(/[\u4e00-\u9fff].*[^。]$/);
    if (becomes === null) expect(problem?.fix).toBeUndefined();
    if (typeof becomes !== 'string') return;
    const repaired = applyAll(table.filing, problem?.fix?.edits ?? []);
    const place = placeOf(path);
    const text =
      'field' in place ? repaired.values[place.field] : rowsOf(repaired, 'indicators')[place.row]?.[place.column];
    expect(text).toBe(becomes);
  });

  test.each(silent)('is silent: %s', (_what, table) => {
    expect(of(table)).toEqual([]);
  });
});

test('the form says how severe a rule is, and may switch it off', () => {
  const { form, filing } = dalian({}, with1(0, { value: '12盏' }));
  const severity = () => checkFiling(form, filing).find(({ rule }) => rule === 'R31')?.severity;
  expect(severity()).toBe('hint');
  expect(switchedOff(form, 'R31')).toEqual([]);
});

test.each([
  ['R42', valued(2, '完工时间', '2027年2月底前'), 'error'],
  ['R42', valued(2, '完工', '合同约定'), 'warning'],
  ['R20', dalian({}, with1(0, { level2: '质量指标' })), 'error'],
  ['R20', dalian({}, with1(2, { level2: '质量指标' })), 'warning'],
  ['R17', hebei({}, with1(3, { value: '31万元' })), 'error'],
  ['R17', hebei({}, with1(3, { value: '29万元' })), 'warning'],
  ['R17', dalian({}, with1(3, { value: '≤31万元' })), 'warning'],
  ['R21', dalian({ projectName: '路灯购置' }, (rows) => rows.toSpliced(3, 1)), 'warning'],
  ['R21', dalian({}, (rows) => rows.toSpliced(3, 1)), 'hint'],
  ['R10', dalian({ 'periodFunding.total': '40.5', 'periodFunding.fiscal': '30' }), 'warning'],
] as [string, Table, string][])('%s is as severe as what it found (%#)', (rule, { form, filing }, severity) => {
  expect(checkFiling(form, filing).find((problem) => problem.rule === rule)?.severity).toBe(severity);
});
