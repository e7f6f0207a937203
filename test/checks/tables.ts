import { problemOf } from '../../shared/checks/run.ts';
import { type Filing, type Row, rowsOf } from '../../shared/filing/filing.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { hebeiProject } from '../../shared/form/catalog/hebei-project.ts';
import { type Form, leaves } from '../../shared/form/form.ts';
import { withTable } from '../form-variants.ts';

/** Filings without a fault, to be changed as a test wants it. */

export interface Table {
  form: Form;
  filing: Filing;
}

const rowsWith = (columns: string[], rows: string[][]): Row[] =>
  rows.map((cells) => Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])));

const SOUND = rowsWith(
  ['level1', 'level2', 'level3', 'value'],
  [
    ['产出指标', '数量指标', '路灯养护数量', '≥1200盏'],
    ['产出指标', '质量指标', '养护验收合格率', '≥98%'],
    ['产出指标', '时效指标', '报修处理时间', '≤24小时'],
    ['产出指标', '成本指标', '养护总成本', '≤30.5万元'],
    ['效益指标', '社会效益指标', '夜间亮灯率', '≥97%'],
    ['满意度指标', '服务对象满意度指标', '沿街居民满意度', '≥90%'],
  ],
);

/** 本级预算项目绩效目标表 with `values` over those of a sound one; `change` alters the rows. */
export function dalian(values: Record<string, string> = {}, change: (rows: Row[]) => Row[] = (rows) => rows): Table {
  const sound = {
    fiscalYear: '2026',
    projectName: '路灯养护',
    implementationPeriod: '2026年1月至2026年12月',
    supervisingDepartment: '城市管理局',
    implementingUnit: '市政所',
    periodGoal: '养护全区路灯，保持夜间照明完好。',
    annualGoal: '养护全区路灯，保持夜间照明完好。',
    'periodFunding.total': '30.5',
    'periodFunding.fiscal': '20',
    'periodFunding.other': '10.5',
    'annualFunding.total': '30.5',
    'annualFunding.fiscal': '20.0',
    'annualFunding.other': '10.50',
  };
  const indicators = change(SOUND.map((row) => ({ ...row })));
  return {
    form: dalianProject,
    filing: {
      form: 'dalian-project',
      version: '2023',
      sections: [],
      values: { ...sound, ...values },
      tables: { indicators },
    },
  };
}

/** 绩效目标表 of Hebei, likewise. */
export function hebei(values: Record<string, string> = {}, change: (rows: Row[]) => Row[] = (rows) => rows): Table {
  const sound = {
    caption: '路灯养护',
    number: '1',
    unitCode: '365014',
    unitName: '临河市城市管理中心',
    projectCode: '1309992621A0KQ7TD2M8X',
    projectName: '路灯养护',
    'budget.total': '30.50',
    'budget.fiscal': '20.00',
    'budget.other': '10.50',
    budgetNarrative: '预算数30.5万元，其中：财政资金20万元，其他资金10.5万元。主要用于更换灯具和线路。',
    'spendingPlan.march': '20.00%',
    'spendingPlan.june': '50.00%',
    'spendingPlan.october': '50.00%',
    'spendingPlan.december': '100.00%',
    goals: '1.养护全区路灯；2.保持夜间照明完好。',
  };
  const rows = SOUND.map((row, at) => ({ ...row, description: `路灯情况${'甲乙丙丁戊己'[at]}`, basis: `依据${at}` }));
  const indicators = change(rows);
  return {
    form: hebeiProject,
    filing: {
      form: 'hebei-project',
      version: '2021',
      sections: [],
      values: { ...sound, ...values },
      tables: { indicators },
    },
  };
}

/** Changes one row. */
export const with1 =
  (at: number, cells: Row) =>
  (rows: Row[]): Row[] =>
    rows.with(at, { ...rows[at], ...cells });

/** A value in a row of the given level 2 (数量, 质量, 时效, 成本, 效益, 满意度 by place) under the given name. */
export const valued = (at: number, name: string, value: string): Table =>
  dalian({}, with1(at, { level3: name, value }));

/** A table with both goals alike. */
export const goalsOf = (text: string): Table => dalian({ periodGoal: text, annualGoal: text });

/** A form with a column of weights and a fixed indicator, as the systems of some provinces have them. */
export const weighted: Form = {
  ...withTable(dalianProject, 'indicators', (table) => ({
    ...table,
    columns: [
      ...leaves(table.columns).map((column) => {
        const { colSpan: _one, ...rest } = column;
        return rest;
      }),
      { id: 'weight', name: '权重' },
    ],
  })),
  checks: {
    ...dalianProject.checks,
    tables: {
      indicators: {
        ...dalianProject.checks.tables.indicators,
        weights: { column: 'weight', total: 90, levels: { 产出指标: 50, 效益指标: 30, 满意度指标: 10 } },
        fixed: [{ name: '项目或定额成本控制率', value: '=100%' }],
      },
    },
  },
};

/** A table of that form with these weights, and the fixed indicator with `fixed` as its value. */
export function withWeights(weights: string[], fixed = '=100%'): Table {
  const { filing } = dalian({}, (rows) => [
    ...rows.slice(0, 4),
    { level1: '产出指标', level2: '成本指标', level3: '项目或定额成本控制率', value: fixed },
    ...rows.slice(4),
  ]);
  const indicators = rowsOf(filing, 'indicators').map((row, at) => ({ ...row, weight: weights[at] ?? '' }));
  return { form: weighted, filing: { ...filing, tables: { indicators } } };
}

/** What a form switches off is no problem. */
export const switchedOff = (form: Form, rule: string) =>
  problemOf(
    { form: { ...form, checks: { ...form.checks, severity: { [rule]: 'off' } } }, filing: dalian().filing },
    { rule, message: '', path: '' },
  );
