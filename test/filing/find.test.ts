import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldOrColumn, isOnlyComputed } from '../../shared/filing/computed.ts';
import { applyAll, invertAll } from '../../shared/filing/edits.ts';
import { type Filing, newFiling, rowsOf, typedText } from '../../shared/filing/filing.ts';
import { findIn, replaceEdits } from '../../shared/filing/find.ts';
import { MAX_TEXT } from '../../shared/filing/parse.ts';
import { type Place, pathOf, placeOf } from '../../shared/filing/path.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { type Form, tablesOf } from '../../shared/form/form.ts';
import { patternFields } from '../../shared/form/pattern.ts';
import type { BlockCell } from '../../shared/layout/block.ts';
import { blocks } from '../../shared/layout/blocks.ts';
import { pathsOf } from '../../shared/layout/sheet-index.ts';
import { anyFiling } from '../filings.ts';

const dalian = catalog.find('dalian-project') as Form;
const hebei = catalog.find('hebei-project') as Form;
const row = (level1: string, level2: string, level3: string, value = '') => ({ level1, level2, level3, value });
const filing: Filing = {
  form: dalian.id,
  version: dalian.version,
  sections: [],
  values: {
    fiscalYear: '2024',
    projectName: '2024年窗口LED屏更新',
    projectCategory: '窗口类',
    annualGoal: '更新窗口led屏，窗口屏完好。',
    'annualFunding.total': '2024',
  },
  tables: {
    indicators: [
      row('产出指标', '数量指标', '更新窗口屏数量', '≥12块'),
      row('产出指标', '数量指标', '窗口巡检次数', '≥4次'),
      row('效益指标', '社会效益指标', '窗口屏完好率', '≥98%'),
    ],
  },
};
const show = (query: string, options = {}) =>
  findIn(dalian, filing, query, options).map(({ path, start }) => `${path}@${start}`);

function replaced(matches: Parameters<typeof replaceEdits>[2], query: string, replacement: string): Filing {
  const edits = replaceEdits(dalian, filing, matches, query, replacement);
  if ('refused' in edits) throw new Error(edits.refused);
  expect(applyAll(applyAll(filing, edits), invertAll(edits))).toEqual(filing);
  return applyAll(filing, edits);
}

describe('find', () => {
  test('every occurrence in printed order; what is not printed is not searched', () => {
    expect(show('窗口')).toEqual([
      'projectName@5',
      'annualGoal@2',
      'annualGoal@9',
      'indicators[0].level3@2',
      'indicators[1].level3@0',
      'indicators[2].level3@0',
    ]);
    expect(show('2024')).toEqual(['fiscalYear@0', 'projectName@0', 'annualFunding.total@0']);
    const attributes = findIn(dalian, { ...filing, sections: ['attributes'] }, '窗口类');
    expect(attributes).toEqual([
      { path: 'projectCategory', cell: 'projectCategory', name: '项目类别', text: '窗口类', start: 0, length: 3 },
    ]);
  });

  test('case is ignored unless asked for; nothing is a pattern', () => {
    expect(show('led')).toEqual(['projectName@7', 'annualGoal@4']);
    expect(show('led', { matchCase: true })).toEqual(['annualGoal@4']);
    expect(show('.')).toEqual([]);
    expect(show('')).toEqual([]);
  });

  test('a merged level cell is one place, with the name of its first row', () => {
    expect(show('产出')).toEqual(['indicators[0].level1@0']);
    expect(findIn(dalian, filing, '社会')[0]?.name).toBe('指标第 3 行·二级指标');
  });

  test('a value printed in a cell with others names that cell', () => {
    const caption = { ...filing, form: hebei.id, version: hebei.version, values: { number: '3', caption: '引导服务' } };
    expect(findIn(hebei, caption, '引导')).toMatchObject([{ path: 'caption', cell: 'number', name: '表题' }]);
  });
});

describe('replace', () => {
  test('all, and nothing else', () => {
    const after = replaced('all', '窗口', '大厅');
    expect(after.values.annualGoal).toBe('更新大厅led屏，大厅屏完好。');
    expect(after.values.projectCategory).toBe('窗口类');
    expect(rowsOf(after, 'indicators').map(({ level3 }) => level3)).toEqual([
      '更新大厅屏数量',
      '大厅巡检次数',
      '大厅屏完好率',
    ]);
  });

  test('only the chosen matches', () => {
    const second = findIn(dalian, filing, '窗口').filter(({ path, start }) => path === 'annualGoal' && start === 9);
    expect(replaced(second, '窗口', '大厅').values.annualGoal).toBe('更新窗口led屏，大厅屏完好。');
  });

  test('a merged level cell changes in all its rows', () => {
    const after = replaced('all', '产出指标', '产出');
    expect(rowsOf(after, 'indicators').map(({ level1 }) => level1)).toEqual(['产出', '产出', '效益指标']);
  });

  test('a replacement is plain text', () => {
    expect(rowsOf(replaced('all', '更新', '$&$1'), 'indicators')[0]?.level3).toBe('$&$1窗口屏数量');
    expect(rowsOf(replaced('all', '≥', '>='), 'indicators')[0]?.value).toBe('>=12块');
  });

  test('a match whose value has changed meanwhile is left alone', () => {
    const matches = findIn(dalian, filing, '窗口');
    const later = { ...filing, values: { ...filing.values, annualGoal: '保障窗口' } };
    const edits = replaceEdits(dalian, later, matches, '窗口', '大厅');
    expect(edits).not.toContainEqual(expect.objectContaining({ field: 'annualGoal' }));
  });

  test('what cannot stand in a cell is refused as a whole', () => {
    expect(replaceEdits(dalian, filing, 'all', '2024', '明年')).toEqual({
      refused: '年度不能写成“明年”，未替换',
    });
    expect(replaceEdits(dalian, filing, 'all', '窗口', '长'.repeat(MAX_TEXT))).toEqual({
      refused: `项目名称不能超过 ${MAX_TEXT} 字，未替换`,
    });
  });

  test('a choice takes only what the form offers', () => {
    const lanes = catalog.find('project-2011') as Form;
    const chosen = { ...newFiling(lanes, 2026), values: { projectAttribute: '新增项目' } };
    expect(replaceEdits(lanes, chosen, 'all', '新增', '全新')).toEqual({
      refused: '项目属性不能写成“全新项目”，未替换',
    });
    expect(replaceEdits(lanes, chosen, 'all', '新增', '延续')).toHaveLength(1);
  });

  test('the same text again is no edit', () =>
    expect(replaceEdits(dalian, filing, 'all', 'led', 'led', { matchCase: true })).toEqual([]));
});

/** The values that can be edited in a cell of the page. */
function shownBy(form: Form, any: Filing, cell: BlockCell): string[] {
  const paths = pathsOf({ ...cell, row: 0, rowSpan: 1, style: { ...cell.style, size: 9 } });
  const own = cell.pattern !== '' && !patternFields(cell.pattern).includes(cell.path);
  if (own && (any.values[cell.path] ?? '') !== '') return [cell.path];
  return paths.filter((path) => {
    const value = fieldOrColumn(form, placeOf(path));
    return value !== undefined && !isOnlyComputed(value);
  });
}

const groupOf = (path: string) => {
  const place = placeOf(path);
  return 'field' in place ? '' : place.table;
};

describe('find and replace in any filing', () => {
  const query = fc.constantFrom('指标', '数', '预算', '0', '.', 'a', 'B', '，', '(', '\n', '产出指标', '2024');

  test('finds what a plain search finds, once for every cell on the page', () => {
    fc.assert(
      fc.property(anyFiling, query, fc.boolean(), ({ form, filing: any }, text, matchCase) => {
        const matches = findIn(form, any, text, { matchCase });
        const fold = (value: string) => (matchCase ? value : value.toLowerCase());
        const cells = blocks(form, any, true).flatMap((block) => block.cells.filter((cell) => cell.kind === 'field'));
        /** Where each value is first printed. */
        const onPage = new Map<string, number>();
        for (const [at, cell] of cells.entries())
          for (const path of shownBy(form, any, cell)) if (!onPage.has(path)) onPage.set(path, at);
        for (const { cell } of matches) expect(onPage.has(cell)).toBe(true);
        const order = matches.map(({ path }) => [groupOf(path), onPage.get(path) ?? -1] as const);
        expect(order.map(([, at]) => at)).not.toContain(-1);
        for (const [, list] of Map.groupBy(order, ([group]) => group)) {
          const places = list.map(([, at]) => at);
          expect(places).toEqual(places.toSorted((a, b) => a - b));
        }
        for (const { text: value, start, length } of matches)
          expect(fold(value.slice(start, start + length))).toBe(fold(text));
        const count = (value: string) => fold(value).split(fold(text)).length - 1;
        const values = cells.flatMap((cell) => {
          const paths = shownBy(form, any, cell).map(placeOf);
          const [first] = paths;
          // A merged cell has one text for all its rows, a pattern each of its fields.
          return first === undefined || 'field' in first ? paths : [first];
        });
        const typed = new Map(values.map((place) => [pathOf(place), typedText(any, place)]));
        expect(matches).toHaveLength([...typed.values()].reduce((sum, value) => sum + count(value), 0));
      }),
    );
  });

  test('after replacing, none is found and nothing else has changed', () => {
    fc.assert(
      fc.property(anyFiling, query, ({ form, filing: any }, text) => {
        const edits = replaceEdits(form, any, 'all', text, '〇');
        if ('refused' in edits) {
          // Amounts and years in sentences take nothing else.
          expect(text).toMatch(/0|\.|2024/);
          return;
        }
        const after = applyAll(any, edits);
        expect(findIn(form, after, text)).toEqual([]);
        const swap = (value: string) => value.replaceAll(new RegExp(text.replace(/[.(]/, '\\$&'), 'gi'), '〇');
        const cells = blocks(form, any, true).flatMap((block) => block.cells.filter((cell) => cell.kind === 'field'));
        const shown = new Set(cells.flatMap((cell) => shownBy(form, any, cell)));
        const places: Place[] = [
          ...form.fields.map(({ id }) => ({ field: id })),
          ...tablesOf(form).flatMap(({ id: table }) =>
            rowsOf(any, table).flatMap((cellsOfRow, row) =>
              Object.keys(cellsOfRow).map((column) => ({ table, row, column })),
            ),
          ),
        ];
        for (const place of places) {
          const value = typedText(any, place);
          expect(typedText(after, place)).toBe(shown.has(pathOf(place)) ? swap(value) : value);
        }
        expect(applyAll(after, invertAll(edits))).toEqual(any);
      }),
    );
  });
});
