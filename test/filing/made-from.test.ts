import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textAt } from '../../shared/filing/computed.ts';
import { applyAll } from '../../shared/filing/edits.ts';
import {
  type Filing,
  isPrinted,
  type Row,
  rowsOf,
  textOf,
  typedColumns,
  withRows,
} from '../../shared/filing/filing.ts';
import {
  canMakeFrom,
  differences,
  linkedPaths,
  linkedPlaces,
  makeFrom,
  updateEdits,
} from '../../shared/filing/made-from.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { withAllRowIds } from '../../shared/filing/row-ids.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { type Form, levelsOf, tablesOf } from '../../shared/form/form.ts';

const form = (id: string) => catalog.find(id) as Form;
const dalian = form('dalian-project');
const hebei = form('hebei-project');
const evaluation = form('evaluation-2020');
const sichuan = form('evaluation-sichuan');
const monitor = form('monitor-2019');

function sample(id: string): Filing {
  const parsed = parseFiling(JSON.parse(readFileSync(`resources/samples/${id}.json`, 'utf8')));
  if ('error' in parsed) throw new Error(parsed.error);
  return withAllRowIds(parsed.filing, 'a');
}

const LEVELS = { level1: '产出指标', level2: '数量指标' };
const target: Filing = withAllRowIds(
  {
    form: 'dalian-project',
    version: '2023',
    sections: [],
    values: {
      fiscalYear: '2026',
      filingUnit: '滨城区图书馆',
      projectName: '社区流动书车运行经费',
      supervisingDepartment: '滨城区文化和旅游局',
      implementingUnit: '',
      annualGoal: '服务站点不少于36个。',
      'annualFunding.total': '86.45',
      'annualFunding.fiscal': '80',
      'annualFunding.other': '6.45',
    },
    tables: {
      indicators: [
        { ...LEVELS, level3: '服务站点数量', value: '≥36个' },
        { ...LEVELS, level2: '质量指标', level3: '设备故障率', value: '≤3%' },
        { ...LEVELS, level2: '成本指标', level3: '', value: '' },
        { level1: '满意度指标', level2: '服务对象满意度指标', level3: '读者满意度', value: '≥92%' },
      ],
    },
  },
  'a',
);

describe('a filing made from a target table', () => {
  test('takes over its project, its money and its indicators', () => {
    const made = makeFrom(evaluation, dalian, target, 2026);
    expect(made.values).toEqual({
      fiscalYear: '2026',
      executionPoints: '10',
      projectName: '社区流动书车运行经费',
      supervisingDepartment: '滨城区文化和旅游局',
      // The first candidate that is filled in.
      implementingUnit: '滨城区图书馆',
      'initialFunding.total': '86.45',
      'initialFunding.fiscal': '80.00',
      'initialFunding.other': '6.45',
      annualGoal: '服务站点不少于36个。',
    });
    const empty = { actual: '', points: '', score: '', reason: '', scoreReason: '' };
    const output = '产出指标(50分)';
    expect(rowsOf(made, 'indicators')).toEqual([
      { '#': 'ar1', level1: output, level2: '数量指标', level3: '服务站点数量', value: '≥36个', ...empty },
      { '#': 'ar2', level1: output, level2: '质量指标', level3: '设备故障率', value: '≤3%', ...empty },
      {
        '#': 'ar4',
        level1: '满意度指标(10分)',
        level2: '服务对象满意度指标',
        level3: '读者满意度',
        value: '≥92%',
        ...empty,
      },
    ]);
  });

  test('splits a value where the form has columns for its parts', () => {
    const words = withRows(target, 'indicators', [
      ...rowsOf(target, 'indicators'),
      { level1: '效益指标', level2: '社会效益指标', level3: '机制健全性', value: '健全' },
      { level1: '产出指标', level2: '数量指标', level3: '书车数量', value: '=2辆' },
    ]);
    const made = makeFrom(sichuan, dalian, words, 2026);
    expect(rowsOf(made, 'indicators').map(({ sign, number, unit }) => [sign, number, unit])).toEqual([
      ['≥', '36', '个'],
      ['≤', '3', '%'],
      ['≥', '92', '%'],
      ['定性', '健全', ''],
      ['＝', '2', '辆'],
    ]);
    const texts = rowsOf(made, 'indicators').map((_, row) =>
      textAt(sichuan, made, { table: 'indicators', row, column: 'value' }),
    );
    expect(texts).toEqual(['≥36个', '≤3%', '≥92%', '健全', '＝2辆']);
  });

  test('the sheet that systems import has the goal in every row, and full-width signs', () => {
    const made = makeFrom(form('indicator-list'), dalian, target, 2026);
    expect(
      rowsOf(made, 'indicators').map(({ level1, sign, number, unit, goal }) => [level1, sign, number, unit, goal]),
    ).toEqual([
      ['产出指标', '≥', '36', '个', '服务站点不少于36个。'],
      ['产出指标', '≤', '3', '%', '服务站点不少于36个。'],
      ['满意度指标', '≥', '92', '%', '服务站点不少于36个。'],
    ]);
  });

  test('begins with the rows of a new filing where the target table has none', () => {
    const made = makeFrom(monitor, dalian, withRows(target, 'indicators', []), 2026);
    expect(rowsOf(made, 'indicators').map(({ level1, level2 }) => [level1, level2])).toEqual(
      levelsOf(monitor, 'indicators').flatMap(({ name, level2 }) => level2.map((under) => [name, under.name])),
    );
    expect(made.values.month).toBe('7');
  });

  test.each(catalog.all.filter(({ kind }) => kind === 'project').map(({ id }) => id))(
    'comes of every target table of the catalogue: %s',
    (id) => {
      const source = sample(id);
      for (const made of catalog.all.filter(({ madeFrom }) => madeFrom)) {
        expect(canMakeFrom(made, form(id))).toBe(true);
        const filing = makeFrom(made, form(id), source, 2026);
        const fields = new Set(made.fields.map((field) => field.id));
        if (fields.has('projectName')) expect(textOf(filing, 'projectName')).toBe(textOf(source, 'projectName'));
        if (fields.has('annualGoal')) expect(textOf(filing, 'annualGoal')).not.toBe('');
        const rows = rowsOf(filing, 'indicators');
        expect(rows.length).toBeGreaterThan(2);
        for (const [row, { level3 = '' }] of rows.entries()) {
          expect(level3).not.toBe('');
          expect(textAt(made, filing, { table: 'indicators', row, column: 'value' })).not.toBe('');
        }
        // What it makes is a filing that anybody can read.
        expect(parseFiling(JSON.parse(JSON.stringify(filing)))).toMatchObject({ problems: [] });
        expect(differences(made, filing, form(id), source)).toEqual([]);
      }
    },
  );

  test('knows the levels by what they are: costs that are a level 1 in the target table', () => {
    const made = makeFrom(evaluation, form('project-split'), sample('project-split'), 2026);
    const levels = new Set(rowsOf(made, 'indicators').map(({ level1, level2 }) => `${level1} ${level2}`));
    expect([...levels]).toContain('产出指标(50分) 成本指标');
    const known = levelsOf(evaluation, 'indicators').flatMap(({ name, level2 }) =>
      level2.map((one) => `${name} ${one.name}`),
    );
    expect([...levels].filter((level) => !known.includes(level))).toEqual([]);
  });

  test('is not offered of what is no target table', () => {
    expect(canMakeFrom(evaluation, monitor)).toBe(false);
    expect(canMakeFrom(dalian, dalian)).toBe(false);
  });
});

test('only what the source form has is linked', () => {
  const links = linkedPlaces(evaluation, hebei);
  expect([...links.fields].sort()).toEqual([
    'annualGoal',
    'implementingUnit',
    'initialFunding.fiscal',
    'initialFunding.other',
    'initialFunding.total',
    'projectName',
  ]);
  expect([...(links.columns.get('indicators') ?? [])]).toEqual(['level1', 'level2', 'level3', 'value']);
  expect([...(linkedPlaces(sichuan, dalian).columns.get('indicators') ?? [])]).toEqual([
    'level1',
    'level2',
    'level3',
    'sign',
    'number',
    'unit',
  ]);
});

test('a value is linked as long as it is that of the target table, as it is or as it was taken', () => {
  const made = makeFrom(evaluation, dalian, target, 2026);
  const paths = (filing: Filing, ...sources: Filing[]) => linkedPaths(evaluation, filing, dalian, sources);
  expect([...paths(made, target)].sort()).toEqual(
    [
      ...['annualGoal', 'implementingUnit', 'projectName', 'supervisingDepartment'],
      ...['initialFunding.fiscal', 'initialFunding.other', 'initialFunding.total'],
      ...[0, 1, 2].flatMap((row) =>
        ['level1', 'level2', 'level3', 'value'].map((column) => `indicators[${row}].${column}`),
      ),
    ].sort(),
  );
  const typed = { ...made, values: { ...made.values, projectName: '流动书车' } };
  expect(paths(typed, target)).not.toContain('projectName');
  const renamed = { ...target, values: { ...target.values, projectName: '流动书车' } };
  expect(paths(typed, renamed, target)).toContain('projectName');
  expect(paths(made, renamed, target)).toContain('projectName');
});

describe('when the target table changes', () => {
  const made = makeFrom(evaluation, dalian, target, 2026);
  const rows = rowsOf(target, 'indicators');
  const changed: Filing = {
    ...withRows(target, 'indicators', [
      rows[3] as Row,
      { ...(rows[0] as Row), value: '≥40个' },
      { '#': 'new', ...LEVELS, level3: '新购图书册数', value: '≥6000册' },
    ]),
    values: { ...target.values, 'annualFunding.total': '90', 'annualFunding.fiscal': '80.0' },
  };

  test('the differences are told, and taken over in one step', () => {
    const told = differences(evaluation, made, dalian, changed, target);
    expect(told.map(({ name, old, now }) => [name, old, now])).toEqual([
      ['年初预算数', '86.45', '90.00'],
      ['指标第 1 行·年度指标值', '≥36个', '≥40个'],
      ['增加', '', '新购图书册数'],
      ['删去', '设备故障率', ''],
    ]);
    const updated = applyAll(made, updateEdits(evaluation, made, told));
    expect(textOf(updated, 'initialFunding.total')).toBe('90.00');
    expect(rowsOf(updated, 'indicators').map(({ level3, value }) => [level3, value])).toEqual([
      ['服务站点数量', '≥40个'],
      ['新购图书册数', '≥6000册'],
      ['读者满意度', '≥92%'],
    ]);
    expect(differences(evaluation, updated, dalian, changed, target)).toEqual([]);
  });

  test('what the clerk typed over a linked value is none, until the source changes there', () => {
    const typed = { ...made, values: { ...made.values, projectName: '流动书车（2026年）' } };
    expect(differences(evaluation, typed, dalian, target, target)).toEqual([]);
    const renamed = { ...target, values: { ...target.values, projectName: '流动书车运行' } };
    expect(differences(evaluation, typed, dalian, renamed, target)).toMatchObject([
      { place: { field: 'projectName' }, old: '流动书车（2026年）', now: '流动书车运行' },
    ]);
  });

  test('what the source form has no column for is never told', () => {
    const typed = withRows(
      made,
      'indicators',
      rowsOf(made, 'indicators').map((row) => ({ ...row, points: '30' })),
    );
    expect(differences(evaluation, typed, dalian, target)).toEqual([]);
  });

  test('rows that the clerk has taken away or added stay so', () => {
    const own = withRows(made, 'indicators', [
      ...rowsOf(made, 'indicators').slice(1),
      { '#': 'own', level1: '效益指标(30分)', level2: '社会效益指标', level3: '读者人次', value: '≥1万人次' },
    ]);
    expect(differences(evaluation, own, dalian, target, target)).toEqual([]);
  });

  test('rows without ids are found by their names', () => {
    const plain = (filing: Filing) =>
      withRows(
        filing,
        'indicators',
        rowsOf(filing, 'indicators')
          .map(({ '#': _, ...row }) => row)
          .toReversed(),
      );
    expect(differences(evaluation, plain(made), dalian, plain(changed), plain(target))).toMatchObject([
      { name: '年初预算数' },
      { name: '指标第 3 行·年度指标值', now: '≥40个' },
      { now: '新购图书册数' },
      { old: '设备故障率' },
    ]);
  });
});

/** Target tables as clerks change them: any texts in any cell, rows that come, go and move. */
const text = fc.constantFrom('', '书车', '年末书车', '≥36个', '≤3%', '良好', '80', '6.45', '12.5');
const LEVEL = fc.constantFrom(
  ...levelsOf(dalian, 'indicators').flatMap(({ name, level2 }) => level2.map((one) => [name, one.name] as const)),
);
const sourceRow = (owner: string) =>
  fc.tuple(LEVEL, text, text, fc.nat(99)).map(
    ([[level1, level2], level3, value, id]): Row => ({
      '#': `${owner}${id}`,
      level1,
      level2,
      level3,
      value,
    }),
  );
const sourceRows = (owner: string) => fc.uniqueArray(sourceRow(owner), { maxLength: 8, selector: (row) => row['#'] });
const source: fc.Arbitrary<Filing> = fc
  .tuple(fc.dictionary(fc.constantFrom(...dalian.fields.map(({ id }) => id)), text), sourceRows('s'))
  .map(([values, indicators]) => ({ ...target, values, tables: { indicators } }));
const made = fc.constantFrom('evaluation-2020', 'evaluation-sichuan', 'monitor-2019');

/** The same source later: some rows gone, some changed, some new, in another order. */
const later = ({ values, tables }: Filing): fc.Arbitrary<Filing> =>
  fc
    .tuple(
      fc.dictionary(fc.constantFrom(...dalian.fields.map(({ id }) => id)), text),
      fc.shuffledSubarray(tables.indicators ?? []),
      fc.array(fc.option(text, { nil: null }), { minLength: 8, maxLength: 8 }),
      sourceRows('n'),
    )
    .map(([changes, kept, names, added]) => ({
      ...target,
      values: { ...values, ...changes },
      tables: {
        indicators: [...kept.map((row, k) => (names[k] == null ? row : { ...row, value: names[k] })), ...added],
      },
    }));

test('a filing just made differs from its source in nothing', () => {
  fc.assert(
    fc.property(source, made, (from, id) => {
      const to = form(id);
      const filing = makeFrom(to, dalian, from, 2026);
      expect(differences(to, filing, dalian, from)).toEqual([]);
      expect(differences(to, filing, dalian, from, from)).toEqual([]);
    }),
  );
});

test('after the update nothing differs, and what is not linked has stayed', () => {
  fc.assert(
    fc.property(
      source.chain((from) => fc.tuple(fc.constant(from), later(from))),
      made,
      ([from, now], id) => {
        const to = form(id);
        const begun = makeFrom(to, dalian, from, 2026);
        const typed = withRows(
          begun,
          'indicators',
          rowsOf(begun, 'indicators').map((row) => ({
            ...row,
            ...('points' in row ? { points: '5' } : {}),
            actual: `实际${row['#'] ?? ''}`,
          })),
        );
        const edits = updateEdits(to, typed, differences(to, typed, dalian, now, from));
        const updated = applyAll(typed, edits);
        expect(differences(to, updated, dalian, now, from)).toEqual([]);
        const links = linkedPlaces(to, dalian);
        for (const { id } of to.fields) if (!links.fields.has(id)) expect(textOf(updated, id)).toBe(textOf(typed, id));
        const wanted = rowsOf(makeFrom(to, dalian, now, 2026), 'indicators').filter(isPrinted);
        const has = rowsOf(updated, 'indicators').filter(({ '#': id }) => id !== undefined);
        const columns = [...(links.columns.get('indicators') ?? [])];
        const texts = (rows: readonly Row[]) => rows.map((row) => columns.map((column) => row[column] ?? '').join('|'));
        expect(texts(has).sort()).toEqual(texts(wanted).sort());
        for (const row of has) {
          const was = rowsOf(typed, 'indicators').find((one) => one['#'] === row['#']);
          if (was) expect([row.actual, row.points]).toEqual([was.actual, was.points]);
        }
        for (const table of tablesOf(to))
          for (const row of rowsOf(updated, table.id))
            expect(Object.keys(row).filter((key) => key !== '#')).toEqual(
              expect.arrayContaining(typedColumns(to, table.id).map(({ id }) => id)),
            );
      },
    ),
  );
});
