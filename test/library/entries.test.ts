import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyAll } from '../../shared/filing/edits.ts';
import { newFiling, rowsOf } from '../../shared/filing/filing.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { chooseIndicator, placeIndicator } from '../../shared/library/choose.ts';
import { likelyDuplicates } from '../../shared/library/duplicates.ts';
import { mergeLibrary, type OwnLibrary } from '../../shared/library/entries.ts';
import { shippedLibrary } from '../../shared/library/library.ts';
import { nameKey } from '../../shared/library/name-key.ts';
import { shownSign } from '../../shared/library/value-template.ts';
import { entryOf } from './entry-of.ts';

const use = (name: string, value = '', level2 = '数量指标', project = '档案数字化', unit = '档案馆') => ({
  unit,
  project,
  level2,
  name,
  value,
});
const library = (own: Partial<OwnLibrary>) => mergeLibrary({ entries: [], names: [], uses: [], ...own });
const find = (list: { name: string }[], name: string) => list.find((entry) => entry.name === name);
const indicator = {
  level1: '产出指标',
  level2: '数量指标',
  name: '整理案卷数',
  also: [],
  sign: null,
  units: [],
  reference: '',
  kinds: [],
  source: '',
};

test('uses count for the shipped indicator of that name, by kind of project and by value, the most frequent first', () => {
  const uses = [
    use('验收合格率', '=100%', '质量指标'),
    use('验收 合格率', '=100%', '质量指标', '道路养护'),
    use('验收合格率（%）', '≥98%', '质量指标', '桥梁养护'),
    use('验收合格率', '', '质量指标', '路灯维修'),
  ];
  expect(find(library({ uses }).entries, '验收合格率')).toMatchObject({
    id: 'c34',
    uses: 4,
    usedIn: [
      { text: '维修', times: 3 },
      { text: '档案', times: 1 },
    ],
    values: [
      { text: '=100%', times: 2 },
      { text: '≥98%', times: 1 },
    ],
  });
});

test('an indicator counts once for a project: neither its next year’s table nor a further row is one more use', () => {
  const uses = [
    use('清淤河长', '≥3公里', '数量指标', '2027年河道清淤'),
    use('清淤河长', '≥3公里', '数量指标', '2026年河道清淤'),
    use('清淤河长', '≥2公里', '数量指标', '2025年河道清淤'),
    use('清淤河长', '≥3公里', '数量指标', '2025年河道清淤'),
    use('清淤河长', '≥3公里', '数量指标', '2026年河道清淤', '另一个单位'),
  ];
  expect(find(library({ uses }).entries, '清淤河长')).toMatchObject({
    uses: 2,
    usedBy: [
      { text: '档案馆', times: 1 },
      { text: '另一个单位', times: 1 },
    ],
    values: [
      { text: '≥3公里', times: 2 },
      { text: '≥2公里', times: 1 },
    ],
  });
});

test('a further name counts for its indicator, unless another indicator is called so', () => {
  expect(find(library({ uses: [use('群众满意度', '≥90%', '')] }).entries, '服务对象满意度')).toMatchObject({ uses: 1 });
  const own = [{ id: 'own-1', indicator: { ...indicator, name: '群众满意度' } }];
  const { entries } = library({ entries: own, uses: [use('群众满意度')] });
  expect([find(entries, '服务对象满意度'), find(entries, '群众满意度')]).toMatchObject([{ uses: 0 }, { uses: 1 }]);
});

test('an indicator used under a new name is learnt with level, sign and unit that most of its rows have', () => {
  const uses = [
    use('装订卷数', '≥30卷', '数量', '档案甲'),
    use('装订卷数', '=40卷', '数量指标', '档案乙'),
    use('装订卷数', '≥50册', '效益指标', '档案丙'),
    use('装订卷数', '若干', '', '档案丁'),
  ];
  expect(find(library({ uses }).entries, '装订卷数')).toEqual({
    id: 'used-装订卷数',
    level1: '产出指标',
    level2: '数量指标',
    name: '装订卷数',
    also: [],
    sign: '≥',
    units: ['卷', '册'],
    reference: '',
    kinds: ['档案'],
    source: '本单位',
    changed: false,
    uses: 4,
    usedIn: [{ text: '档案', times: 4 }],
    usedBy: [{ text: '档案馆', times: 4 }],
    values: ['≥30卷', '=40卷', '≥50册', '若干'].map((text) => ({ text, times: 1 })),
    merged: [],
  });
});

test('the unit’s wording of a shipped indicator takes its place, its own ones stand beside them', () => {
  const { entries } = library({
    entries: [
      { id: 'c34', indicator: { ...indicator, name: '一次验收合格率' } },
      { id: 'own-1', indicator },
    ],
  });
  expect(entries).toHaveLength(86);
  expect(find(entries, '一次验收合格率')).toMatchObject({ id: 'c34', changed: true });
  expect(find(entries, '验收合格率')).toBeUndefined();
  expect(find(entries, '整理案卷数')).toMatchObject({ id: 'own-1', changed: false });
});

test('hidden names are not listed and can be found again; merged names count for the other', () => {
  const uses = [use('整理卷数', '=3卷'), use('杂项'), use('验收合格率', '', '质量指标')];
  const { entries, hidden } = library({
    entries: [{ id: 'own-1', indicator }],
    names: [
      { name: nameKey('验收合格率'), entry: null },
      { name: nameKey('杂项'), entry: null },
      { name: nameKey('整理卷数'), entry: 'own-1' },
    ],
    uses,
  });
  expect(entries).toHaveLength(85);
  expect(find(entries, '整理案卷数')).toMatchObject({ uses: 1, merged: ['整理卷数'] });
  expect(hidden.map(({ name }) => name)).toEqual(['验收合格率', '杂项']);
});

test.each([97, 101, 32_767])(
  'K1: a name of %i characters that the tables have is given to another table as it is',
  (length) => {
    const name = `特长`.padEnd(length, '名');
    const [learnt] = library({ uses: [use(name)] }).entries.filter(({ id }) => id.startsWith('used-'));
    if (!learnt) throw new Error('nothing was learnt');
    const filing = newFiling(form, 2026);
    const placed = applyAll(filing, placeIndicator(form, filing, 'indicators', learnt).edits);
    expect(rowsOf(placed, 'indicators').map(({ level3 }) => level3)).toContain(name);
    const chosen = applyAll(
      filing,
      chooseIndicator(form, filing, { table: 'indicators', row: 0 }, learnt, learnt.name),
    );
    expect(rowsOf(chosen, 'indicators')[0]?.level3).toBe(name);
  },
);

test('a name of any length has one short key, and what is learnt of it the same', () => {
  const piece = fc.constantFrom('区', ' ', '（', '）', '(', ')', 'Ａ', '㎡', '𠮷', '\n', '（平方米）', '长'.repeat(30));
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 40 }), (pieces) => {
      const name = pieces.join('');
      const key = nameKey(name);
      fc.pre(key !== '');
      expect([key.length <= 100, key.isWellFormed(), nameKey(key)]).toEqual([true, true, key]);
      const [learnt] = library({ uses: [use(name)] }).entries.filter(({ id }) => id.startsWith('used-'));
      expect(learnt?.id).toBe(`used-${key}`);
      expect([nameKey(learnt?.name ?? ''), (learnt?.name ?? '').length <= 100]).toEqual([key, true]);
    }),
  );
  const long = `${'环境整治'.repeat(24)}面积（平方米，含续建）`;
  expect(find(library({ uses: [use(long)] }).entries, long.slice(0, 98)), 'brackets that were cut go').toBeDefined();
});

test('what was merged with one that was merged itself counts where that one does', () => {
  const merged = (name: string, entry: string) => ({ name, entry });
  const { entries, hidden } = library({
    entries: [{ id: 'own-1', indicator: { ...indicator, also: ['整理卷宗数'] } }],
    names: [merged('整理卷数', 'own-1'), merged('整理案卷数', 'c15')],
    uses: [use('整理卷数'), use('整理案卷数'), use('整理卷宗数')],
  });
  expect(find(entries, '档案数字化数量')).toMatchObject({ uses: 3, merged: ['整理卷数', '整理案卷数'] });
  expect([entries.length, hidden]).toEqual([85, []]);
  const round = [merged('整理案卷数', 'c15'), merged('档案数字化数量', 'own-1')];
  expect(
    library({ entries: [{ id: 'own-1', indicator }], names: round, uses: [use('整理案卷数')] }).entries,
  ).toHaveLength(84);
});

test('names that differ by brackets, spaces or words of counting are probably one indicator, those of other levels not', () => {
  const named = (names: string[], level2 = '数量指标') =>
    names.map((name) => entryOf(name, { level2, id: `${level2}${name}` }));
  const groups = likelyDuplicates([
    ...named(['服装采购（件）', '服装采购数量', '采购服装套数', '采购设备数量', '数量', '次数', '人数']),
    ...named(['服装采购'], '质量指标'),
  ]);
  expect(groups.map((group) => group.map(({ name }) => name))).toEqual([
    ['服装采购（件）', '服装采购数量', '采购服装套数'],
  ]);
  expect(likelyDuplicates(library({}).entries), 'none among the shipped ones').toEqual([]);
});

test('of ten thousand rows each name is learnt once', () => {
  const uses = Array.from({ length: 10_000 }, (_, k) =>
    use(`清理点位数量${k % 800}`, `≥${k % 7}处`, '数量指标', `河道保洁${k % 1000}`),
  );
  const { entries } = library({ uses });
  expect(entries).toHaveLength(885);
  expect(shippedLibrary.indicators).toHaveLength(85);
});

test('a number that is only counted has no sign, and is not qualitative for that', () => {
  const sign = (values: string[]) => {
    const uses = values.map((value) => ({
      unit: '',
      project: '路灯养护',
      level2: '数量指标',
      name: '灯杆编号',
      value,
    }));
    const used = mergeLibrary({ entries: [], names: [], uses }).entries.find(({ name }) => name === '灯杆编号');
    return used && shownSign(used);
  };
  expect(sign(['4项'])).toBe('');
  expect(sign(['≥4项', '4项', '≥5项'])).toBe('≥');
  expect(sign(['良好'])).toBe('定性');
});
