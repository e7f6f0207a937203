import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalisePeriod } from '../../shared/filing/period.ts';

const YEAR = '2025年1月至2025年12月';
const DAYS = '2024年1月1日至2024年12月31日';

describe('a typed period', () => {
  test.each([
    '2025',
    '２０２５',
    '2025年',
    '2025年度',
    ' 2025 年度',
    '2025.1-2025.12',
    '2025.01—2025.12',
    '2025。1——2025。12',
    '2025.1至2025.12',
    '2025/1-2025/12',
    '2025年1月-12月',
    '2025年1-12月',
    '2025年1月至12月',
    '2025 年 1 月 至 12 月',
    '2025年01月到2025年12月',
    '2025-01~2025-12',
    '2025-1-2025-12',
    '2025－01～2025－12',
    '202501-202512',
    '202501-12',
    '2025.1-12',
    YEAR,
  ])(`%j is ${YEAR}`, (typed) => expect(normalisePeriod(typed)).toBe(YEAR));

  test.each([
    '2024.1.1-2024.12.31',
    '2024.1.1-12.31',
    '2024-01-01-2024-12-31',
    '2024/1/1—2024/12/31',
    '20240101-20241231',
    '2024年1月1日-12月31日',
    '2024年1月1日至2024年12月31号',
    DAYS,
  ])(`%j is ${DAYS}`, (typed) => expect(normalisePeriod(typed)).toBe(DAYS));

  test.each([
    ['2025/1-2026/3', '2025年1月至2026年3月'],
    ['2025.3-2025.3', '2025年3月至2025年3月'],
    ['2025-2027', '2025年1月至2027年12月'],
    ['2025年至2027年', '2025年1月至2027年12月'],
    ['2024.2.29-2025.2.28', '2024年2月29日至2025年2月28日'],
  ])('%s is %s', (typed, printed) => expect(normalisePeriod(typed)).toBe(printed));

  test.each([
    '',
    '长期',
    '一年',
    '2025.3',
    '2025-12',
    '2025-1-12',
    '2025年3月',
    '2025年3月5日',
    '20250101',
    '2025.0-2025.12',
    '2025.0-2025.0',
    '2025.1-2025.13',
    '2025年13月至12月',
    '2025.2.29-2025.12.31',
    '2025.1.0-2025.12.31',
    '2025.4.1-2025.4.31',
    '2025.12-2025.1',
    '2027-2025',
    '2025.1.1-2025.12',
    '2025-2026.3',
    '1234',
    '12',
    '2025年1月至12月底',
    '2025年1月至2025年12月（一期）',
    '2025.1-2025.12-2026.1',
  ])('%j stays as it is', (typed) => expect(normalisePeriod(typed)).toBe(typed));

  test('doing it twice changes nothing more', () => {
    const piece = fc.constantFrom(
      '2025',
      '2026',
      '1',
      '12',
      '01',
      '年',
      '月',
      '日',
      '.',
      '-',
      '/',
      '至',
      '—',
      ' ',
      '度',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 12 }).map((list) => list.join('')),
          fc.string(),
        ),
        (typed) => {
          const once = normalisePeriod(typed);
          expect(normalisePeriod(once)).toBe(once);
          if (once !== typed) expect(once).toMatch(/^\d{4}年\d{1,2}月(\d{1,2}日)?至\d{4}年\d{1,2}月(\d{1,2}日)?$/);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('every way of writing two months gives the same period', () => {
    const month = fc.tuple(fc.integer({ min: 1990, max: 2060 }), fc.integer({ min: 1, max: 12 }));
    const two = (n: number) => String(n).padStart(2, '0');
    const writings: ((year: number, month: number) => string)[] = [
      (y, m) => `${y}.${m}`,
      (y, m) => `${y}/${two(m)}`,
      (y, m) => `${y}-${m}`,
      (y, m) => `${y}${two(m)}`,
      (y, m) => `${y}年${m}月`,
    ];
    fc.assert(
      fc.property(
        fc.tuple(month, month).map((both) => both.sort(([y1, m1], [y2, m2]) => y1 - y2 || m1 - m2)),
        fc.constantFrom(...writings),
        fc.constantFrom('-', '—', '——', '~', '～', '至', '到'),
        ([[y1, m1], [y2, m2]], write, between) => {
          const typed = `${write(y1, m1)}${between}${write(y2, m2)}`;
          expect(normalisePeriod(typed)).toBe(`${y1}年${m1}月至${y2}年${m2}月`);
        },
      ),
    );
  });
});
