import type { Form } from '../../../shared/form/form.ts';
import { type Scan, tellingLabels, weighed } from './evidence.ts';
import { headingOf } from './find-heading.ts';
import { type FormMap, mapForm } from './form-map.ts';
import { formsOfRow, type MayBe } from './form-words.ts';
import { ownLabels } from './own-labels.ts';
import type { ViewRow } from './view.ts';

const NONE: readonly Scan[] = [];

/** Rows as forms of tables see them. */
export interface Scans {
  /** By the form, of those of which any row has a label or a heading. */
  byForm: ReadonlyMap<FormMap, Scan>;
  /** For each row those of which it has a label or a heading, in the forms' order. */
  ofRow: (readonly Scan[])[];
}

export function scanRows(rows: readonly ViewRow[], forms: readonly Form[], known: ReadonlySet<string>): Scans {
  const byForm = new Map<FormMap, Scan>();
  const scanOf = (map: FormMap): Scan => {
    const done = byForm.get(map);
    if (done) return done;
    const made: Scan = { map, rows, own: [], facts: [], known, ...tellingOf(map, forms) };
    byForm.set(map, made);
    return made;
  };
  const maps = tableForms(forms);
  const ofRow = rows.map((row, at): readonly Scan[] => {
    const maybe = formsOfRow(maps, row);
    if (maybe.length === 0) return NONE;
    const found: Scan[] = [];
    for (const [map, as] of maybe) {
      const scan = scanOf(map);
      if (look(scan, row, at, as)) found.push(scan);
    }
    return found;
  });
  return { byForm, ofRow };
}

const ofTables = new WeakMap<readonly Form[], readonly FormMap[]>();

/** Forms without running text. */
export function tableForms(forms: readonly Form[]): readonly FormMap[] {
  const done =
    ofTables.get(forms) ?? forms.filter(({ bands }) => bands.every(({ kind }) => kind !== 'text')).map(mapForm);
  ofTables.set(forms, done);
  return done;
}

/** Notes what a row is to a form; false where it is nothing. */
function look({ map, own, facts }: Scan, given: ViewRow, at: number, as: MayBe): boolean {
  const row = (as.around ? ownLabels(map, [given])[0] : undefined) ?? given;
  if (row !== given) own[at] = row;
  const labels = row === given ? as.labels : labelsIn(row, map);
  const heading = as.heading ? headingOf(map.tables, row) : null;
  if (labels.length === 0 && !heading) return false;
  facts[at] = { labels, zones: heading?.zones ?? null, table: heading?.table ?? null };
  return true;
}

function labelsIn({ cells }: ViewRow, { labelTexts }: FormMap): string[] {
  return cells.flatMap(({ folded }) => (labelTexts.has(folded) ? [folded] : []));
}

type Telling = Pick<Scan, 'telling' | 'weight'>;

const kept = new WeakMap<readonly Form[], Map<FormMap, Telling>>();

/** What tells a form from the others is the same for every sheet of a workbook. */
function tellingOf(map: FormMap, forms: readonly Form[]): Telling {
  const all = kept.get(forms) ?? new Map<FormMap, Telling>();
  kept.set(forms, all);
  const done = all.get(map);
  if (done) return done;
  const telling = tellingLabels(map, forms);
  const made = { telling, weight: weighed(map, telling) };
  all.set(map, made);
  return made;
}
