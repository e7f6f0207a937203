import { proposeUnits } from '../../shared/filing/complete-value.ts';
import { type Filing, rowsOf, withRows } from '../../shared/filing/filing.ts';
import { pathOf } from '../../shared/filing/path.ts';
import type { Form } from '../../shared/form/form.ts';
import { chooseIndicator } from '../../shared/library/choose.ts';
import type { Completion } from '../../shared/library/completions.ts';
import type { RowOf } from '../../shared/library/levels.ts';
import { completeValue, templatesOf, type ValueTemplate } from '../../shared/library/value-template.ts';
import type { Library } from '../state/library.ts';
import { columnBehindName, valueColumn } from './cell-value.ts';
import type { Suggestion } from './suggestion.ts';

/** Indicators of the library that a typed name may become, in a row of the table. */
export function indicatorSuggestions(
  form: Form,
  filing: Filing,
  place: RowOf,
  typed: string,
  library: Library,
): Suggestion[] {
  return library
    .complete(form, filing, place, typed)
    .filter(({ name }) => name !== typed)
    .map((completion) => ({
      text: completion.name,
      note: noteOf(completion),
      edits: chooseIndicator(form, filing, place, completion.entry, completion.name),
      next: valueToFill(form, filing, place, completion),
    }));
}

function noteOf({ entry, present }: Completion): string {
  const used = entry.uses > 0 ? `用过 ${entry.uses} 次` : entry.kinds.join('、');
  return [entry.level2, present ? '本表已有' : used].filter((text) => text !== '').join(' · ');
}

/**
 * The value cell that stands right behind the name, when it is empty: there sign and unit wait for the number. A form
 * with other columns between them is filled in its own order.
 */
function valueToFill(
  form: Form,
  filing: Filing,
  { table, row }: RowOf,
  { entry }: Completion,
): NonNullable<Suggestion['next']> | null {
  const column = valueColumn(form, table);
  if (column === null || columnBehindName(form, table) !== column) return null;
  const empty = (rowsOf(filing, table)[row]?.[column] ?? '').trim() === '';
  const [template] = templatesOf(entry);
  return empty && template ? { path: pathOf({ table, row, column }), template } : null;
}

/** Texts for a value cell: sign and unit to put a number between, or what a typed number may become. */
export function valueSuggestions(
  form: Form,
  filing: Filing,
  { table, row }: RowOf,
  typed: string,
  template: ValueTemplate | null,
  library: Library,
): { text: string; template: ValueTemplate | null }[] {
  const name = rowsOf(filing, table)[row]?.level3 ?? '';
  const entry = name.trim() === '' ? null : library.entryOf(name);
  const untouched = typed === (template ? `${template.sign}${template.unit}` : '');
  if (untouched)
    return (entry ? templatesOf(entry) : [])
      .filter(({ sign, unit }) => sign !== template?.sign || unit !== template.unit)
      .map((one) => ({ text: `${one.sign} … ${one.unit}`, template: one }));
  const others = withRows(filing, table, rowsOf(filing, table).toSpliced(row, 1));
  const texts = [...(entry ? completeValue(entry, typed) : []), ...proposeUnits(form, [others], name, typed)];
  return [...new Set(texts)].map((text) => ({ text, template: null }));
}
