import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyAll } from '../../shared/filing/edits.ts';
import { type Filing, rowsOf } from '../../shared/filing/filing.ts';
import { deleteRun, duplicateRun, insertAt, insertBelow, moveRun, moveRunTo } from '../../shared/filing/rows.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';

const form = catalog.all[0] as Form;
const row = (level1: string, level2: string, level3: string) => ({ level1, level2, level3, value: '' });
const filing: Filing = {
  form: form.id,
  version: form.version,
  sections: [],
  values: {},
  tables: {
    indicators: [
      row('产出', '数量', 'a'),
      row('产出', '数量', 'b'),
      row('产出', '质量', 'c'),
      row('效益', '社会', 'd'),
    ],
  },
};
const show = (state: Filing) =>
  rowsOf(state, 'indicators').map(({ level1, level2, level3 }) => `${level1}/${level2}/${level3}`);
const one = (from: number, column = 'level3', count = 1) => ({ table: 'indicators', from, count, column });

describe('indicator rows', () => {
  test('a new row stands below and belongs to the same levels', () => {
    const { edits, row: at } = insertBelow(form, filing, 'indicators', one(1));
    expect(show(applyAll(filing, edits))[at]).toBe('产出/数量/');
    expect(at).toBe(2);
  });

  test('the last row can be deleted', () => {
    expect(deleteRun(filing, one(3)).row).toBe(2);
    expect(deleteRun(filing, one(0, 'level1', 4)).row).toBe(-1);
  });

  test('a row moves within its group, and joins the next group before it passes its rows', () => {
    const down = (from: number) => moveRun(form, filing, one(from), 1);
    expect(show(applyAll(filing, down(0)?.edits ?? []))).toEqual([
      '产出/数量/b',
      '产出/数量/a',
      '产出/质量/c',
      '效益/社会/d',
    ]);
    expect(show(applyAll(filing, down(1)?.edits ?? []))).toEqual([
      '产出/数量/a',
      '产出/质量/b',
      '产出/质量/c',
      '效益/社会/d',
    ]);
    expect(down(3)).toBeNull();
  });

  test('a level cell moves past the whole next group', () => {
    const moved = moveRun(form, filing, one(0, 'level1', 3), 1);
    expect(show(applyAll(filing, moved?.edits ?? []))[0]).toBe('效益/社会/d');
    const second = moveRun(form, filing, one(0, 'level2', 2), 1);
    expect(show(applyAll(filing, second?.edits ?? []))).toEqual([
      '产出/质量/c',
      '产出/数量/a',
      '产出/数量/b',
      '效益/社会/d',
    ]);
  });

  test('rows are duplicated below themselves', () => {
    const { edits } = duplicateRun(filing, one(0, 'level3', 2));
    expect(show(applyAll(filing, edits)).slice(0, 4)).toEqual([
      '产出/数量/a',
      '产出/数量/b',
      '产出/数量/a',
      '产出/数量/b',
    ]);
  });

  test('rows of several groups move past the whole next group', () => {
    const moved = moveRun(form, filing, one(1, 'level3', 2), 1);
    expect(show(applyAll(filing, moved?.edits ?? []))[1]).toBe('效益/数量/b');
    const up = moveRun(form, filing, one(2, 'level3', 2), -1);
    expect(show(applyAll(filing, up?.edits ?? []))[0]).toBe('产出/质量/c');
  });

  test('a row dropped elsewhere joins the group it lands in', () => {
    const dropped = (from: number, before: number) =>
      show(applyAll(filing, moveRunTo(form, filing, one(from), before)?.edits ?? []));
    expect(dropped(3, 1)).toEqual(['产出/数量/a', '产出/数量/d', '产出/数量/b', '产出/质量/c']);
    expect(dropped(0, 2)).toEqual(['产出/数量/b', '产出/数量/a', '产出/质量/c', '效益/社会/d']);
    expect(dropped(0, 4)).toEqual(['产出/数量/b', '产出/质量/c', '效益/社会/d', '效益/社会/a']);
    expect(moveRunTo(form, filing, one(1), 2)).toBeNull();
  });

  test('moving a row never loses one and never splits a group', () => {
    const groups = (state: Filing) => {
      const names = rowsOf(state, 'indicators').map(({ level1, level2 }) => `${level1}/${level2}`);
      return names.filter((name, k) => name !== names[k - 1]);
    };
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3), fc.constantFrom(1 as const, -1 as const)), { maxLength: 20 }),
        (moves) => {
          let state = filing;
          for (const [from, step] of moves) {
            const change = moveRun(form, state, one(from), step);
            if (change) state = applyAll(state, change.edits);
            expect(new Set(groups(state)).size).toBe(groups(state).length);
            expect(
              rowsOf(state, 'indicators')
                .map(({ level3 }) => level3)
                .sort(),
            ).toEqual(['a', 'b', 'c', 'd']);
          }
        },
      ),
    );
  });
});

describe('rows of a plain table', () => {
  const procurement = catalog.find('procurement') as Form;
  const bought = (unit: string, item: string) => ({ unit, project: '', item });
  const purchases: Filing = {
    ...filing,
    form: procurement.id,
    version: procurement.version,
    tables: { purchases: [bought('局本级', 'a'), bought('局本级', 'b'), bought('图书馆', 'c')] },
  };
  const run = (from: number) => ({ table: 'purchases', from, count: 1, column: 'item' });
  const shown = (state: Filing) => rowsOf(state, 'purchases').map(({ unit, item }) => `${unit}/${item}`);

  test('a new row belongs to the group of sums above it, though its column is not printed', () => {
    const { edits, row: at } = insertBelow(procurement, purchases, 'purchases', run(1));
    expect(at).toBe(2);
    expect(shown(applyAll(purchases, edits))[2]).toBe('局本级/');
  });

  test('a row at the edge of its group joins the next one before it moves on', () => {
    const joined = moveRun(procurement, purchases, run(1), 1);
    expect(shown(applyAll(purchases, joined?.edits ?? []))).toEqual(['局本级/a', '图书馆/b', '图书馆/c']);
  });

  test('the first row of a table without any is made where its blank cell stands', () => {
    const empty = { ...purchases, tables: {} };
    const { edits, row: at } = insertAt(procurement, empty, { table: 'purchases', at: 0, texts: {} });
    expect(at).toBe(0);
    expect(rowsOf(applyAll(empty, edits), 'purchases')).toHaveLength(1);
  });
});
