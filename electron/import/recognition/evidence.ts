import { type Form, fieldOf } from '../../../shared/form/form.ts';
import { type FormMap, type Label, mapForm } from './form-map.ts';
import type { Zone } from './indicator-columns.ts';
import { bareLabel, PRINTED_LABELS } from './known-labels.ts';
import { looksLikeLabel } from './label-words.ts';
import { matchRow, type RowMatch } from './match-row.ts';
import type { TitleFit } from './title.ts';
import type { ViewRow } from './view.ts';

/** What the rows of a table say for and against its being of a form. Shares are between 0 and 1. */
export interface Evidence {
  /** The share of the form's labels and columns that stand there; one that no other form prints counts double. */
  share: number;
  /** The share of the labels standing there that the form has. */
  fit: number;
  /** How many labels and columns there are that no other form prints, and how many the form has. */
  telling: number;
  tellingOfForm: number;
  labels: number;
  /** Rows of the form that were met; the header of the indicators counts as one. */
  kinds: number;
  /** Labels that the form does not have, in order. */
  foreign: string[];
  /** The header of the indicators names its columns twice: 实施期 and 年度 side by side, which the form has not. */
  lanes: boolean;
}

/** The rows as one form sees them, each looked at once: a long file asks from every row that may begin a table. */
export interface Scan {
  map: FormMap;
  rows: ViewRow[];
  /** Folded labels of the form in each row, and its header of the indicators. */
  facts: { labels: string[]; zones: Zone[] | null }[];
  /** Texts of labels and columns that no other form prints. */
  telling: ReadonlySet<string>;
  /** Texts that some form prints as a label. */
  known: ReadonlySet<string>;
}

/** Rows of the frame that are looked at to tell which form a table is of. */
const REACH = 60;

export const NONE: Evidence = {
  share: 0,
  fit: 0,
  telling: 0,
  tellingOfForm: 0,
  labels: 0,
  kinds: 0,
  foreign: [],
  lanes: false,
};

/** What the rows from `start` on say, down to the header of the indicators, or to `end`. */
export function evidence({ map, rows, facts, telling, known }: Scan, start: number, end: number): Evidence {
  const used = new Set<Label>();
  /** Wordings of which every label was met. */
  const exhausted = new Set<string>();
  const kinds = new Set<number | 'header'>();
  const foreign = new Set<string>();
  const columns = new Set<string>();
  let [found, tellingFound, inText, twice] = [0, 0, false, 0];
  const count = (text: string) => {
    const tells = telling.has(text);
    found += tells ? 2 : 1;
    if (tells) tellingFound++;
  };
  for (let at = start; at < Math.min(end, start + REACH); at++) {
    const row = rows[at] as ViewRow;
    const { labels = [], zones = null } = facts[at] ?? {};
    if (zones) {
      kinds.add('header');
      for (const [index, cell] of row.cells.entries()) {
        const zone = zones.find(({ col }) => col === cell.col);
        if (zone?.id) {
          count(cell.folded);
          columns.add(zone.id);
        } else if (zone && index > 0) foreign.add(cell.folded || cell.text);
        if (zone && !zone.id && map.columnTexts.has(cell.folded)) twice++;
      }
      break;
    }
    const match = labels.every((text) => exhausted.has(text)) ? null : matchRow(map, row, used, -1, new Map());
    const own = new Set(match?.pairs.map(({ cell }) => cell));
    for (const [index, cell] of row.cells.entries())
      if (!own.has(cell) && !map.labelTexts.has(cell.folded) && isForeign(row, index, own)) foreign.add(cell.folded);
    if (!match) {
      for (const text of labels) exhausted.add(text);
      // Something else begins; the values under a label are never set off from it, but a text may have paragraphs.
      if (row.row.apart && at > start && !(inText && !row.row.tabular)) break;
      continue;
    }
    kinds.add(match.spec.index);
    inText = holdsText(map, match);
    for (const { label, cell } of match.pairs) {
      if (label.own.has(cell.folded)) count(cell.folded);
      else found++;
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
  const all = weighed(map, telling);
  return {
    share: Math.min(1, found / all.weight),
    fit: labels / (labels + foreign.size),
    telling: tellingFound,
    tellingOfForm: all.telling,
    labels,
    kinds: kinds.size,
    foreign: [...foreign],
    lanes: twice >= 2,
  };
}

export function isLabel(known: ReadonlySet<string>, folded: string): boolean {
  return folded !== '' && (known.has(folded) || known.has(bareLabel(folded)));
}

function holdsText(map: FormMap, match: RowMatch): boolean {
  const fields = [
    ...match.pairs.map(({ label }) => label.right ?? label.under),
    ...match.spec.fields.map(({ id }) => id),
  ];
  const below = map.body[match.spec.index + 1];
  if (below?.labels.length === 0) fields.push(...below.fields.map(({ id }) => id));
  return fields.some((id) => id !== null && fieldOf(map.form, id).type === 'text');
}

function weighed(map: FormMap, telling: ReadonlySet<string>): { weight: number; telling: number } {
  const labels = map.body.flatMap((row) => (row.section ? [] : row.labels));
  const tells = [...labels.map((label) => label.own), ...map.columns.map((column) => column.texts)].filter((texts) =>
    [...texts].some((text) => telling.has(text)),
  );
  return { weight: labels.length + map.columns.length + tells.length, telling: tells.length };
}

/** Texts of a form's own labels and columns that neither another form nor published tables of other kinds print. */
export function tellingLabels(map: FormMap, forms: readonly Form[]): Set<string> {
  const others = forms.map(mapForm).filter((other) => other !== map && other.form.id !== map.form.id);
  const texts = [...map.body.flatMap((row) => row.labels.flatMap((label) => [...label.own])), ...map.columnTexts];
  return new Set(
    texts.filter(
      (text) =>
        !PRINTED_LABELS.has(text) && !others.some((other) => other.labelTexts.has(text) || other.columnTexts.has(text)),
    ),
  );
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
      return found.kinds >= 2 && found.fit >= 0.75 && share >= 0.3 && told(2);
    case 'other':
      return found.fit >= 0.9 && share >= 0.85 && told(Math.min(3, tellingOfForm));
  }
}
