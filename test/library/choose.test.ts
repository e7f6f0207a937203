import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyAll } from '../../shared/filing/edits.ts';
import { type Filing, newFiling, type Row, rowsOf } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { type Form, levelsOf } from '../../shared/form/form.ts';
import { chooseIndicator, libraryTable, placeIndicator, placeIndicators } from '../../shared/library/choose.ts';
import { mergeLibrary } from '../../shared/library/entries.ts';
import { levelsIn, libraryLevels, sameLevel2 } from '../../shared/library/levels.ts';
import type { LibraryEntry } from '../../shared/library/library.ts';
import { completeValue, fillTemplate, templatesOf } from '../../shared/library/value-template.ts';
import { withTable } from '../form-variants.ts';
import { entryOf } from './entry-of.ts';
import { indicatorTargets } from './indicator-targets.ts';

const shipped = mergeLibrary({ entries: [], names: [], uses: [] }).entries;
const satisfaction = shipped.find(({ name }) => name === '服务对象满意度') as LibraryEntry;
const cost = shipped.find(({ name }) => name === '对公众生产生活的负面影响') as LibraryEntry;
const filing = newFiling(dalianProject, 2027);
const row = (level1: string, level2: string, level3 = '', value = '') => ({ level1, level2, level3, value });
const FIRST = { table: 'indicators', row: 0 };
const ofRows = (...indicators: Row[]): Filing => ({ ...filing, tables: { indicators } });

describe('choosing an indicator', () => {
  test('writes its name and the levels that differ, and leaves the value alone', () => {
    const before = ofRows(row('产出指标', '数量指标', '满意', '≥85%'));
    const after = applyAll(before, chooseIndicator(dalianProject, before, FIRST, satisfaction));
    expect(rowsOf(after, 'indicators')).toEqual([row('满意度指标', '服务对象满意度指标', '服务对象满意度', '≥85%')]);
    expect(chooseIndicator(dalianProject, after, FIRST, satisfaction)).toEqual([]);
  });

  test('levels in other words are the same levels', () => {
    const before = ofRows(row('满意度', '服务对象满意度'));
    const edits = chooseIndicator(dalianProject, before, FIRST, satisfaction, '群众满意度');
    expect(edits).toEqual([
      { kind: 'cell', table: 'indicators', row: 0, column: 'level3', from: '', to: '群众满意度' },
    ]);
  });

  test('a level 2 under the wrong level 1 is put right', () => {
    const before = ofRows(row('产出指标', '服务对象满意度指标'));
    const after = applyAll(before, chooseIndicator(dalianProject, before, FIRST, satisfaction));
    expect(rowsOf(after, 'indicators')[0]).toMatchObject({ level1: '满意度指标', level2: '服务对象满意度指标' });
  });

  test('the form’s classification decides where costs go', () => {
    expect(levelsIn(dalianProject, 'indicators', cost)).toEqual({ level1: '产出指标', level2: '成本指标' });
    const level2 = ['经济成本指标', '社会成本指标'].map((name) => ({ name }));
    const levels = [{ name: '成本指标', required: true, level2 }, ...levelsOf(dalianProject, 'indicators').slice(1)];
    const form = withTable(dalianProject, 'indicators', (table) => ({ ...table, levels }));
    expect(levelsIn(form, 'indicators', cost)).toEqual({ level1: '成本指标', level2: '社会成本指标' });
    expect(levelsIn(form, 'indicators', { ...cost, cost: '生态环境成本指标' })?.level2).toBe('经济成本指标');
    expect(levelsIn(form, 'indicators', entryOf('无处可放', { level2: '' }))).toBeNull();
    expect(chooseIndicator(form, filing, FIRST, entryOf('无处可放', { level2: '' }))).toHaveLength(1);
  });
});

describe('an indicator of its own row', () => {
  test('goes into the empty row of its level', () => {
    const { edits, row: at } = placeIndicator(dalianProject, filing, 'indicators', satisfaction);
    const after = applyAll(filing, edits);
    expect(rowsOf(after, 'indicators')).toHaveLength(rowsOf(filing, 'indicators').length);
    expect(rowsOf(after, 'indicators')[at]).toEqual(row('满意度指标', '服务对象满意度指标', '服务对象满意度'));
  });

  test('goes below the selected row of its level, else to the end of its level, so that no level falls apart', () => {
    const before = ofRows(
      row('产出指标', '数量', '甲'),
      row('产出指标', '数量', '乙'),
      row('产出指标', '质量指标', '丙'),
      row('满意度指标', '服务对象满意度指标', '丁'),
    );
    const place = (below: number | null) => {
      const change = placeIndicator(dalianProject, before, 'indicators', entryOf('戊'), below);
      return [change.row, rowsOf(applyAll(before, change.edits), 'indicators')[change.row]];
    };
    expect(place(0)).toEqual([1, row('产出指标', '数量', '戊')]);
    expect(place(2)).toEqual([2, row('产出指标', '数量', '戊')]);
    expect(place(null)).toEqual([2, row('产出指标', '数量', '戊')]);
    const time = placeIndicator(dalianProject, before, 'indicators', entryOf('己', { level2: '时效指标' }));
    expect([time.row, rowsOf(applyAll(before, time.edits), 'indicators')[3]]).toEqual([
      3,
      row('产出指标', '时效指标', '己'),
    ]);
  });

  test('property: placing several writes each once, keeps all that was there, and joins every level', () => {
    const rows = fc.array(fc.constantFrom(...shipped, null), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.constantFrom(...indicatorTargets),
        rows,
        fc.subarray(shipped, { maxLength: 6 }),
        ({ form, table }, present, list) => {
          const before: Filing = {
            ...newFiling(form, 2027),
            tables: {
              [table]: present.map((entry) => ({
                ...(entry && levelsIn(form, table, entry)),
                level3: entry?.name ?? '',
                value: '1',
              })),
            },
          };
          const indicators = rowsOf(applyAll(before, placeIndicators(form, before, table, list).edits), table);
          const names = indicators.map((one) => one.level3).filter((name) => name !== '');
          expect(names.toSorted()).toEqual(
            [...present.flatMap((entry) => entry?.name ?? []), ...list.map(({ name }) => name)].toSorted(),
          );
          for (const entry of list) {
            const levels = levelsIn(form, table, entry);
            const placed = indicators.findLast((one) => one.level3 === entry.name);
            if (levels) expect(sameLevel2(form, table, placed?.level2 ?? '', levels.level2)).toBe(true);
          }
        },
      ),
    );
  });
});

describe('the value of a chosen indicator', () => {
  const percent = { sign: '≥', unit: '%' };
  test.each([
    ['≥%', ''],
    [' ≥% ', ''],
    ['', ''],
    ['≥95%', '≥95%'],
    ['≥≥95%', '≥95%'],
    ['≥=100%', '=100%'],
    ['≥95%%', '≥95%'],
    ['≥95％%', '≥95%'],
    ['≥>=95%', '≥95%'],
    ['≥90%以上%', '90%以上'],
    ['≥良好%', '良好'],
    ['95', '95'],
    ['≥3家%', '≥3家'],
    ['≥1,000%', '≥1,000%'],
  ])('typed into a template of ≥ and per cent: “%s” is entered as “%s”', (typed, entered) => {
    expect(fillTemplate(percent, typed)).toBe(entered);
  });

  test('every unit is a template; a qualitative indicator has none', () => {
    expect(templatesOf(entryOf('采购设备数量', { sign: '=', units: ['台', '套'] }))).toEqual([
      { sign: '=', unit: '台' },
      { sign: '=', unit: '套' },
    ]);
    expect(templatesOf(entryOf('工作效率提升情况'))).toEqual([]);
    expect(templatesOf(entryOf('项目完成时间', { sign: '≤' }))).toEqual([{ sign: '≤', unit: '' }]);
  });

  test.each([
    ['95', ['≥95%']],
    ['≤95', ['≤95%']],
    ['９５', ['≥95%']],
    ['95%', []],
    ['良好', []],
    ['', []],
  ])('“%s” may become %o', (typed, values) => {
    expect(completeValue(entryOf('某满意度', { sign: '≥', units: ['%'] }), typed)).toEqual(values);
  });

  test('property: no template and no text give a sign or unit without a number', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...shipped.flatMap(templatesOf)),
        fc.oneof(fc.constant(''), fc.stringMatching(/^[ ≥≤=%台次]{0,4}$/)),
        ({ sign, unit }, typed) => {
          const entered = fillTemplate({ sign, unit }, `${sign}${typed.trim()}${unit}`);
          if (typed.trim() === '') expect(entered).toBe('');
        },
      ),
    );
  });
});

describe('a table after 财预〔2021〕101号, with values in columns of their own', () => {
  const split = catalog.find('project-split') as Form;

  test('costs go under the level 1 of costs, by what kind of cost they are', () => {
    const empty = { ...newFiling(split, 2027), tables: { indicators: [] } };
    const after = applyAll(empty, placeIndicator(split, empty, 'indicators', cost).edits);
    expect(rowsOf(after, 'indicators')[0]).toMatchObject({
      level1: '成本指标',
      level2: '社会成本指标',
      sign: '',
      number: '',
    });
  });

  test('what its rows are called is learnt in the words of the library, with the kind of cost', () => {
    expect(libraryLevels('经济成本')).toEqual({ level1: '产出指标', level2: '成本指标', cost: '经济成本指标' });
    expect(libraryLevels('产出指标(50分)')).toBeNull();
    const use = { unit: '馆', project: '路灯养护', level2: '社会成本指标', name: '占道施工天数', value: '≤3天' };
    const learnt = mergeLibrary({ entries: [], names: [], uses: [use] }).entries.find(({ name }) => name === use.name);
    expect(learnt).toMatchObject({ level2: '成本指标', cost: '社会成本指标', sign: '≤', units: ['天'] });
    expect(levelsIn(split, 'indicators', learnt as LibraryEntry)).toEqual({
      level1: '成本指标',
      level2: '社会成本指标',
    });
  });

  test('the table of the selected cell is the one that indicators go into', () => {
    const lanes = catalog.find('project-2015') as Form;
    expect(libraryTable(lanes, 'periodIndicators[0].level3')).toBe('periodIndicators');
    expect(libraryTable(lanes, 'projectName')).toBe('indicators');
    expect(libraryTable(catalog.find('unit-2015') as Form, 'tasks[0].task')).toBe('indicators');
    expect(libraryTable(catalog.find('cover') as Form, '')).toBeNull();
  });
});
