import { createHash } from 'node:crypto';
import type { Book } from '../../shared/book/book.ts';
import type { Edit } from '../../shared/filing/edits.ts';
import { type Filing, ROW_ID, type Row } from '../../shared/filing/filing.ts';

/** What a data file must hold, worked out beside the program in the plainest way. */
export interface Model {
  filings: Map<number, ModelFiling>;
  settings: Map<string, string>;
  /** Reason by unit, rule and filing. */
  waivers: Map<string, { filing: number | null; reason: string }>;
  /** Total by unit and year. */
  totals: Map<string, string>;
  /** Names of the unit's own indicators, and of those that were taken out of the list. */
  indicators: Set<string>;
  hidden: Set<string>;
  books: Map<number, Book>;
}

export interface ModelFiling {
  filing: Filing;
  revision: number;
  trashed: boolean;
  judged: boolean;
  /** The edits that led to each revision, the first one's are none; null where they are not known. */
  steps: (Edit[] | null)[];
  /** What it held at each revision, as `digest` spells it. */
  past: string[];
  /** Revisions by the names of their versions. */
  names: Map<string, number>;
  /** At which revisions it was 定稿; `locked` while the last of them holds. */
  locks: number[];
  locked: boolean;
  /** Two filings with one number are the same one where this is. */
  made: number;
}

export function emptyModel(): Model {
  return {
    filings: new Map(),
    settings: new Map(),
    waivers: new Map(),
    totals: new Map(),
    indicators: new Set(),
    hidden: new Set(),
    books: new Map(),
  };
}

export function begun(filing: Filing, made = 0): ModelFiling {
  const state = { trashed: false, judged: false, locked: false };
  return { filing, revision: 1, ...state, steps: [[]], past: [digest(filing)], names: new Map(), locks: [], made };
}

/** Writes a step over a filing of the model. */
export function change(model: ModelFiling, edits: Edit[]): void {
  become(model, edits.reduce(after, model.filing), edits);
}

/** Has a filing of the model hold something else from now on. */
export function become(model: ModelFiling, filing: Filing, edits: Edit[] | null): void {
  model.filing = filing;
  model.revision++;
  model.steps.push(edits);
  model.past.push(digest(filing));
}

/** What a filing holds in a few letters: a model keeps it of thousands of revisions. */
export function digest(filing: Filing): string {
  return createHash('sha1').update(held(filing)).digest('base64').slice(0, 12);
}

function after(before: Filing, edit: Edit): Filing {
  const filing = structuredClone(before);
  if (edit.kind === 'value') filing.values[edit.field] = edit.to;
  else if (edit.kind === 'section')
    filing.sections = edit.on
      ? [...filing.sections, edit.section]
      : filing.sections.filter((id) => id !== edit.section);
  else {
    filing.tables[edit.table] ??= [];
    const rows = filing.tables[edit.table] as Row[];
    if (edit.kind === 'insert') rows.splice(edit.at, 0, ...structuredClone(edit.rows));
    else if (edit.kind === 'remove') rows.splice(edit.at, edit.rows.length);
    else if (edit.kind === 'move') rows.splice(edit.to, 0, ...rows.splice(edit.from, edit.count));
    else (rows[edit.row] as Row)[edit.column] = edit.to;
  }
  return filing;
}

/** One spelling of what a filing holds: what is empty is left out. `ids` where the ids of its rows count too. */
export function held({ form, version, sections, values, tables }: Filing, { ids = true } = {}): string {
  const texts = (row: Row) =>
    Object.entries(row)
      .filter(([key, text]) => text !== '' && (ids || key !== ROW_ID))
      .sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = Object.entries(tables)
    .map(([id, all]) => [id, all.map(texts)] as const)
    .filter(([, all]) => all.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([form, version, [...sections].sort(), texts(values), rows]);
}
