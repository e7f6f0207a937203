import { computedText } from '../../../shared/filing/computed.ts';
import type { Filing } from '../../../shared/filing/filing.ts';
import { shorten } from '../../../shared/filing/parse.ts';
import { fold } from '../../../shared/form/fold.ts';
import { type Form, type FormCell, fieldOf, type TableBand } from '../../../shared/form/form.ts';
import { patternFields, readPattern } from '../../../shared/form/pattern.ts';
import type { Grid } from '../grid.ts';
import type { Note } from '../note.ts';
import type { ViewCell, ViewRow } from '../recognition/view.ts';
import { comparePrinted, fillLastYear, type Printed } from './compare-printed.ts';
import type { Document, LineTest } from './find-documents.ts';
import type { Item } from './outline.ts';
import { type ParagraphRead, readParagraphs, type Unit } from './paragraphs.ts';
import { type PlainTable, readPlainTable } from './plain-table.ts';
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
  const notes: Note[] = [];
  const printed = new Map<string, Printed>();
  const sentences = new Map<string, ParagraphRead>();
  const tables = new Map<string, PlainTable>();
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
  fillLastYear(form, filing, printed);
  for (const [id, { values, text }] of sentences) keepUnknown(id, values, text);
  for (const { place, message, path } of comparePrinted(form, filing, printed, tables))
    tell('warning', place, message, path);
  return {
    filing,
    notes,
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
    for (const { text, place } of left) tell('error', place, `未能识别“${shorten(text)}”`);
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

  function readTables(items: readonly Item[], own: readonly ViewRow[]): void {
    let left = own;
    let above: Item[] = [];
    for (const [at, item] of items.entries()) {
      if (item.kind === 'fixed') above.push(item);
      if (item.kind !== 'table') continue;
      const read = readPlainTable(form, item.band, left, tableAfter(items, at), grid.kind === 'text');
      if (!read) continue;
      readFrame(frameCells(above), read.before);
      above = [];
      left = read.rest;
      const id = item.band.lanes[0]?.id ?? '';
      filing.tables[id] = read.rows;
      tables.set(id, read);
      for (const cell of read.strays) stray(cell);
    }
    readFrame(frameCells(above), left);
  }

  /** Rows of the frame: each cell is a label, or has values in a pattern. */
  function readFrame(cells: readonly FormCell[], own: readonly ViewRow[]): void {
    for (const cell of own.flatMap((row) => row.cells)) {
      if (cells.some((one) => isLabel(one, cell.text))) continue;
      const unit = /^(?:金额)?单位[:：]\s*(\S+)$/.exec(cell.text)?.[1];
      const values = unit === undefined ? patternValues(cells, cell.text) : null;
      if (values) take(values, cell.cell.place);
      else if (unit === undefined) stray(cell);
      else tell('error', cell.cell.place, `金额单位“${shorten(unit)}”未换算，金额按原数读入，请核对`);
    }
  }

  function patternValues(cells: readonly FormCell[], text: string): Record<string, string> | null {
    for (const cell of cells) {
      const values = cell.kind === 'pattern' && readPattern(cell.pattern, text, (id) => fieldOf(form, id).match);
      if (values) return values;
    }
    return null;
  }

  function stray(cell: ViewCell): void {
    tell('error', cell.cell.place, `未能识别“${shorten(cell.text)}”`);
  }

  function tell(severity: Note['severity'], place: string, message: string, path?: string): void {
    notes.push({ severity, place, message, filing: 0, ...(path === undefined ? {} : { path }) });
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

const fits = (pattern: string, text: string) => readPattern(pattern, text, () => undefined) !== null;

/** Whether no other paragraph of the form has the field. */
function isOnlyIn(form: Form, field: string, paragraph: string): boolean {
  const paragraphs = form.bands.flatMap((band) => (band.kind === 'text' ? band.paragraphs : []));
  return !paragraphs.some((one) => one.id !== paragraph && patternFields(one.pattern).includes(field));
}

function tableAfter(items: readonly Item[], at: number): TableBand | null {
  const next = items.slice(at + 1).find((item) => item.kind === 'table');
  return next?.kind === 'table' ? next.band : null;
}

function unitOf(row: ViewRow): Unit {
  const cell = row.cells[0] as ViewCell;
  return { text: cell.text, place: cell.cell.place };
}
