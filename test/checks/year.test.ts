import { describe, expect, test } from 'vitest';
import { lastingPlace, rowNames, sortOut, type Waiver } from '../../shared/checks/waivers.ts';
import { checkYear, yearFacts } from '../../shared/checks/year.ts';
import type { Row } from '../../shared/filing/filing.ts';
import type { Problem } from '../../shared/problem.ts';
import { sample } from './samples.ts';
import { dalian, hebei, type Table } from './tables.ts';

/** What one unit's tables of a year show only together. */

const check = (tables: Table[], approved: string | null = null) =>
  checkYear(
    tables.map(({ form, filing }, id) => ({ id, facts: yearFacts(form, filing) })),
    approved,
  );
/** Problems as `filing rule path`. */
const found = (tables: Table[]) =>
  [...check(tables).filings]
    .flatMap(([id, problems]) => problems.map(({ rule, path }) => `${id} ${rule} ${path}`))
    .sort();

const project = (projectName: string, goal: string) =>
  dalian({ projectName, periodGoal: `${goal}，全年完成。`, annualGoal: goal });

describe('R50: the same goal in several projects', () => {
  const lamps = project('路灯养护', '更换老旧路灯并巡查养护线路');
  test('the project it is about is not told, the copies are', () => {
    const copy = project('公园保洁', '更换老旧路灯， 并巡查养护线路');
    expect(found([lamps, copy]), 'goals that differ are two findings').toEqual([
      '1 R50 annualGoal',
      '1 R50 periodGoal',
    ]);
    expect(check([lamps, copy]).filings.get(1)?.[0]?.message).toContain('“路灯养护”');
  });

  test('all are told when it is about none of them', () => {
    const goal = '完成上级交办的各项任务';
    expect(found([project('公园保洁', goal), project('河道清淤', goal)])).toHaveLength(4);
  });

  test('one finding for goals that are alike in the table itself; a changed number hides nothing', () => {
    const alike = (projectName: string, count: number) => {
      const goal = `全年组织现场巡查${count}次，问题全部整改`;
      return dalian({ projectName, periodGoal: goal, annualGoal: goal });
    };
    expect(found([alike('公园保洁', 30), alike('河道清淤', 31)])).toEqual(['0 R50 periodGoal', '1 R50 periodGoal']);
  });

  test('what the money is for is compared without its amounts', () => {
    const same = (name: string, total: string) =>
      hebei({
        projectName: name,
        goals: `${name}按计划完成全部内容`,
        projectCode: '',
        budgetNarrative: `预算数${total}万元。主要用于更换全部灯具和线路。`,
      });
    expect(found([same('公园保洁', '3'), same('河道清淤', '5')])).toEqual([
      '0 R50 budgetNarrative',
      '1 R50 budgetNarrative',
    ]);
  });

  test('different goals, and both goals of one table alike, are no copies', () => {
    expect(found([dalian(), project('公园保洁', '每日清扫园路和草坪')])).toEqual([]);
  });
});

describe('R62: one project in two tables', () => {
  test('by name or by code', () => {
    const twin = dalian({
      projectName: '路灯 养护',
      periodGoal: '巡查线路和灯具。',
      annualGoal: '巡查线路和灯具，更换灯泡。',
    });
    expect(found([dalian(), twin])).toEqual(['0 R62 projectName', '1 R62 projectName']);
    const goals = (text: string, name: string) => hebei({ goals: text, projectName: name, budgetNarrative: '' });
    expect(found([goals('巡查公园的灯具', '公园'), goals('清扫街道的落叶', '街道')])).toEqual([
      '0 R62 projectCode',
      '1 R62 projectCode',
    ]);
  });

  test('two projects are two', () => {
    expect(found([dalian(), project('公园保洁', '每日清扫园路和草坪')])).toEqual([]);
  });
});

describe('R61: the sum of the projects against what was approved', () => {
  const two = [dalian(), project('公园保洁', '每日清扫园路和草坪')];
  test('a cent is told', () => {
    expect(check(two, '61.01').unit.map(({ rule, message }) => [rule, message])).toEqual([
      ['R61', '各项目金额之和 61 万元与批复总额 61.01 万元不符，请核对'],
    ]);
  });

  test('there is no sum as long as an amount cannot be read, nor an approved total that is none', () => {
    expect(check([dalian({ 'annualFunding.total': '约三十' })], '60').unit).toEqual([]);
    expect(check(two, '约六十').unit).toEqual([]);
  });

  test('the exact sum, and no approved total, are silent', () => {
    expect(check(two, '61.00').unit).toEqual([]);
    expect(check(two).unit).toEqual([]);
  });
});

describe('tables of other kinds', () => {
  const ofUnit = (id: string, texts: Record<string, string> = {}) => sample(id, texts);
  const target = () => sample('project-annual');
  const evaluation = (texts: Record<string, string> = {}) => {
    const { projectName = '', annualGoal = '' } = target().filing.values;
    return sample('evaluation-2020', { projectName, annualGoal, ...texts });
  };

  test('what is made from a target table repeats its name and its goal', () => {
    expect(found([target(), evaluation()])).toEqual([]);
    expect(found([evaluation(), evaluation()])).toEqual(['0 R62 projectName', '1 R62 projectName']);
  });

  test('two tables of a unit are of two forms', () => {
    const unitName = '滨城区文化和旅游局';
    const forms = [ofUnit('procurement', { unitName }), ofUnit('department-hebei', { unitName })];
    expect(found(forms)).toEqual([]);
    expect(found([...forms, ofUnit('procurement', { unitName })])).toEqual(['0 R62 unitName', '2 R62 unitName']);
  });

  test('only projects add up to what was approved', () => {
    const projects = [dalian(), project('公园保洁', '每日清扫园路和草坪')];
    const all = [...projects, evaluation(), ofUnit('unit-2015'), ofUnit('procurement'), ofUnit('cover')];
    expect(check(all, '61').unit).toEqual([]);
    expect(check(all, '62').unit).toHaveLength(1);
  });

  test('R61: projects cost no more than the tables of the whole unit have for them', () => {
    const projects = (amount: string) => dalian({ 'annualFunding.total': amount });
    expect(found([projects('1790.17'), ofUnit('unit-2015')])).toEqual([]);
    expect(found([projects('1790.18'), ofUnit('unit-2015')])).toEqual(['1 R61 tasks[0].total']);
    expect(found([projects('1807.73'), ofUnit('department-hebei')])).toEqual([]);
    const [over] = check([projects('1807.74'), ofUnit('department-hebei')]).filings.get(1) ?? [];
    expect(over).toMatchObject({ rule: 'R61', path: 'expenditure.project', severity: 'warning' });
    expect(over?.message).toBe('各项目金额之和 1807.74 万元大于项目支出 1807.73 万元，请核对');
    expect(found([projects('约两千'), ofUnit('unit-2015')])).toEqual([]);
  });
});

describe('what a unit switches off', () => {
  const waiver = (more: Partial<Waiver>): Waiver => ({
    id: 1,
    unit: '市政所',
    rule: 'R45',
    filing: null,
    path: null,
    reason: '小项目',
    createdAt: '',
    ...more,
  });
  const problem = (rule: string, severity: Problem['severity'], path = ''): Problem => ({
    rule,
    severity,
    message: '',
    path,
  });
  const places = { id: 7, rows: {} };

  test('stands aside with its reason; the one for this table comes first', () => {
    const both = [waiver({}), waiver({ id: 2, filing: 7, reason: '本表只有三项' })];
    const sorted = sortOut([problem('R45', 'hint'), problem('R31', 'hint')], both, places);
    expect(sorted.standing.map(({ rule }) => rule)).toEqual(['R31']);
    expect(sorted.waived.map((one) => one.waiver.reason)).toEqual(['本表只有三项']);
    expect(sortOut([problem('R45', 'hint')], [waiver({ filing: 8 })], places).waived).toEqual([]);
  });

  test('for one place only: it is found again after rows moved, and its reason comes before wider ones', () => {
    const row = (level2: string, level3: string) => ({ level1: '产出指标', level2, level3, value: '≥100%' });
    const named = (...indicators: Row[]) => rowNames({ ...dalian().filing, tables: { indicators } });
    const before = { id: 7, rows: named(row('质量指标', '验收合格率'), row('时效指标', '验收合格率')) };
    const path = lastingPlace(before, 'indicators[0].value');
    const here = [waiver({ filing: 7, reason: '全表' }), waiver({ id: 2, filing: 7, path, reason: '合同约定' })];
    const moved = { id: 7, rows: named(row('时效指标', '验收合格率'), row('质量指标', ' 验收 合格率')) };
    const two = [problem('R45', 'warning', 'indicators[0].value'), problem('R45', 'warning', 'indicators[1].value')];
    expect(sortOut(two, here.slice(1), moved)).toEqual({
      standing: [two[0]],
      waived: [{ problem: two[1], waiver: here[1] }],
    });
    expect(sortOut(two, here, moved).waived.map((one) => one.waiver.reason)).toEqual(['全表', '合同约定']);
    expect(sortOut(two, here.slice(1), { ...moved, id: 8 }).waived, 'of another table').toEqual([]);
    const renamed = { id: 7, rows: named(row('质量指标', '首次验收合格率')) };
    expect(sortOut(two.slice(0, 1), here.slice(1), renamed).waived, 'another indicator').toEqual([]);
    expect(lastingPlace(moved, 'annualFunding.total')).toBe('annualFunding.total');
  });

  test('for one place of a plain table: its rows are told apart by their ids, without ids by their texts', () => {
    const { filing } = sample('unit-2015');
    const [first = {}, second = {}] = filing.tables.tasks ?? [];
    const rows = (...tasks: Row[]) => ({ id: 7, rows: rowNames({ ...filing, tables: { tasks } }) });
    for (const [one, other] of [
      [first, second],
      [
        { ...first, '#': 'a1' },
        { ...first, '#': 'a2' },
      ],
    ] as [Row, Row][]) {
      const path = lastingPlace(rows(one, other), 'tasks[0].fiscal');
      const here = [waiver({ filing: 7, path })];
      const two = [problem('R45', 'warning', 'tasks[0].fiscal'), problem('R45', 'warning', 'tasks[1].fiscal')];
      expect(sortOut(two, here, rows(one, other)).standing).toEqual([two[1]]);
      expect(sortOut(two, here, rows(other, one)).standing).toEqual([two[0]]);
    }
  });

  test('errors cannot be switched off', () => {
    expect(sortOut([problem('R45', 'error')], [waiver({})], places).waived).toEqual([]);
  });
});
