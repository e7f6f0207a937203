import { printAmount } from '../filing/amount.ts';
import { patternText, sumOf, textAt } from '../filing/computed.ts';
import { type Filing, isPrinted, type Row, rowsOf } from '../filing/filing.ts';
import { pathOf } from '../filing/path.ts';
import { rowCellName } from '../filing/place-name.ts';
import { mergedRuns } from '../filing/runs.ts';
import { type Column, columnOf, type Form, groupTotal, leaves, type TableBand, type Total } from '../form/form.ts';
import { printPattern } from '../form/pattern.ts';
import { type Block, type BlockCell, PLAIN, typedNumber } from './block.ts';
import { blockOfRow, type PrintedColumn, type RowBlocks } from './row-blocks.ts';

/** A row of a lane with its place in the filing. */
interface LaneRow {
  row: Row;
  index: number;
}

/** A line of the printed table: a row of each lane, or none where the lane has no more. */
type Line = (LaneRow | null)[];

/** Where a row that is typed into a line without one would stand in each lane; none where nothing is typed. */
type Places = ReadonlyMap<Line, number[]>;

/** Heading rows, rows and sums of a table band; its side label reaches over them all. */
export function tableBlocks(
  form: Form,
  filing: Filing,
  band: TableBand,
  index: number,
  blankRows: boolean,
  known: RowBlocks | null,
): Block[] {
  const columns = printedColumns(form, filing, band);
  const block = (cells: BlockCell[], head: Block['head'], rows: Block['rows']): Block => ({
    band: index,
    cells,
    height: band.height,
    head,
    flows: false,
    inTable: true,
    rows,
    page: null,
  });
  const result = headings(form, filing, band).map((cells) => block(cells, 'repeated', []));
  const all = linesOf(filing, band, blankRows);
  const places: Places = blankRows && all.some((line) => line.includes(null)) ? placesOf(all) : new Map();
  const totals = (at: Total['at'], grouped: boolean, lines: Line[]) =>
    (band.totals ?? [])
      .filter((total) => total.at === at && (total.by !== undefined) === grouped)
      .map((total) => block(totalCells(form, filing, band, columns, total, lines), at === 'start' ? 'kept' : null, []));
  result.push(...totals('start', false, all));
  for (const lines of groups(band, all)) {
    // Rows that are only laid out to be typed into make no group of their own.
    const isSummed = lines.some(isPrintedLine);
    if (isSummed) result.push(...totals('start', true, lines));
    const lengths = mergedLengths(band, columns, lines);
    for (const [at, line] of lines.entries()) {
      const make = () => {
        const rows = line.flatMap((one, lane) => (one ? [{ table: tableId(band, lane), row: one.index }] : []));
        return block(lineCells(form, filing, band, columns, { lines, at, lengths }, places), null, rows);
      };
      const [only] = line;
      if (!known || !only || line.length > 1) result.push(make());
      else {
        const reaches = lengths.flatMap((of) => {
          const length = of[at] ?? 1;
          return [length, lines[at + length - 1]?.[0]?.index ?? -1];
        });
        const about = { form, table: tableId(band, 0), index: only.index, columns, reaches };
        result.push(blockOfRow(known, filing, only.row, about, make));
      }
    }
    if (isSummed) result.push(...totals('end', true, lines));
  }
  result.push(...totals('end', false, all));
  if (band.side) result[0]?.cells.unshift(labelCell(band.side.text, 0, band.side.colSpan ?? 1, result.length));
  return result;
}

function tableId(band: TableBand, lane: number): string {
  return band.lanes[lane]?.id ?? '';
}

function printedColumns(form: Form, filing: Filing, band: TableBand): PrintedColumn[] {
  const columns = [
    ...(band.shared ?? []).map((column) => ({ column, lane: null })),
    ...band.lanes.flatMap((table, lane) => leaves(table.columns).map((column) => ({ column, lane }))),
  ];
  let col = band.side ? (band.side.colSpan ?? 1) : 0;
  const printed = columns.flatMap(({ column, lane }) => {
    const colSpan = column.colSpan ?? 1;
    const at = col;
    col += colSpan;
    return colSpan > 0 ? [{ column, name: patternText(form, filing, column.name), lane, col: at, colSpan }] : [];
  });
  const last = columnsKnown.get(band);
  if (last?.every(({ name }, at) => name === printed[at]?.name)) return last;
  columnsKnown.set(band, printed);
  return printed;
}

/** The columns of each band with the headings that they had last. */
const columnsKnown = new WeakMap<TableBand, PrintedColumn[]>();

function labelCell(text: string, col: number, colSpan: number, blocks: number): BlockCell {
  return {
    ...PLAIN,
    kind: 'label',
    text,
    name: text,
    col,
    colSpan,
    blocks,
    run: null,
    cut: true,
    style: { font: 'song', size: null, align: 'center', frame: true },
  };
}

/** One heading row, or two where columns stand under a common heading. */
function headings(form: Form, filing: Filing, band: TableBand): BlockCell[][] {
  const all = [...(band.shared ?? []), ...band.lanes.flatMap((table) => table.columns)];
  const isGrouped = all.some((column) => 'columns' in column);
  const upper: BlockCell[] = [];
  const lower: BlockCell[] = [];
  let col = band.side ? (band.side.colSpan ?? 1) : 0;
  const put = (list: BlockCell[], text: string, colSpan: number, rows: number) => {
    if (colSpan > 0) list.push(labelCell(patternText(form, filing, text), col, colSpan, rows));
  };
  for (const one of all) {
    if ('columns' in one) {
      put(
        upper,
        one.text,
        one.columns.reduce((sum, { colSpan = 1 }) => sum + colSpan, 0),
        1,
      );
      for (const { name, colSpan = 1 } of one.columns) {
        put(lower, name, colSpan, 1);
        col += colSpan;
      }
    } else {
      put(upper, one.name, one.colSpan ?? 1, isGrouped ? 2 : 1);
      col += one.colSpan ?? 1;
    }
  }
  return isGrouped ? [upper, lower] : [upper];
}

/** The lines of a band. Rows of two lanes stand side by side as long as what they share is the same. */
function linesOf(filing: Filing, band: TableBand, blankRows: boolean): Line[] {
  const lanes = band.lanes.map((table) =>
    rowsOf(filing, table.id).flatMap((row, index) => (blankRows || isPrinted(row) ? [{ row, index }] : [])),
  );
  const [first = [], second] = lanes;
  // Where there is no row at all, a first one can be typed.
  if (blankRows && lanes.every((lane) => lane.length === 0)) return [band.lanes.map(() => null)];
  if (!second) return first.map((one) => [one]);
  const shared = band.shared ?? [];
  const left = sharedRuns(shared, first);
  const right = sharedRuns(shared, second);
  const lines: Line[] = [];
  const add = (own: LaneRow[], other: LaneRow[]) => {
    for (let k = 0; k < Math.max(own.length, other.length); k++) lines.push([own[k] ?? null, other[k] ?? null]);
  };
  let at = 0;
  for (const run of left) {
    // Rows without what is shared stand beside each other where they happen to.
    const isBlank = run.key.trim() === '';
    const same = right.findIndex((other, index) => (isBlank ? index === at : index >= at) && other.key === run.key);
    if (same < 0) {
      add(run.rows, []);
      continue;
    }
    for (; at < same; at++) add([], right[at]?.rows ?? []);
    add(run.rows, right[at++]?.rows ?? []);
  }
  for (; at < right.length; at++) add([], right[at]?.rows ?? []);
  return lines;
}

function placesOf(lines: readonly Line[]): Places {
  const next: number[] = [];
  return new Map(
    lines.map((line) => {
      for (const [lane, one] of line.entries()) next[lane] = one ? one.index + 1 : (next[lane] ?? 0);
      return [line, [...next]];
    }),
  );
}

/** Neighbouring rows that are alike in the shared columns; rows with nothing in them stand alone. */
function sharedRuns(shared: readonly Column[], rows: readonly LaneRow[]): { key: string; rows: LaneRow[] }[] {
  const runs: { key: string; rows: LaneRow[] }[] = [];
  for (const one of rows) {
    const key = shared.map(({ id }) => one.row[id] ?? '').join('\n');
    const last = runs.at(-1);
    if (last && (shared.length === 0 || (last.key === key && key.trim() !== ''))) last.rows.push(one);
    else runs.push({ key, rows: [one] });
  }
  return runs;
}

/** The lines by the groups of sums: all of them where no sum goes by a column. */
function groups(band: TableBand, lines: Line[]): Line[][] {
  const by = band.totals?.find((total) => total.by !== undefined)?.by;
  if (by === undefined) return [lines];
  const result: Line[][] = [];
  let open: string | null = null;
  for (const line of lines) {
    const last = result.at(-1);
    const key: string | null = isPrintedLine(line) ? textIn(line, by) : open;
    if (last && (open === null || key === open)) last.push(line);
    else result.push([line]);
    open = key;
  }
  return result;
}

function isPrintedLine(line: Line): boolean {
  return line.some((one) => one && isPrinted(one.row));
}

function textIn(line: Line, column: string): string {
  return line.find((one) => one?.row[column] !== undefined)?.row[column] ?? '';
}

/** For each merged column, how many lines the cell that starts in a line reaches over; 0 in those that it covers. */
function mergedLengths(band: TableBand, columns: readonly PrintedColumn[], lines: readonly Line[]): number[][] {
  const shared = band.shared ?? [];
  const sharedLengths = mergedRuns(
    shared,
    lines.map((line) => line.find((one) => one)?.row ?? {}),
  );
  const laneLengths = band.lanes.map((table, lane) => laneRuns([...shared, ...leaves(table.columns)], lines, lane));
  return columns
    .filter(({ column }) => column.merge)
    .map(({ column, lane }) => (lane === null ? sharedLengths : laneLengths[lane])?.get(column.id) ?? []);
}

/** A line among those of its group, with `mergedLengths` of them. */
interface LineAt {
  lines: readonly Line[];
  at: number;
  lengths: readonly number[][];
}

/** The cells of a line, merged cells in the first of theirs. */
function lineCells(
  form: Form,
  filing: Filing,
  band: TableBand,
  columns: readonly PrintedColumn[],
  { lines, at, lengths }: LineAt,
  places: Places,
): BlockCell[] {
  const line = lines[at] ?? [];
  const merged = columns.filter(({ column }) => column.merge);
  return columns.flatMap((printed): BlockCell[] => {
    const { column, name, lane, col, colSpan } = printed;
    const place = { col, colSpan };
    const own = lane === null ? line.findIndex((one) => one) : lane;
    const one = line[own];
    if (!one) return [{ ...PLAIN, ...place, ...BLANK, ...added(band, line, lane ?? 0, column, name, places) }];
    const length = column.merge ? (lengths[merged.indexOf(printed)]?.[at] ?? 1) : 1;
    if (length === 0) return [];
    const cell = valueCell(form, filing, tableId(band, own), one.index, column, name);
    cell.col = col;
    cell.colSpan = colSpan;
    if (!column.merge) return [cell];
    const covered = lines.slice(at, at + length);
    cell.blocks = length;
    cell.run = band.lanes.flatMap((_, k) => (lane === null || lane === k ? laneRun(band, covered, k) : []));
    return [cell];
  });
}

/** What typing into a cell without a row makes: a row of its lane, with the texts that it shares with the one beside. */
function added(
  band: TableBand,
  line: Line,
  lane: number,
  column: Column,
  heading: string,
  places: Places,
): Pick<BlockCell, 'adds' | 'name'> | null {
  const at = places.get(line)?.[lane];
  const table = band.lanes[lane];
  if (at === undefined || !table || (column.computed && column.override === undefined)) return null;
  const beside = line.find((one) => one)?.row ?? {};
  const texts = Object.fromEntries((band.shared ?? []).map(({ id }) => [id, beside[id] ?? '']));
  const name = `${table.name}新的一行·${heading}`;
  return { adds: { table: table.id, at, column: column.id, texts }, name };
}

const BLANK = {
  kind: 'blank',
  text: '',
  name: '',
  blocks: 1,
  run: null,
  cut: false,
  style: { font: 'song', size: null, align: 'center', frame: true },
} satisfies Partial<BlockCell>;

/** The lengths of a lane's merged cells by line. Lines without a row of the lane end them. */
function laneRuns(columns: readonly Column[], lines: readonly Line[], lane: number): Map<string, number[]> {
  const result = new Map(
    columns.filter(({ merge }) => merge).map(({ id }) => [id, new Array<number>(lines.length).fill(1)]),
  );
  let from = 0;
  while (from < lines.length) {
    let to = from;
    while (to < lines.length && lines[to]?.[lane]) to++;
    const rows = lines.slice(from, to).map((line) => line[lane]?.row ?? {});
    for (const [id, lengths] of mergedRuns(columns, rows))
      for (const [k, length] of lengths.entries()) result.get(id)?.splice(from + k, 1, length);
    from = Math.max(to, from + 1);
  }
  return result;
}

function laneRun(
  band: TableBand,
  lines: readonly Line[],
  lane: number,
): { table: string; from: number; count: number }[] {
  const rows = lines.flatMap((line) => line[lane]?.index ?? []);
  const [first] = rows;
  const last = rows.at(-1);
  return first === undefined || last === undefined
    ? []
    : [{ table: tableId(band, lane), from: first, count: last - first + 1 }];
}

/** The cell of a value, of one row and not yet in its place: a long table has thousands. */
function valueCell(form: Form, filing: Filing, table: string, row: number, column: Column, heading: string): BlockCell {
  const place = { table, row, column: column.id };
  const text = textAt(form, filing, place);
  return {
    kind: column.computed && column.override === undefined ? 'computed' : 'field',
    path: pathOf(place),
    pattern: '',
    text,
    number: typedNumber(column.computed?.is === 'ordinal' ? 'integer' : column.type, text),
    name: rowCellName(form, table, row, heading),
    amount: column.type === 'amount',
    col: 0,
    colSpan: 1,
    blocks: 1,
    run: null,
    // A long text of several rows flows on; a name is printed again.
    cut: column.merge === true && column.type !== 'text',
    style: { font: 'song', size: null, align: column.align ?? 'center', frame: true },
  };
}

/** A row of sums: its words over the first columns, then each sum in its column. */
function totalCells(
  form: Form,
  filing: Filing,
  band: TableBand,
  columns: readonly PrintedColumn[],
  total: Total,
  lines: readonly Line[],
): BlockCell[] {
  const words = columns.slice(0, total.over);
  const first = words[0]?.col ?? 0;
  const width = words.reduce((sum, { colSpan }) => sum + colSpan, 0);
  const text = printPattern(total.text, (id) => (lines[0] ? textIn(lines[0], id) : ''));
  const sums = columns.slice(total.over).map(({ column, name, lane, col, colSpan }): BlockCell => {
    const place = { col, colSpan };
    if (!total.sums.includes(column.id)) return { ...PLAIN, ...place, ...BLANK };
    const own = lane ?? 0;
    const texts: string[] = [];
    for (const line of lines) {
      const one = line[own];
      if (!one || !isPrinted(one.row)) continue;
      const place = { table: tableId(band, own), row: one.index, column: column.id };
      texts.push(column.computed ? textAt(form, filing, place) : (one.row[column.id] ?? ''));
    }
    const sum = sumOf(texts);
    const printed = sum === '' || column.type !== 'amount' ? sum : printAmount(sum, form.amounts.decimals);
    return {
      ...PLAIN,
      ...place,
      ...BLANK,
      kind: 'computed',
      text: printed,
      number: typedNumber(column.type, printed),
      name: `${text} ${name}`,
      amount: column.type === 'amount',
      style: { font: 'song', size: null, align: column.align ?? 'center', frame: true },
    };
  });
  const label = labelCell(text, first, width, 1);
  return [groupCell(form, band, total, lines, label) ?? label, ...sums];
}

/** The words of a group's sum that name the group by a column which is printed nowhere else: they are typed into. */
function groupCell(
  form: Form,
  band: TableBand,
  { by = '' }: Total,
  lines: readonly Line[],
  words: BlockCell,
): BlockCell | null {
  const table = tableId(band, 0);
  const first = lines[0]?.[0];
  const column = groupTotal(form, table, by) && columnOf(form, table, by);
  if (!first || !column) return null;
  return {
    ...words,
    kind: 'field',
    path: pathOf({ table, row: first.index, column: by }),
    name: rowCellName(form, table, first.index, column.name),
    run: laneRun(band, lines, 0),
  };
}
