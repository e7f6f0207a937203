import type { FilingSummary } from '../shared/api.ts';
import { catalog } from '../shared/form/catalog/catalog.ts';
import type { Form } from '../shared/form/form.ts';
import { kindNames } from '../shared/form/kinds.ts';
import { fold } from '../shared/search-words.ts';

/** Forms that are offered together, under a heading. */
export interface FormGroup {
  name: string;
  forms: Form[];
}

/** The newest version of every form. */
const offered = catalog.all.filter((form) => catalog.find(form.id) === form);

/**
 * The forms that a new filing can be of, by kind and in a kind by region, those for the whole country first; the one
 * that was `last` used before them all. Only those that have every one of the words, which are folded.
 */
export function formGroups(last: Form | null, words: readonly string[]): FormGroup[] {
  const isFound = (form: Form, group: string) => {
    const text = fold(`${form.name} ${form.region} ${group}`);
    return words.every((word) => text.includes(word));
  };
  const groups = Object.entries(kindNames).map(([kind, name]): FormGroup => {
    const forms = offered.filter((form) => form.kind === kind && form !== last && isFound(form, name));
    const regions = [...new Set(['全国', ...forms.map(({ region }) => region)])];
    return { name, forms: forms.toSorted((a, b) => regions.indexOf(a.region) - regions.indexOf(b.region)) };
  });
  const used = { name: '上次用过', forms: last && isFound(last, kindNames[last.kind]) ? [last] : [] };
  return [used, ...groups].filter(({ forms }) => forms.length > 0);
}

/**
 * The form that a unit used last, by its newest filing; of any unit where it has none. Null where there is no filing of
 * a form that is still offered.
 */
export function lastForm(
  filings: readonly Pick<FilingSummary, 'form' | 'unit' | 'savedAt'>[],
  unit: string,
): Form | null {
  const known = filings.filter(({ form }) => offered.some(({ id }) => id === form));
  const own = known.filter((filing) => filing.unit === unit);
  const [newest] = (own.length > 0 ? own : known).toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
  return newest ? catalog.find(newest.form) : null;
}
