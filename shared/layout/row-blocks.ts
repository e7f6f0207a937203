import { isOfRow, textAt } from '../filing/computed.ts';
import type { Filing, Row } from '../filing/filing.ts';
import type { Column, Form } from '../form/form.ts';
import type { Block } from './block.ts';

/** A printed column of a band: shared by its lanes, or of one of them. */
export interface PrintedColumn {
  column: Column;
  /** Its printed heading. */
  name: string;
  /** Index of its lane; null when shared. */
  lane: number | null;
  col: number;
  colSpan: number;
}

/** What the block of a row goes by, beside the texts of the row. */
interface About {
  form: Form;
  table: string;
  index: number;
  /** The same array as long as no heading is another. */
  columns: readonly PrintedColumn[];
  /** For each merged column, how many lines the cell that starts in the row reaches over, and the index of the last. */
  reaches: readonly number[];
}

/** The blocks of rows as they were made last. */
export type RowBlocks = WeakMap<Row, About & { block: Block }>;

/** The block of a row, by `make` where something of it may be another than when it was made last. */
export function blockOfRow(known: RowBlocks, filing: Filing, row: Row, about: About, make: () => Block): Block {
  const there = known.get(row);
  if (there && sameAbout(there, about) && sameWorkedOut(filing, there)) return there.block;
  const block = make();
  known.set(row, { ...about, block });
  return block;
}

function sameAbout(a: About, b: About): boolean {
  if (a.form !== b.form || a.table !== b.table || a.index !== b.index || a.columns !== b.columns) return false;
  return b.reaches.every((reach, at) => reach === a.reaches[at]);
}

/** Whether what follows from more than the row is still worked out to the same texts. */
function sameWorkedOut(filing: Filing, { form, table, index, columns, block }: About & { block: Block }): boolean {
  return columnsBeyond(form, table, columns).every(({ column, col }) => {
    const cell = block.cells.find((one) => one.col === col);
    return !cell || cell.text === textAt(form, filing, { table, row: index, column: column.id });
  });
}

/** The columns whose texts do not go by the row alone. */
function columnsBeyond(form: Form, table: string, columns: readonly PrintedColumn[]): readonly PrintedColumn[] {
  const there = beyond.get(columns);
  if (there) return there;
  const own = columns.filter(({ column }) => !isOfRow(form, table, column));
  beyond.set(columns, own);
  return own;
}

const beyond = new WeakMap<readonly PrintedColumn[], readonly PrintedColumn[]>();
