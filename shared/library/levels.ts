import { type Edit, setText } from '../filing/edits.ts';
import { type Filing, rowsOf } from '../filing/filing.ts';
import { LEVELS_2015 } from '../form/catalog/levels.ts';
import { fold } from '../form/fold.ts';
import { type Form, levelsOf } from '../form/form.ts';
import type { LibraryIndicator } from './library.ts';

export interface Levels {
  level1: string;
  level2: string;
}

interface Named {
  name: string;
  also?: string[] | undefined;
}

const isNamed = ({ name, also = [] }: Named, text: string) => [name, ...also].some((one) => fold(one) === fold(text));

/** Whether two names of a level 2 mean the same in this form: 数量 and 数量指标. */
export function sameLevel2(form: Form, one: string, other: string): boolean {
  const all = levelsOf(form, 'indicators').flatMap((level) => level.level2);
  return fold(one) === fold(other) || all.some((level2) => isNamed(level2, one) && isNamed(level2, other));
}

/**
 * Where an indicator goes in a form's classification, in its names; null when the form has no such level. 成本指标 is a
 * level 2 of 产出指标 in forms after 财预〔2015〕88号 and a level 1 in those after 财预〔2021〕101号.
 */
export function levelsIn(form: Form, indicator: LibraryIndicator): Levels | null {
  const levels = levelsOf(form, 'indicators');
  for (const level of levels) {
    const level2 = level.level2.find((candidate) => isNamed(candidate, indicator.level2));
    if (level2) return { level1: level.name, level2: level2.name };
  }
  const own = levels.find((level) => indicator.level2 !== '' && isNamed(level, indicator.level2));
  const level2 = own?.level2.find((candidate) => isNamed(candidate, indicator.cost ?? '')) ?? own?.level2[0];
  return own && level2 ? { level1: own.name, level2: level2.name } : null;
}

/** Level names in the words of the library (数量 → 数量指标); null when its classification has none such. */
export function libraryLevels(level2: string): Levels | null {
  for (const level of LEVELS_2015) {
    const found = level.level2.find((candidate) => isNamed(candidate, level2));
    if (found) return { level1: level.name, level2: found.name };
  }
  return null;
}

/** Edits that put a row under other levels; none where it says the same already, in whatever words. */
export function levelEdits(form: Form, filing: Filing, row: number, to: Levels): Edit[] {
  const present = rowsOf(filing, 'indicators')[row] ?? {};
  const level1 = levelsOf(form, 'indicators').find((level) => level.name === to.level1);
  const same =
    level1 !== undefined &&
    isNamed(level1, present.level1 ?? '') &&
    level1.level2.some((level2) => level2.name === to.level2 && isNamed(level2, present.level2 ?? ''));
  if (same) return [];
  return [
    setText(filing, { table: 'indicators', row, column: 'level1' }, to.level1),
    setText(filing, { table: 'indicators', row, column: 'level2' }, to.level2),
  ].filter((edit) => edit !== null);
}
