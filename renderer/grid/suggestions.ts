import { matchingOptions } from '../../shared/filing/choice.ts';
import { applyAll } from '../../shared/filing/edits.ts';
import { enterText } from '../../shared/filing/enter.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { chooseLevel, levelChoices } from '../../shared/filing/levels.ts';
import { placeOf } from '../../shared/filing/path.ts';
import { proposeRemainder } from '../../shared/filing/propose.ts';
import type { Form } from '../../shared/form/form.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';
import type { ValueTemplate } from '../../shared/library/value-template.ts';
import type { Library } from '../state/library.ts';
import { optionsOf, valuePlace } from './cell-value.ts';
import { indicatorSuggestions, valueSuggestions } from './library-suggestions.ts';
import type { Suggestion } from './suggestion.ts';

/** What is being typed into a cell. */
export interface Draft {
  text: string;
  /** Nothing was typed yet, so all level names are shown. */
  fresh: boolean;
  /** An input method is at work, and shows candidates of its own. */
  composing: boolean;
  /** Sign and unit that the number is typed between. */
  template: ValueTemplate | null;
}

/** What the cell could become after `draft` was typed. */
export function suggestionsFor(
  form: Form,
  filing: Filing,
  cell: SheetCell,
  { text: draft, fresh, composing, template }: Draft,
  library: Library,
): Suggestion[] {
  const place = placeOf(cell.path);
  const typed = draft.trim();
  const options = optionsOf(form, cell);
  if (options.length > 0) {
    if (composing) return [];
    const shown = fresh || typed === '' ? options : matchingOptions(options, typed);
    return shown.map((option) => suggestion(form, filing, cell, option, ''));
  }
  if (!('field' in place) && cell.run) {
    const runs = cell.run;
    return levelChoices(form, filing, cell.path)
      .filter((choice) => fresh || choice.text.includes(typed))
      .map((choice) => ({
        text: choice.text,
        note: choice.under,
        edits: runs.flatMap((run) => chooseLevel(filing, run, choice)),
      }));
  }
  if (!('field' in place) && place.column === 'level3')
    return composing || (fresh && typed !== '') ? [] : indicatorSuggestions(form, filing, place, typed, library);
  const value = valuePlace(form, cell);
  if (value) {
    if (fresh && typed !== '' && template === null) return [];
    return valueSuggestions(form, filing, value, typed, template, library).map((one) =>
      one.template
        ? { ...one, note: '填入数字', edits: [] }
        : suggestion(form, filing, cell, one.text, addedTo(typed, one.text)),
    );
  }
  if ('field' in place && cell.path !== '' && typed === '') {
    const amount = proposeRemainder(form, filing, place.field);
    if (amount !== null) return [suggestion(form, filing, cell, amount, '按合计推算')];
  }
  return [];
}

/** What a value has more than what is typed. */
function addedTo(typed: string, text: string): string {
  const [sign = ''] = text;
  const name = { '≥': '不少于', '≤': '不超过', '=': '等于', '＞': '大于', '＜': '小于', '>': '大于', '<': '小于' }[
    sign
  ];
  return name && !typed.startsWith(sign) ? `加“${name}”` : '补全单位';
}

function suggestion(form: Form, filing: Filing, cell: SheetCell, text: string, note: string): Suggestion {
  const edits = enterText(form, filing, cell, text);
  return { text, note, edits: 'refused' in edits ? [] : edits };
}

/** The filing as it would be with the draft entered, to show how full its pages get; null when the cell refuses it. */
export function withDraft(form: Form, filing: Filing, cell: SheetCell, draft: string): Filing | null {
  const edits = enterText(form, filing, cell, draft);
  return 'refused' in edits ? null : applyAll(filing, edits);
}
