import { type Form, fieldOf } from '../form/form.ts';
import { patternFields, readPattern } from '../form/pattern.ts';
import { choiceMatch, readBoxes } from './choice.ts';

/**
 * The values in a printed text of a pattern of fields, by field id: `patternText` of computed.ts backwards. A choice is
 * read from its boxes (`新增项目☑ 延续项目□`). Null when the text is not of the pattern, or ticks two boxes of one choice.
 */
export function readPatternText(form: Form, pattern: string, text: string): Record<string, string> | null {
  const values = readPattern(pattern, text, (id) => matchOf(form, id));
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

/** Regular expression of what a field prints in a pattern; undefined where that is any text. */
export function matchOf(form: Form, id: string): string | undefined {
  const { type, options = [], match } = fieldOf(form, id);
  return type === 'choice' ? choiceMatch(options) : match;
}
