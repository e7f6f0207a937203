import { describe, expect, test } from 'vitest';
import { dueToRoll, newYear, rollable, type YearRule, yearsToCompare, yearToRoll } from '../../renderer/budget-year.ts';
import type { FilingSummary } from '../../shared/api.ts';

test.each<[string, YearRule, number]>([
  ['2026-01-01', 'season', 2026],
  ['2026-06-30', 'season', 2026],
  ['2026-07-01', 'season', 2027],
  ['2026-11-25', 'season', 2027],
  ['2026-12-31', 'season', 2027],
  ['2027-01-01', 'season', 2027],
  ['2026-11-25', 'this', 2026],
  ['2026-02-01', 'next', 2027],
])('on %s a new table is by the rule “%s” for %i', (day, rule, year) => {
  expect(newYear(new Date(`${day}T12:00`), rule)).toBe(year);
});

let last = 0;
const filing = (year: number | null, name: string, rest: Partial<FilingSummary> = {}): FilingSummary => ({
  id: ++last,
  form: 'dalian-project',
  name,
  unit: '海湾区档案馆',
  year,
  savedAt: '2026-01-01T00:00:00.000Z',
  found: null,
  ...rest,
});

test('what begins another year are the targets of the year, without the example', () => {
  const target = filing(2026, '古树保护');
  const others = [
    filing(2025, '古树保护'),
    filing(null, '未定年度'),
    filing(2026, '自评', { form: 'evaluation-2020' }),
    filing(2026, '监控', { form: 'monitor-2019' }),
    filing(2026, '示例：社区图书角建设', { unit: '示例单位' }),
    filing(2026, '表样已不在', { form: 'no-longer-there' }),
  ];
  expect(rollable([target, ...others], 2026)).toEqual([target]);
});

test('the year at hand is rolled forward, or where it has nothing to the newest that has', () => {
  const [old, recent] = [filing(2025, '古树保护'), filing(2026, '古树保护')];
  const example = filing(2027, '示例', { unit: '示例单位' });
  expect(yearToRoll([old, recent, example], 2025)).toBe(2025);
  expect(yearToRoll([old, recent, example], 2027)).toBe(2026);
  expect(yearToRoll([filing(null, '古树保护'), old, recent, example], null)).toBe(2026);
  expect(yearToRoll([example], 2027)).toBeNull();
});

describe('rolling this year’s tables forward', () => {
  const before = [filing(2026, '2026年古树保护'), filing(2026, '闸门维修')];
  const autumn = new Date('2026-09-01T12:00');

  test('is offered from September on', () => {
    expect(dueToRoll(before, new Date('2026-08-31T12:00'))).toBeNull();
    expect(dueToRoll(before, autumn)).toEqual({ year: 2027, filings: before });
    expect(dueToRoll(before, new Date('2026-12-31T12:00'))?.year).toBe(2027);
    expect(dueToRoll(before, new Date('2027-01-01T12:00'))).toBeNull();
  });

  test('is not once the next year has one of them, whatever year its name holds', () => {
    expect(dueToRoll([...before, filing(2027, '2027年古树保护')], autumn)).toBeNull();
    expect(dueToRoll([...before, filing(2027, '别的项目')], autumn)?.filings).toEqual(before);
    const others = filing(2027, '闸门维修', { unit: '别的单位' });
    expect(dueToRoll([...before, others], autumn)?.filings).toEqual(before);
  });

  test('is not where there is nothing of this year', () => {
    expect(dueToRoll([filing(2025, '古树保护')], autumn)).toBeNull();
    expect(dueToRoll([], autumn)).toBeNull();
  });
});

test.each([
  [[2021, 2025, 2027], 2025, [2021, 2025]],
  [[2021, 2025], 2021, [2021, 2025]],
  [[2026], 2026, [2025, 2026]],
  [[], 2026, [2025, 2026]],
])('of the years %j, compared from %i, those that have tables come first', (years, year, compared) => {
  expect(
    yearsToCompare(
      years.map((one) => filing(one, '档案')),
      year,
    ),
  ).toEqual(compared);
});
