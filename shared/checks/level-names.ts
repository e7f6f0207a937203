import { type Form, type Level, levelsOf } from '../form/form.ts';

/** A name of the classification, and the level 1 that it is or belongs to. */
interface Known {
  level1: Level;
  /** The level-2 name as the form has it; null for a level 1. */
  level2: Level['level2'][number] | null;
}

const known = new WeakMap<Form, Map<string, Known>>();

/**
 * What a text of a level column names, also in the short forms that tables are met with (社会效益); null for others.
 */
export function levelNamed(form: Form, text: string): Known | null {
  let names = known.get(form);
  if (!names) {
    names = new Map();
    for (const level1 of levelsOf(form, 'indicators')) {
      for (const name of [level1.name, ...(level1.also ?? [])]) names.set(plain(name), { level1, level2: null });
      for (const level2 of level1.level2)
        for (const name of [level2.name, ...(level2.also ?? [])]) names.set(plain(name), { level1, level2 });
    }
    known.set(form, names);
  }
  return names.get(text) ?? names.get(plain(text)) ?? null;
}

/**
 * The level 1 that a row belongs to: what its first column says, else what its second does. Null when neither tells.
 */
export function level1Of(form: Form, row: Record<string, string>): Level | null {
  const first = levelNamed(form, row.level1 ?? '');
  return (first && !first.level2 ? first : levelNamed(form, row.level2 ?? ''))?.level1 ?? null;
}

/** The level-2 name of a row as the form has it, or '' when it is none of the form's. */
export function level2Of(form: Form, row: Record<string, string>): string {
  return levelNamed(form, row.level2 ?? '')?.level2?.name ?? '';
}

function plain(name: string): string {
  return name.normalize('NFKC').replace(/\s/g, '');
}
