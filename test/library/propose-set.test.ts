import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyAll } from '../../shared/filing/edits.ts';
import { type Filing, newFiling, rowsOf } from '../../shared/filing/filing.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { levelsOf } from '../../shared/form/form.ts';
import { placeIndicators } from '../../shared/library/choose.ts';
import { mergeLibrary } from '../../shared/library/entries.ts';
import { projectKind, projectKinds } from '../../shared/library/kinds.ts';
import { levelsIn } from '../../shared/library/levels.ts';
import type { LibraryEntry } from '../../shared/library/library.ts';
import { nameKey } from '../../shared/library/name-key.ts';
import { isProposable } from '../../shared/library/proposable.ts';
import { proposeSet } from '../../shared/library/propose-set.ts';
import { indicatorTargets } from './indicator-targets.ts';

const shipped = mergeLibrary({ entries: [], names: [], uses: [] }).entries;
const blank = newFiling(dalianProject, 2027);
const proposed = (text: string, entries: readonly LibraryEntry[] = shipped, filing: Filing = blank) =>
  proposeSet(dalianProject, filing, 'indicators', entries, { kind: projectKind(text), text }).map(
    ({ entry }) => entry.name,
  );

test('property: for every form, kind and table: each required level is covered, nothing twice, nothing that is there', () => {
  const texts = fc.oneof(fc.constantFrom('', '档案数字化扫描', '办公设备采购及维修'), fc.string());
  fc.assert(
    fc.property(
      fc.constantFrom(...indicatorTargets),
      fc.constantFrom(...projectKinds),
      texts,
      fc.subarray(shipped),
      ({ form, table }, kind, text, present) => {
        const filing = {
          ...newFiling(form, 2027),
          tables: {
            [table]: present.map((entry) => ({ ...levelsIn(form, table, entry), level3: entry.name, value: '' })),
          },
        };
        const set = proposeSet(form, filing, table, shipped, { kind, text });
        const names = set.map(({ entry }) => nameKey(entry.name));
        expect(new Set(names).size).toBe(names.length);
        const there = new Set(present.map((entry) => nameKey(entry.name)));
        expect(names.filter((name) => there.has(name))).toEqual([]);
        const after = applyAll(
          filing,
          placeIndicators(
            form,
            filing,
            table,
            set.map(({ entry }) => entry),
          ).edits,
        );
        const level2 = new Set(rowsOf(after, table).map((row) => row.level2));
        // The library has nothing for some levels of whole units.
        const known = shipped.filter((entry) => isProposable(entry, kind, ''));
        const reached = new Set(known.map((entry) => levelsIn(form, table, entry)?.level2));
        for (const level of levelsOf(form, table)) {
          for (const { name, missing, as } of level.level2)
            if ((missing !== undefined || as === 'cost') && reached.has(name)) expect(level2).toContain(name);
          const covered = level.level2.some(({ name }) => level2.has(name));
          const can = level.level2.some(({ name }) => reached.has(name));
          if (level.required && can) expect(covered, `${level.name} ${kind}`).toBe(true);
        }
      },
    ),
  );
});

describe('an indicator set for a new table', () => {
  test.each([
    ['档案数字化扫描', ['档案数字化数量', '档案扫描合格率', '数据保存年限']],
    ['干部教育培训会议', ['培训班次', '培训人次', '培训人员合格率', '人均成本', '参训人员满意度']],
    ['政务系统运维', ['系统维护数量', '系统故障率', '运维响应时间', '使用单位满意度']],
    ['困难企业稳岗补贴', ['补助企业家数', '资金兑现准确率', '资金拨付及时率', '受助对象满意度']],
  ])('%s', (text, names) => {
    const set = proposed(text);
    expect(set).toEqual(expect.arrayContaining(names));
    expect(set.length).toBeLessThanOrEqual(15);
    expect(set.length).toBeGreaterThanOrEqual(5);
  });

  test('what nothing tells a kind of gets the indicators of every project', () => {
    expect(proposed('其他')).toEqual([
      '计划完成率',
      '验收合格率',
      '项目按期完成率',
      '项目总成本',
      '受益人数',
      '服务对象满意度',
    ]);
  });

  test('what the unit itself uses for such projects comes first', () => {
    const uses = ['馆藏档案整理', '库房档案整理', '婚姻档案整理'].map((project) => ({
      unit: '档案馆',
      project,
      level2: '数量指标',
      name: '修裱破损案卷数',
      value: '≥40卷',
    }));
    const { entries } = mergeLibrary({ entries: [], names: [], uses });
    expect(proposed('档案整理', entries)[0]).toBe('修裱破损案卷数');
    expect(proposed('道路养护', entries)).not.toContain('修裱破损案卷数');
  });

  test('what was only met once is proposed to its own unit and behind the shipped ones of its kind, odd names to nobody', () => {
    const use = (name: string, unit = '乙局', project = '馆藏档案整理', level2 = '数量指标') => ({
      unit,
      project,
      level2,
      name,
      value: '≥4',
    });
    const uses = [
      use('修裱残卷数'),
      use('甲局档案柜数量'),
      use('提升阅览大厅的设施', '乙局', '馆藏档案整理', '质量指标'),
      use('提升阅览大厅的设施', '丙局', '婚姻档案整理', '质量指标'),
      use('维护路灯盏数', '丁局', '路灯养护'),
    ];
    const { entries } = mergeLibrary({ entries: [], names: [], uses });
    const set = (unit: string, text = '档案整理') =>
      proposed(text, entries, { ...blank, values: { ...blank.values, filingUnit: unit } });
    for (const unit of ['', '甲局', '乙局']) expect(set(unit)).not.toContain('提升阅览大厅的设施');
    expect(set('甲局')).not.toContain('甲局档案柜数量');
    expect(set('甲局')).not.toContain('修裱残卷数');
    expect(set('乙局').slice(0, 3)).toEqual(expect.arrayContaining(['修裱残卷数', '甲局档案柜数量']));
    const bought = (unit: string) => {
      const filing = { ...blank, values: { ...blank.values, filingUnit: unit } };
      const wish = { kind: '采购', text: '维护路灯盏数' };
      return proposeSet(dalianProject, filing, 'indicators', entries, wish).map(({ entry }) => entry.name);
    };
    expect(bought('甲局')).not.toContain('维护路灯盏数');
    expect(bought('丁局')).toContain('维护路灯盏数');
  });

  test('a table that has everything is proposed nothing more of what it has', () => {
    const set = proposeSet(dalianProject, blank, 'indicators', shipped, { kind: '档案', text: '档案扫描' });
    const full = applyAll(
      blank,
      placeIndicators(
        dalianProject,
        blank,
        'indicators',
        set.map(({ entry }) => entry),
      ).edits,
    );
    const names = new Set(rowsOf(full, 'indicators').map((row) => row.level3));
    expect(proposed('档案扫描', shipped, full).filter((name) => names.has(name))).toEqual([]);
  });
});
