import { decimalsOf, readAmount, spreadsheetNumber } from '../filing/amount.ts';
import type { Band, ValueType } from '../form/form.ts';
import type { CellStyle, SheetCell } from './sheet.ts';

/** A row of cells with the text to print, before anything is measured. */
export interface Block {
  /** Index of the form's band. */
  band: number;
  cells: BlockCell[];
  /** Least height in mm. */
  height: number;
  /** Labels that stay with the next block: `kept`, or also `repeated` above its continuation on a further page. */
  head: 'kept' | 'repeated' | null;
  /** Running text fills the page that it begins on; a row of a table moves to the next page where little room is left. */
  flows: boolean;
  /** Whether it belongs to a table: what goes on to a further page stands under the table's headings again. */
  inTable: boolean;
  /** The rows of tables in it: none of fixed rows, two where two lanes have one each. */
  rows: { table: string; row: number }[];
  /** Where its band begins: whether that begins a page, or stays on one. */
  page: Band['page'] | null;
}

export interface BlockCell extends Omit<SheetCell, 'row' | 'rowSpan' | 'style'> {
  /** Blocks that the cell reaches over. */
  blocks: number;
  /** Labels and level names are cut where a page ends and printed again on the next; values flow on. */
  cut: boolean;
  /** The cell holds an amount, which the unit's seal must not cover. */
  amount: boolean;
  /** Style; the body size is filled in by the layout. */
  style: Omit<CellStyle, 'size'> & { size: number | null };
}

/** What a cell of no value has. */
export const PLAIN = { path: '', pattern: '', number: null, amount: false } as const;

/** Whether two pieces of plain data hold the same. */
export function isAlike<T>(a: T, b: T): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a) as (keyof T)[];
  return keys.length === Object.keys(b).length && keys.every((key) => isAlike(a[key], b[key]));
}

/** What a worksheet stores for a value of this type; null where only text keeps it. */
export function typedNumber(type: ValueType | undefined, text: string): SheetCell['number'] {
  if (type === 'amount' || type === 'number' || type === 'integer') return amountNumber(text);
  return type === 'percent' ? percentNumber(text) : null;
}

/** What a worksheet stores for an amount's exact decimal text; null where only text keeps it. */
export function amountNumber(text: string): SheetCell['number'] {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  if (numbers.size >= MOST_NUMBERS) numbers.clear();
  const amount = readAmount(text);
  const value = amount && amount === text ? spreadsheetNumber(amount) : null;
  const number = value === null ? null : { value, format: numberFormat(decimalsOf(text)) };
  numbers.set(text, number);
  return number;
}

/** An edit changes few amounts of a table; the others are not read anew. */
const numbers = new Map<string, SheetCell['number']>();
const MOST_NUMBERS = 20_000;

/** A percentage as the fraction a worksheet stores: `25.00%` → 0.25 in the format `0.00%`. */
function percentNumber(text: string): SheetCell['number'] {
  const printed = /^(\d+(?:\.\d+)?)%$/.exec(text)?.[1];
  if (printed === undefined || /^0\d/.test(printed)) return null;
  const percent = spreadsheetNumber(printed);
  return percent === null ? null : { value: percent / 100, format: `${numberFormat(decimalsOf(printed))}%` };
}

function numberFormat(decimals: number): string {
  return decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`;
}
