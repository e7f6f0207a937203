import type { Form } from '../../../shared/form/form.ts';
import type { BodyRow, Label } from './body-map.ts';
import { type FormMap, mapForm, slotType } from './form-map.ts';
import { bareLabel, PRINTED_LABELS } from './known-labels.ts';
import { looksLikeLabel } from './label-words.ts';
import { matchRow, type RowMatch } from './match-row.ts';
import type { Zone } from './table-columns.ts';
import type { TableMap } from './table-map.ts';
import type { TitleFit } from './title.ts';
import { mastersAbove, type ViewRow } from './view.ts';

/** What the rows of a table say for and against its being of a form. Shares are between 0 and 1. */
export interface Evidence {
  /** The share of the form's labels and columns that stand there; one that no other form prints counts double. */
  share: number;
  /** The same, where another wording than the form's own counts less: it tells forms of one family apart. */
  close: number;
  /** The share of the labels standing there that the form has. */
  fit: number;
  /** How many labels and columns there are that no other form prints, and how many the form has. */
  telling: number;
  tellingOfForm: number;
  labels: number;
  /** Rows of the form that were met; headings of tables count as one. */
  kinds: number;
  /** It begins with the heading of a table. */
  headed: boolean;
  /** Labels that the form does not have, in order. */
  foreign: string[];
  /** A heading names its columns twice, 实施期 and 年度 side by side, which the form has not; or the other way round. */
  lanes: boolean;
}

/** Folded labels of a form in a row, and the heading of one of its tables. */
interface RowFacts {
  labels: string[];
  zones: Zone[] | null;
  table: TableMap | null;
}

/** The rows as one form sees them, each looked at once: a long file asks from every row that may begin a table. */
export interface Scan {
  map: FormMap;
  rows: readonly ViewRow[];
  /** By their index, the rows that the form sees otherwise, and the facts of those that have any: the lists have gaps. */
  own: (ViewRow | undefined)[];
  facts: (RowFacts | undefined)[];
  /** Texts of labels and columns that no other form prints. */
  telling: ReadonlySet<string>;
  weight: { weight: number; telling: number };
  /** Texts that some form prints as a label. */
  known: ReadonlySet<string>;
}

/** Rows one after the other whose labels were all met before. */
const MOST_IDLE = 8;

/** What a label in another wording than the form's own counts less. */
const OTHER_WORDING = 0.3;

/** Rows of the frame that are looked at to tell which form a table is of. */
const REACH = 60;
/** The same of a form of several tables, or with rows below them. */
const FAR = 300;

/** The last band in which labels or headings stand. */
function lastBand(map: FormMap): number {
  return Math.max(map.body.at(-1)?.band ?? -1, map.tables.at(-1)?.band ?? -1);
}

export const NONE: Evidence = {
  share: 0,
  close: 0,
  fit: 0,
  telling: 0,
  tellingOfForm: 0,
  labels: 0,
  kinds: 0,
  headed: false,
  foreign: [],
  lanes: false,
};

const NO_FACTS: RowFacts = { labels: [], zones: null, table: null };

/** What the rows from `start` on say, down to the heading of the last table, or to `end`. */
export function evidence(
  { map, rows, own: seen, facts, telling, known, weight: all }: Scan,
  start: number,
  end: number,
): Evidence {
  const used = new Set<Label>();
  /** Wordings of which every label was met. */
  const exhausted = new Set<string>();
  const kinds = new Set<number | 'header'>();
  const foreign = new Set<string>();
  const columns = new Set<string>();
  let [found, tellingFound, inText, inTable, twice, once] = [0, 0, false, false, 0, false];
  const last = lastBand(map);
  let [others, idle] = [0, 0];
  const count = (own: ReadonlySet<string>, text: string) => {
    const tells = telling.has(text);
    found += tells ? 2 : 1;
    if (tells) tellingFound++;
    if (!own.has(text)) others++;
  };
  for (let at = start; at < Math.min(end, start + (last === map.tables[0]?.band ? REACH : FAR)); at++) {
    const row = seen[at] ?? (rows[at] as ViewRow);
    const { labels, zones, table } = facts[at] ?? NO_FACTS;
    if (inTable && !zones && labels.length === 0) continue;
    if (zones && table) {
      kinds.add('header');
      for (const [index, cell] of row.cells.entries()) {
        const zone = zones.find(({ col }) => col === cell.col);
        if (zone?.id) {
          const column = `${table.band}.${zone.lane ?? ''}.${zone.id}`;
          const own = table.columns.find(({ id, lane }) => id === zone.id && lane === zone.lane)?.own;
          if (!columns.has(column)) count(own ?? new Set(), cell.folded);
          columns.add(column);
        } else if (zone && zone.group === undefined && index > 0) foreign.add(cell.folded || cell.text);
        const again = zone && !zone.id && !zone.filled && zone.group === undefined;
        if (again && map.columnTexts.has(cell.folded)) twice++;
      }
      if (table.lanes.length > 1 && !zones.some(({ id, lane }) => id !== null && lane === 1)) once = true;
      if (table.band === last) break;
      inTable = true;
      continue;
    }
    const again = at > start && used.size > 0 && map.first?.labels[0]?.texts.has(row.cells[0]?.folded ?? '');
    // The first label once more begins the next table.
    const isValue = mastersAbove(row).length > 0 || isValueBelow(map, seen[at - 1] ?? rows[at - 1]);
    if (again && !isValue && map.first?.labels[0] && used.has(map.first.labels[0])) break;
    const match = labels.every((text) => exhausted.has(text)) ? null : matchRow(map, row, used, -1, new Map());
    const own = new Set(match?.pairs.map(({ cell }) => cell));
    for (const [index, cell] of (inTable && !match ? [] : row.cells).entries())
      if (!own.has(cell) && !map.labelTexts.has(cell.folded) && isForeign(row, index, own)) foreign.add(cell.folded);
    if (!match) {
      for (const text of labels) exhausted.add(text);
      // Rows of nothing but labels that were met are of further tables.
      if (labels.length > 0 && ++idle >= MOST_IDLE) break;
      // Something else begins; the values under a label are never set off from it, but a text may have paragraphs.
      if (row.row.apart && at > start && !(inText && !row.row.tabular)) break;
      continue;
    }
    inTable = false;
    idle = 0;
    kinds.add(match.spec.index);
    inText = holdsText(map, match);
    for (const { label, cell } of match.pairs) {
      if (label.own.has(cell.folded)) count(label.own, cell.folded);
      else {
        found++;
        others++;
      }
      used.add(label);
    }
  }
  const labels = used.size + columns.size;
  if (labels === 0) return NONE;
  /**
   * A label that is none of the form's: one that other forms print, or a text that reads like one and has its value
   * beside it.
   */
  function isForeign({ cells }: ViewRow, index: number, own: ReadonlySet<unknown>): boolean {
    const [cell, next] = [cells[index], cells[index + 1]];
    if (!cell || isLabel(known, cell.folded)) return cell !== undefined;
    const before = cells[index - 1];
    return looksLikeLabel(cell.folded) && next !== undefined && !own.has(next) && !own.has(before);
  }
  return {
    share: Math.min(1, found / all.weight),
    close: Math.min(1, (found - OTHER_WORDING * others) / all.weight),
    fit: labels / (labels + foreign.size),
    telling: tellingFound,
    tellingOfForm: all.telling,
    labels,
    kinds: kinds.size,
    headed: (facts[start] ?? NO_FACTS).zones !== null,
    foreign: [...foreign],
    lanes: twice >= 2 || once,
  };
}

/** Whether a row has nothing but labels of which the form has the values below. */
export function isValueBelow(map: FormMap, row: ViewRow | undefined): boolean {
  const texts = (row?.cells ?? []).map(({ folded }) => folded);
  // A label of another row stands there as a value.
  const specs = [...(map.rowsOf.get(texts[0] ?? '') ?? [])].filter((spec) =>
    texts.every((text) => labelsOf(spec, text).length > 0),
  );
  if (specs.some((spec) => texts.some((text) => labelsOf(spec, text).some(({ under }) => under !== null)))) return true;
  // A label may have a row of values below those beside it.
  const [first = ''] = texts;
  return [...(map.rowsOf.get(first) ?? [])].some(
    (spec) =>
      spec.labels[0]?.texts.has(first) &&
      map.body[spec.index + 1]?.labels.length === 0 &&
      spec.labels.every((label) => texts.some((text) => label.texts.has(text))),
  );
}

function labelsOf({ labels }: BodyRow, folded: string): Label[] {
  return labels.filter(({ texts }) => texts.has(folded));
}

export function isLabel(known: ReadonlySet<string>, folded: string): boolean {
  return folded !== '' && (known.has(folded) || known.has(bareLabel(folded)));
}

function holdsText(map: FormMap, match: RowMatch): boolean {
  const fields = [
    ...match.pairs.flatMap(({ label }) => [label.under, ...label.values.map(({ slot }) => slot)]),
    ...match.spec.fields.map(({ id }) => id),
  ];
  const below = map.body[match.spec.index + 1];
  if (below?.labels.length === 0) fields.push(...below.fields.map(({ id }) => id));
  return fields.some((id) => id !== null && slotType(map.form, id) === 'text');
}

export function weighed(map: FormMap, telling: ReadonlySet<string>): { weight: number; telling: number } {
  const labels = map.body.flatMap((row) => (row.sections.length > 0 ? [] : row.labels));
  const columns = map.tables.flatMap((table) => (table.section ? [] : table.columns));
  const tells = [...labels, ...columns].filter(({ own: texts }) => [...texts].some((text) => telling.has(text)));
  return { weight: labels.length + columns.length + tells.length, telling: tells.length };
}

/** Wordings of what a form prints itself, each label and heading of a column. */
function ownTexts(map: FormMap): Set<string>[] {
  const labels = map.body.flatMap((row) => row.labels.map(({ own }) => own));
  return [...labels, ...map.tables.flatMap(({ columns }) => columns.map(({ own }) => own))];
}

/** Texts of a form's own labels and columns that neither another form nor published tables of other kinds print. */
export function tellingLabels(map: FormMap, forms: readonly Form[]): Set<string> {
  const others = forms.map(mapForm).filter((other) => other !== map && other.form.id !== map.form.id);
  const printed = new Set(others.flatMap(ownTexts).flatMap((own) => [...own]));
  const tells = (text: string) => !PRINTED_LABELS.has(text) && !printed.has(text);
  return new Set(ownTexts(map).flatMap((own) => ([...own].every(tells) ? [...own] : [])));
}

/**
 * Whether a table is of the form. Under the form's own title few labels do; without a title, or under one of the same
 * kind, some that only this form has must stand there and hardly any it has not; another form's title needs nearly all.
 */
export function isOfForm(found: Evidence, fit: TitleFit): boolean {
  const { share, telling, tellingOfForm } = found;
  if (found.lanes) return false;
  const told = (least: number) => (tellingOfForm >= least ? telling >= least : share >= 0.85);
  switch (fit) {
    case 'own':
      return found.labels >= 2 && found.fit >= 0.65;
    case 'kin':
      return found.kinds >= 2 && found.fit >= 0.75 && share >= 0.2 && told(1);
    case 'none':
      if (found.kinds < 2 && !(found.headed && found.labels >= 5 && share >= 0.85)) return false;
      return found.fit >= 0.75 && share >= 0.3 && told(2);
    case 'other':
      return found.fit >= 0.9 && share >= 0.85 && told(Math.min(3, tellingOfForm));
  }
}
