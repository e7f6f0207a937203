import { type Form, fieldOf } from '../form/form.ts';
import { type FieldMatch, patternFields, readPattern } from '../form/pattern.ts';
import { choiceMatch, readBoxes } from './choice.ts';

/**
 * The values in a printed text of a pattern of fields, by field id: `patternText` of computed.ts backwards. A choice is
 * read from its boxes (`新增项目☑ 延续项目□`). Null when the text is not of the pattern, or ticks two boxes of one choice.
 */
export function readPatternText(form: Form, pattern: string, text: string): Record<string, string> | null {
  const values = readPattern(pattern, text, matchOf(form));
  if (!values) return null;
  for (const id of patternFields(pattern)) {
    const { type, options = [] } = fieldOf(form, id);
    if (type !== 'choice') continue;
    const option = readBoxes(options, values[id] ?? '');
    if (option === null) return null;
    values[id] = option;
  }
  return values;
}

/** What the fields of a form print in a pattern. */
export const matchOf = byForm((form) => (id) => {
  const { type, options = [], match } = fieldOf(form, id);
  return type === 'choice' ? choiceMatch(options) : match;
});

/** The same where a choice is any text. */
export const plainMatchOf = byForm((form) => (id) => fieldOf(form, id).match);

/** One for each form: patterns are compiled by it. */
export function byForm(make: (form: Form) => FieldMatch): (form: Form) => FieldMatch {
  const made = new WeakMap<Form, FieldMatch>();
  return (form) => {
    const match = made.get(form) ?? make(form);
    made.set(form, match);
    return match;
  };
}
