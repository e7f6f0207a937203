import { fold } from './fold.ts';
import { type Form, type Level, levelsOf } from './form.ts';

export type Level2 = Level['level2'][number];

/** A name of a table's classification: the level 1 that it is or belongs to, and its level 2 or null for a level 1. */
export interface LevelNamed {
  level1: Level;
  level2: Level2 | null;
}

interface Names {
  level1: Map<string, Level>;
  /** A name may stand under several level 1. */
  level2: Map<string, { level1: Level; level2: Level2 }[]>;
}

const known = new WeakMap<Form, Map<string, Names>>();

function namesOf(form: Form, table: string): Names {
  let tables = known.get(form);
  if (!tables) {
    tables = new Map();
    known.set(form, tables);
  }
  let names = tables.get(table);
  if (!names) {
    names = namesIn(levelsOf(form, table));
    tables.set(table, names);
  }
  return names;
}

function namesIn(levels: readonly Level[]): Names {
  const names: Names = { level1: new Map(), level2: new Map() };
  // The form's own names go before other wordings.
  for (const wording of [(one: Wordings) => [one.name], (one: Wordings) => one.also ?? []])
    for (const level1 of levels) {
      for (const name of wording(level1).map(plainLevel)) if (!names.level1.has(name)) names.level1.set(name, level1);
      for (const level2 of level1.level2)
        for (const name of wording(level2).map(plainLevel)) {
          const there = names.level2.get(name) ?? [];
          if (!there.some((one) => one.level1 === level1)) names.level2.set(name, [...there, { level1, level2 }]);
        }
    }
  return names;
}

interface Wordings {
  name: string;
  also?: string[] | undefined;
}

/** Points that a level's name carries: 产出指标(50分), 成本指标（0-20）分, 效益指标 30分. */
const POINTS = /[([【〔]\d[\d.\-~—至]*%?(分值?)?[)\]】〕]分?$|\d+(\.\d+)?分$/;

/** A level's name for comparing: folded, without the points that it carries. */
export function plainLevel(text: string): string {
  const folded = fold(text);
  if (!/\d/.test(folded)) return folded;
  return folded.replace(POINTS, '') || folded;
}

/** The level 1 that a text names, in whatever wording of the form (产 出, 产出指标(50分)); null for others. */
export function level1Named(form: Form, table: string, text: string): Level | null {
  const { level1 } = namesOf(form, table);
  // Most texts are the names themselves.
  return level1.get(text) ?? level1.get(plainLevel(text)) ?? null;
}

/** The level 2 that a text names, under this level 1 where it stands under several; null for others. */
export function level2Named(
  form: Form,
  table: string,
  text: string,
  under: Level | null = null,
): { level1: Level; level2: Level2 } | null {
  const { level2 } = namesOf(form, table);
  const found = level2.get(text) ?? level2.get(plainLevel(text)) ?? [];
  return found.find(({ level1 }) => level1 === under) ?? found[0] ?? null;
}

/** What a text of either level column names, also in the short forms that tables are met with; null for others. */
export function levelNamed(form: Form, table: string, text: string): LevelNamed | null {
  const level1 = level1Named(form, table, text);
  return level1 ? { level1, level2: null } : level2Named(form, table, text);
}

/** The level 1 that a row belongs to: what its first column says, else what its second does. Null when neither tells. */
export function level1Of(form: Form, table: string, row: Readonly<Record<string, string>>): Level | null {
  return level1Named(form, table, row.level1 ?? '') ?? levelNamed(form, table, row.level2 ?? '')?.level1 ?? null;
}

/** The level 2 of a row as the form has it; null when it is none of the form's. */
export function level2Of(form: Form, table: string, row: Readonly<Record<string, string>>): Level2 | null {
  return level2Named(form, table, row.level2 ?? '', level1Named(form, table, row.level1 ?? ''))?.level2 ?? null;
}

/**
 * What the rules know a row's levels as. Satisfaction that a form has among its benefits is as good as one of its own.
 */
export function levelsAs(
  form: Form,
  table: string,
  row: Readonly<Record<string, string>>,
): { level1: Level['as']; level2: Level2['as'] } {
  const level1 = level1Of(form, table, row);
  const level2 = level2Of(form, table, row);
  const isOwn = level2?.as === 'satisfaction' && level1?.level2.includes(level2) === true;
  return { level1: isOwn ? 'satisfaction' : level1?.as, level2: level2?.as };
}

/**
 * The form's own name for a level that is written in another way (产出 → 产出指标); a name that the classification does
 * not have stays as it is. `level1` is what the row has for it: under that a level 2 is looked up first.
 */
export function levelName(form: Form, table: string, column: string, text: string, level1 = ''): string {
  if (column === 'level1') return level1Named(form, table, text)?.name ?? text;
  if (column !== 'level2') return text;
  return level2Named(form, table, text, level1Named(form, table, level1))?.level2.name ?? text;
}
