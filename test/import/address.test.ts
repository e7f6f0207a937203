import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnName, LAST_COLUMN, readRange } from '../../electron/import/workbook/address.ts';

const cell = fc.tuple(fc.integer({ min: 0, max: LAST_COLUMN }), fc.integer({ min: 0, max: 9_999_999 }));

test('a cell is read as the area of it alone is, however it is written', () => {
  fc.assert(
    fc.property(cell, fc.constantFrom('', '$'), fc.boolean(), ([column, row], sign, small) => {
      const written = `${sign}${columnName(column)}${sign}${row}`;
      const ref = small ? written.toLowerCase() : written;
      const range = { left: column, right: column, top: row, bottom: row };
      expect(readRange(ref)).toEqual(range);
      expect(readRange(`${ref}:${ref}`)).toEqual(range);
    }),
  );
});

test('what is no cell is none', () => {
  for (const ref of ['', 'A', '1', 'A1B', 'ABCD1', 'A12345678', 'A-1', 'A1.5', '[1', '@1', 'A:B', '表!A1'])
    expect(readRange(ref), ref).toBeNull();
});
