import type { Form } from '../../../shared/form/form.ts';
import { type FormMap, mapForm } from './form-map.ts';
import { LONGEST_HEADING } from './own-labels.ts';
import { plainVariants } from './plain-labels.ts';
import type { ViewRow } from './view.ts';

/** How a row may be of a form. */
export interface MayBe {
  /** A cell is a column of it, or a group of columns. */
  heading: boolean;
  /** A cell is a label or a column of it but for what stands around it, or may be a heading that names fields. */
  around: boolean;
}

/** What forms print, by its words: a row is looked at once, and not form after form. */
interface FormWords {
  /** Forms by the folded text of a label, a column or a group of columns. */
  printed: Map<string, { map: FormMap; column: boolean }[]>;
  /** Forms by the Chinese characters of a heading that names fields (`1-{month}月执行数`), without which none is such. */
  headings: [words: string, FormMap][];
}

const known = new WeakMap<readonly Form[], FormWords>();

function formWords(forms: readonly Form[]): FormWords {
  const done = known.get(forms);
  if (done) return done;
  const made: FormWords = { printed: new Map(), headings: [] };
  for (const map of new Set(forms.map(mapForm))) {
    for (const text of new Set([...map.labelTexts, ...map.columnTexts]))
      made.printed.set(text, [...(made.printed.get(text) ?? []), { map, column: map.columnTexts.has(text) }]);
    for (const pattern of map.headings) {
      const own = pattern.replace(/\[[^\]]*\]|\{[^}]*\}/g, ' ').match(/\p{Script=Han}+/gu) ?? [];
      made.headings.push([own.reduce((a, b) => (b.length > a.length ? b : a), ''), map]);
    }
  }
  known.set(forms, made);
  return made;
}

/** The forms of which a row may have a label or a heading. */
export function formsOfRow(forms: readonly Form[], row: ViewRow): ReadonlyMap<FormMap, MayBe> {
  const { printed, headings } = formWords(forms);
  const found = new Map<FormMap, MayBe>();
  const note = (map: FormMap, heading: boolean, around: boolean) => {
    const one = found.get(map);
    if (!one) found.set(map, { heading, around });
    else {
      one.heading ||= heading;
      one.around ||= around;
    }
  };
  for (const { text, folded } of row.cells) {
    for (const { map, column } of printed.get(folded) ?? []) note(map, column, false);
    if (text.length > LONGEST_HEADING) continue;
    for (const plain of plainVariants(folded))
      for (const { map, column } of printed.get(plain) ?? []) note(map, column, true);
    if (headings.length === 0 || !/\d/.test(text)) continue;
    const whole = text.replace(/\s+/g, '');
    for (const [words, map] of headings) if (whole.includes(words)) note(map, true, true);
  }
  return found;
}
