export interface Range {
  /** Rows from 1, columns from 0. */
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** The last row and column of a sheet, rows from 1, columns from 0. */
export const LAST_ROW = 1_048_576;
export const LAST_COLUMN = 16_383;

/** `A1:C5`, or one cell, whichever corners it names; null for anything else. */
export function readRange(ref: string): Range | null {
  return readCell(ref) ?? readArea(ref);
}

/** `A1` as programs write it; null for anything else. */
function readCell(ref: string): Range | null {
  let column = 0;
  let at = 0;
  for (; at < 3; at++) {
    const letter = ref.charCodeAt(at) - 0x40;
    if (!(letter >= 1 && letter <= 26)) break;
    column = column * 26 + letter;
  }
  if (at === 0 || ref.length > at + 7 || ref.length === at) return null;
  let row = 0;
  for (; at < ref.length; at++) {
    const digit = ref.charCodeAt(at) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return null;
    row = row * 10 + digit;
  }
  return { left: column - 1, right: column - 1, top: row, bottom: row };
}

function readArea(ref: string): Range | null {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i.exec(ref.trim());
  if (!found) return null;
  const [, from = '', first, to, last] = found;
  const [a, c] = [columnOf(from), Number(first)];
  if (to === undefined) return { left: a, right: a, top: c, bottom: c };
  const [b, d] = [columnOf(to), Number(last)];
  return { left: Math.min(a, b), right: Math.max(a, b), top: Math.min(c, d), bottom: Math.max(c, d) };
}

function columnOf(letters: string): number {
  let column = 0;
  // The last five bits of a letter count from A, capital or small.
  for (let at = 0; at < letters.length; at++) column = column * 26 + (letters.charCodeAt(at) & 31);
  return column - 1;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** 0 → A, 27 → AB. */
export function columnName(column: number): string {
  if (column < 26) return LETTERS[column] ?? '';
  let name = '';
  for (let left = column; left >= 0; left = Math.floor(left / 26) - 1)
    name = String.fromCharCode(65 + (left % 26)) + name;
  return name;
}

/** Numbers in order as clerks write them: `3、5–7`; more than `most` pieces end in 等. */
export function listed(numbers: number[], name: (number: number) => string = String, most = 10): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  const pieces = runs.map(([from, to]) => (from === to ? name(from) : `${name(from)}–${name(to)}`));
  return pieces.length > most ? `${pieces.slice(0, most).join('、')}等` : pieces.join('、');
}
