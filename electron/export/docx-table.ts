import { CELL_PADDING } from '../../shared/layout/measure.ts';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import type { TableRowPlan } from './docx-rows.ts';
import type { WordStyles } from './docx-styles.ts';
import { twips } from './docx-xml.ts';

/** What a paragraph of a cell is written with. */
export interface CellWriting {
  styles: WordStyles;
  /** Puts before the document's next paragraph what other places lead to; '' from then on. */
  anchor: () => string;
  /** The text of a cell's line, as a link where it leads to a sheet. */
  line: (text: string, cell: SheetCell) => string;
}

/**
 * A table of these rows of a sheet, of which the first `head` are repeated on every further page. Widths, merges and
 * least row heights are those of the layout; Word breaks the lines by itself.
 */
export function* tableXml(
  sheet: Sheet,
  rows: readonly TableRowPlan[],
  head: number,
  writing: CellWriting,
): Generator<string> {
  const widths = sheet.columns.map(twips);
  const padding = twips(CELL_PADDING);
  yield `<w:tbl><w:tblPr><w:tblW w:w="${sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${sides(RULE, INSIDE)}</w:tblBorders>`;
  yield `<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="${padding}" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="${padding}" w:type="dxa"/></w:tblCellMar></w:tblPr>`;
  yield `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>`;
  const placed = cellsByRow(rows);
  const framed = placed.map((cells) => cells.every(({ cell }) => cell.style.frame));
  for (const [index, row] of rows.entries()) {
    // Where a row without rules is next to one with them, each cell says what it has.
    const isPlain = [index - 1, index, index + 1].every((at) => framed[at] ?? true);
    // Where a merged cell goes on over the page end the table does too, and Word turns the page.
    let turns = head > 0 && index > head && row.page !== rows[index - 1]?.lastPage;
    yield `<w:tr><w:trPr>${row.flows ? '' : '<w:cantSplit/>'}<w:trHeight w:val="${twips(row.height) - RULE_TWIPS}" w:hRule="atLeast"/>${index < head ? '<w:tblHeader/>' : ''}</w:trPr>`;
    for (const { cell, merge } of placed[index] ?? []) {
      yield `<w:tc>${cellProperties(cell, merge, widths, isPlain)}`;
      yield merge === 'continue' ? emptyParagraph(cell, writing) : paragraphs(cell, turns, writing);
      yield '</w:tc>';
      turns = false;
    }
    yield '</w:tr>';
  }
  yield '</w:tbl>';
}

/** Word adds the rules to the height of a row; the cell's own padding leaves room for them. */
const RULE_TWIPS = 15;
const RULE = 'w:val="single" w:sz="4" w:space="0" w:color="000000"';
const OUTSIDE = ['top', 'left', 'bottom', 'right'];
const INSIDE = [...OUTSIDE, 'insideH', 'insideV'];

function sides(rule: string, names: readonly string[]): string {
  return names.map((name) => `<w:${name} ${rule}/>`).join('');
}

interface Placed {
  cell: SheetCell;
  /** `begin` and `continue`: the first and a further row of a cell that is merged downwards. */
  merge: 'none' | 'begin' | 'continue';
}

/** The cells of each row, left to right, those that reach into it from above too. */
function cellsByRow(rows: readonly TableRowPlan[]): Placed[][] {
  const placed: Placed[][] = rows.map(() => []);
  for (const [index, { cells }] of rows.entries())
    for (const { cell, rowSpan } of cells)
      for (let down = 0; down < rowSpan; down++)
        placed[index + down]?.push({ cell, merge: rowSpan === 1 ? 'none' : down === 0 ? 'begin' : 'continue' });
  return placed.map((cells) => cells.sort((a, b) => a.cell.col - b.cell.col));
}

function cellProperties(cell: SheetCell, merge: Placed['merge'], widths: readonly number[], isPlain: boolean): string {
  const { col, colSpan, style } = cell;
  const width = sum(widths.slice(col, col + colSpan));
  return [
    `<w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>`,
    colSpan > 1 ? `<w:gridSpan w:val="${colSpan}"/>` : '',
    merge === 'none' ? '' : merge === 'begin' ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>',
    isPlain && style.frame ? '' : `<w:tcBorders>${sides(style.frame ? RULE : 'w:val="nil"', OUTSIDE)}</w:tcBorders>`,
    '<w:vAlign w:val="center"/></w:tcPr>',
  ].join('');
}

function emptyParagraph({ style }: SheetCell, { styles }: CellWriting): string {
  return `<w:p><w:pPr><w:pStyle w:val="${styles.cell(style)}"/></w:pPr></w:p>`;
}

/** A paragraph for each line of the cell's text; the first may begin a page. */
function paragraphs(cell: SheetCell, turns: boolean, { styles, anchor, line }: CellWriting): string {
  const style = `<w:pStyle w:val="${styles.cell(cell.style)}"/>`;
  return cell.text
    .split('\n')
    .map((text, index) => {
      const shape = style + (turns && index === 0 ? '<w:pageBreakBefore/>' : '');
      return `<w:p><w:pPr>${shape}</w:pPr>${anchor()}${line(text, cell)}</w:p>`;
    })
    .join('');
}

function sum(widths: readonly number[]): number {
  return widths.reduce((all, width) => all + width, 0);
}
