import type { Area } from './sheet-rows.ts';
import type { Font } from './text.ts';

/** A value of a cell: a number with the number of its style, or what it shows. */
export type BiffValue =
  | { number: number; style: number }
  | { text: string; style?: number; runs?: { from: number; font: number }[] };

export interface BiffSheet {
  /** Where its records begin; the workbook names its sheets by that. */
  at: number;
  /** Cells of tables; no chart, macro or dialog. */
  tabular: boolean;
  /** Row and column counted from 0. */
  cells: { row: number; col: number; value: BiffValue }[];
  merges: Area[];
  hiddenRows: number[];
  hiddenColumns: number[];
}

export interface BiffBook {
  /** As the workbook lists them, in order. */
  names: { at: number; name: string; hidden: boolean }[];
  sheets: BiffSheet[];
  date1904: boolean;
  /** Number format by style: its number, and its code where the file has one. */
  formatOf: (style: number) => { id: number; code: string | undefined };
  /** The font of a style. */
  fontOf: (style: number | undefined) => Font;
  /** By the number that runs of a text have. */
  font: (number: number) => Font;
}

const ERRORS: Record<number, string> = {
  ...{ 0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!', 42: '#N/A' },
};

/** What a cell shows for a truth value or an error. */
export function truth(value: number, error: boolean): string {
  return error ? (ERRORS[value] ?? '#N/A') : value ? 'TRUE' : 'FALSE';
}

/** A number of 30 bits, whole or the upper half of a double, that may be a hundredth of what it says (MS-XLS 2.5.217). */
export function compact(bits: number): number {
  const double = Buffer.alloc(8);
  double.writeUInt32LE((bits & 0xfffffffc) >>> 0, 4);
  const value = bits & 2 ? bits >> 2 : double.readDoubleLE(0);
  return bits & 1 ? value / 100 : value;
}
