import type { Filing } from '../../../shared/filing/filing.ts';
import { shorten } from '../../../shared/filing/parse.ts';
import { tablesOf } from '../../../shared/form/form.ts';
import type { Grid, GridRow } from '../grid.ts';
import type { Note } from '../note.ts';
import { type BandRows, bandRows } from './band-rows.ts';
import { FilingNotes } from './filing-notes.ts';
import type { TableStart } from './find-tables.ts';
import { type FormMap, slotName } from './form-map.ts';
import { hasLabel } from './joined-labels.ts';
import { indicatorOrdinals, ordinalCell, withoutOrdinals } from './ordinals.ts';
import { ownLabels } from './own-labels.ts';
import { emptyBody, readBody, takeSaid, takeUnit } from './read-body.ts';
import { isHeaderRow, readHeader } from './read-header.ts';
import { LONGEST_QUOTE } from './read-indicators.ts';
import { readLines } from './read-lines.ts';
import { readTable, type TableRead } from './read-table.ts';
import type { Body } from './read-value-row.ts';
import { Settled } from './settle.ts';
import type { TableMap } from './table-map.ts';
import { groupsOf } from './total-groups.ts';
import type { ViewRow } from './view.ts';
import { wholeTexts } from './whole-texts.ts';

export interface FilingRead {
  filing: Filing;
  notes: Note[];
  /** Indexes of the rows that were understood. */
  understood: number[];
  /** The row after it. */
  end: number;
}

type TablePiece = Extract<BandRows, { kind: 'table' }> & { read: TableRead };

/**
 * Reads one filing, band by band. `from` is the row after the filing before, `end` where the next begins; `number` is its
 * number within the file. Its rows are replaced by what they are to the form.
 */
export function readFiling(
  grid: Grid,
  rows: ViewRow[],
  found: TableStart & { map: FormMap; from: number; end: number; known: ReadonlySet<string> },
  number: number,
): FilingRead {
  const { map, row: start, from, end, known } = found;
  const loose = grid.kind === 'text';
  const notes = new FilingNotes(grid, number);

  const ordinal = ordinalCell(map, rows[start] as ViewRow);
  const own = ownLabels(map, rows.slice(start, end));
  // In place: a copy of all rows for each of a thousand tables would take longer than reading them.
  for (const [k, row] of (ordinal ? withoutOrdinals(own, ordinal.col) : own).entries()) rows[start + k] = row;
  if (ordinal) notes.add('hint', ordinal.cell.place, '表格左侧的序号列未读入');
  const header = readHeader(map, rows, from, start);
  const isHeader = (row: ViewRow) => isHeaderRow(map, row);

  const body = emptyBody();
  const tables: TablePiece[] = [];
  let last = start;
  const pieces = bandRows(map, rows, start, end);
  for (const [at, piece] of pieces.entries()) {
    if (piece.kind === 'table') {
      const heading = rows[piece.heading] as ViewRow;
      for (const zone of piece.zones)
        if (zone.said) takeSaid(body, { said: zone.said, cell: placeOfZone(heading, zone.col) });
      const read = readTable(
        grid,
        piece.table,
        piece.zones,
        rows.slice(piece.from, piece.to),
        heading.row.cells.length,
        isHeader,
      );
      tables.push({ ...piece, read });
      for (const { cells } of rows.slice(piece.heading, piece.from)) for (const cell of cells) takeUnit(body, cell);
      for (const zone of piece.zones) {
        const column = piece.table.columns.find(({ id, lane }) => id === zone.id && lane === zone.lane);
        if (column) body.columns.set(column.col, zone.col);
      }
      last = piece.from + read.count;
      const next = pieces[at + 1];
      if (next?.kind === 'fixed') next.from = last;
      continue;
    }
    const frame = rows.slice(piece.from, piece.to);
    const given = loose ? wholeTexts(map, frame, known, isHeader) : frame;
    const left = readLines(map, body, given);
    const to = at === pieces.length - 1 ? endOfFrame(map, left, at > 0, isHeader) : left.length;
    readBody(map, body, left.slice(0, to), known, loose);
    last = piece.from + to;
  }

  const settled = new Settled(map.form, notes, unitOf(notes, map, header.unit, body));
  settled.fields([...header.values, ...body.values]);
  const indexes = new Map<TableMap, number[]>();
  for (const { read, zones } of tables)
    for (const { table, read: lane } of read.lanes) {
      const isJoined = !zones.some(({ id }) => id === 'sign' || id === 'unit');
      indexes.set(table, settled.rows(table, lane.rows, lane.cells, isJoined));
    }
  const filing = (): Filing => ({
    form: map.form.id,
    version: map.form.version,
    sections: [...sectionsOf(body, tables)].sort(),
    values: settled.values,
    tables: { ...Object.fromEntries(tablesOf(map.form).map(({ id }) => [id, []])), ...settled.tables },
  });
  // What is worked out is remembered for each filing: what follows from what is kept is worked out anew.
  settled.keepOverrides(filing());
  const kept = filing();

  for (const cell of header.strays) notes.add('hint', cell.cell.place, `表格上方的“${shorten(cell.text)}”未读入`);
  for (const { cell, message } of header.hints) notes.add('hint', cell.cell.place, message);
  tellBody(notes, body);
  for (const piece of tables) tellTable(notes, rows, piece);
  tellMissing(
    notes,
    map,
    body,
    header.missing.map(({ name }) => name),
    tables,
    [(rows[start] as ViewRow).row, (rows[Math.max(start, last - 1)] as ViewRow).row],
  );
  settled.compare(kept);
  for (const { table, read } of tables)
    settled.compareTotals(
      kept,
      table,
      read.totals,
      groupsOf(kept, read, (lane) => indexes.get(lane) ?? []),
    );
  if (found.rival)
    notes.add(
      'error',
      (rows[start] as ViewRow).cells[0]?.cell.place ?? '',
      `也像是“${found.rival.name}”（${found.rival.region}），已按“${map.form.name}”（${map.form.region}）读入，请核对`,
    );
  const understood = [...header.rows, ...Array.from({ length: last - start }, (_, k) => start + k)];
  return { filing: kept, notes: notes.all(), understood, end: last };
}

type Unit = Body['unit'];

/** The unit of the amounts; one that the form has not is told, and so are two. */
function unitOf(notes: FilingNotes, { form }: FormMap, above: Unit, { unit: within, otherUnit: other }: Body): string {
  const unit = above ?? within;
  if (!unit) return form.unitOfMoney;
  if (above && within && above.text !== within.text)
    notes.add('error', within.cell.place, `表内金额单位“${within.text}”与表头“${above.text}”不一致，按表头读入`);
  if (!above && within && other)
    notes.add('error', other.cell.place, `金额单位“${other.text}”与“${within.text}”不一致，都按“${within.text}”读入`);
  if (unit.text !== form.unitOfMoney)
    notes.add('hint', unit.cell.place, `金额单位为${unit.text}，已换算为${form.unitOfMoney}`);
  return unit.text;
}

function placeOfZone(heading: ViewRow, col: number) {
  return (
    (heading.cells.find((cell) => cell.col === col) ?? heading.cells[0])?.cell ??
    (heading.row.cells[0] as GridRow['cells'][number])
  );
}

function sectionsOf(body: Body, tables: readonly TablePiece[]): Set<string> {
  const sections = new Set(body.sections);
  for (const { table } of tables) if (table.section !== null) sections.add(table.section);
  return sections;
}

function tellBody(notes: FilingNotes, body: Body): void {
  for (const cell of body.strays) notes.stray(cell);
  for (const { label, values } of body.unknown) {
    const text = values.map((cell) => cell.text).join(' ');
    const left = text === '' ? '' : `，未读入“${shorten(text, LONGEST_QUOTE)}”`;
    notes.add('error', label.cell.place, `表样中没有“${shorten(label.text)}”一栏${left}`);
  }
  for (const { cell, message } of body.hints) notes.add('hint', cell.cell.place, message);
}

function tellTable(notes: FilingNotes, rows: readonly ViewRow[], { heading, zones, read }: TablePiece): void {
  const row = rows[heading] as ViewRow;
  const numbered = indicatorOrdinals(zones);
  if (numbered) notes.add('hint', row.cells[0]?.cell.place ?? '', '指标左侧的序号列未读入');
  for (const cell of row.cells) {
    // A label that reaches down beside the rows is no column.
    const unknown = zones.some(
      (zone) => zone.col === cell.col && zone.id === null && !zone.part && !zone.filled && zone !== numbered,
    );
    if (unknown && cell.cell.rowSpan === 1) notes.stray(cell);
  }
  for (const { read: lane } of read.lanes) for (const { cell, column } of lane.strays) notes.stray(cell, column);
  for (const { row: at, message, path, rule } of [...read.hints, ...read.lanes.flatMap((lane) => lane.read.hints)])
    notes.ofRows(rule ? 'warning' : 'hint', at.row, at.row, message, path, rule);
  for (const { read: lane } of read.lanes)
    for (const { row: at, message } of lane.errors) notes.ofRows('error', at.row, at.row, message);
}

/**
 * The last rows of a frame end with the last one that has a label, or the values under it. Behind tables lines that say
 * nothing of the form may follow.
 */
function endOfFrame(
  map: FormMap,
  rows: readonly ViewRow[],
  behind: boolean,
  isHeader: (row: ViewRow) => boolean,
): number {
  let last = behind ? 0 : 1;
  for (const [at, row] of rows.entries())
    if (row.cells.length === 0 ? behind : row.cells.some((cell) => hasLabel(map, cell))) last = at + 1;
  const next = rows[last];
  if (last > 0 && next && next.cells.length > 0 && next.row.tabular && !next.row.apart && !isHeader(next)) last++;
  while (last < rows.length && rows[last]?.cells.length === 0) last++;
  return Math.min(last, rows.length);
}

function tellMissing(
  notes: FilingNotes,
  map: FormMap,
  body: Body,
  lines: readonly string[],
  tables: readonly TablePiece[],
  [from, to]: [GridRow, GridRow],
): void {
  const names: string[] = [];
  for (const label of map.body.flatMap((row) => (row.sections.length > 0 ? [] : row.labels))) {
    if (body.labels.has(label)) continue;
    const slot = label.right ?? label.under;
    if (slot !== null) names.push(slotName(map, slot));
    else if (label.values.some((value) => value.slot !== null)) names.push(label.name.trim());
  }
  for (const table of map.tables) {
    const read = tables.find((one) => one.table === table);
    if (read) names.push(...new Set(read.read.lanes.flatMap((lane) => lane.read.missing)));
    else if (table.section === null) names.push(table.name);
  }
  if (names.length > 0) {
    const listed = names.slice(0, 8).map((name) => `“${name}”`);
    notes.ofRows('error', from, to, `表中没有找到${listed.join('')}${names.length > 8 ? '等' : ''}，表格可能不完整`);
  }
  if (lines.length > 0)
    notes.ofRows('hint', from, to, `表格上方没有找到${lines.map((name) => `“${name}”`).join('')}，请核对`);
}
