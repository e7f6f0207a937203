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
  /** Names of the unit's own indicators. */
  indicators: Set<string>;
}

export interface ModelFiling {
  filing: Filing;
  revision: number;
  trashed: boolean;
  judged: boolean;
  /** The edits that led to each revision, the first one's are none; null where they are not known. */
  steps: (Edit[] | null)[];
}

export function emptyModel(): Model {
  return { filings: new Map(), settings: new Map(), waivers: new Map(), totals: new Map(), indicators: new Set() };
}

export function begun(filing: Filing): ModelFiling {
  return { filing, revision: 1, trashed: false, judged: false, steps: [[]] };
}

/** Writes a step over a filing of the model. */
export function change(model: ModelFiling, edits: Edit[]): void {
  model.filing = edits.reduce(after, model.filing);
  model.revision++;
  model.steps.push(edits);
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
