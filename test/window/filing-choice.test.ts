import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Choice, clicked, type Move, moved, toggled } from '../../renderer/list/filing-choice.ts';
import { Rows } from '../../renderer/state/filing-rows.ts';
import type { FilingSummary } from '../../shared/api.ts';
import { arrange, type Grouping, type Sort } from '../../shared/arrangement.ts';

const summary = (id: number, name: string, unit: string, year: number | null, savedAt = ''): FilingSummary => ({
  id,
  form: 'dalian-project',
  name,
  unit,
  year,
  savedAt,
  found: null,
});

const some = [
  summary(1, '乙项目10', '市政所', 2026, '2026-01-03'),
  summary(2, '乙项目9', '档案馆', 2026, '2026-01-01'),
  summary(3, '甲项目', '档案馆', null, '2026-01-02'),
];

interface How {
  sort: Sort;
  grouping: Grouping;
  closed: ReadonlySet<string>;
}

const rowsOf = (filings: readonly FilingSummary[], { sort, grouping, closed }: How) =>
  new Rows(arrange(filings, { sort, grouping }), grouping, closed);

const shown = (grouping: Grouping, closed: string[] = []) =>
  rowsOf(some, { sort: 'name', grouping, closed: new Set(closed) })
    .slice()
    .map((row) => `${'-'.repeat(row.level)}${row.kind === 'group' ? row.label : row.id}`);

describe('rows of the list', () => {
  test.each([
    ['name', [3, 2, 1]],
    ['saved', [1, 3, 2]],
    ['number', [1, 2, 3]],
  ] as [Sort, number[]][])('are sorted by %s', (sort, ids) => {
    expect(arrange(some, { sort, grouping: 'none' })).toEqual([{ year: null, unit: null, ids }]);
  });

  test('stand by year and unit, the newest year first, those without a year last', () => {
    expect(shown('unit')).toEqual([
      '-2026 年（2）',
      '--档案馆（1）',
      '---2',
      '--市政所（1）',
      '---1',
      '-未定年度（1）',
      '--档案馆（1）',
      '---3',
    ]);
    expect(shown('year', ['year-2026'])).toEqual(['-2026 年（2）', '-未定年度（1）', '--3']);
    expect(shown('none')).toEqual(['-3', '-2', '-1']);
  });
});

const filings = fc
  .array(
    fc.tuple(fc.constantFrom('甲', '乙', '丙'), fc.constantFrom('', '馆', '所'), fc.constantFrom(null, 2025, 2026)),
    {
      maxLength: 20,
    },
  )
  .map((list) => list.map(([name, unit, year], k) => summary(k + 1, name, unit, year, String(k % 3))));

const arrangement = fc.record({
  sort: fc.constantFrom<Sort>('name', 'saved', 'number'),
  grouping: fc.constantFrom<Grouping>('unit', 'year', 'none'),
  closed: fc.subarray(['year-2026', 'year-null', 'unit-2025-馆']).map((keys): ReadonlySet<string> => new Set(keys)),
});

test('however it is arranged, the list has every filing once, and tells each row its place', () => {
  fc.assert(
    fc.property(filings, arrangement, (list, how) => {
      const laid = rowsOf(list, how);
      const [rows, order] = [laid.slice(), laid.order];
      expect(rows).toHaveLength(laid.length);
      expect(order.toSorted((a, b) => a - b)).toEqual(list.map(({ id }) => id));
      expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
      const open = rowsOf(list, { ...how, closed: new Set() }).slice();
      expect(open.flatMap((row) => (row.kind === 'filing' ? [row.id] : []))).toEqual(order);
      expect(laid.indexOf('no row')).toBe(-1);
      const told: unknown[] = [];
      laid.forEach((id, index) => {
        told.push([id, index]);
      });
      expect(told).toEqual(rows.map((row, index) => [row.kind === 'filing' ? row.id : null, index]));
      for (const [index, row] of rows.entries()) {
        expect(laid.indexOf(row.key)).toBe(index);
        expect(laid.parentOf(index)).toBe(rows.slice(0, index).findLastIndex((above) => above.level < row.level));
        const parent = rows.slice(0, index).findLast((above) => above.level < row.level);
        const inGroup = rows.slice(parent ? rows.indexOf(parent) + 1 : 0);
        const end = inGroup.findIndex((other) => other.level < row.level);
        const siblings = inGroup.slice(0, end < 0 ? undefined : end).filter((other) => other.level === row.level);
        expect([row.at, row.of]).toEqual([siblings.indexOf(row) + 1, siblings.length]);
      }
    }),
  );
});

test('whatever is pressed, what is chosen is in the list, and the keys stay on a row', () => {
  const action = fc.oneof(
    fc.record({
      move: fc.constantFrom<Move>('up', 'down', 'page-up', 'page-down', 'first', 'last'),
      extend: fc.boolean(),
    }),
    fc.record({ click: fc.nat(30), ctrl: fc.boolean(), shift: fc.boolean() }),
    fc.constant({ toggle: true }),
  );
  fc.assert(
    fc.property(filings, arrangement, fc.array(action, { maxLength: 20 }), (list, how, actions) => {
      const rows = rowsOf(list, how);
      let choice: Choice = { active: null, anchor: null, opened: null, chosen: new Set() };
      for (const one of actions) {
        if ('move' in one) choice = moved(rows, choice, one.move, one.extend, 5);
        else if ('toggle' in one) choice = toggled(rows, choice);
        else {
          const row = rows.at(one.click % Math.max(1, rows.length));
          if (row) choice = clicked(rows, choice, row.key, one.ctrl, one.shift);
        }
        const all = new Set(rows.order);
        expect([...choice.chosen].filter((id) => !all.has(id))).toEqual([]);
        if (choice.active !== null) expect(rows.slice().map((row) => row.key)).toContain(choice.active);
      }
    }),
  );
});

test('Ctrl+click after a click takes the clicked one along, but not after it was taken out', () => {
  const rows = rowsOf(some, { sort: 'number', grouping: 'none', closed: new Set() });
  const start: Choice = { active: null, anchor: null, opened: null, chosen: new Set() };
  const click = (choice: Choice, key: string, ctrl = true) => clicked(rows, choice, key, ctrl, false);
  const two = click(click(start, '1', false), '3');
  expect([...two.chosen]).toEqual([1, 3]);
  expect([...click(click(two, '1'), '3').chosen]).toEqual([]);
  expect([...click(click(click(two, '1'), '3'), '2').chosen]).toEqual([2]);
});
