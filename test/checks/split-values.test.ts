import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkFiling } from '../../shared/checks/run.ts';
import { computedText } from '../../shared/filing/computed.ts';
import { projectSplit } from '../../shared/form/catalog/project-split.ts';
import type { Column, Form } from '../../shared/form/form.ts';

/** The joined value of split columns is the value to every rule: it is told the same as a value typed into one column. */

const PARTS = ['sign', 'number', 'unit', 'value'];
const one: Form = {
  ...projectSplit,
  bands: projectSplit.bands.map((band) =>
    band.kind !== 'table'
      ? band
      : {
          ...band,
          lanes: band.lanes.map((lane) => ({
            ...lane,
            columns: lane.columns.flatMap((column): typeof lane.columns => {
              if (!('id' in column) || !PARTS.includes(column.id)) return [column];
              return column.id === 'value' ? [{ id: 'value', name: '指标值', colSpan: 3 } satisfies Column] : [];
            }),
          })),
        },
  ),
};

const NAMES = [
  '验收合格率',
  '设备故障率',
  '培训人数',
  '项目总成本',
  '服务对象满意度',
  '完成时间',
  '绿化面积',
  '安全事故数',
];
const LEVELS = [
  ['成本指标', '经济成本指标'],
  ['产出指标', '数量指标'],
  ['产出指标', '质量指标'],
  ['产出指标', '时效指标'],
  ['效益指标', '社会效益指标'],
  ['满意度指标', '服务对象满意度指标'],
];
const row = fc.record({
  levels: fc.constantFrom(...LEVELS),
  level3: fc.constantFrom(...NAMES),
  sign: fc.constantFrom('≥', '＞', '＝', '＜', '≤', '定性', ''),
  number: fc.constantFrom('95', '100', '0', '120', '30.5', '良好', '提高', 'XX', '2026年6月', '5-10', '90以上', '12个'),
  unit: fc.constantFrom('%', '人', '个', '万元', '万', '天', '次', ''),
});

/** Rules of an indicator's value. */
const isOfValue = (rule: string) => rule >= 'R28' && rule <= 'R47' && !['R34', 'R44', 'R45'].includes(rule);

test('split or not, a value is told the same', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (given) => {
      const split = given.map(({ levels: [level1 = '', level2 = ''], ...cells }) => ({ level1, level2, ...cells }));
      const filing = {
        form: 'project-split',
        version: '2021',
        sections: [],
        values: {},
        tables: { indicators: split },
      };
      const joined = split.map(({ sign: _s, number: _n, unit: _u, ...cells }, index) => ({
        ...cells,
        value: computedText(projectSplit, filing, { table: 'indicators', row: index, column: 'value' }),
      }));
      const told = (form: Form, indicators: Record<string, string>[]) =>
        checkFiling(form, { ...filing, tables: { indicators } })
          .filter(({ rule }) => isOfValue(rule))
          .map(({ rule, severity, message, path }) => `${severity} ${/\d+/.exec(path)} ${rule} ${message}`)
          .sort();
      expect(told(projectSplit, split)).toEqual(told(one, joined));
    }),
    { numRuns: 400 },
  );
});
