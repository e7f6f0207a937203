import { patternText } from '../filing/computed.ts';
import type { Filing } from '../filing/filing.ts';
import { fold } from '../form/fold.ts';
import { type Column, type Form, isIndicators, type TableBand } from '../form/form.ts';
import { patternFields, readPattern } from '../form/pattern.ts';

/** A column of a table band, and the tables whose rows it is of: those of both lanes where they share it. */
export interface BandColumn {
  column: Column;
  tables: string[];
  /** Headings that it may have: folded, and as patterns of fields that differ from table to table (1-{month}月). */
  names: string[];
  patterns: string[];
  /** Headings over it and its neighbours, folded; none where it stands alone. */
  groups: string[];
}

/** The columns of a band in printed order, then those that are not printed. */
export function bandColumns(form: Form, filing: Filing, band: TableBand): BandColumn[] {
  const describe = (column: Column, tables: string[], groups: string[] = []): BandColumn => ({
    column,
    tables,
    names: [patternText(form, filing, column.name), ...(column.also ?? [])].map(fold),
    patterns: [column.name, ...(column.also ?? [])].filter((name) => patternFields(name).length > 0),
    groups: groups.map(fold),
  });
  const all = [
    ...(band.shared ?? []).map((column) =>
      describe(
        column,
        band.lanes.map(({ id }) => id),
      ),
    ),
    ...band.lanes.flatMap((table) =>
      table.columns.flatMap((one) =>
        'columns' in one
          ? one.columns.map((column) => describe(column, [table.id], [one.text, ...(one.also ?? [])]))
          : [describe(one, [table.id])],
      ),
    ),
  ];
  return [...all.filter(isPrintedColumn), ...all.filter((one) => !isPrintedColumn(one))];
}

const digits = () => '\\d+';

/** Whether a text is a heading of the column. */
export function isHeading({ names, patterns }: Pick<BandColumn, 'names' | 'patterns'>, text: string): boolean {
  return names.includes(fold(text)) || patterns.some((pattern) => readPattern(pattern, text, digits) !== null);
}

export function isPrintedColumn({ column }: BandColumn): boolean {
  return column.colSpan !== 0;
}

/** Headings of what other forms print in columns of their own beside the number of a value. */
export const PART_HEADINGS = {
  sign: ['计算符号', '运算符号', '符号', '指标性质', '指标符号', '比较符号', '关系符号'],
  unit: ['计量单位', '度量单位', '指标单位', '单位'],
} as const;

/** Which part of a value in one column a heading names that the table does not have; null for other headings. */
export function valuePart(form: Form, { column, tables }: BandColumn, heading: string): 'sign' | 'unit' | null {
  if (column.id !== 'value' || column.computed || !tables.some((table) => isIndicators(form, table))) return null;
  const isOf = (names: readonly string[]) => names.some((name) => fold(name) === heading);
  return isOf(PART_HEADINGS.sign) ? 'sign' : isOf(PART_HEADINGS.unit) ? 'unit' : null;
}

/** Whether texts of several columns under one heading are one text here: sign, number and unit of a value. */
export function joinsTexts(columns: readonly BandColumn[], { column, tables }: BandColumn): boolean {
  const joined = columns.some(
    (other) =>
      other.tables[0] === tables[0] &&
      other.column.computed?.is === 'join' &&
      patternFields(other.column.computed.pattern).includes('number'),
  );
  return column.id === 'value' || (column.id === 'number' && joined);
}
