import type { Listing, ListingTable } from '../listing.ts';
import { amountNumber } from './block.ts';
import { breakLines, CELL_PADDING, cellHeight, textWidth } from './measure.ts';
import type { CellStyle, SheetCell } from './sheet.ts';

/**
 * The page that a listing is printed on, landscape A4, in mm. The foot holds page number and time, inside the bottom
 * margin.
 */
export const LISTING_PAGE = { width: 297, height: 210, side: 12, top: 12, bottom: 15 } as const;

/** One row of a listing's table with its texts broken into lines: the same in the worksheet and on paper. */
export interface Band {
  kind: 'title' | 'name' | 'line' | 'heading' | 'row';
  cells: BandCell[];
  /** Millimetres, a multiple of 0.75 pt; may be higher than a page or a worksheet's row can be. */
  height: number;
  style: Omit<CellStyle, 'align'>;
}

export interface BandCell {
  col: number;
  span: number;
  text: string;
  lines: string[];
  align: CellStyle['align'];
  /** What a worksheet stores as a number; null for text. */
  number: SheetCell['number'];
}

export interface BandedTable {
  name: string;
  /** Widths in mm, at most as wide together as the page has room for. */
  columns: number[];
  bands: Band[];
}

const STYLES: Record<Band['kind'], Band['style']> = {
  title: { font: 'hei', size: 15, frame: false },
  name: { font: 'hei', size: 11, frame: false },
  line: { font: 'song', size: 10, frame: false },
  heading: { font: 'hei', size: 10, frame: true },
  row: { font: 'song', size: 10, frame: true },
};

/** What Excel can hold in a cell: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3 */
const MOST_CHARACTERS = 32_767;
const MOST_BREAKS = 253;

/**
 * Title, lines, table name (where the title does not say it), heading and rows of each table, measured. A text longer
 * than a worksheet's cell can hold goes on in the same column of the next row.
 * @throws Error for a row with more texts than columns, and for more columns than a page has room for.
 */
export function bandTables({ title, lines, tables }: Listing): BandedTable[] {
  const all: readonly ListingTable[] =
    tables.length > 0
      ? tables
      : [{ name: title, columns: [{ name: '', width: ROOM, type: 'text' }], rows: [], empty: '' }];
  return all.map((table) => {
    const columns = fitColumns(table.columns.map((column) => column.width));
    const wide = (kind: Band['kind'], text: string, align: CellStyle['align']) =>
      bands(columns, kind, [{ col: 0, span: columns.length, text, align, amount: false }]);
    const across = (kind: Band['kind'], texts: readonly string[], align?: CellStyle['align']) =>
      bands(
        columns,
        kind,
        table.columns.map(({ type }, col) => ({
          col,
          span: 1,
          text: texts[col] ?? '',
          align: align ?? (type === 'amount' ? 'right' : 'left'),
          amount: kind === 'row' && type === 'amount',
        })),
      );
    const extra = table.rows.find((row) => row.length > columns.length);
    if (extra) throw new Error(`a row of “${table.name}” has ${extra.length} texts for ${columns.length} columns`);
    const headed = table.columns.some((column) => column.name !== '');
    return {
      name: table.name || title,
      columns,
      bands: [
        ...wide('title', title, 'center'),
        ...lines.flatMap((line) => wide('line', line, 'left')),
        ...(table.name === '' || (table.name === title && all.length === 1) ? [] : wide('name', table.name, 'left')),
        ...(headed
          ? across(
              'heading',
              table.columns.map((column) => column.name),
              'center',
            )
          : []),
        ...table.rows.flatMap((row) => across('row', row)),
        ...(table.rows.length === 0 && table.empty !== '' ? wide('row', table.empty, 'center') : []),
      ],
    };
  });
}

const ROOM = LISTING_PAGE.width - 2 * LISTING_PAGE.side;
/** Two and a half ideographs of the body and the padding: a narrower column has no room for marks beside its text. */
const NARROWEST = 12;

/** Widths that fit the page: what is too wide together is taken off in proportion. */
function fitColumns(widths: readonly number[]): number[] {
  const spare = ROOM - widths.length * NARROWEST;
  if (spare < 0) throw new Error(`${widths.length} columns do not fit on a page`);
  const wanted = widths.reduce((sum, width) => sum + Math.max(0, width - NARROWEST), 0);
  const share = Math.min(1, spare / Math.max(wanted, 1));
  return widths.map((width) => NARROWEST + Math.max(0, width - NARROWEST) * share);
}

interface Content {
  col: number;
  span: number;
  text: string;
  align: CellStyle['align'];
  amount: boolean;
}

function bands(columns: readonly number[], kind: Band['kind'], contents: readonly Content[]): Band[] {
  const style = STYLES[kind];
  const pieces = contents.map((content) => cellTexts(content.text));
  const count = Math.max(...pieces.map((texts) => texts.length));
  return Array.from({ length: count }, (_, k) => {
    const cells = contents.map(({ col, span, align, amount }, index): BandCell => {
      const text = pieces[index]?.[k] ?? '';
      const width = textRoom(columns, col, span);
      // Excel shows a number that is wider than its column as ####, a text on several lines.
      const number = amount && textWidth(text, style.size) <= width ? amountNumber(text) : null;
      return { col, span, text, lines: breakLines(text, width, style.size), align, number };
    });
    const lines = Math.max(...cells.map((cell) => cell.lines.length + spareLines(cell, columns, style.size)));
    return { kind, cells, height: cellHeight(lines, style.size), style };
  });
}

/** Width in mm that a text has in the columns it reaches over. */
function textRoom(columns: readonly number[], col: number, span: number): number {
  return columns.slice(col, col + span).reduce((sum, mm) => sum + mm, 0) - 2 * CELL_PADDING;
}

/**
 * Lines that Excel may need besides: a word (with the marks and spaces that stay with it) wider than its column may
 * begin on a line of its own, and a mark may take a character along to the next.
 */
function spareLines({ text, col, span }: BandCell, columns: readonly number[], size: number): number {
  const room = textRoom(columns, col, span);
  const words = text.match(/.?[^\p{Script=Han}\n]+/gu) ?? [];
  return 2 * words.filter((word) => textWidth(word, size) > room).length;
}

/** A text as cells can hold it: one or more pieces, without characters that show nothing in either program. */
function cellTexts(text: string): string[] {
  const clean = text
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/[^\P{Cc}\n]|[\ufffe\uffff]/gu, '')
    .replace(/\p{Cs}/gu, '\ufffd');
  if (clean.length <= MOST_CHARACTERS && clean.split('\n', MOST_BREAKS + 2).length <= MOST_BREAKS + 1) return [clean];
  const pieces: string[] = [];
  let piece = '';
  let breaks = 0;
  for (const character of clean) {
    const full = piece.length + character.length > MOST_CHARACTERS || (character === '\n' && breaks === MOST_BREAKS);
    if (full) {
      pieces.push(piece);
      piece = '';
      breaks = 0;
    }
    // Where a row ends, a line ends.
    if (full && character === '\n') continue;
    piece += character;
    if (character === '\n') breaks++;
  }
  return [...pieces, piece];
}
