import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freeBackupName, kept, named, ownPrefix, renamed, timeOf } from '../../electron/store/backup-names.ts';
import { stamp } from '../../electron/store/stamp.ts';

const PREFIX = '绩效表-';
const nameAt = (time: Date | string) => `${PREFIX}${stamp(new Date(time))}.db`;
const dayOf = (name: string) => name.slice(PREFIX.length, PREFIX.length + 8);

/** Times within three years, many of them close together: days with several backups, and long gaps. */
const START = new Date(2024, 0, 1).getTime();
const times = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 60, max: 6 * 3600 }) },
      { weight: 2, arbitrary: fc.integer({ min: 6 * 3600, max: 3 * 86_400 }) },
      { weight: 1, arbitrary: fc.integer({ min: 3 * 86_400, max: 200 * 86_400 }) },
    ),
    { minLength: 1, maxLength: 120 },
  )
  .map((gaps) => {
    let at = START;
    return gaps.map((gap) => {
      at += gap * 1000;
      return new Date(at);
    });
  });

test('three of today stay, the last one of each of seven days, and of each of twelve months', () => {
  const today = ['08:00', '09:00', '10:00', '11:00', '12:00'].map((time) => nameAt(`2026-03-10T${time}:00`));
  const yesterday = ['08:00', '17:00'].map((time) => nameAt(`2026-03-09T${time}:00`));
  const days = Array.from({ length: 9 }, (_, day) => nameAt(new Date(2026, 1, 20 + day, 9)));
  const months = Array.from({ length: 14 }, (_, month) => nameAt(new Date(2025, 1 - month, 27, 9)));
  const stay = kept([...months, ...days, ...yesterday, ...today], new Date(2026, 2, 10, 12));
  expect(stay).toEqual([
    // 2026-03 and 2026-02 are among the days.
    ...months.slice(0, 10),
    ...days.slice(4),
    yesterday[1],
    ...today.slice(2),
  ]);
});

test('the newest always stays, nothing is kept beyond twenty-two, and what stays would stay again', () => {
  fc.assert(
    fc.property(times, fc.integer({ min: -400, max: 400 }), (made, shift) => {
      const names = made.map(nameAt);
      // The clock may be wrong either way.
      const now = new Date((made.at(-1) as Date).getTime() + shift * 86_400_000);
      const stay = kept(names, now);
      expect(stay).toContain(names.at(-1));
      expect(stay.length).toBeLessThanOrEqual(22);
      expect(kept(stay, now)).toEqual(stay);
      expect([...kept([...names].reverse(), now)].sort()).toEqual(stay);
      expect(named(stay, PREFIX)).toEqual(stay);
    }),
  );
});

test('what goes once is never missed: rotating at every backup ends with what rotating at the end leaves', () => {
  fc.assert(
    fc.property(times, (made) => {
      let stay: string[] = [];
      for (const time of made) stay = kept([...stay, nameAt(time)], time);
      expect(stay).toEqual(kept(made.map(nameAt), made.at(-1) as Date));
    }),
  );
});

test('as time goes on without backups, no other ones stay than before', () => {
  fc.assert(
    fc.property(times, fc.nat(500), (made, days) => {
      const names = made.map(nameAt);
      const last = made.at(-1) as Date;
      const before = new Set(kept(names, last));
      const later = kept(names, new Date(last.getTime() + days * 86_400_000));
      expect(later.filter((name) => !before.has(name))).toEqual([]);
      expect(new Set(later.map(dayOf)).size).toBe(new Set([...before].map(dayOf)).size);
    }),
  );
});

test('a name is never given twice, and is told from what other files are called', () => {
  const now = new Date(2026, 2, 2, 23, 59, 59);
  const first = freeBackupName(PREFIX, now, []);
  const second = freeBackupName(PREFIX, now, [first]);
  expect([first, second]).toEqual(['绩效表-20260302-235959.db', '绩效表-20260303-000000.db']);
  expect(timeOf(second)).toBe(new Date(2026, 2, 3).toISOString());
  expect(renamed(second, '别的-')).toBe('别的-20260303-000000.db');
  const others = ['绩效表-ab12cd-20260302-235959.db', `${first}.7.tmp`, '绩效表-2026.db', 'x', `a${first}`];
  expect(named([...others, second, first], PREFIX)).toEqual([first, second]);
  expect(ownPrefix('/data/绩效表.db')).toBe(PREFIX);
});
