import { type Edit, setText } from '../filing/edits.ts';
import { type Filing, rowsOf } from '../filing/filing.ts';
import { LEVELS_2015 } from '../form/catalog/levels.ts';
import { columnOf, type Form } from '../form/form.ts';
import { level1Named, level2Named, plainLevel } from '../form/level-names.ts';
import type { LibraryIndicator } from './library.ts';

export interface Levels {
  level1: string;
  level2: string;
}

/** Whether two names of a level 2 mean the same in a table: 数量 and 数量指标. */
export function sameLevel2(form: Form, table: string, one: string, other: string): boolean {
  if (plainLevel(one) === plainLevel(other)) return true;
  const known = level2Named(form, table, one);
  return known !== null && known.level2 === level2Named(form, table, other)?.level2;
}

/**
 * Where an indicator goes in the classification of a table, in its names; null when it has no such level. 成本指标 is a
 * level 2 of 产出指标 in forms after 财预〔2015〕88号 and a level 1 in those after 财预〔2021〕101号.
 */
export function levelsIn(form: Form, table: string, indicator: LibraryIndicator): Levels | null {
  const direct = level2Named(form, table, indicator.level2);
  if (direct) return { level1: direct.level1.name, level2: direct.level2.name };
  const own = level1Named(form, table, indicator.level2);
  const cost = level2Named(form, table, indicator.cost ?? '', own);
  if (cost && (own === null || cost.level1 === own)) return { level1: cost.level1.name, level2: cost.level2.name };
  const [first] = own?.level2 ?? [];
  return own && first ? { level1: own.name, level2: first.name } : null;
}

/**
 * Level names in the words of the library (数量 → 数量指标, 经济成本 → 成本指标); null when its classification has none
 * such.
 */
export function libraryLevels(level2: string): (Levels & Pick<LibraryIndicator, 'cost'>) | null {
  const name = plainLevel(level2);
  const isNamed = (names: readonly string[]) => names.some((one) => plainLevel(one) === name);
  const cost = COSTS.find((one) => isNamed([one, one.replace(/指标$/, '')]));
  for (const level of LEVELS_2015)
    for (const own of level.level2) {
      if (isNamed([own.name, ...(own.also ?? [])])) return { level1: level.name, level2: own.name };
      if (cost && own.as === 'cost') return { level1: level.name, level2: own.name, cost };
    }
  return null;
}

/** The classification that the library itself has, in its order. */
export const libraryOrder = LEVELS_2015.map(({ name, level2 }) => ({
  level1: name,
  level2: level2.map((level) => level.name),
}));

/** Level 2 under 成本指标 where that is a level 1 (财预〔2021〕101号). */
export const COSTS = ['经济成本指标', '社会成本指标', '生态环境成本指标'] as const;

/** Edits that put a row under other levels; none where it says the same already, in whatever words. */
export function levelEdits(form: Form, filing: Filing, { table, row }: RowOf, to: Levels): Edit[] {
  const present = rowsOf(filing, table)[row] ?? {};
  const level1 = level1Named(form, table, present.level1 ?? '');
  const level2 = level2Named(form, table, present.level2 ?? '', level1);
  if (level1?.name === to.level1 && level2?.level1 === level1 && level2.level2.name === to.level2) return [];
  return (['level1', 'level2'] as const)
    .filter((column) => columnOf(form, table, column))
    .map((column) => setText(filing, { table, row, column }, to[column]))
    .filter((edit) => edit !== null);
}

/** A row of a table of indicators. */
export interface RowOf {
  table: string;
  row: number;
}
