import type { Form } from '../../shared/form/form.ts';
import { type FormMap, type Label, mapForm } from './form-map.ts';
import { readHeaderRow, type Zone } from './indicator-columns.ts';
import { ordinalCell } from './ordinals.ts';
import { matchRow, type RowMatch } from './read-body.ts';
import { isTitleRow } from './read-header.ts';
import type { ViewRow } from './view.ts';

export interface TableStart {
  map: FormMap;
  /** Index of the row with the first labels of the form's frame. */
  row: number;
}

/** Rows of the frame that are looked at to tell which form a table is of. */
const REACH = 60;

/** The first framed row of each table, in order, with the form whose labels fit best. */
export function findTables(rows: ViewRow[], forms: readonly Form[]): TableStart[] {
  const scans = forms.map((form) => scan(mapForm(form), rows));
  const starts: TableStart[] = [];
  let current: { map: FormMap; seen: Set<Label>; past: boolean } | null = null;
  for (const [index, row] of rows.entries()) {
    if (current && scans.find(({ map }) => map === current?.map)?.facts[index]?.zones) current.past = true;
    let best: { map: FormMap; score: number; first: RowMatch } | null = null;
    for (const form of scans) {
      const { map, facts } = form;
      const first = facts[index] === NOTHING ? null : firstRow(map, row);
      if (!first) continue;
      const score = support(form, index);
      if (score > (best?.score ?? 0)) best = { map, score, first };
    }
    if (!best) continue;
    const labels = best.first.pairs.map((pair) => pair.label);
    if (current && current.map === best.map && !current.past && !labels.some((label) => current?.seen.has(label))) {
      for (const label of labels) current.seen.add(label);
      continue;
    }
    starts.push({ map: best.map, row: index });
    current = { map: best.map, seen: new Set(labels), past: false };
  }
  return starts;
}

/** What a row holds of a form. */
interface RowFacts {
  labels: string[];
  zones: Zone[] | null;
}

/** The rows as one form sees them, each looked at once: a long file asks from every row that may begin a table. */
interface Scan {
  map: FormMap;
  rows: ViewRow[];
  facts: RowFacts[];
  isTitle: (at: number) => boolean;
}

const NOTHING: RowFacts = { labels: [], zones: null };

function scan(map: FormMap, rows: ViewRow[]): Scan {
  const facts = rows.map((row) => {
    const labels = row.cells.flatMap(({ folded }) => (map.labelTexts.has(folded) ? [folded] : []));
    const zones = readHeaderRow(map, row);
    return labels.length > 0 || zones ? { labels, zones } : NOTHING;
  });
  const titles = new Map<number, boolean>();
  const isTitle = (at: number) => {
    const known = titles.get(at) ?? isTitleRow(map, rows[at] as ViewRow);
    titles.set(at, known);
    return known;
  };
  return { map, rows, facts, isTitle };
}

/** The row as the first row of labels of a form's frame, or null. */
function firstRow(map: FormMap, row: ViewRow): RowMatch | null {
  const spec = map.body.find((candidate) => candidate.labels.length > 0);
  if (!spec?.labels.some((label) => row.cells.some((cell) => label.texts.has(cell.folded)))) return null;
  // Nothing from above reaches into the first row of a frame.
  if (row.row.cells.some(({ master }) => master && !row.row.cells.includes(master))) return null;
  // A row of the frame begins with a label; a list may have one among its columns.
  const begins = map.labelTexts.has(row.cells[0]?.folded ?? '') || /[:：]/.test(row.cells[0]?.text ?? '');
  if (!begins && !ordinalCell(map, row)) return null;
  const match = matchRow(map, row, new Set(), -1, new Map());
  return match?.spec === spec ? match : null;
}

/**
 * The share of the form's labels and columns in the rows from `start` on; 0 when they are too few to be the form, such as
 * those of a list that has a column 项目名称.
 */
function support({ map, rows, facts, isTitle }: Scan, start: number): number {
  const used = new Set<Label>();
  /** Wordings of which every label was met. */
  const exhausted = new Set<string>();
  const kinds = new Set<number | 'header'>();
  let columns = 0;
  for (let at = start; at < Math.min(rows.length, start + REACH); at++) {
    const row = rows[at] as ViewRow;
    const { labels, zones } = facts[at] ?? NOTHING;
    if (zones) {
      columns = zones.filter((zone) => zone.id !== null).length;
      kinds.add('header');
      break;
    }
    const match = labels.every((text) => exhausted.has(text)) ? null : matchRow(map, row, used, -1, new Map());
    if (!match) {
      for (const text of labels) exhausted.add(text);
      // Something else begins; the values under a label are never set off from it.
      if (row.row.apart && at > start) break;
      continue;
    }
    kinds.add(match.spec.index);
    for (const { label } of match.pairs) used.add(label);
  }
  if (kinds.size === 0 || used.size < 2) return 0;
  const titled = [1, 2, 3, 4, 5].some((above) => start >= above && isTitle(start - above));
  const needed = isListHeader(map, rows[start] as ViewRow) ? 3 : titled ? 1 : 2;
  if (kinds.size < needed) return 0;
  const all = map.body.reduce((sum, row) => sum + row.labels.length, 0) + map.columns.length;
  return (used.size + columns) / all;
}

/** In a list the first labels stand side by side as its columns; in a form each has its value between. */
function isListHeader(map: FormMap, row: ViewRow): boolean {
  const pairs = firstRow(map, row)?.pairs.filter(({ label }) => label.right !== null) ?? [];
  return pairs.some(({ cell }, at) => {
    const next = pairs[at + 1]?.cell;
    return next !== undefined && next.col <= cell.col + cell.cell.colSpan;
  });
}
