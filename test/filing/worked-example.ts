import { type Filing, rowsOf, withRows } from '../../shared/filing/filing.ts';
import { makeFrom } from '../../shared/filing/made-from.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';

/**
 * A worked example of a self-evaluation by 财预〔2020〕10号: a target table, what was reached of it, and the points that
 * follow, worked out by hand.
 */

export const dalian = catalog.find('dalian-project') as Form;
export const evaluation = catalog.find('evaluation-2020') as Form;

/** Level 1, level 2, name, target; reached, points; score. */
const ROWS = [
  // ≥: reached falls short, 24÷30 of 10 points.
  ['产出指标', '数量指标', '培训场次', '≥30场', '24场', '10', '8'],
  // ≥: more than the target gives no more than all points.
  ['产出指标', '数量指标', '培训人次', '≥1200人次', '1500人次', '15', '15'],
  // ＝: 95÷100 of 10 points.
  ['产出指标', '质量指标', '考核合格率', '=100%', '95%', '10', '9.5'],
  // ≤: more than may be, 3÷4 of 8 points.
  ['产出指标', '时效指标', '结果公布时间', '≤3个工作日', '4个工作日', '8', '6'],
  // ≤: kept, all points.
  ['产出指标', '成本指标', '人均培训成本', '≤450元', '432元', '7', '7'],
  // In words, reached in part: 60 % to 80 %, the middle of it.
  ['效益指标', '社会效益指标', '服务能力提升情况', '明显提升', '部分达成', '30', '21'],
  ['满意度指标', '服务对象满意度指标', '参训人员满意度', '≥90%', '93.5%', '10', '10'],
] as const;

export const scores = ROWS.map((row) => row[6]);
export const reached = ROWS.map(([, , , , actual, points]) => ({ actual, points }));

export const target: Filing = {
  form: 'dalian-project',
  version: '2023',
  sections: [],
  values: {
    fiscalYear: '2026',
    projectName: '窗口人员业务培训',
    implementationPeriod: '2026年1月至2026年12月',
    supervisingDepartment: '滨城区行政审批局',
    implementingUnit: '滨城区政务服务中心',
    periodGoal: '培训窗口人员1200人次，提升服务能力。',
    annualGoal: '培训窗口人员1200人次，提升服务能力。',
    'periodFunding.total': '54',
    'periodFunding.fiscal': '54',
    'annualFunding.total': '54',
    'annualFunding.fiscal': '54',
  },
  tables: {
    indicators: ROWS.map(([level1, level2, level3, value]) => ({ level1, level2, level3, value })),
  },
};

/** Of 60 was spent 51.84: 86.4 % of 10 points. */
export const money = { 'annualFunding.total': '60.00', 'spentFunding.total': '51.84' };
export const execution = { rate: '86.40%', score: '8.64' };
/** 8.64 and 8 + 15 + 9.5 + 6 + 7 + 21 + 10. */
export const total = { points: '100', score: '85.14' };

/** The self-evaluation made of the target table, with what was reached. */
export function evaluated(): Filing {
  const made = makeFrom(evaluation, dalian, target, 2026);
  const rows = rowsOf(made, 'indicators').map((row, index) => ({ ...row, ...reached[index] }));
  return withRows({ ...made, values: { ...made.values, ...money } }, 'indicators', rows);
}
