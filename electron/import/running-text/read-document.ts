import { computedText } from '../../../shared/filing/computed.ts';
import type { Filing } from '../../../shared/filing/filing.ts';
import { shorten } from '../../../shared/filing/parse.ts';
import { plainMatchOf } from '../../../shared/filing/read-pattern.ts';
import { fold } from '../../../shared/form/fold.ts';
import { type Form, type FormCell, fieldOf, type TableBand } from '../../../shared/form/form.ts';
import { anyText, patternFields, readPattern } from '../../../shared/form/pattern.ts';
import type { Grid } from '../grid.ts';
import type { Note } from '../note.ts';
import { FilingNotes } from '../recognition/filing-notes.ts';
import { headingOf } from '../recognition/find-heading.ts';
import { readTable, type TableRead } from '../recognition/read-table.ts';
import { Settled } from '../recognition/settle.ts';
import { readHeaderRow, withSecondRow, type Zone } from '../recognition/table-columns.ts';
import { type TableMap, tableMaps } from '../recognition/table-map.ts';
import { groupsOf } from '../recognition/total-groups.ts';
import type { ViewCell, ViewRow } from '../recognition/view.ts';
import { comparePrinted, fillLastYear, type Printed } from './compare-printed.ts';
import type { Document, LineTest } from './find-documents.ts';
import type { Item } from './outline.ts';
import { type ParagraphRead, readParagraphs, type Unit } from './paragraphs.ts';
import { stretches } from './stretches.ts';
import { lineWidth, unwrapped } from './wrapped-lines.ts';

export interface DocumentRead {
  filing: Filing;
  notes: Note[];
  /** Rows of the document: from the first to the one after its last. */
  from: number;
  to: number;
}

/**
 * Reads a document of running text between its headings. Everything in it has a place in the filing or a note. `free`
 * is the first row that nothing else has.
 */
export function readDocument(
  grid: Grid,
  rows: readonly ViewRow[],
  document: Document,
  free: number,
  isLine: LineTest,
): DocumentRead {
  const { form } = document.outline;
  const filing: Filing = { form: form.id, version: form.version, sections: [], values: {}, tables: {} };
  const notes = new FilingNotes(grid, 0);
  const settled = new Settled(form, notes, form.unitOfMoney);
  const maps = tableMaps(form);
  const printed = new Map<string, Printed>();
  const sentences = new Map<string, ParagraphRead>();
  const tables: { read: TableRead; lane: TableRead['lanes'][number]; kept: number[] }[] = [];
  const all = stretches(rows, document, free, isLine);
  const texts = all.flatMap(({ from, to }) =>
    rows.slice(from, to).flatMap((row) => (isLine(row) ? [row.cells[0]?.text ?? ''] : [])),
  );
  const width = grid.kind === 'sheet' ? null : lineWidth(texts);
  for (const { heading, items, from, to } of all) {
    const place = rows[heading?.row ?? from]?.cells[0]?.cell.place ?? '';
    if (heading) take(heading.read.values, place);
    const cells = frameCells(items);
    // A line of the frame may reach over all columns.
    const inFrame = (row: ViewRow) => !isLine(row) || isFrameLine(cells, row.cells[0]?.text ?? '');
    const own = rows.slice(from, to);
    const units = unwrapped(
      own.flatMap((row): Unit[] => (inFrame(row) ? [] : [unitOf(row)])),
      width,
    );
    const rest = heading?.read.rest ?? '';
    readLines(items, rest === '' ? units : [{ text: rest, place }, ...units]);
    readTables(items, own.filter(inFrame));
  }
  filing.sections.sort();
  Object.assign(filing.tables, settled.tables);
  const groups = tables.map(({ read, lane, kept }) =>
    groupsOf(filing, read, (one) => (one === lane.table ? kept : [])),
  );
  fillLastYear(form, filing, printed);
  for (const [id, { values, text }] of sentences) keepUnknown(id, values, text);
  for (const { place, message, path } of comparePrinted(form, filing, printed))
    notes.add('warning', place, message, path);
  settled.compare(filing);
  for (const [at, { read, lane }] of tables.entries())
    settled.compareTotals(filing, lane.table, read.totals, groups[at] ?? []);
  return {
    filing,
    notes: notes.all(),
    from: all[0]?.heading?.row ?? all[0]?.from ?? document.from,
    to: all.at(-1)?.to ?? document.to,
  };

  /** Values of a pattern; computed ones are kept to be compared. */
  function take(values: Record<string, string>, place: string): void {
    for (const [id, text] of Object.entries(values)) {
      if (fieldOf(form, id).computed) printed.set(id, { text, place });
      else if (text !== '' || !(id in filing.values)) filing.values[id] = text;
    }
  }

  function readLines(items: readonly Item[], units: readonly Unit[]): void {
    const slots = items.flatMap((item) => (item.kind === 'paragraph' ? [item] : []));
    const { read, left } = readParagraphs(form, slots, units);
    for (const { id, paragraph } of slots) {
      const found = read.get(id);
      if (!found) continue;
      const { section } = paragraph;
      if (section !== undefined && !filing.sections.includes(section)) filing.sections.push(section);
      take(found.values, found.place);
      if (found.own === '') sentences.set(id, found);
      else filing.values[id] = found.own;
    }
    for (const { text, place } of left) notes.add('error', place, `未能识别“${shorten(text)}”`);
  }

  /** A sentence with a value that does not follow from what is read stays as it is written. */
  function keepUnknown(id: string, values: Record<string, string>, text: string): void {
    const computed = Object.keys(values).filter((field) => fieldOf(form, field).computed);
    const isUnknown = (field: string) => values[field] !== '' && computedText(form, filing, { field }) === '';
    if (!computed.some(isUnknown)) return;
    filing.values[id] = text;
    for (const field of Object.keys(values)) {
      if (computed.includes(field)) printed.delete(field);
      else if (isOnlyIn(form, field, id)) delete filing.values[field];
    }
  }

  function readTables(items: readonly Item[], own: ViewRow[]): void {
    let left = own;
    let above: Item[] = [];
    for (const [at, item] of items.entries()) {
      if (item.kind === 'fixed') above.push(item);
      const table = item.kind === 'table' ? mapOf(item.band) : undefined;
      const begun = table && headingIn(left, table);
      if (!table || !begun) continue;
      const { heading, zones, below } = begun;
      const following = items.slice(at + 1).flatMap((one) => (one.kind === 'table' ? (mapOf(one.band) ?? []) : []));
      const ends = left.findIndex((row, index) => index >= below && headingOf(following, row) !== null);
      const rows = left.slice(below, ends < 0 ? undefined : ends);
      const width = (left[heading] as ViewRow).row.cells.length;
      const read = readTable(grid, table, zones, rows, width, () => false);
      readFrame(frameCells(above), left.slice(0, heading));
      above = [];
      left = ends < 0 ? [] : left.slice(ends);
      for (const lane of read.lanes)
        tables.push({ read, lane, kept: settled.rows(lane.table, lane.read.rows, lane.read.cells, false) });
      tellTable(read);
    }
    readFrame(frameCells(above), left);
  }

  function mapOf(band: TableBand): TableMap | undefined {
    return maps.find(({ tables: ids }) => ids[0] === band.lanes[0]?.id);
  }

  function tellTable({ lanes }: TableRead): void {
    for (const { read } of lanes) {
      for (const { cell, column } of read.strays) notes.stray(cell, column);
      for (const { row, message } of read.errors) notes.ofRows('error', row.row, row.row, message);
      for (const { row, message, path } of read.hints) notes.ofRows('hint', row.row, row.row, message, path);
    }
  }

  /** Rows of the frame: each cell is a label, or has values in a pattern. */
  function readFrame(cells: readonly FormCell[], own: readonly ViewRow[]): void {
    for (const cell of own.flatMap((row) => row.cells)) {
      if (cells.some((one) => isLabel(one, cell.text))) continue;
      const unit = /^(?:金额)?单位[:：]\s*(\S+)$/.exec(cell.text)?.[1];
      const values = unit === undefined ? patternValues(cells, cell.text) : null;
      if (values) take(values, cell.cell.place);
      else if (unit === undefined) notes.stray(cell);
      else notes.add('error', cell.cell.place, `金额单位“${shorten(unit)}”未换算，金额按原数读入，请核对`);
    }
  }

  function patternValues(cells: readonly FormCell[], text: string): Record<string, string> | null {
    for (const cell of cells) {
      const values = cell.kind === 'pattern' && readPattern(cell.pattern, text, plainMatchOf(form));
      if (values) return values;
    }
    return null;
  }
}

function frameCells(items: readonly Item[]): FormCell[] {
  return items.flatMap((item) => (item.kind === 'fixed' ? item.rows.flatMap((row) => row.cells) : []));
}

function isLabel(cell: FormCell, text: string): boolean {
  return cell.kind === 'label' && [cell.text, ...(cell.also ?? [])].some((words) => fold(words) === fold(text));
}

/** Whether a line is of the frame: a label, or of a pattern that has words of its own. */
function isFrameLine(cells: readonly FormCell[], text: string): boolean {
  return cells.some((cell) => {
    if (cell.kind !== 'pattern') return isLabel(cell, text);
    return text.length <= 100 && /\p{L}/u.test(cell.pattern.replace(/\{[^}]*\}/g, '')) && fits(cell.pattern, text);
  });
}

const fits = (pattern: string, text: string) => readPattern(pattern, text, anyText) !== null;

/** Whether no other paragraph of the form has the field. */
function isOnlyIn(form: Form, field: string, paragraph: string): boolean {
  const paragraphs = form.bands.flatMap((band) => (band.kind === 'text' ? band.paragraphs : []));
  return !paragraphs.some((one) => one.id !== paragraph && patternFields(one.pattern).includes(field));
}

/** The heading of a table among rows, and the first row below it. */
function headingIn(
  rows: readonly ViewRow[],
  table: TableMap,
): { heading: number; zones: Zone[]; below: number } | null {
  for (const [heading, row] of rows.entries()) {
    const zones = readHeaderRow(table, row);
    if (!zones) continue;
    const split = withSecondRow(table, zones, rows[heading + 1]);
    return { heading, zones: split ?? zones, below: heading + (split ? 2 : 1) };
  }
  return null;
}

function unitOf(row: ViewRow): Unit {
  const cell = row.cells[0] as ViewCell;
  return { text: cell.text, place: cell.cell.place };
}
