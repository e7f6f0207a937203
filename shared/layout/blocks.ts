import { patternText, textAt } from '../filing/computed.ts';
import type { Filing } from '../filing/filing.ts';
import {
  type Band,
  cellFields,
  type FixedBand,
  type Form,
  type FormCell,
  fieldOf,
  paragraphFields,
  placeCells,
  printedBands,
  type TextBand,
} from '../form/form.ts';
import { type Block, type BlockCell, PLAIN, typedNumber } from './block.ts';
import type { RowBlocks } from './row-blocks.ts';
import { tableBlocks } from './table-blocks.ts';

/**
 * The first step of the layout: the form's bands as one list of blocks, each a row of cells with the text to print,
 * before anything is measured.
 *
 * `blankRows`: also rows of tables that are not printed, for editing. A row that is as it was has the block that is `known`.
 */
export function blocks(form: Form, filing: Filing, blankRows: boolean, known: RowBlocks | null = null): Block[] {
  const printed = new Set(printedBands(form, filing.sections));
  return form.bands.flatMap((band, index) => {
    if (!printed.has(band)) return [];
    const own = bandBlocks(form, filing, band, index, blankRows, known);
    return own.map((block, at) => (at === 0 && band.page ? { ...block, page: band.page } : block));
  });
}

function bandBlocks(
  form: Form,
  filing: Filing,
  band: Band,
  index: number,
  blankRows: boolean,
  known: RowBlocks | null,
): Block[] {
  if (band.kind === 'fixed') return fixedBlocks(form, filing, band, index);
  if (band.kind === 'text') return textBlocks(form, filing, band, index);
  return tableBlocks(form, filing, band, index, blankRows, known);
}

function fixedBlocks(form: Form, filing: Filing, band: FixedBand, index: number): Block[] {
  const rows = band.rows.filter(({ section }) => !section || filing.sections.includes(section));
  const placed = placeCells(band.rows, form.columns.length, filing.sections);
  return rows.map((row, at) => {
    const cells = placed
      .filter((one) => one.row === at && one.rowSpan > 0)
      .map(
        ({ cell, col, colSpan, rowSpan }): BlockCell => ({
          ...content(form, filing, cell),
          col,
          colSpan,
          blocks: rowSpan,
          run: null,
          cut: cell.kind === 'label',
          style: {
            font: cell.style?.font ?? 'song',
            size: cell.style?.size ?? null,
            align: cell.style?.align ?? 'center',
            frame: row.frame,
          },
        }),
      );
    return {
      band: index,
      cells,
      height: row.height,
      head: row.heads ? 'repeated' : null,
      flows: false,
      inTable: false,
      rows: [],
      page: null,
    };
  });
}

/** Each paragraph is a cell over the whole width; what the clerk wrote in its place is printed instead of the pattern. */
function textBlocks(form: Form, filing: Filing, band: TextBand, index: number): Block[] {
  const paragraphs = band.paragraphs.filter(({ section }) => !section || filing.sections.includes(section));
  return paragraphs.map((paragraph): Block => {
    const { id, pattern, style, indent = 0 } = paragraph;
    const own = id === undefined ? '' : textAt(form, filing, { field: id });
    const fields = paragraphFields(paragraph);
    const text = own === '' ? patternText(form, filing, pattern) : own;
    const cell: BlockCell = {
      ...PLAIN,
      kind: fields.length === 0 ? 'label' : 'field',
      path: fields[0] ?? '',
      pattern: fields.length === 0 ? '' : pattern,
      text: text.replace(/^(?=.)/gmu, '\u3000'.repeat(indent)),
      name: fields.length === 0 ? text : fieldOf(form, fields[0] as string).name,
      amount: false,
      col: 0,
      colSpan: form.columns.length,
      blocks: 1,
      run: null,
      cut: fields.length === 0,
      style: {
        font: style?.font ?? 'song',
        size: style?.size ?? null,
        align: style?.align ?? 'left',
        frame: false,
        ...((style?.size ?? form.page.body?.[0] ?? 0) >= RUNNING_TEXT && { spaced: true }),
      },
    };
    return {
      band: index,
      cells: [cell],
      height: LEAST_LINE,
      head: id === undefined ? 'kept' : null,
      flows: true,
      inTable: false,
      rows: [],
      page: null,
    };
  });
}

/** Points that the text of an official document has at least; notes below a table are smaller. */
const RUNNING_TEXT = 14;
/** Least height of a paragraph in mm. */
const LEAST_LINE = 6;

type Content = Pick<BlockCell, 'kind' | 'path' | 'pattern' | 'text' | 'number' | 'name' | 'amount'>;

function content(form: Form, filing: Filing, cell: FormCell): Content {
  switch (cell.kind) {
    case 'blank':
      return { ...PLAIN, kind: 'blank', text: '', name: '' };
    case 'label':
      return { ...PLAIN, kind: 'label', text: cell.text, name: cell.text };
    case 'pattern': {
      const text = patternText(form, filing, cell.pattern);
      const path = cellFields(cell)[0] ?? '';
      return { ...PLAIN, kind: 'field', path, pattern: cell.pattern, text, name: cell.name };
    }
    case 'field': {
      const field = fieldOf(form, cell.field);
      const text = textAt(form, filing, { field: cell.field });
      return {
        ...PLAIN,
        kind: field.computed && field.override === undefined ? 'computed' : 'field',
        path: cell.field,
        text,
        number: typedNumber(field.type, text),
        name: field.name,
        amount: field.type === 'amount',
      };
    }
  }
}
