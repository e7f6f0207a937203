import type { Form } from '../../../shared/form/form.ts';
import type { Grid } from '../grid.ts';
import type { Label } from './body-map.ts';
import { type Evidence, evidence, isLabel, isOfForm, isValueBelow, NONE, type Scan } from './evidence.ts';
import type { FormMap } from './form-map.ts';
import { asLabels, hasLabel, joinedLabel } from './joined-labels.ts';
import { knownLabels } from './known-labels.ts';
import { matchRow, type RowMatch } from './match-row.ts';
import { ordinalCell } from './ordinals.ts';
import { beginsAnew } from './read-indicators.ts';
import { scanRows, tableForms } from './scan-rows.ts';
import { withSecondRow } from './table-columns.ts';
import { hasLevels } from './table-map.ts';
import { isFormalTitle, type Title, titleAbove, titleFit } from './title.ts';
import { isTotalRow } from './totals.ts';
import { mastersAbove, type ViewRow } from './view.ts';

/** Where a table begins: the first row with labels of its frame. */
export interface TableStart {
  row: number;
  title: Title | null;
  /** The form it is of; null for a table of a form that is not in the catalogue. */
  map: FormMap | null;
  /** Another form that fits as well. */
  rival: Form | null;
  /** Why it is of no form: labels standing there, and those the nearest form lacks. */
  labels: string[];
  foreign: string[];
}

/** Labels that a table without a title must have to be told as one of an unknown form. */
const ENOUGH_LABELS = 4;

/** Rows below a line with a label in which the frame has that label itself, where the line stands above the frame. */
const REACH_BELOW = 10;

/** Scores that differ by no more are the same. */
const SAME = 0.001;

/** Every table of the grid in order, each with the form it is of. */
export function findTables(grid: Grid, given: ViewRow[], forms: readonly Form[]): TableStart[] {
  const known = knownLabels(forms);
  // Lines of running text begin like labels too.
  const rows = grid.kind === 'text' ? given : given.map((row) => asLabels(known, row));
  const { byForm, ofRow } = scanRows(rows, forms, known);
  const maps = tableForms(forms);
  const isListHeading = ({ facts }: Scan, at: number) => {
    const table = facts[at]?.table;
    return table ? hasLevels(table) : false;
  };
  const headers = rows.map(
    (row, at) => ofRow[at]?.some((one) => isListHeading(one, at)) === true || isGenericHeader(row),
  );
  const isLabelRow = (row: ViewRow) => row.cells.length > 1 && row.cells.some(({ folded }) => isLabel(known, folded));
  const labelled = rows.map((row) => row.cells.some(({ folded }) => isLabel(known, folded)));
  const isTitle = (row: ViewRow, at: number) =>
    ((!labelled[at] && isTitleRow(row)) || isOwnTitle(row, forms)) &&
    // Into a title nothing reaches from above.
    mastersAbove(row).length === 0 &&
    !maps.some((map) => isValueBelow(map, rows[at - 1]));
  const titles = rows.flatMap((row, at) => (isTitle(row, at) ? [at] : []));

  const starts: TableStart[] = [];
  let current: Current | null = null;
  let nextTitle = 0;
  let lastTitle = -1;
  for (const [index, row] of rows.entries()) {
    while ((titles[nextTitle] ?? Number.POSITIVE_INFINITY) <= index) lastTitle = titles[nextTitle++] as number;
    const past = current?.past ?? false;
    if (isSecondHeading(index)) continue;
    if (current) pass(current, index);
    const begun = starts.at(-1)?.row ?? -1;
    const here = (ofRow[index] ?? []).filter(({ facts }) => (facts[index]?.labels.length ?? 0) > 0);
    let known = here.filter(({ map }) => firstRow(map, row));
    // Where the first row of the frame is missing, the first of a run of rows with labels begins the table.
    const open = current !== null && !past && lastTitle <= begun;
    const headless = known.length === 0 && !open && (index === 0 || !labelled[index - 1] || row.row.apart);
    if (headless) known = here.filter(({ map }) => isRowOf(map, row));
    if (current?.map && lastTitle <= begun && isBelow(current, row)) {
      current.seen.add(row.cells[0]?.folded ?? '');
      continue;
    }
    const isFurther = ({ map }: Scan) => lastTitle <= begun && goesOnIn(current, index, map);
    const listed =
      past || !open ? (ofRow[index] ?? []).filter((one) => beginsWithTable(one, index) && !isFurther(one)) : [];
    if (listed.length > 0 && !(lastTitle <= begun && listed.some(({ map }) => map === current?.map))) {
      const start = verdict(index, listed);
      if (start.map) {
        starts.push(start);
        current = { map: start.map, seen: new Set(), past: true, band: start.map.tables[0]?.band ?? 0 };
        continue;
      }
    }
    if (known.length === 0) {
      // A form of which the catalogue has not even the first label: it has a title, or a header of indicators.
      const unknown = lastTitle > begun ? labelled[index] && row.cells.length > 1 : current === null && headers[index];
      if (!unknown || !tableFollows(index)) continue;
      starts.push({ ...verdict(index, []), map: null });
      current = { map: null, seen: new Set(), past: headers[index] ?? false, band: -1 };
      continue;
    }
    const texts = known.flatMap(({ facts }) => facts[index]?.labels ?? []);
    const goesOn = current && !past && lastTitle <= begun && !texts.some((text) => current?.seen.has(text));
    if (current && goesOn && (current.map === null || known.some(({ map }) => map === current?.map))) {
      // Below a label of its own a text is a value: its label may still come.
      if (!current.map || !isValueBelow(current.map, rows[index - 1])) for (const text of texts) current.seen.add(text);
      continue;
    }
    // Within a table whose indicators are still to come, a text that reads like its first label begins no other.
    const within = current?.map && !past && lastTitle <= begun && !row.row.apart;
    // A value below its label may read like the first label too.
    if (within && current?.map && row.cells.length === 1 && isValueBelow(current.map, rows[index - 1])) continue;
    if (within && current?.map && isFurtherRow(current.map, row)) continue;
    // Nor does one in a column further right, with cells of the table left of it.
    const left = rows[begun]?.cells[0]?.col ?? 0;
    if (current && lastTitle <= begun && !row.row.apart && (row.cells[0]?.col ?? 0) > left) continue;
    const start = verdict(index, headless ? known : here.filter(({ map }) => isRowOf(map, row)));
    const named = start.title?.formal && (current === null || start.title.row > begun);
    if (start.map === null && (within || !(headless ? named : isForeign(index, start)))) continue;
    // Rows above of labels with their values behind a colon (`项目名称：…`) belong to it.
    while (start.map && start.row > Math.max(0, begun + 1) && isWrittenOut(start.map, rows, start.row - 1)) start.row--;
    starts.push(start);
    current = { map: start.map, seen: new Set(texts), past: false, band: -1 };
  }
  return starts;

  /** Whether a row names the columns under groups of a heading in the row above. */
  function isSecondHeading(row: number): boolean {
    const above = current?.map ? byForm.get(current.map)?.facts[row - 1] : undefined;
    if (!above?.table || !above.zones?.some(({ group }) => group !== undefined)) return false;
    return withSecondRow(above.table, above.zones, rows[row]) !== null;
  }

  /**
   * Whether a row heads again, on a further page, the table that is being passed: it has a column of that one's form that
   * the other form has not.
   */
  function goesOnIn(table: Current | null, row: number, other: FormMap): boolean {
    const map = table?.map;
    const own = map ? byForm.get(map)?.facts[row]?.table : undefined;
    const cells = rows[row]?.cells ?? [];
    const isOwn = cells.some(({ folded }) => map?.columnTexts.has(folded) && !other.columnTexts.has(folded));
    return own != null && isOwn && !beginsAnew(own, rows, row);
  }

  /** Notes that a heading stands here; behind its last one the table may end. */
  function pass(table: Current, row: number): void {
    const own = table.map ? byForm.get(table.map)?.facts[row]?.table : undefined;
    if (!own && !headers[row]) return;
    if (own) table.band = Math.max(table.band, own.band);
    const several = (table.map?.tables.length ?? 0) > 1;
    if (own) table.past = !table.map?.tables.some(({ band }) => band > table.band);
    else table.past ||= !several;
  }

  /** Which of the forms the table at `row` is of. */
  function verdict(row: number, candidates: Scan[]): TableStart {
    const title = titleAbove(grid, rows, row, isLabelRow);
    const end = titles[nextTitle] ?? rows.length;
    let best: { map: FormMap; score: number; rival: Form | null } | null = null;
    let nearest: Evidence = NONE;
    const titled = candidates.map((scan) => {
      const { fit, length } = titleFit(scan.map, title);
      return { scan, fit, named: fit === 'own' ? 0.1 + length / 100 : fit === 'kin' ? 0.1 : 0 };
    });
    // Those that the title speaks for come first: one of which all is there leaves no question.
    for (const { scan, fit, named } of titled.toSorted((a, b) => b.named - a.named)) {
      if (best && best.score > named + 1 + SAME) break;
      const found = evidence(scan, row, end);
      if (found.labels > nearest.labels) nearest = found;
      const listed = isListHeader(scan.map, rows[row] as ViewRow) && found.kinds < 3;
      if (listed || !isOfForm(found, fit)) continue;
      const score = found.close * found.fit + named;
      if (!best || score > best.score + SAME) best = { map: scan.map, score, rival: null };
      else if (Math.abs(score - best.score) <= SAME) best.rival = scan.map.form;
    }
    return {
      row,
      title,
      map: best?.map ?? null,
      rival: best?.rival ?? null,
      labels: labelsFrom(row),
      foreign: nearest.foreign,
    };
  }

  /** Texts of known labels in the rows of the table that begins at `row`, in order. */
  function labelsFrom(row: number): string[] {
    const texts = new Set<string>();
    for (let at = row; at < Math.min(rows.length, row + 20); at++) {
      if (at > row && rows[at]?.row.apart) break;
      for (const cell of rows[at]?.cells ?? []) if (isLabel(known, cell.folded)) texts.add(cell.folded);
      if (headers[at]) break;
    }
    return [...texts];
  }

  function tableFollows(row: number): boolean {
    return labelsFrom(row).length >= ENOUGH_LABELS;
  }

  /** Three labels and more side by side, with no place for a value: the columns of a list. */
  function isLabelsAlone({ cells }: ViewRow): boolean {
    const beside = (at: number) =>
      at === 0 || cells[at]?.col === (cells[at - 1]?.col ?? 0) + (cells[at - 1]?.cell.colSpan ?? 1);
    return cells.length >= 3 && cells.every(({ folded }, at) => isLabel(known, folded) && beside(at));
  }

  /** Whether a table that is of no form is one of budget performance all the same, and not some list. */
  function isForeign(row: number, { title, labels }: TableStart): boolean {
    const first = rows[row] as ViewRow;
    const listed = maps.some((map) => isListHeader(map, first)) || isLabelsAlone(first);
    return !listed && (title?.formal || labels.length >= ENOUGH_LABELS) && labels.length >= 2;
  }
}

const ownTitles = new WeakMap<readonly Form[], ReadonlySet<string>>();

/** Whether a row is a line alone that a form has for its title, whatever it is called. */
function isOwnTitle({ cells: [cell, more] }: ViewRow, forms: readonly Form[]): boolean {
  if (!cell || more) return false;
  const titles = ownTitles.get(forms) ?? new Set(tableForms(forms).flatMap(titlesOf));
  ownTitles.set(forms, titles);
  return titles.has(cell.folded);
}

/** The folded lines above a form's frame that are no labels of it. */
function titlesOf({ header, labelTexts }: FormMap): string[] {
  return header.flatMap((item) =>
    item.kind === 'label' ? [...item.texts].filter((text) => !labelTexts.has(text)) : [],
  );
}

/** A line that stands alone, or beside a unit line. */
function isTitleRow(row: ViewRow): boolean {
  return row.cells.length <= 3 && isFormalTitle(row.cells[0]?.text ?? '');
}

/** The table that is being passed. */
interface Current {
  map: FormMap | null;
  /** Labels that were met. */
  seen: Set<string>;
  /** The heading of its last table was met. */
  past: boolean;
  /** The band of the last heading that was met, -1 for none. */
  band: number;
}

/** Whether a row is one of the frame that stands below the headings that were met, or of a table's sums. */
function isBelow({ map, seen, band }: Current, row: ViewRow): boolean {
  const text = row.cells[0]?.folded ?? '';
  if (band >= 0 && map && isTotalRow(map.tables, row)) return true;
  return band >= 0 && !seen.has(text) && [...(map?.rowsOf.get(text) ?? [])].some((spec) => spec.band > band);
}

/** Whether the form has no frame above its first table, and that one's heading stands in a row. */
function beginsWithTable({ map, facts }: Scan, row: number): boolean {
  const [first] = map.tables;
  return (
    first !== undefined &&
    first.band < (map.body.find(({ sections }) => sections.length === 0)?.band ?? Number.POSITIVE_INFINITY) &&
    facts[row]?.table === first
  );
}

/** Whether a row begins with labels of the form's frame. */
function isRowOf(map: FormMap, row: ViewRow): boolean {
  return begins(map, row) && matchRow(map, row, new Set(), -1, new Map()) !== null;
}

const HEADINGS = /^(?:一级|二级|三级)(?:绩效)?指标(?:名称)?$|^(?:年度)?指标值$|^指标(?:内容|名称)$/;

/** A row that heads a table of indicators of any form. */
export function isGenericHeader(row: ViewRow): boolean {
  let found = 0;
  for (const { folded } of row.cells) if (folded.includes('指标') && HEADINGS.test(folded)) found++;
  return found >= 3;
}

/** The row as the first row of labels of a form's frame, or null. */
function firstRow(map: FormMap, row: ViewRow): RowMatch | null {
  const spec = map.first;
  if (!spec?.labels.some((label) => row.cells.some((cell) => label.texts.has(cell.folded)))) return null;
  if (!begins(map, row)) return null;
  const match = matchRow(map, row, new Set<Label>(), -1, new Map());
  // One of its further labels alone is met as a value too.
  const isAlone = match?.pairs.length === 1 && match.pairs[0]?.label !== spec.labels[0];
  return match?.spec === spec && !isAlone ? match : null;
}

/**
 * A row of the frame begins with a label, and nothing reaches into the first one from above; a list may have one among
 * its columns.
 */
function begins(map: FormMap, row: ViewRow): boolean {
  if (mastersAbove(row).length > 0) return false;
  const [first] = row.cells;
  return (first !== undefined && hasLabel(map, first)) || ordinalCell(map, row) !== null;
}

/** Whether a row begins with a label of the frame that stands in none of its first row. */
function isFurtherRow(map: FormMap, row: ViewRow): boolean {
  const rows = map.rowsOf.get(row.cells[0]?.folded ?? '');
  return rows !== undefined && map.first !== undefined && !rows.has(map.first);
}

/**
 * Whether a row has labels of the form with their values behind a colon, and else only labels with theirs beside them;
 * none of them stands again in the rows below.
 */
function isWrittenOut(map: FormMap, rows: readonly ViewRow[], at: number): boolean {
  const cells = rows[at]?.cells ?? [];
  const joined = cells.map((cell) => joinedLabel(map, cell));
  const isLabel = (k: number) => map.labelTexts.has(cells[k]?.folded ?? '');
  if (!joined.some((one) => one !== null) || !joined.every((one, k) => one || isLabel(k) || isLabel(k - 1)))
    return false;
  const below = new Set(
    rows.slice(at + 1, at + 1 + REACH_BELOW).flatMap((row) => row.cells.map(({ folded }) => folded)),
  );
  return !joined.some((one) => one !== null && below.has(one.folded));
}

/** In a list the first labels stand side by side as its columns; in a form each has its value between. */
function isListHeader(map: FormMap, row: ViewRow): boolean {
  const pairs = firstRow(map, row)?.pairs.filter(({ label }) => label.right !== null) ?? [];
  return pairs.some(({ cell }, at) => {
    const next = pairs[at + 1]?.cell;
    return next !== undefined && next.col <= cell.col + cell.cell.colSpan;
  });
}
