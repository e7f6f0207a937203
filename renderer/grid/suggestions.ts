import { proposeUnits } from '../../shared/filing/complete-value.ts';
import { applyAll, type Edit } from '../../shared/filing/edits.ts';
import { enterText } from '../../shared/filing/enter.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { chooseLevel, levelChoices } from '../../shared/filing/levels.ts';
import { placeOf } from '../../shared/filing/path.ts';
import { proposeRemainder } from '../../shared/filing/propose.ts';
import type { Form } from '../../shared/form/form.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';

/** Something the cell that is edited can be made with one key: a level name, a value with its unit, a remainder. */
export interface Suggestion {
  text: string;
  note: string;
  edits: Edit[];
}

/** What the cell could become after `draft` was typed. `fresh`: nothing was typed yet, so all level names are shown. */
export function suggestionsFor(
  form: Form,
  filing: Filing,
  cell: SheetCell,
  draft: string,
  fresh: boolean,
): Suggestion[] {
  const place = placeOf(cell.path);
  const typed = draft.trim();
  if (!('field' in place) && cell.run) {
    const run = cell.run;
    return levelChoices(form, filing, cell.path)
      .filter((choice) => fresh || choice.text.includes(typed))
      .map((choice) => ({ text: choice.text, note: choice.under, edits: chooseLevel(filing, run, choice) }));
  }
  if (!('field' in place) && place.column === 'value' && !fresh) {
    const name = filing.indicators[place.row]?.level3 ?? '';
    const others = { ...filing, indicators: filing.indicators.toSpliced(place.row, 1) };
    return proposeUnits(form, [others], name, typed).map((text) => suggestion(form, filing, cell, text, '补全单位'));
  }
  if ('field' in place && typed === '') {
    const amount = proposeRemainder(form, filing, place.field);
    if (amount !== null) return [suggestion(form, filing, cell, amount, '按合计推算')];
  }
  return [];
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
