import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayName } from '../../renderer/day-name.ts';
import { historyGroups } from '../../renderer/state/history-days.ts';
import type { Responses } from '../../shared/api.ts';

type Listed = Responses['versions.list'];

/** A time by this machine's clock, as ISO. */
const at = (year: number, month: number, day: number, hour = 9, minute = 30) =>
  new Date(year, month - 1, day, hour, minute).toISOString();
const today = new Date(2026, 2, 2, 0, 5);
const NONE: ReadonlySet<string> = new Set();

function listed(steps: Listed['steps'], versions: Listed['versions'] = []): Listed {
  return { versions, steps, cut: false, locked: null, locks: [] };
}

describe('days are called as the clerk calls them', () => {
  test.each([
    [at(2026, 3, 2, 0, 1), '今天'],
    [at(2026, 3, 1, 23, 59), '昨天'],
    [at(2026, 3, 1, 0, 0), '昨天'],
    [at(2026, 2, 28, 23, 59), '2月28日'],
    [at(2025, 12, 31), '2025年12月31日'],
  ])('%s is %s', (time, name) => {
    expect(dayName(time, today)).toBe(name);
  });
});

test('a version with names stands among those once with all of them, and in its day', () => {
  const steps = [
    { revision: 3, savedAt: at(2026, 3, 2, 0, 3), label: '填写年度目标' },
    { revision: 2, savedAt: at(2026, 3, 1), label: '', damaged: true as const },
    { revision: 1, savedAt: at(2026, 2, 1), label: '导入' },
  ];
  const versions = [
    { revision: 3, savedAt: at(2026, 3, 2, 0, 3), name: '' },
    { revision: 1, savedAt: at(2026, 2, 1), name: '一上' },
    { revision: 1, savedAt: at(2026, 2, 1), name: '送审稿' },
  ];
  const groups = historyGroups(listed(steps, versions), NONE, today);
  expect(groups.map(({ title }) => title)).toEqual(['有名称的版本', '今天', '昨天', '2月1日']);
  const [named, now, damaged, first] = groups.map(({ lines }) => lines[0]);
  expect(named).toMatchObject({ revision: 1, names: ['一上', '送审稿'], time: '2月1日 09:30', label: '导入' });
  expect(first).toMatchObject({ revision: 1, names: ['一上', '送审稿'], time: '09:30', present: false });
  expect(now).toMatchObject({ revision: 3, names: [], present: true });
  expect(now).toMatchObject({ time: '00:03' });
  expect(damaged).toMatchObject({ revision: 2, damaged: true });
});

test('whatever was saved, each step stands in its day, once it is unfolded; a fold tells how many it hides', () => {
  const gaps = fc.array(fc.constantFrom(1, 60, 1440, 40_000), { maxLength: 80 });
  fc.assert(
    fc.property(gaps, (minutes) => {
      let time = today.getTime();
      const steps = minutes.map((gap, index) => {
        time -= gap * 60_000;
        return { revision: minutes.length - index, savedAt: new Date(time).toISOString(), label: `步骤${index}` };
      });
      const folded = historyGroups(listed(steps), NONE, today);
      const days = folded.map(({ key }) => key);
      expect(new Set(days).size).toBe(days.length);
      for (const { lines } of folded) {
        expect(lines.length).toBeLessThanOrEqual(10);
        const hidden = lines.flatMap((line) => (line.kind === 'more' ? line.count : []));
        expect(hidden.every((count) => count > 1)).toBe(true);
      }
      const hidden = folded.flatMap(({ lines }) => lines.flatMap((line) => (line.kind === 'more' ? line.count : [])));
      const shown = folded.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'step'));
      expect(shown.length + hidden.reduce((sum, count) => sum + count, 0)).toBe(steps.length);
      const unfolded = historyGroups(listed(steps), new Set(days), today).flatMap(({ lines }) => lines);
      expect(unfolded.map((line) => line.kind === 'step' && line.revision)).toEqual(steps.map((step) => step.revision));
      expect(new Set(unfolded.map(({ key }) => key)).size).toBe(steps.length);
    }),
  );
});
