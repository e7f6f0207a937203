import { fold } from '../form/fold.ts';
import { type Form, levelsOf } from '../form/form.ts';

type Names = readonly { name: string; also?: string[] | undefined }[];

/**
 * The form's own name for a level that is written in another way (产出 → 产出指标, 产 出 指 标 → 产出指标); a name that
 * the classification does not have stays as it is. `level1` is the row's level 1, under which level 2 is looked up
 * first.
 */
export function levelName(form: Form, column: string, text: string, level1 = ''): string {
  const levels = levelsOf(form, 'indicators');
  if (column === 'level1') return nameIn(levels, text) ?? text;
  if (column !== 'level2') return text;
  const own = levels.find((level) => level.name === level1)?.level2 ?? [];
  return nameIn([...own, ...levels.flatMap((level) => level.level2)], text) ?? text;
}

/** The level 1 that a level-2 name of the classification belongs to; null when it is not there. */
export function level1Of(form: Form, level2: string): string | null {
  const level = levelsOf(form, 'indicators').find((candidate) => candidate.level2.some(({ name }) => name === level2));
  return level?.name ?? null;
}

function nameIn(names: Names, text: string): string | null {
  const folded = fold(text);
  if (folded === '') return null;
  const found =
    names.find(({ name }) => fold(name) === folded) ??
    names.find(({ also }) => also?.some((other) => fold(other) === folded));
  return found?.name ?? null;
}
