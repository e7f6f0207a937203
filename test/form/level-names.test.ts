import { describe, expect, it } from 'vitest';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { type Form, indicatorTables, type Level } from '../../shared/form/form.ts';
import { level1Named, level1Of, level2Named, level2Of, levelName, levelNamed } from '../../shared/form/level-names.ts';

const dalian = catalog.find('dalian-project') as Form;

/** The form with other levels in its table of indicators. */
function withLevels(levels: Level[]): Form {
  return {
    ...dalian,
    bands: dalian.bands.map((band) =>
      band.kind === 'table' ? { ...band, lanes: band.lanes.map((lane) => ({ ...lane, levels })) } : band,
    ),
  };
}

const named = (text: string, form = dalian) => {
  const found = levelNamed(form, 'indicators', text);
  return found && [found.level1.name, found.level2?.name ?? null];
};

describe('the name of a level', () => {
  it.each([
    '产出指标',
    '产出',
    '产 出 指 标',
    '产出指标：',
    '产出指标(50分)',
    '产出指标（50分）',
    '产出指标 (40-50)分',
    '产出指标\n（50 分）',
    '产出指标50分',
    '产出指标（50%）',
  ])('%s is 产出指标', (text) => {
    expect(named(text)).toEqual(['产出指标', null]);
  });

  it('of level 2 tells its level 1', () => {
    expect(named('社会效益')).toEqual(['效益指标', '社会效益指标']);
    expect(named('成本指标(20分)')).toEqual(['产出指标', '成本指标']);
  });

  it.each(['', '产出量', '指标', '(50分)', '数量2', '一级指标'])('%j is none of the form', (text) => {
    expect(named(text)).toBeNull();
  });

  it('a form prints with points is found without them, and the other way round', () => {
    const form = withLevels([{ name: '产出指标(50分)', required: true, level2: [{ name: '数量指标(20分)' }] }]);
    expect(named('产出指标', form)).toEqual(['产出指标(50分)', null]);
    expect(named('数量指标', form)).toEqual(['产出指标(50分)', '数量指标(20分)']);
    expect(levelName(form, 'indicators', 'level2', '数量指标')).toBe('数量指标(20分)');
  });

  it('that stands under two level 1 belongs to the one of its row', () => {
    const form = withLevels([
      { name: '产出指标', required: true, level2: [{ name: '其他', as: 'quantity' }] },
      { name: '效益指标', required: true, level2: [{ name: '其他', as: 'effect' }] },
    ]);
    expect(level2Of(form, 'indicators', { level1: '效益指标', level2: '其他' })?.as).toBe('effect');
    expect(level2Of(form, 'indicators', { level1: '产出', level2: '其他' })?.as).toBe('quantity');
    expect(level2Named(form, 'indicators', '其他')?.level1.name).toBe('产出指标');
  });

  it('of level 1 may be that of its only level 2', () => {
    const form = withLevels([{ name: '满意度指标', required: true, level2: [{ name: '满意度指标' }] }]);
    const row = { level1: '满意度指标', level2: '满意度指标' };
    expect(level1Of(form, 'indicators', row)?.name).toBe('满意度指标');
    expect(level2Of(form, 'indicators', row)?.name).toBe('满意度指标');
  });

  it('of a row without level 1 is told by its level 2', () => {
    expect(level1Of(dalian, 'indicators', { level2: '时效' })?.name).toBe('产出指标');
    expect(level1Of(dalian, 'indicators', { level1: '效益指标', level2: '时效' })?.name).toBe('效益指标');
    expect(level1Of(dalian, 'indicators', { level3: '时效' })).toBeNull();
  });

  it('in any column but the levels is left alone', () => {
    expect(levelName(dalian, 'indicators', 'level3', '数量')).toBe('数量');
    expect(levelName(dalian, 'indicators', 'level1', '没有的')).toBe('没有的');
    expect(levelName(dalian, 'indicators', 'level2', '数量', '产出')).toBe('数量指标');
  });
});

it('every table of indicators knows the levels that it has, by name and by every other wording', () => {
  const tables = catalog.all.flatMap((form) =>
    indicatorTables(form).map(({ id, levels = [] }) => ({ form, id, levels })),
  );
  expect(tables.length).toBeGreaterThan(1);
  for (const { form, id, levels } of tables)
    for (const level1 of levels) {
      for (const name of [level1.name, ...(level1.also ?? [])])
        expect(level1Named(form, id, name)?.name, `${form.id} ${name}`).toBe(level1.name);
      for (const level2 of level1.level2)
        for (const name of [level2.name, ...(level2.also ?? [])])
          expect(level2Named(form, id, name, level1)?.level2.name, `${form.id} ${name}`).toBe(level2.name);
    }
});
