import type { Filing } from '../../../shared/filing/filing.ts';
import { shorten } from '../../../shared/filing/parse.ts';
import { catalog } from '../../../shared/form/catalog/catalog.ts';
import { type Form, fieldOf } from '../../../shared/form/form.ts';
import { type Grid, placeOfRows } from '../grid.ts';
import type { Note } from '../note.ts';
import { alignRows } from './align-rows.ts';
import { findTables, type TableStart } from './find-tables.ts';
import { endOfForeign, foreignMessage } from './foreign.ts';
import type { FormMap } from './form-map.ts';
import { readHeaderRow, withSecondRow, type Zone, zoneAt } from './indicator-columns.ts';
import { knownLabels } from './known-labels.ts';
import { withLevelNames } from './level-names.ts';
import { matchRow } from './match-row.ts';
import { indicatorOrdinals, ordinalCell, withoutOrdinals } from './ordinals.ts';
import { plainLabels } from './plain-labels.ts';
import { readBody } from './read-body.ts';
import { isHeaderRow, readHeader } from './read-header.ts';
import { countIndicatorRows, footRow, type Hint, LONGEST_QUOTE, readIndicators } from './read-indicators.ts';
import { isRemark } from './remark.ts';
import { fieldText, percentTimes } from './values.ts';
import { type ViewCell, type ViewRow, viewRows } from './view.ts';
import { wholeTexts } from './whole-texts.ts';
import { type Joined, joinWrapped } from './wrapped-rows.ts';

export interface Recognised {
  filings: Filing[];
  notes: Note[];
}

/**
 * Finds the tables of known forms in a grid by the forms' labels and reads their values. Whatever stands in a table and
 * is not understood is an error with its place; text outside of tables is one hint for each run of rows.
 */
export function recognise(grid: Grid, forms: readonly Form[] = catalog.all): Recognised {
  const known = knownLabels(forms);
  const rows = plainLabels(viewRows(grid), forms);
  const starts = findTables(grid, rows, forms);
  const result: Recognised = { filings: [], notes: [] };
  const understood = new Set<number>();
  let from = 0;
  for (const [index, start] of starts.entries()) {
    const next = starts[index + 1];
    const title = next?.title?.formal && next.title.row > start.row ? next.title.row : undefined;
    const end = title ?? next?.row ?? rows.length;
    if (start.map) {
      from = readTable(grid, rows, { ...start, map: start.map, from, end, known }, result, understood);
    } else from = refuse(grid, rows, start, { from, end, forms }, result, understood);
  }
  for (const [first, last] of runs(rows, understood)) {
    // All of a row: who filled the table in stands beside how to reach them.
    const text = rows[first]?.cells.map((cell) => cell.text).join(' ') ?? '';
    const several = (rows[first]?.cells.length ?? 0) > 1;
    result.notes.push({
      severity: 'hint',
      place: placeOfRows(grid, (rows[first] as ViewRow).row, (rows[last] as ViewRow).row),
      message: `表格以外的内容“${several ? shorten(text, 100) : shorten(text)}”未读入`,
    });
  }
  return result;
}

/** Tells of a table that is of no form, and gives the row after it. */
function refuse(
  grid: Grid,
  rows: ViewRow[],
  start: TableStart,
  { from, end, forms }: { from: number; end: number; forms: readonly Form[] },
  result: Recognised,
  understood: Set<number>,
): number {
  const first = Math.max(from, start.title && start.title.row >= 0 ? start.title.row : start.row);
  const last = endOfForeign(rows, start.row, end);
  for (let at = first; at < last; at++) understood.add(at);
  const place = placeOfRows(grid, (rows[first] as ViewRow).row, (rows[last - 1] as ViewRow).row);
  result.notes.push({ severity: 'error', place, message: foreignMessage(start, forms), foreign: true });
  return last;
}

/** Notes on one table beyond which they are only counted. */
const MOST_NOTES = 200;

/**
 * Reads one table and gives the row after it. `from` is the row after the table before, `end` where the next begins.
 */
function readTable(
  grid: Grid,
  all: ViewRow[],
  table: TableStart & { map: FormMap; from: number; end: number; known: ReadonlySet<string> },
  result: Recognised,
  understood: Set<number>,
): number {
  const { map, row: start, from, end, known } = table;
  const filing = result.filings.length;
  const notes: Note[] = [];
  const note = (severity: Note['severity'], place: string, message: string, path?: string, rule?: string) =>
    notes.push({
      severity,
      place,
      message,
      filing,
      ...(path === undefined ? {} : { path }),
      ...(rule === undefined ? {} : { rule }),
    });
  const stray = (cell: ViewCell, column: string | null = null) =>
    note(
      'error',
      cell.cell.place,
      `${column === null ? '未能识别' : `表样中没有“${shorten(column)}”列，未读入`}“${shorten(cell.text)}”`,
    );

  const ordinal = ordinalCell(map, all[start] as ViewRow);
  const rows = ordinal ? [...all.slice(0, start), ...withoutOrdinals(all.slice(start, end), ordinal.col)] : all;
  if (ordinal) note('hint', ordinal.cell.place, '表格左侧的序号列未读入');
  const header = readHeader(map, rows, from, start);
  let headerRow = -1;
  for (let at = start; at < end && headerRow < 0; at++) if (readHeaderRow(map, rows[at] as ViewRow)) headerRow = at;
  if (grid.kind === 'text') {
    // In place: a copy of all rows for each of a thousand tables would take longer than reading them.
    const frame = rows.slice(start, headerRow >= 0 ? headerRow : end);
    for (const [k, row] of wholeTexts(map, frame, known, (line) => isHeaderRow(map, line)).entries())
      rows[start + k] = row;
  }
  const bodyEnd = headerRow >= 0 ? headerRow : endOfBody();
  const body = readBody(map, rows.slice(start, bodyEnd), known, grid.kind === 'text');
  const named = headerRow >= 0 ? readHeaderRow(map, rows[headerRow] as ViewRow) : null;
  const split = named && withSecondRow(named, rows[headerRow + 1]);
  const belowHeader = headerRow + (split ? 2 : 1);
  const numbered = named && indicatorOrdinals(named);
  const zones = (split ?? named)?.filter((zone) => zone.col !== numbered?.col) ?? null;
  if (numbered) note('hint', (rows[headerRow] as ViewRow).cells[0]?.cell.place ?? '', '指标左侧的序号列未读入');
  const below = joined(zones);
  const count = zones ? countIndicatorRows(map, zones, below.rows, (row) => isHeaderRow(map, row)) : 0;
  const indicators = zones ? readIndicators(map, zones, below.rows.slice(0, count), grid.kind === 'text') : null;
  const foot = zones ? footRows(zones, count) : 0;
  const last = zones ? belowHeader + count + foot : bodyEnd;
  for (const at of header.rows) understood.add(at);
  for (let at = start; at < last; at++) understood.add(at);

  const unit = header.unit ?? body.unit;
  if (header.unit && body.unit && header.unit.text !== body.unit.text)
    note('error', body.unit.cell.place, `表内金额单位“${body.unit.text}”与表头“${header.unit.text}”不一致，按表头读入`);
  const inYuan = unit?.text === '元' && map.form.unitOfMoney === '万元';
  if (unit && inYuan) note('hint', unit.cell.place, '金额单位为元，已换算为万元');
  else if (unit && unit.text !== map.form.unitOfMoney)
    note('error', unit.cell.place, `金额单位“${unit.text}”未换算，金额按原数读入，请核对`);

  const values: Record<string, string> = {};
  const found = [...header.values, ...body.values];
  const { times, doubtful } = percentTimes(map.form, found);
  if (doubtful) {
    const meant = times === 100 ? '0.5 读作 50%' : '0.5 读作 0.5%';
    note('hint', doubtful.value.cell.place, `没有百分号的比例一律按同一种写法读入（${meant}），请核对`, doubtful.id);
  }
  for (const [id, value] of found) {
    const read = fieldText(map.form, id, value, inYuan, times);
    if (read.text !== '') values[id] = read.text;
    if (read.error) note('error', value.cell.place, read.error, id);
    if (read.hint) note('hint', value.cell.place, read.hint, id);
  }
  for (const cell of header.strays) note('hint', cell.cell.place, `表格上方的“${shorten(cell.text)}”未读入`);
  for (const { cell, message } of header.hints) note('hint', cell.cell.place, message);
  for (const cell of body.strays) stray(cell);
  for (const { label, values } of body.unknown) {
    const text = values.map((cell) => cell.text).join(' ');
    note(
      'error',
      label.cell.place,
      `表样中没有“${shorten(label.text)}”一栏${text === '' ? '' : `，未读入“${shorten(text, LONGEST_QUOTE)}”`}`,
    );
  }
  for (const { cell, message } of body.hints) note('hint', cell.cell.place, message);
  for (const cell of zones ? (rows[headerRow] as ViewRow).cells : []) {
    // A label that reaches down beside the indicators is no column.
    const unknown = zones?.some((zone) => zone.col === cell.col && zone.id === null && !zone.part);
    if (unknown && cell.cell.rowSpan === 1) stray(cell);
  }
  for (const { cell, column } of indicators?.strays ?? []) stray(cell, column);
  const rowHints: readonly Hint[] = [...below.hints, ...(indicators?.hints ?? [])];
  for (const { row, message, path, rule } of rowHints)
    note(rule ? 'warning' : 'hint', placeOfRows(grid, row.row, row.row), message, path, rule);
  for (const { row, message } of indicators?.errors ?? []) note('error', placeOfRows(grid, row.row, row.row), message);
  reportMissing();
  if (table.rival)
    note(
      'error',
      (rows[start] as ViewRow).cells[0]?.cell.place ?? '',
      `也像是“${table.rival.name}”（${table.rival.region}），已按“${map.form.name}”（${map.form.region}）读入，请核对`,
    );
  result.filings.push({
    form: map.form.id,
    version: map.form.version,
    sections: [...body.sections].sort(),
    values,
    tables: { indicators: indicators?.rows ?? [] },
  });
  for (const kept of notes.slice(0, MOST_NOTES)) result.notes.push(kept);
  if (notes.length > MOST_NOTES)
    result.notes.push({
      severity: 'error',
      place: notes[MOST_NOTES]?.place ?? '',
      message: `此处起另有 ${notes.length - MOST_NOTES} 处未能识别`,
      filing,
    });
  return last;

  /** The rows below the header of the indicators. */
  function joined(zones: Zone[] | null): Joined {
    const under = zones ? rows.slice(belowHeader, end) : [];
    if (!zones) return { rows: under, hints: [] };
    const raw = numbered ? withoutOrdinals(under, numbered.col) : under;
    const width = rows[headerRow]?.row.cells.length ?? 0;
    const ends = (row: ViewRow) => isHeaderRow(map, row);
    const whole =
      grid.kind === 'text'
        ? (alignRows(map, zones, raw, ends) ?? joinWrapped(map, zones, raw, width))
        : { rows: raw, hints: [] };
    // In a text the cells may be shifted: their columns say nothing.
    const column = ({ col }: ViewCell) => zoneAt(zones, col)?.id ?? null;
    const isLevel = (cell: ViewCell) => ['level1', 'level2'].includes(column(cell) ?? '');
    const isName = (cell: ViewCell) => grid.kind !== 'text' && column(cell) !== null && !isLevel(cell);
    const named = withLevelNames(map, whole.rows, isName, isLevel);
    return { rows: named.rows, hints: [...whole.hints, ...named.hints] };
  }

  /** Rows directly under the indicators that say who filled the table in, or remark on it. */
  function footRows(zones: Zone[], count: number): number {
    let foot = 0;
    for (; ; foot++) {
      const row = below.rows[count + foot];
      if (!row || row.row.apart || isHeaderRow(map, row) || !isRemark(map, zones, row)) return foot;
      if (indicators) footRow(row, indicators);
    }
  }

  /** Without an indicator header the table ends with its last row that has a label, or the values under it. */
  function endOfBody(): number {
    let last = start + 1;
    for (let at = start; at < end; at++)
      if (matchRow(map, rows[at] as ViewRow, new Set(), -1, new Map())) last = at + 1;
    const next = rows[last];
    if (next && last < end && next.row.tabular && !next.row.apart && !isHeaderRow(map, next)) last++;
    while (last < end && rows[last]?.cells.length === 0) last++;
    return last;
  }

  function reportMissing(): void {
    const place = placeOfRows(grid, (rows[start] as ViewRow).row, (rows[Math.max(start, last - 1)] as ViewRow).row);
    const labels = map.body.flatMap((row) => (row.section ? [] : row.labels));
    const missing = labels.filter((label) => (label.right ?? label.under) !== null && !body.labels.has(label));
    const names = missing.map((label) => fieldOf(map.form, (label.right ?? label.under) as string).name);
    if (!zones) names.push('绩效指标');
    else names.push(...(indicators?.missing ?? []));
    if (names.length > 0)
      note(
        'error',
        place,
        `表中没有找到${names
          .slice(0, 8)
          .map((name) => `“${name}”`)
          .join('')}${names.length > 8 ? '等' : ''}，表格可能不完整`,
      );
    const lines = header.missing.map((item) => item.name);
    if (lines.length > 0) note('hint', place, `表格上方没有找到${lines.map((name) => `“${name}”`).join('')}，请核对`);
  }
}

/** Runs of rows that no table took, as pairs of first and last index. */
function runs(rows: ViewRow[], understood: Set<number>): [number, number][] {
  const found: [number, number][] = [];
  for (const index of rows.keys()) {
    if (understood.has(index)) continue;
    const last = found.at(-1);
    if (last && last[1] === index - 1) last[1] = index;
    else found.push([index, index]);
  }
  return found;
}
