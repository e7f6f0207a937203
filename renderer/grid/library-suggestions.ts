import { proposeUnits } from '../../shared/filing/complete-value.ts';
import { type Filing, rowsOf, withRows } from '../../shared/filing/filing.ts';
import { pathOf } from '../../shared/filing/path.ts';
import { columnsOf, type Form } from '../../shared/form/form.ts';
import { chooseIndicator } from '../../shared/library/choose.ts';
import type { Completion } from '../../shared/library/completions.ts';
import { completeValue, templatesOf, type ValueTemplate } from '../../shared/library/value-template.ts';
import type { Library } from '../library.ts';
import type { Suggestion } from './suggestion.ts';

/** Indicators of the library that a typed name may become, in a row of the table. */
export function indicatorSuggestions(
  form: Form,
  filing: Filing,
  row: number,
  typed: string,
  library: Library,
): Suggestion[] {
  return library
    .complete(form, filing, { table: 'indicators', row }, typed)
    .filter(({ name }) => name !== typed)
    .map((completion) => ({
      text: completion.name,
      note: noteOf(completion),
      edits: chooseIndicator(form, filing, { table: 'indicators', row }, completion.entry, completion.name),
      next: valueToFill(form, filing, row, completion),
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
  row: number,
  { entry }: Completion,
): NonNullable<Suggestion['next']> | null {
  const columns = columnsOf(form, 'indicators');
  const behind = columns[columns.findIndex((column) => column.id === 'level3') + 1]?.id === 'value';
  const empty = (rowsOf(filing, 'indicators')[row]?.value ?? '').trim() === '';
  const [template] = templatesOf(entry);
  return behind && empty && template ? { path: pathOf({ table: 'indicators', row, column: 'value' }), template } : null;
}

/** Texts for a value cell: sign and unit to put a number between, or what a typed number may become. */
export function valueSuggestions(
  form: Form,
  filing: Filing,
  row: number,
  typed: string,
  template: ValueTemplate | null,
  library: Library,
): { text: string; template: ValueTemplate | null }[] {
  const name = rowsOf(filing, 'indicators')[row]?.level3 ?? '';
  const entry = name.trim() === '' ? null : library.entryOf(name);
  const untouched = typed === (template ? `${template.sign}${template.unit}` : '');
  if (untouched)
    return (entry ? templatesOf(entry) : [])
      .filter(({ sign, unit }) => sign !== template?.sign || unit !== template.unit)
      .map((one) => ({ text: `${one.sign} … ${one.unit}`, template: one }));
  const others = withRows(filing, 'indicators', rowsOf(filing, 'indicators').toSpliced(row, 1));
  const texts = [...(entry ? completeValue(entry, typed) : []), ...proposeUnits(form, [others], name, typed)];
  return [...new Set(texts)].map((text) => ({ text, template: null }));
}
