import { decimalsOf, readAmount, spreadsheetNumber } from '../filing/amount.ts';
import { type Filing, type Indicator, isPrinted, textOf } from '../filing/filing.ts';
import { pathOf } from '../filing/path.ts';
import { cellFields, type Form, type FormCell, fieldOf, printedRows } from '../form/form.ts';
import { printPattern } from '../form/pattern.ts';
import type { CellStyle, SheetCell } from './sheet.ts';

/**
 * The first step of the layout: the form's rows and the filing's indicators as one list of blocks, each a row of cells
 * with the text to print, before anything is measured.
 */
export interface Block {
  cells: BlockCell[];
  /** Least height in mm. */
  height: number;
  /** Labels that stay with the next block and are repeated above its continuation. */
  heads: 'text' | 'indicators' | null;
  /** Index of the indicator row, or null. */
  indicator: number | null;
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

export function blocks(form: Form, filing: Filing, blankRows: boolean): Block[] {
  const rows = filing.indicators.map((row, index) => ({ row, index })).filter(({ row }) => blankRows || isPrinted(row));
  return [...formBlocks(form, filing), headerBlock(form), ...indicatorBlocks(form, rows)];
}

function formBlocks(form: Form, filing: Filing): Block[] {
  let open = new Array<number>(form.columns.length).fill(0);
  return printedRows(form, filing.sections).map((row) => {
    const next = open.map((left) => Math.max(0, left - 1));
    let col = 0;
    const cells = row.cells.map((cell): BlockCell => {
      while (open[col]) col++;
      const at = col;
      col += cell.colSpan ?? 1;
      next.fill((cell.rowSpan ?? 1) - 1, at, col);
      return {
        ...content(form, filing, cell),
        col: at,
        colSpan: cell.colSpan ?? 1,
        blocks: cell.rowSpan ?? 1,
        run: null,
        cut: cell.kind === 'label',
        style: {
          font: cell.style?.font ?? 'song',
          size: cell.style?.size ?? null,
          align: cell.style?.align ?? 'center',
          frame: row.frame,
        },
      };
    });
    open = next;
    return { cells, height: row.height, heads: row.heads ?? null, indicator: null };
  });
}

type Content = Pick<BlockCell, 'kind' | 'path' | 'pattern' | 'text' | 'number' | 'name' | 'amount'>;

function content(form: Form, filing: Filing, cell: FormCell): Content {
  const plain = { path: '', pattern: '', number: null, amount: false };
  switch (cell.kind) {
    case 'blank':
      return { ...plain, kind: 'blank', text: '', name: '' };
    case 'label':
      return { ...plain, kind: 'label', text: cell.text, name: cell.text };
    case 'pattern': {
      const text = printPattern(cell.pattern, (id) => textOf(filing, id));
      const path = cellFields(cell)[0] ?? '';
      return { ...plain, kind: 'field', path, pattern: cell.pattern, text, name: cell.name };
    }
    case 'field': {
      const field = fieldOf(form, cell.field);
      const text = textOf(filing, cell.field);
      const number =
        field.type === 'amount' ? amountNumber(text) : field.type === 'percent' ? percentNumber(text) : null;
      return {
        ...plain,
        kind: 'field',
        path: cell.field,
        text,
        number,
        name: field.name,
        amount: field.type === 'amount',
      };
    }
  }
}

/** What a worksheet stores for an amount's exact decimal text; null where only text keeps it. */
export function amountNumber(text: string): SheetCell['number'] {
  const amount = readAmount(text);
  if (!amount || amount !== text) return null;
  const value = spreadsheetNumber(amount);
  return value === null ? null : { value, format: numberFormat(decimalsOf(amount)) };
}

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

function headerBlock(form: Form): Block {
  let col = 0;
  const cells = form.indicators.columns.map((column): BlockCell => {
    const at = col;
    col += column.colSpan ?? 1;
    return {
      kind: 'label',
      path: '',
      pattern: '',
      text: column.name,
      number: null,
      name: column.name,
      amount: false,
      col: at,
      colSpan: column.colSpan ?? 1,
      blocks: 1,
      run: null,
      cut: true,
      style: { font: 'song', size: null, align: 'center', frame: true },
    };
  });
  return { cells, height: form.indicators.height, heads: 'indicators', indicator: null };
}

function indicatorBlocks(form: Form, rows: { row: Indicator; index: number }[]): Block[] {
  const runs = levelRuns(
    form,
    rows.map(({ row }) => row),
  );
  return rows.map(({ row, index }, position) => {
    let col = 0;
    const cells: BlockCell[] = [];
    for (const column of form.indicators.columns) {
      const at = col;
      col += column.colSpan ?? 1;
      const length = column.merge ? (runs.get(column.id)?.[position] ?? 1) : 1;
      if (length === 0) continue;
      const last = rows[position + length - 1]?.index ?? index;
      cells.push({
        kind: 'field',
        path: pathOf({ row: index, column: column.id }),
        pattern: '',
        text: row[column.id] ?? '',
        number: null,
        name: `第${index + 1}行 ${column.name}`,
        amount: false,
        col: at,
        colSpan: column.colSpan ?? 1,
        blocks: length,
        run: column.merge ? { from: index, count: last - index + 1 } : null,
        cut: column.merge ?? false,
        style: { font: 'song', size: null, align: column.align ?? 'center', frame: true },
      });
    }
    return { cells, height: form.indicators.height, heads: null, indicator: index };
  });
}

/**
 * For each merged column, how many rows the cell that starts in a row reaches over; 0 where the row is covered by the
 * one above. A run ends where a merged column further left begins anew. Empty cells are never merged.
 */
function levelRuns(form: Form, rows: Indicator[]): Map<string, number[]> {
  const result = new Map<string, number[]>();
  let outer = rows.map((_, position) => position === 0);
  for (const column of form.indicators.columns) {
    if (!column.merge) continue;
    const text = (position: number) => rows[position]?.[column.id] ?? '';
    const starts = rows.map((_, k) => k === 0 || outer[k] === true || text(k) === '' || text(k) !== text(k - 1));
    result.set(
      column.id,
      starts.map((isStart, k) => {
        if (!isStart) return 0;
        const end = starts.indexOf(true, k + 1);
        return (end === -1 ? rows.length : end) - k;
      }),
    );
    outer = starts;
  }
  return result;
}
