import { type ComparedRow, isChange } from '../../shared/compare/compare-filings.ts';
import { differenceText } from '../../shared/compare/difference.ts';
import { amountGroups } from '../../shared/filing/amount-groups.ts';
import { placeOf, rowPlaceOf } from '../../shared/filing/path.ts';
import { isIndicators, tableOf } from '../../shared/form/form.ts';
import { patternFields } from '../../shared/form/pattern.ts';
import type { Box, Sheet, SheetCell } from '../../shared/layout/sheet.ts';

/** What one cell held last year. */
export interface NoteLine {
  /** The cell, where a row has several; '' where the row says it. */
  name: string;
  text: string;
  /** How far an amount has moved since; '' where it has not. Where there is no room for all of it, none is shown. */
  change: string;
  /** It is an amount: it comes before the name, so that it is never what is cut off. */
  amount: boolean;
  changed: boolean;
  /** How many lines the text may take. */
  lines: number;
}

/** What a row of the table held last year, beside it. Positions in mm on its page. */
export interface Note {
  page: number;
  y: number;
  height: number;
  lines: NoteLine[];
}

/** Height in mm of a line of a note. */
export const NOTE_LINE = 3.9;
/** Room in mm above and below the lines of a note. */
const PADDING = 0.1;

/**
 * The notes beside a sheet, from the comparison with last year's filing (`word` names it: 上年). Amounts and indicator
 * values always say what they were, other texts where they changed. A note that is higher than its row moves those
 * below it down.
 */
export function notesOf(sheet: Sheet, rows: readonly ComparedRow[], word: string): Note[] {
  const fields = new Map<string, ComparedRow>();
  /** By table and row. */
  const inRows = new Map<string, ComparedRow[]>();
  for (const row of rows) {
    if (row.afterPath === null) continue;
    const place = placeOf(row.afterPath);
    if ('field' in place) fields.set(place.field, row);
    else {
      const key = `${place.table} ${place.row}`;
      inRows.set(key, [...(inRows.get(key) ?? []), row]);
    }
  }
  const notes: Note[] = [];
  for (const [page, { boxes }] of sheet.pages.entries()) {
    const onPage = new Map<number, Note>();
    for (const box of boxes) {
      const cell = sheet.cells[box.cell];
      if (!cell || box.repeated || cell.path === '') continue;
      const lines = linesOf(sheet, cell, fields, inRows, word);
      const there = onPage.get(cell.row);
      if (there) there.lines.push(...lines);
      else if (lines.length > 0) onPage.set(cell.row, { page, y: box.y, height: box.height, lines });
      // What goes on on the next page was said on this one.
      if (box.continues) forget(cell, fields);
      if (lines.length > 0 && rowPlaceOf(cell.path)) inRows.delete(rowKey(cell));
    }
    notes.push(...stacked([...onPage.values()]));
  }
  const gone = rows.filter((row) => row.afterPath === null);
  return gone.length > 0 ? [...notes, goneNote(sheet, notes, gone, word)] : notes;
}

/** Which row a cell is in, by its table; '' for fields. */
function rowKey({ path }: SheetCell): string {
  const place = rowPlaceOf(path);
  return place ? `${place.table} ${place.row}` : '';
}

function linesOf(
  sheet: Sheet,
  cell: SheetCell,
  fields: ReadonlyMap<string, ComparedRow>,
  inRows: ReadonlyMap<string, ComparedRow[]>,
  word: string,
): NoteLine[] {
  const place = placeOf(cell.path);
  if ('field' in place) {
    const ids = cell.pattern === '' ? [place.field] : patternFields(cell.pattern);
    return ids.flatMap((id) => fields.get(id) ?? []).flatMap((row) => fieldLine(row, word));
  }
  // The whole row is said beside the first cell that is its own.
  if (cell.run !== null) return [];
  const none = isIndicators(sheet.form, place.table) ? '没有此指标' : '没有此行';
  return (inRows.get(rowKey(cell)) ?? []).map((row, index) => {
    const column = row.name.split(' · ')[1] ?? '';
    const text = row.kind === 'added' && index === 0 ? `${word}${none}` : `${word} ${beforeOf(row)}`;
    return { name: index === 0 ? '' : column, text, change: '', amount: false, changed: isChange(row), lines: 1 };
  });
}

function fieldLine(row: ComparedRow, word: string): NoteLine[] {
  const { name, before, after, difference, kind } = row;
  if (difference) {
    // An amount that is still to be filled in has not changed.
    const changed = kind !== 'same' && after.trim() !== '';
    const amount = grouped(difference.amount);
    const change = changed && before !== '' ? `（${differenceText({ ...difference, amount })}）` : '';
    return [{ name, text: `${word} ${beforeOf(row)}`, change, amount: true, changed, lines: 1 }];
  }
  if (!isChange(row)) return [];
  return [{ name, text: `${word} ${before || '空'}`, change: '', amount: false, changed: true, lines: 1 }];
}

/** What a value was; amounts with separators, which the page itself has not. */
function beforeOf({ before, difference }: ComparedRow): string {
  return (difference ? grouped(before) : before) || '空';
}

function grouped(amount: string): string {
  return amountGroups(amount).join(',');
}

function forget(cell: SheetCell, fields: Map<string, ComparedRow>): void {
  fields.delete(cell.path);
}

/** Lets long texts take what room their row has, and moves each note below the one above it. */
function stacked(notes: readonly Note[]): Note[] {
  let free = 0;
  return notes
    .toSorted((a, b) => a.y - b.y)
    .map((note) => {
      const rest = Math.max(0, Math.floor((note.height - 2 * PADDING) / NOTE_LINE) - note.lines.length);
      const more = Math.floor(rest / note.lines.length);
      const longest = Math.max(...note.lines.map(({ text }) => text.length));
      const first = note.lines.findIndex(({ text }) => text.length === longest);
      const lines = note.lines.map((line, index) => ({
        ...line,
        lines: line.lines + more + (index === first ? rest % note.lines.length : 0),
      }));
      const height = Math.max(note.height, note.lines.length * NOTE_LINE + 2 * PADDING);
      const y = Math.max(note.y, free);
      free = y + height;
      return { ...note, y, height, lines };
    });
}

/** Indicators that last year's table had and this one has not, below everything else. */
function goneNote(sheet: Sheet, notes: readonly Note[], gone: readonly ComparedRow[], word: string): Note {
  const page = sheet.pages.length - 1;
  const ends = (boxes: readonly Pick<Box, 'y' | 'height'>[]) => boxes.map(({ y, height }) => y + height);
  const table = sheet.pages[page]?.boxes.filter((box) => sheet.cells[box.cell]?.style.frame) ?? [];
  const y = Math.max(0, ...ends(table), ...ends(notes.filter((note) => note.page === page)));
  const isPlain = (table: string) => tableOf(sheet.form, table) !== null && !isIndicators(sheet.form, table);
  const ofIndicators = !gone.some(({ beforePath }) => isPlain(rowPlaceOf(beforePath ?? '')?.table ?? ''));
  const lines = gone.map(({ name, before }) => ({
    name: '',
    text: `${name} ${before}`,
    change: '',
    amount: false,
    changed: true,
    lines: 1,
  }));
  const head = {
    name: '',
    text: `${word}另有 ${gone.length} ${ofIndicators ? '项指标' : '行'}：`,
    change: '',
    amount: false,
    changed: false,
    lines: 1,
  };
  return { page, y: y + 1, height: (lines.length + 1) * NOTE_LINE + 2 * PADDING, lines: [head, ...lines] };
}
