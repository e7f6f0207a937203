import { expect, test } from 'vitest';
import { checkFiling } from '../../shared/checks/run.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { columnOf } from '../../shared/form/form.ts';
import { level2Named } from '../../shared/form/level-names.ts';
import { projectKind, projectKinds } from '../../shared/library/kinds.ts';
import { levelsIn } from '../../shared/library/levels.ts';
import { referenceOf, shippedLibrary } from '../../shared/library/library.ts';
import { librarySchema } from '../../shared/library/library-schema.ts';
import { nameKey } from '../../shared/library/name-key.ts';
import { entryOf } from './entry-of.ts';
import { indicatorTargets } from './indicator-targets.ts';

const { indicators } = shippedLibrary;

test('the shipped library is of its shape as it stands, since no program that opens it looks', () => {
  expect(librarySchema.parse(shippedLibrary)).toEqual(shippedLibrary);
});

test('the shipped library has the 85 common indicators, each once, under a level 2 of every form', () => {
  expect(indicators).toHaveLength(85);
  expect(new Set(indicators.map(({ id }) => id)).size).toBe(85);
  const names = indicators.flatMap(({ name, also }) => [name, ...also]).map(nameKey);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  // Costs are a level 1 in some forms, and whole units have levels of their own.
  for (const { form, table } of indicatorTargets)
    for (const indicator of indicators) {
      const levels = levelsIn(form, table, indicator);
      const own = level2Named(form, table, indicator.level2);
      const cost = level2Named(form, table, indicator.cost ?? '');
      expect(levels?.level2, `${form.id} ${indicator.name}`).toBe((own ?? cost)?.level2.name);
    }
});

test('its kinds are known, a quantitative indicator has a sign, and no alternative is left in brackets', () => {
  for (const { name, kinds, sign, units, source, cost, level2 } of indicators) {
    expect(projectKinds, name).toEqual(expect.arrayContaining(kinds));
    expect(kinds.length, name).toBeGreaterThan(0);
    if (units.length > 0) expect(sign, name).not.toBeNull();
    expect(name).not.toMatch(/[（(]/);
    expect(source).toMatch(/^[A-Z](,[A-Z])*$/);
    expect(cost !== undefined, name).toBe(level2 === '成本指标');
  }
});

test('a table of shipped indicators with the values they are shown with is not sent back for any of them', () => {
  const typed = indicatorTargets.filter(
    ({ form, table }) => form.kind === 'project' && !columnOf(form, table, 'value')?.computed,
  );
  for (const { form, table } of typed)
    for (const indicator of indicators)
      for (const name of [indicator.name, ...indicator.also]) {
        const { sign, units, reference } = indicator;
        // 年度金额 is told by the form, not by the library.
        const value = /年度金额|^$/.test(reference) ? `${sign}5${units[0]}` : referenceOf(indicator);
        const levels = levelsIn(form, table, indicator);
        if (!levels) continue;
        const row = { ...levels, level3: name, value };
        const problems = checkFiling(form, { ...newFiling(form, 2027), tables: { [table]: [row] } }).filter(
          ({ path }) => path.startsWith(`${table}[0].level`) || path.startsWith(`${table}[0].value`),
        );
        expect(
          problems.map(({ message }) => message),
          `${form.id} ${name} ${value}`,
        ).toEqual([]);
      }
});

test.each([
  ['办公设备采购', '采购'],
  ['档案数字化扫描', '档案'],
  ['政务信息系统运维费', '信息化'],
  ['中小学教师培训经费', '培训会议'],
  ['高校毕业生就业补贴', '补助'],
  ['办公楼屋面维修', '维修'],
  ['道路新建工程', '工程'],
  ['法律顾问服务', '委托服务'],
  ['劳务派遣人员经费', '人员'],
  ['机关物业管理', '后勤'],
  ['食品安全抽检', '监管'],
  ['社会稳定风险研究课题', '研究'],
  ['报刊印刷与邮寄', '办公'],
  ['旅游宣传推广', '宣传'],
  ['地方政府债券付息', '债务'],
  ['办公用房租赁', '租赁'],
  ['科技创新产业扶持', '产业'],
  ['防汛抢险物资', '应急'],
  ['营商环境建设', '政务'],
  ['', '通用'],
  ['其他', '通用'],
])('the name “%s” tells the kind %s', (name, kind) => {
  expect(projectKind(name)).toBe(kind);
});

test.each([
  [{ sign: '≥', units: ['%'], reference: '90' }, '≥90%'],
  [{ sign: '≤', units: ['个月', '天'], reference: '4' }, '≤4个月'],
  [{ sign: '≤', units: ['万元'], reference: '年度金额' }, '≤年度金额'],
  [{ sign: null, reference: '优/良/中/差' }, '优/良/中/差'],
  [{ sign: '≥', units: ['家'], reference: '' }, ''],
] as const)('the reference value of %o is shown as %s', (change, shown) => {
  expect(referenceOf(entryOf('某指标', { ...change, units: [...('units' in change ? change.units : [])] }))).toBe(
    shown,
  );
});
