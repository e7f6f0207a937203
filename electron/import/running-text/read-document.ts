import { sameAmount } from '../../../shared/filing/amount.ts';
import { amountBefore } from '../../../shared/filing/change.ts';
import { computedText, sumOf, textAt } from '../../../shared/filing/computed.ts';
import type { Filing } from '../../../shared/filing/filing.ts';
import { shorten } from '../../../shared/filing/parse.ts';
import { fold } from '../../../shared/form/fold.ts';
import { type Field, fieldOf, type TableBand } from '../../../shared/form/form.ts';
import { readPattern } from '../../../shared/form/pattern.ts';
import { type Grid, placeOfRows } from '../grid.ts';
import type { Note } from '../note.ts';
import { isFormalTitle } from '../recognition/title.ts';
import type { ViewCell, ViewRow } from '../recognition/view.ts';
import type { Document, LineTest } from './find-documents.ts';
import type { Item, Part } from './outline.ts';
import { readParagraphs, type Unit } from './paragraphs.ts';
import { type PlainTable, readPlainTable } from './plain-table.ts';
import { unwrapped } from './wrapped-lines.ts';

export interface DocumentRead {
  filing: Filing;
  notes: Note[];
  /** Rows of the document: from the first to the one after its last. */
  from: number;
  to: number;
}

/** Longest line above the title that is a heading of the publication. */
const LONGEST_ABOVE = 40;

/**
 * Reads a document of running text between its headings. Everything in it has a place in the filing or a note; it ends
 * where the next document or a table that is none of its own begins. `free` is the first row that nothing else has.
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
  const sections = new Set<string>();
  const printed = new Map<string, { text: string; place: string }>();
  const tables = new Map<string, PlainTable>();
  const take = (values: Record<string, string>, place: string) => {
    for (const [id, text] of Object.entries(values)) {
      const { computed } = fieldOf(form, id);
      if (computed) printed.set(id, { text, place });
      else if (text !== '' || !(id in filing.values)) filing.values[id] = text;
    }
  };

  let from = document.from;
  let to = document.to;
  for (const { part, start, end, last, rest } of stretches(document)) {
    if (start < 0) {
      const above = rows[document.from - 1];
      const text = above?.cells[0]?.text ?? '';
      if (!above || document.from <= free || !isLine(above) || text.length > LONGEST_ABOVE) continue;
      if (part.items.length === 0) continue;
      from = document.from - 1;
      lines(part.items, [unitOf(above)]);
      continue;
    }
    take(document.headings.get(part.index)?.read.values ?? {}, placeOf(grid, rows, start));
    const own = rows.slice(start + 1, end);
    const hasTables = part.items.some(({ kind }) => kind === 'table');
    const stop = last ? endOfLast(own, part.items, hasTables, isLine) : own.length;
    if (last) to = start + 1 + stop;
    const units = unwrapped(own.slice(0, stop).flatMap((row): Unit[] => (isLine(row) ? [unitOf(row)] : [])));
    lines(part.items, rest === '' ? units : [{ text: rest, place: placeOf(grid, rows, start) }, ...units]);
    tabular(
      part.items,
      own.slice(0, stop).filter((row) => !isLine(row)),
    );
  }
  filing.sections = [...sections].sort();
  finish();
  return { filing, notes, from, to };

  /** Paragraphs under a heading. */
  function lines(items: readonly Item[], units: Unit[]): void {
    const slots = items.flatMap((item) => (item.kind === 'paragraph' ? [item] : []));
    const { read, left } = readParagraphs(form, slots, units);
    for (const { id, paragraph } of slots) {
      const found = read.get(id);
      if (found && paragraph.section !== undefined) sections.add(paragraph.section);
      if (!found) continue;
      take(found.values, found.place);
      if (found.own !== '') filing.values[id] = found.own;
    }
    for (const unit of left) notes.push(note('error', unit.place, `未能识别“${shorten(unit.text)}”`));
  }

  /** Lines of the frame and tables under a heading. */
  function tabular(items: readonly Item[], all: readonly ViewRow[]): void {
    let left = all;
    let fixed: Extract<Item, { kind: 'fixed' }>[] = [];
    const bands = items.filter((item) => item.kind !== 'paragraph');
    for (const [at, item] of bands.entries()) {
      if (item.kind === 'fixed') {
        fixed.push(item);
        continue;
      }
      const read = readPlainTable(form, item.band, left, bandAfter(bands, at), grid.kind === 'text');
      const id = item.band.lanes[0]?.id ?? '';
      if (!read) continue;
      frame(fixed, read.before);
      fixed = [];
      left = read.rest;
      filing.tables[id] = read.rows;
      tables.set(id, read);
    }
    frame(fixed, left);
  }

  /** Rows of the frame: each cell is a label or of a pattern. */
  function frame(items: readonly Extract<Item, { kind: 'fixed' }>[], all: readonly ViewRow[]): void {
    const cells = items.flatMap(({ rows: own }) => own.flatMap((row) => row.cells));
    for (const cell of all.flatMap((row) => row.cells)) {
      const label = cells.some(
        (one) => one.kind === 'label' && [one.text, ...(one.also ?? [])].some((text) => fold(text) === cell.folded),
      );
      if (label) continue;
      const unit = /^(?:金额)?单位[:：]\s*(\S+)$/.exec(cell.text)?.[1];
      if (unit !== undefined) {
        notes.push(note('error', cell.cell.place, `金额单位“${shorten(unit)}”未换算，金额按原数读入，请核对`));
        continue;
      }
      const values = cells.flatMap((one) => {
        if (one.kind !== 'pattern') return [];
        const read = readPattern(one.pattern, cell.text, (id) => fieldOf(form, id).match);
        return read ? [read] : [];
      })[0];
      if (values) take(values, cell.cell.place);
      else stray(cell);
    }
  }

  function stray(cell: ViewCell): void {
    notes.push(note('error', cell.cell.place, `未能识别“${shorten(cell.text)}”`));
  }

  /** What is computed is compared with what is printed; the amounts of last year follow from how they changed. */
  function finish(): void {
    for (const [id, { text, place }] of printed) before(fieldOf(form, id), text, place);
    for (const [id, { text, place }] of printed) {
      const field = fieldOf(form, id);
      const computed = computedText(form, filing, { field: id });
      if (text !== '' && !same(computed, text)) differs(place, field.name, text, computed, id);
    }
    for (const [id, table] of tables) {
      for (const cell of table.strays) stray(cell);
      for (const { row, column, cell } of table.computed) {
        const computed = textAt(form, filing, { table: id, row, column });
        if (!same(computed, cell.text))
          differs(cell.cell.place, '合计', cell.text, computed, `${id}[${row}].${column}`);
      }
      for (const total of table.totals)
        for (const { column, cell } of total.sums) {
          const of = table.rows
            .slice(total.from, total.to)
            .map((_, k) => textAt(form, filing, { table: id, row: total.from + k, column }));
          const sum = sumOf(of);
          if (!same(sum, cell.text)) differs(cell.cell.place, total.cell.text, cell.text, sum);
        }
    }
  }

  function before({ computed }: Field, text: string, place: string): void {
    if (computed?.is !== 'change') return;
    const { now, last } = computed;
    if ((filing.values[last] ?? '') !== '') return;
    const amount = amountBefore(textAt(form, filing, { field: now }), text);
    if (amount !== null) filing.values[last] = amount;
    else if (text !== '') notes.push(note('error', place, `“${shorten(text)}”看不出增减多少，未读入`, last));
  }

  function differs(place: string, name: string, text: string, computed: string, path?: string): void {
    const result = computed === '' ? '算不出来' : `算出来是“${computed}”`;
    notes.push(note('warning', place, `${shorten(name)}印的是“${shorten(text)}”，${result}，请核对`, path));
  }

  function note(severity: Note['severity'], place: string, message: string, path?: string): Note {
    return { severity, place, message, filing: 0, ...(path === undefined ? {} : { path }) };
  }
}

function bandAfter(bands: readonly Item[], at: number): TableBand | null {
  const next = bands.slice(at + 1).find((item) => item.kind === 'table');
  return next?.kind === 'table' ? next.band : null;
}

/** Whether two printed values are the same: as amounts, or with the same change. */
function same(a: string, b: string): boolean {
  if (fold(a) === fold(b) || sameAmount(a, b)) return true;
  const [, way, size] = /^(\D+)([\d.,]+)$/.exec(fold(a)) ?? [];
  const [, way2, size2] = /^(\D+)([\d.,]+)$/.exec(fold(b)) ?? [];
  if (size === undefined || size2 === undefined) return /^(?:增加|减少)0(?:\.0+)?$/.test(fold(a)) && fold(b) === '持平';
  return sameAmount(size, size2) && (way === way2 || rises(way) === rises(way2));
}

const rises = (way: string | undefined) => /^[增上]/.test(way ?? '');

interface Stretch {
  part: Part & { index: number };
  /** Row of the heading, -1 for what stands above the title. */
  start: number;
  end: number;
  last: boolean;
  /** Text behind the heading in its line. */
  rest: string;
}

/** The parts by their rows; what belongs to a heading that is missing is looked for under the one before. */
function stretches({ outline, headings, to }: Document): Stretch[] {
  const found: Stretch[] = [];
  for (const [index, part] of outline.parts.entries()) {
    const heading = headings.get(index);
    if (heading || index === 0) {
      const start = heading?.row ?? -1;
      found.push({ part: { ...part, index }, start, end: to, last: true, rest: heading?.read.rest ?? '' });
      continue;
    }
    const before = found.at(-1) as Stretch;
    before.part = { ...before.part, items: [...before.part.items, ...part.items] };
  }
  return found.map((one, at) => {
    const next = found[at + 1];
    return next ? { ...one, end: next.start, last: false } : one;
  });
}

/** How many of the rows under the last heading are still the document's. */
function endOfLast(rows: readonly ViewRow[], items: readonly Item[], hasTables: boolean, isLine: LineTest): number {
  const lastItem = items.at(-1);
  for (const [at, row] of rows.entries()) {
    const text = row.cells[0]?.text ?? '';
    if (!isLine(row)) {
      if (!hasTables) return at;
      continue;
    }
    if (isFormalTitle(text)) return at;
    if (lastItem?.kind === 'paragraph' && lastItem.paragraph.pattern !== '') {
      const wordings = [lastItem.paragraph.pattern, ...(lastItem.paragraph.also ?? [])];
      if (wordings.some((wording) => fold(wording) === fold(text))) return at + 1;
    }
  }
  return rows.length;
}

function unitOf(row: ViewRow): Unit {
  const cell = row.cells[0] as ViewCell;
  return { text: cell.text, place: cell.cell.place };
}

function placeOf(grid: Grid, rows: readonly ViewRow[], at: number): string {
  const row = rows[at] as ViewRow;
  return placeOfRows(grid, row.row, row.row);
}
