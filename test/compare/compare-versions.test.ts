import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareVersions, type VersionDifference } from '../../shared/compare/compare-versions.ts';
import { fieldOrColumn, isOnlyComputed } from '../../shared/filing/computed.ts';
import { contentEdits } from '../../shared/filing/content-edits.ts';
import { applyAll, type Edit, removeRows } from '../../shared/filing/edits.ts';
import { type Filing, isPrinted, newFiling, ROW_ID, rowsOf, withRows } from '../../shared/filing/filing.ts';
import { applyNamed, withAllRowIds } from '../../shared/filing/row-ids.ts';
import { takeBackAll } from '../../shared/filing/take-back.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { dalianProject as dalian } from '../../shared/form/catalog/dalian-project.ts';
import { type Form, tablesOf } from '../../shared/form/form.ts';
import { someEdit } from '../filing/some-edit.ts';

type Deeds = readonly (readonly [number, number, number, number])[];

/** A filing as the store has it, after as many edits as there are quadruples; the ids of new rows begin with `owner`. */
function edited(form: Form, filing: Filing, deeds: Deeds, owner: string): Filing {
  let count = 0;
  return deeds.reduce((now, numbers) => {
    const edit = someEdit(form, now, numbers);
    return edit && isTyped(form, edit) ? applyNamed(now, [edit], () => `${owner}${count++}`).filing : now;
  }, filing);
}

/** Nobody types where a value is worked out. */
function isTyped(form: Form, edit: Edit): boolean {
  if (edit.kind !== 'value' && edit.kind !== 'cell') return true;
  const value = fieldOrColumn(form, edit.kind === 'value' ? { field: edit.field } : edit);
  return value !== undefined && !isOnlyComputed(value);
}

const deeds = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()), { maxLength: 25 });
const forms = fc.constantFrom(...catalog.all);
const idsIn = (form: Form, filing: Filing) =>
  tablesOf(form).map(({ id }) => rowsOf(filing, id).map((row) => row[ROW_ID]));

describe('whatever was done since', () => {
  test('all of it is taken back: the same texts in the same rows, in the same order', () => {
    fc.assert(
      fc.property(forms, deeds, deeds, (form, before, since) => {
        const then = edited(form, withAllRowIds(newFiling(form, 2026), 'f'), before, 'early');
        const now = edited(form, then, since, 'late');
        for (const [from, to] of [
          [now, then],
          [then, now],
        ] as const) {
          const { filing } = applyNamed(from, takeBackAll(form, from, to), () => 'none is new');
          expect(contentEdits(form, filing, to)).toEqual([]);
          expect(idsIn(form, filing)).toEqual(idsIn(form, to));
        }
        expect(takeBackAll(form, then, then)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('each difference is taken back alone, and all of them one after the other lead to what was printed', () => {
    fc.assert(
      fc.property(forms, deeds, deeds, (form, before, since) => {
        const then = edited(form, withAllRowIds(newFiling(form, 2026), 'f'), before, 'early');
        let now = edited(form, then, since, 'late');
        const open = () => compareVersions(form, then, now).filter(({ edits }) => edits.length > 0);
        for (let next = open()[0], steps = 0; next; next = open()[0], steps++) {
          expect(steps).toBeLessThan(500);
          now = applyNamed(now, next.edits, () => 'none is new').filing;
          expect(open().map(nameOf)).not.toContain(nameOf(next));
        }
        expect(contentEdits(form, printed(form, now), printed(form, then))).toEqual([]);
        expect(compareVersions(form, then, now)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

/** A difference by its kind and the place that it is in; two rows may be called the same. */
const nameOf = ({ kind, name, beforePath, afterPath, edits }: VersionDifference) =>
  `${kind} ${name} ${beforePath} ${kind === 'added' ? JSON.stringify(edits) : afterPath}`;

function printed(form: Form, filing: Filing): Filing {
  return tablesOf(form).reduce((now, { id }) => withRows(now, id, rowsOf(now, id).filter(isPrinted)), filing);
}

describe('what differs is named as its cell is', () => {
  const row = (id: string, level3: string, value: string) => ({
    [ROW_ID]: id,
    level1: '产出指标',
    level2: '数量指标',
    level3,
    value,
  });
  const then: Filing = {
    ...newFiling(dalian, 2026),
    values: { fiscalYear: '2026', annualGoal: '建成' },
    tables: { indicators: [row('a', '甲', '1个'), row('b', '乙', '2个')] },
  };
  const told = (edits: Edit[]) =>
    compareVersions(dalian, then, applyAll(then, edits)).map(({ kind, name, before, after, beforePath, afterPath }) => [
      kind,
      name,
      before,
      after,
      beforePath,
      afterPath,
    ]);

  test('a text, a row that went, one that came, and the order', () => {
    expect(told([{ kind: 'value', field: 'annualGoal', from: '建成', to: '建成并投用' }])).toEqual([
      ['text', '年度目标', '建成', '建成并投用', 'annualGoal', 'annualGoal'],
    ]);
    expect(told([{ kind: 'remove', table: 'indicators', at: 0, rows: [row('a', '甲', '1个')] }])).toEqual([
      ['removed', '指标第 1 行', '甲 1个', '', 'indicators[0].level3', null],
    ]);
    expect(told([{ kind: 'insert', table: 'indicators', at: 2, rows: [row('c', '丙', '3个')] }])).toEqual([
      ['added', '指标第 3 行', '', '丙 3个', null, 'indicators[2].level3'],
    ]);
    expect(told([{ kind: 'move', table: 'indicators', from: 0, count: 1, to: 1 }])).toEqual([
      ['order', '行的顺序', '', '', null, null],
    ]);
  });

  test('a text of a row that stands elsewhere by now is shown where it stood, and put where it stands', () => {
    const moved = applyAll(then, [
      { kind: 'move', table: 'indicators', from: 1, count: 1, to: 0 },
      { kind: 'cell', table: 'indicators', row: 0, column: 'value', from: '2个', to: '9个' },
    ]);
    const [text] = compareVersions(dalian, then, moved);
    expect(text).toMatchObject({ beforePath: 'indicators[1].value', afterPath: 'indicators[0].value' });
    expect(text?.edits).toEqual([
      { kind: 'cell', table: 'indicators', row: 0, column: 'value', from: '9个', to: '2个' },
    ]);
  });

  test('a row that went comes back where it stood, wherever that was', () => {
    const three = applyAll(then, [{ kind: 'insert', table: 'indicators', at: 2, rows: [row('c', '丙', '3个')] }]);
    for (const at of [0, 1, 2]) {
      const now = applyAll(three, [removeRows(three, 'indicators', at, 1)]);
      const [gone] = compareVersions(dalian, three, now);
      expect(applyAll(now, gone?.edits ?? [])).toEqual(three);
    }
  });
});
