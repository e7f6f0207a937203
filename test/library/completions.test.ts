import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completions, indexLibrary, searchLibrary } from '../../shared/library/completions.ts';
import { mergeLibrary } from '../../shared/library/entries.ts';
import { projectKinds } from '../../shared/library/kinds.ts';
import { sounded } from '../../shared/library/pinyin.ts';
import { findSounded, foldTyped } from '../../shared/library/sounds.ts';
import { entryOf } from './entry-of.ts';

const shipped = mergeLibrary({ entries: [], names: [], uses: [] }).entries;
const index = indexLibrary(shipped);
const place = { fits: () => false, kind: '通用', present: new Set<string>() };
const names = (typed: string, change: Partial<typeof place> = {}) =>
  completions(index, typed, { ...place, ...change }).map(({ name }) => name);

describe('what is typed finds a name', () => {
  test.each([
    ['myd', '服务对象满意度'],
    ['MYD', '服务对象满意度'],
    ['manyidu', '服务对象满意度'],
    ['man yi du', '服务对象满意度'],
    ["man'yi'du", '服务对象满意度'],
    ['ｍｙｄ', '服务对象满意度'],
    ['fwdxmyd', '服务对象满意度'],
    ['服务dx', '服务对象满意度'],
    ['满意d', '服务对象满意度'],
    ['duixiangmyd', '服务对象满意度'],
    ['满意度', '服务对象满意度'],
    ['manyid', '服务对象满意度'],
    ['qunzhong', '群众满意度'],
    ['changxiao', '长效管理机制健全性'],
    ['zhangxiao', '长效管理机制健全性'],
    ['cxgl', '长效管理机制健全性'],
    ['chxgl', '长效管理机制健全性'],
    ['yshgl', '验收合格率'],
    ['hegelv', '验收合格率'],
    ['sjbcnx', '数据保存年限'],
  ])('%s → %s', (typed, name) => {
    expect(names(typed)).toContain(name);
  });
  test.each(['xyzq', 'myda', '满意率', 'dym', 'anyi'])('%s finds none', (typed) => {
    expect(names(typed)).toEqual([]);
  });
  test('characters with several readings are found by each', () => {
    for (const typed of ['zhongfu', 'chongfu', 'cflv']) expect(findSounded(sounded('系统重复率'), typed)).toBe(2);
    for (const typed of ['yinhang', 'yh']) expect(findSounded(sounded('银行贷款'), typed)).toBe(0);
  });
  test('property: any name is found from any of its characters by characters, first letters or full pinyin', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...index),
        fc.nat(),
        fc.infiniteStream(fc.constantFrom('character', 'initial', 'full')),
        ({ sounded: sound, name }, start, how) => {
          const from = start % sound.characters.length;
          const typed = sound.characters.slice(from).map((character, k) => {
            const reading = sound.readings[from + k]?.[0] ?? character;
            const kind = how.next().value;
            return kind === 'character' ? character : kind === 'initial' ? reading.slice(0, 1) : reading;
          });
          expect(findSounded(sound, foldTyped(typed.join(''))), `${name} ${typed.join('')}`).not.toBeNull();
        },
      ),
    );
  });
  test('property: any text at all can be typed or be a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, typed) => {
        const sound = sounded(name);
        expect(sound.readings).toHaveLength(sound.characters.length);
        findSounded(sound, foldTyped(typed));
        const folded = foldTyped(name);
        if (folded !== '') expect(findSounded(sound, folded)).toBe(0);
      }),
    );
  });
});

describe('the best comes first', () => {
  test.each([
    ['信息化', '使用单位满意度'],
    ['培训会议', '参训人员满意度'],
    ['补助', '受助对象满意度'],
    ['政务', '企业满意度'],
    ['通用', '服务对象满意度'],
    ['档案', '服务对象满意度'],
  ])('myd in a project of kind %s: %s', (kind, name) => {
    expect(names('myd', { kind })[0]).toBe(name);
  });

  test('the row’s level 2 counts, then what the unit uses most', () => {
    const own = [
      entryOf('档案核对率', { level2: '质量指标', kinds: ['档案'], uses: 1 }),
      entryOf('档案核查率', { level2: '质量指标', kinds: ['档案'], uses: 9 }),
      entryOf('档案核减数', { level2: '数量指标', kinds: ['档案'], uses: 5 }),
    ];
    const found = (level2: string) =>
      completions(indexLibrary(own), 'dah', {
        fits: (entry) => entry.level2 === level2,
        kind: '档案',
        present: new Set(),
      }).map(({ name }) => name);
    expect(found('数量指标')).toEqual(['档案核减数', '档案核查率', '档案核对率']);
    expect(found('质量指标')).toEqual(['档案核查率', '档案核对率', '档案核减数']);
  });

  test('what the table has already comes last', () => {
    const [first] = completions(index, 'myd', place);
    const present = new Set([first?.name ?? '']);
    expect(completions(index, 'myd', { ...place, present }).at(-1)).toMatchObject({ name: first?.name, present: true });
  });

  test('an empty cell is offered what fits its row, in every kind of project', () => {
    for (const kind of projectKinds) {
      const offered = completions(index, '', { ...place, kind, fits: (entry) => entry.level2 === '时效指标' });
      expect(offered.length).toBeGreaterThan(0);
      for (const { entry } of offered) expect(entry.level2).toBe('时效指标');
    }
  });

  test('of 2,000 names that fit no more are offered than a list shows', () => {
    const many = indexLibrary(Array.from({ length: 2000 }, (_, k) => entryOf(`重点区域环境综合整治完成数量${k}`)));
    expect(completions(many, 'zhzhwcsl', place)).toHaveLength(12);
  });
});

test('the library is searched by words in Chinese and pinyin', () => {
  const found = (query: string) => searchLibrary(index, query).map(({ name }) => name);
  expect(found('')).toHaveLength(85);
  expect(found('培训 myd')).toEqual(['参训人员满意度']);
  expect(found('xitong guzhang')).toEqual(['系统故障率']);
  expect(found('没有这个')).toEqual([]);
});
