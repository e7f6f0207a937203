import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { fixAll } from '../../shared/checks/fix.ts';
import { endsWell } from '../../shared/checks/name-ends.ts';
import { checkFiling } from '../../shared/checks/run.ts';
import { applyAll } from '../../shared/filing/edits.ts';
import { rowsOf } from '../../shared/filing/filing.ts';
import type { Form } from '../../shared/form/form.ts';
import { shippedLibrary } from '../../shared/library/library.ts';
import { dalian, goalsOf, hebei, type Table, valued, with1 } from './tables.ts';

/** What published tables of other provinces taught: alarms that were false, and faults that nothing told. */

const of = ({ form, filing }: Table, rule: string) => checkFiling(form, filing).filter((one) => one.rule === rule);
const errors = ({ form, filing }: Table) => checkFiling(form, filing).filter(({ severity }) => severity === 'error');
const renamed = (name: string, value: string, row = 0) => valued(row, name, value);
const repaired = ({ form, filing }: Table) => applyAll(filing, fixAll(form, filing));

describe('a false alarm is silent', () => {
  test.each([
    ['结余率(计算方法为:结余数/预算数)', '≥5%'],
    ['资金到位率（到位金额÷预算金额）', '=100%'],
    ['覆盖率【覆盖村数】', '≥90%'],
    ['参保率(参保人数占应保人数', '≥95%'],
    ['上座率（平均人次）', '≥60%'],
  ])('R39: %s is a rate, whatever its bracket says', (name, value) => {
    expect(of(renamed(name, value, 1), 'R39')).toEqual([]);
  });

  test.each(['(月)', '（个）', '（元/人）', '(单位：万人次)', '[台]', '（KM）', '（元/人·天）'])(
    'R30: a name that ends in %s says the unit',
    (unit) => {
      expect(of(renamed(`路灯任务${unit}`, '10'), 'R30')).toEqual([]);
    },
  );

  it('R30: a remark in brackets is no unit', () => {
    expect(of(renamed('路灯养护数量（东区）', '10'), 'R30')).toHaveLength(1);
  });

  it('R11: four decimals of 万元 are exact 元, which is a warning; more, and words, stay an error', () => {
    const exact = dalian({
      'annualFunding.total': '30.5123',
      'annualFunding.fiscal': '20.0123',
      'annualFunding.other': '10.50',
    });
    expect(of(exact, 'R11').map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    expect(of(exact, 'R09')).toEqual([]);
    expect(of(dalian({ 'annualFunding.fiscal': '20.01234' }), 'R11')[0]?.severity).toBe('error');
    expect(of(dalian({ 'annualFunding.fiscal': '约二十' }), 'R11')[0]?.severity).toBe('error');
  });

  describe('R47: full-width signs', () => {
    const values = ['＞1200盏', '≥98%', '＜24小时', '＝30.5万元', '＞97%', '≥90%'];
    const full = dalian({}, (rows) => rows.map((row, at) => ({ ...row, value: values[at] ?? '' })));
    const form = (signs: 'half' | 'full'): Form => ({ ...full.form, checks: { ...full.form.checks, signs } });

    it('stay where the table has no others, or the form prints them', () => {
      expect(of(full, 'R47')).toEqual([]);
      expect(of({ ...full, form: form('full') }, 'R47')).toEqual([]);
      expect(of({ ...full, form: form('half') }, 'R47')).toHaveLength(4);
    });

    it('are asked for where the form prints them', () => {
      const [problem] = of({ ...dalian({}, with1(0, { value: '>1200盏' })), form: form('full') }, 'R47');
      expect(problem?.message).toContain('＞1200盏');
      const after = repaired({ ...dalian({}, with1(1, { level3: '验收合格率', value: '≥100%' })), form: form('full') });
      expect(rowsOf(after, 'indicators')[1]?.value).toBe('＝100%');
    });

    it('are told where a table has both', () => {
      expect(
        of(
          dalian({}, (rows) => rows.map((row, at) => (at < 2 ? { ...row, value: ['＞9盏', '>9%'][at] ?? '' } : row))),
          'R47',
        ),
      ).toHaveLength(1);
    });
  });

  test.each(['2026年全年', '2026年第四季度', '2026年12月', '12月底', '2026.12', '2026-12-31', '6月30日前'])(
    'R31: %s is a time, which has no sign',
    (value) => {
      expect(of(renamed('路灯养护完成时间', value, 2), 'R31')).toEqual([]);
    },
  );

  it('R53: a goal need not repeat a long name, nor any name when it speaks of what its indicators count', () => {
    const long = '临河市巩固脱贫攻坚与乡村振兴有效衔接特色产业基地建设专项补助项目';
    expect(of(dalian({ projectName: long, periodGoal: '完成冷库主体安装三座。' }), 'R53')).toEqual([]);
    const about = dalian({
      projectName: '亮化经费',
      periodGoal: '养护全区路灯，保持完好。',
      annualGoal: '养护全区路灯，保持完好。',
    });
    expect(of(about, 'R53')).toEqual([]);
    expect(of(hebei({ goals: '组织三期业务技能培训。' }), 'R53')).toHaveLength(1);
  });

  it('R19: satisfaction under 效益 is told once, as standing there', () => {
    const table = dalian({}, with1(5, { level1: '效益指标' }));
    expect(errors(table).map(({ rule, path }) => `${rule} ${path}`)).toEqual(['R22 indicators[5].level2']);
    expect(
      of(
        dalian({}, (rows) => rows.slice(0, 5)),
        'R19',
      ),
    ).toHaveLength(1);
  });

  test.each(['控制在预算以内', '厉行节约', '降低'])(
    'R43: a cost that is “%s” is asked for its amount, not for a grade',
    (value) => {
      const [problem] = of(renamed('养护总成本', value, 3), 'R43');
      expect(problem?.message).toContain('金额');
      expect(problem?.message).not.toContain('分级');
    },
  );
});

describe('what a bureau sends back is told', () => {
  test.each(['88', '100', '≥95%', '3台', '——', '１２', '①'])('R24: the name %s is none', (name) => {
    expect(of(renamed(name, '≥3台'), 'R24')).toHaveLength(1);
    expect(of(dalian({}, with1(0, { level3: `${name}路灯养护数量` })), 'R24')).toEqual([]);
  });

  it('R01: a project is not named by a number', () => {
    expect(of(dalian({ projectName: '20260031' }), 'R01')).toHaveLength(1);
  });

  test.each(['安置小区物业费', '道路建设总投资', '专项资金', '补助资金总量', '办公租金', '养护费用'])(
    'R39: %s is not counted in 个',
    (name) => {
      expect(of(renamed(name, '≥8个'), 'R39')).toHaveLength(1);
      expect(of(renamed(name, '≥8万元'), 'R39')).toEqual([]);
    },
  );

  test.each(['项目收费站', '免费', '资金管理制度'])('R39: %s may be', (name) => {
    expect(of(renamed(`${name}数量`, '≥8个'), 'R39')).toEqual([]);
  });

  test.each(['指标1：', '指标2:', '三级指标一、', '指标1 ', '指标①：', '指标 3 ：'])(
    'R55: %s before a name is the template’s',
    (prefix) => {
      const table = renamed(`${prefix}路灯养护数量`, '≥1200盏');
      expect(of(table, 'R55').map(({ path }) => path)).toEqual(['indicators[0].level3']);
      expect(rowsOf(repaired(table), 'indicators')[0]?.level3).toBe('路灯养护数量');
      expect(of(renamed(prefix, '≥1200盏'), 'R24')).toHaveLength(1);
      expect(of(renamed('指标体系建设数量', '≥1个'), 'R55')).toEqual([]);
    },
  );

  test.each(['≥3万', '3亿', '≥20M', '≤120w', '5千以上', '≥3万余', '≥3万/年'])('R30: %s is no whole unit', (value) => {
    expect(of(renamed('服务群众规模', value), 'R30')).toHaveLength(1);
  });

  test.each(['≥3万人次', '≥20MB', '≥20m', '≥3万', '5克'])('R30: the unit of %s is whole where it is one', (value) => {
    const name = value === '≥3万' ? '服务群众规模（人）' : '服务群众规模';
    expect(of(renamed(name, value), 'R30')).toEqual([]);
  });

  test.each([
    ['配套电力设施1250KVA变压器3台', '≥3台'],
    ['更换灯具20套', '≥20套'],
    ['1290.3平方米冷库建设', '≥1290.3平方米'],
    ['采购3台变压器', '3台'],
    ['养护合格率达到95%以上', '≥95%'],
    ['冷库控制温度25℃', '≤25℃'],
  ])('R25: the target stands in the name %s', (name, value) => {
    expect(of(renamed(name, value), 'R25')).toHaveLength(1);
  });

  test.each([
    ['110kV变电站维护数量', '≥3座'],
    ['2026年养护路灯数量', '≥3盏'],
    ['12345热线接通率', '≥95%'],
    ['7×24小时值守情况', '≥95%'],
    ['PM2.5浓度', '≤35微克/立方米'],
    ['24小时内修复率', '≥95%'],
    ['第3期工程完工率', '=100%'],
  ])('R25: %s only has a number in it', (name, value) => {
    expect(of(renamed(name, value), 'R25')).toEqual([]);
  });

  test.each([
    ['[015001]教育局', '教育局'],
    ['（015）教育局', '教育局'],
    ['015001-教育局', '教育局'],
    ['【105】教育部', '教育部'],
    ['015001 教育局', '教育局'],
    ['教育局（015001）', '教育局'],
    ['教育局 [015]', '教育局'],
  ])('R54: %s is a department with a code', (typed, name) => {
    const table = dalian({ supervisingDepartment: typed });
    expect(of(table, 'R54').map(({ path }) => path)).toEqual(['supervisingDepartment']);
    expect(repaired(table).values.supervisingDepartment).toBe(name);
  });

  test.each(['第101中学', '〔2026〕路灯办', '3号泵站', '12345热线中心', '（一）市政所'])(
    'R54: %s has none',
    (typed) => {
      expect(
        of(dalian({ implementingUnit: typed }), 'R54').filter(
          ({ path }) => path === 'implementingUnit' && !/^\d{5}/.test(typed),
        ),
      ).toEqual([]);
    },
  );

  test.each([
    ['新增□延续√', '延续'],
    ['新增项目□ 延续项目☑', '延续项目'],
    ['□新增 ☑延续', '延续'],
    ['√新增□延续', '新增'],
    ['新增项目■延续项目□', '新增项目'],
    ['☑延续项目', '延续项目'],
    ['新增（√）延续（ ）', '新增'],
    ['新增( ) 延续(√)', '延续'],
  ])('R55: %s is the choice %s', (typed, chosen) => {
    const { form, filing } = dalian({ projectAttribute: typed });
    const table = { form, filing: { ...filing, sections: ['attributes'] } };
    expect(of(table, 'R55').map(({ path }) => path)).toEqual(['projectAttribute']);
    expect(repaired(table).values.projectAttribute).toBe(chosen);
  });

  test.each(['新增□延续□', '新增√延续√□其他'])('R55: %s is no choice', (typed) => {
    const { form, filing } = dalian({ projectAttribute: typed });
    const [problem] = of({ form, filing: { ...filing, sections: ['attributes'] } }, 'R55');
    expect(problem?.fix).toBeUndefined();
    expect(problem?.message).toContain('选项框');
  });

  test.each([
    ['居民满意度', '沿街居民满意度'],
    ['沿街居民满意率', '沿街居民满意度'],
    ['沿街居民的满意程度', '沿街居民满意度'],
  ])('R27: %s under 效益 and %s are the same', (benefit, own) => {
    const table = dalian({}, (rows) =>
      rows.map((row, at) =>
        at === 4 ? { ...row, level3: benefit, value: '≥90%' } : at === 5 ? { ...row, level3: own } : row,
      ),
    );
    expect(of(table, 'R27').map(({ path }) => path)).toEqual(['indicators[4].level3']);
    const other = dalian({}, with1(4, { level3: '商户满意度', value: '≥90%' }));
    expect(of(other, 'R27')).toEqual([]);
  });

  test.each(['推进科技事业发展工作', '开展校园足球活动。', '目标1：维护辖区安全巡逻及物业日常管理', '1.审计清算工作'])(
    'R67: %s names no result',
    (goal) => {
      expect(of(goalsOf(goal), 'R67')).toHaveLength(2);
    },
  );

  it('R10: a period of several years costs more than one of them', () => {
    const several = { implementationPeriod: '2026年1月至2028年12月' };
    expect(of(dalian(several), 'R10').map(({ severity }) => severity)).toEqual(['warning']);
    expect(of(dalian({ implementationPeriod: '2026年7月至2027年6月' }), 'R10')).toEqual([]);
    expect(of(dalian({ ...several, 'periodFunding.total': '90.5', 'periodFunding.fiscal': '80' }), 'R10')).toEqual([]);
  });
});

describe('R26: a name that ends in the middle of a word', () => {
  test.each([
    '沿街居民对照明情况满意',
    '激发乡村发展内生动力成',
    '改善城区照明环',
    '灯具质量验收合',
    '提升夜间出行便',
    '减少群众投诉事',
    '群众对政策的知晓',
    '服务对象对窗口人员态',
    '提高财政资金使用效',
    '加强对各类市场主体的',
  ])('%s is told', (name) => {
    expect(of(renamed(name, '良好', 4), 'R26')).toHaveLength(1);
  });

  test('no name of the shipped library is', () => {
    const names = shippedLibrary.indicators.flatMap(({ name, also }) => [name, ...also]);
    expect(names.filter((name) => !endsWell(name))).toEqual([]);
  });

  test.each(
    `铺设管网里程 新建停车位 网络带宽 固定资产投资增速 成本控制 办理时效 药品供应品种 公益岗位 养殖存栏 水库库容 群众获得感 推动产业升级
    减少环境污染 城乡差距 社会治安 人才引进 视频监控点位 卫星遥感影像 图斑核查 征收补偿 不动产登记 还本付息 路灯1200盏 专项债券发行 企业开办时间压缩`.split(
      /\s+/,
    ),
  )('%s is a whole name, though no list holds its end', (name) => {
    expect(of(renamed(name, '良好', 4), 'R26')).toEqual([]);
  });

  test('names of the library are told when they lose their end, and silent with a remark behind them', () => {
    const names = shippedLibrary.indicators
      .map(({ name }) => name)
      .filter((name) => /(满意度|合格率|准确率|覆盖率)$/.test(name));
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.constantFrom('(%)', '（年度）', ''), (name, remark) => {
        expect(endsWell(`${name}${remark}`)).toBe(true);
        expect(endsWell(name.slice(0, -1))).toBe(false);
      }),
    );
  });
});
