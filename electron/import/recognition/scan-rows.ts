import type { Form } from '../../../shared/form/form.ts';
import { type Scan, tellingLabels, weighed } from './evidence.ts';
import { headingOf } from './find-heading.ts';
import { type FormMap, mapForm } from './form-map.ts';
import { formsOfRow, type MayBe } from './form-words.ts';
import { ownLabels } from './own-labels.ts';
import type { ViewRow } from './view.ts';

const NONE: readonly Scan[] = [];
const NOTHING: Scan['facts'][number] = { labels: [], zones: null, table: null };

/**
 * The rows as each form of tables sees them, and for each row the forms of which it has a label or a heading, in the
 * forms' order.
 */
export function scanRows(
  rows: readonly ViewRow[],
  forms: readonly Form[],
  known: ReadonlySet<string>,
): { scans: Scan[]; ofRow: (readonly Scan[])[] } {
  const scans = forms
    .filter(({ bands }) => bands.every(({ kind }) => kind !== 'text'))
    .map((form): Scan => {
      const map = mapForm(form);
      return { map, rows: [...rows], facts: rows.map(() => NOTHING), known, ...tellingOf(map, forms) };
    });
  const ofRow = rows.map((row, at) => {
    const maybe = formsOfRow(forms, row);
    if (maybe.size === 0) return NONE;
    return scans.filter((scan) => {
      const as = maybe.get(scan.map);
      return as !== undefined && look(scan, row, at, as);
    });
  });
  return { scans, ofRow };
}

/** Notes what a row is to a form; false where it is nothing. */
function look({ map, rows, facts }: Scan, given: ViewRow, at: number, as: MayBe): boolean {
  const row = (as.around ? ownLabels(map, [given])[0] : undefined) ?? given;
  rows[at] = row;
  const labels: string[] = [];
  for (const { folded } of row.cells) if (map.labelTexts.has(folded)) labels.push(folded);
  const heading = as.heading ? headingOf(map.tables, row) : null;
  if (labels.length === 0 && !heading) return false;
  facts[at] = { labels, zones: heading?.zones ?? null, table: heading?.table ?? null };
  return true;
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
