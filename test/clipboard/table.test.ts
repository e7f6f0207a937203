import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrangeCells, fromTsv, MAX_CELLS, type Table, toHtml, toTsv } from '../../shared/clipboard/table.ts';

const texts = (table: Table) => table.rows.map((row) => row.map((cell) => cell?.text ?? null));
const cell = (text: string, rowSpan = 1, colSpan = 1) => ({ text, rowSpan, colSpan });

describe('tab-separated text', () => {
  test.each([
    [
      'rows and columns',
      '甲\t乙\r\n丙\t丁\r\n',
      [
        ['甲', '乙'],
        ['丙', '丁'],
      ],
    ],
    ['one cell', '甲', [['甲']]],
    ['nothing', '', [['']]],
    ['an empty cell', '\r\n', [['']]],
    ['any line end', '甲\n乙\r丙', [['甲'], ['乙'], ['丙']]],
    ['line breaks and tabs in quotes', '"甲\r\n乙"\t"丙\t丁"\r\n', [['甲\n乙', '丙\t丁']]],
    ['doubled quotes', '"他说""好"""\t""', [['他说"好"', '']]],
    ['quotes that quote nothing', '"绩效"目标\t5"管\t"未完', [['"绩效"目标', '5"管', '"未完']]],
    [
      'rows of unequal length',
      '甲\t乙\n丙',
      [
        ['甲', '乙'],
        ['丙', ''],
      ],
    ],
    [
      'empty cells at the end of rows',
      '甲\t\n\t\n',
      [
        ['甲', ''],
        ['', ''],
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(texts(fromTsv(text))).toEqual(expected);
  });

  test('of a table comes back with the same texts', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom('绩', '效', '"', '\t', '\n', ' ', 'a', '=') }),
      fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\r', '')),
    );
    const rows = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }))
      .chain(([height, width]) =>
        fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
      );
    fc.assert(
      fc.property(rows, (given) => {
        const table: Table = { rows: given.map((row) => row.map((value) => cell(value))), cut: false };
        expect(texts(fromTsv(toTsv(table)))).toEqual(given);
      }),
    );
  });

  test('of any kind is a full rectangle and never throws', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('"', '\t', '\n', '\r', '甲') }),
    );
    fc.assert(
      fc.property(text, (given) => {
        const table = fromTsv(given);
        expect(new Set(table.rows.map((row) => row.length)).size).toBe(1);
        expect(toHtml(table)).toContain('</table>');
      }),
    );
  });

  test('larger than a filing could be is cut, and says so', () => {
    const table = fromTsv('甲\t乙\n'.repeat(MAX_CELLS));
    expect(table.cut).toBe(true);
    expect(table.rows.length).toBe(MAX_CELLS / 2);
    const wide = fromTsv(`${'甲'}${'\t'.repeat(16_383)}\r\n`.repeat(100));
    expect(wide.cut).toBe(false);
    expect(wide.rows.length).toBe(100);
  });
});

describe('cells with spans', () => {
  test('are put on their positions', () => {
    const table = arrangeCells([[cell('甲', 2, 1), cell('乙', 1, 2)], [cell('丙')], [cell('丁', 9, 9)]]);
    expect(texts(table)).toEqual([
      ['甲', '乙', null, ...new Array(6).fill('')],
      [null, '丙', '', ...new Array(6).fill('')],
      ['丁', ...new Array(8).fill(null)],
    ]);
    expect(table.rows[2]?.[0]).toEqual(cell('丁', 1, 9));
  });

  test('never cover a position twice and fill every one', () => {
    const span = fc.integer({ min: 0, max: 70_000 }).map((n) => (n > 60_000 ? n : n % 4));
    const source = fc.array(fc.array(fc.tuple(span, span), { maxLength: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(source, (rows) => {
        const table = arrangeCells(rows.map((row) => row.map(([rowSpan, colSpan]) => cell('甲', rowSpan, colSpan))));
        const covered = table.rows.map((row) => row.map(() => 0));
        table.rows.forEach((row, r) => {
          row.forEach((found, c) => {
            if (!found) return;
            for (let y = r; y < r + found.rowSpan; y++)
              for (let x = c; x < c + found.colSpan; x++) {
                const line = covered[y] as number[];
                expect(line[x]).toBe(0);
                line[x] = 1;
              }
          });
        });
        expect(covered.flat().every((count) => count === 1)).toBe(true);
      }),
    );
  });
});
