import { type Filing, rowsOf, summarise } from '../filing/filing.ts';
import { type Form, levelsOf } from '../form/form.ts';
import { USED } from './entries.ts';
import { kindRank } from './kinds.ts';
import { type Levels, levelsIn, sameLevel2 } from './levels.ts';
import type { LibraryEntry } from './library.ts';
import { nameKey } from './name-key.ts';
import { isProposable, isUsedBy } from './proposable.ts';

export interface Proposal {
  entry: LibraryEntry;
  /** Where it goes in the form. */
  levels: Levels;
}

export interface ProposalWish {
  kind: string;
  /** Name of the project or a few sentences on it. */
  text: string;
}

/** How many of a level 2 are proposed; a table has 5 to 15 indicators (R45). */
const MOST: Record<string, number> = { 数量指标: 3, 质量指标: 2, 社会效益指标: 1 };
/** Below this an indicator has nothing to do with the project and is proposed only where a level would stay empty. */
const RELATED = 2;

/**
 * Indicators for a project from the library, in the order of the table's levels: at least one for each level 2 whose lack comes
 * back from review and for each level 1 that a table must have, as long as neither the table nor the proposal has one;
 * beyond that those of the project's kind, of the words of its description, and of the unit's own use. None that the
 * table has already, none twice, none that is no sound indicator for this unit (`isProposable`).
 */
export function proposeSet(
  form: Form,
  filing: Filing,
  table: string,
  entries: readonly LibraryEntry[],
  { kind, text }: ProposalWish,
): Proposal[] {
  const filled = rowsOf(filing, table).filter((row) => (row.level3 ?? '').trim() !== '');
  const { unit } = summarise(form, filing);
  const present = new Set(filled.map((row) => nameKey(row.level3 ?? '')));
  const has = (entry: LibraryEntry) => [entry.name, ...entry.also].some((name) => present.has(nameKey(name)));
  const ranked = entries
    .filter((entry) => !has(entry) && isProposable(entry, kind, unit))
    .map((entry) => ({ entry, levels: levelsIn(form, table, entry), rank: rank(entry, kind, text, unit) }))
    .filter((one): one is typeof one & { levels: Levels } => one.levels !== null)
    .sort((a, b) => b.rank - a.rank);
  const chosen = new Set<(typeof ranked)[number]>();

  for (const level of levelsOf(form, table)) {
    const inLevel1 = ranked.filter(({ levels }) => levels.level1 === level.name);
    const isFilled = (level2: string) => filled.some((row) => sameLevel2(form, table, row.level2 ?? '', level2));
    for (const { name, missing, as } of level.level2) {
      const own = inLevel1.filter(({ levels }) => levels.level2 === name);
      const needed = (missing !== undefined || as === 'cost') && !isFilled(name);
      const related = own.filter((one) => one.rank >= RELATED).slice(0, MOST[name] ?? 1);
      for (const one of related.length > 0 || !needed ? related : own.slice(0, 1)) chosen.add(one);
    }
    const covered = level.level2.some(({ name }) => isFilled(name)) || inLevel1.some((one) => chosen.has(one));
    if (level.required && !covered && inLevel1[0]) chosen.add(inLevel1[0]);
  }
  const order = levelsOf(form, table).flatMap((level) => level.level2.map((level2) => level2.name));
  return [...chosen]
    .sort((a, b) => order.indexOf(a.levels.level2) - order.indexOf(b.levels.level2) || b.rank - a.rank)
    .map(({ entry, levels }) => ({ entry, levels }));
}

/**
 * Kind first, then the words that name and description share, then how often it was used for this kind. What was used
 * once only, and not in this unit, comes behind the shipped ones of its kind.
 */
function rank(entry: LibraryEntry, kind: string, text: string, unit: string): number {
  const shared = Math.max(...[entry.name, ...entry.also].map((name) => sharedPairs(name, text)));
  const used = entry.usedIn.find((one) => one.text === kind)?.times ?? 0;
  const chance = entry.id.startsWith(USED) && entry.uses < 2 && !isUsedBy(entry, unit);
  const own = chance ? -0.5 : used > 0 ? 1 + Math.min(used, 10) / 10 : Math.min(entry.uses, 10) / 20;
  // What nobody gave a value to compare with is asked for less often.
  const known = entry.reference === '' ? 0 : 0.1;
  return kindRank(entry, kind) + Math.min(shared, 3) + own + known;
}

/** Pairs of characters of a name that a text has too, those that every second name has left out. */
function sharedPairs(name: string, text: string): number {
  let shared = 0;
  for (let at = 0; at + 2 <= name.length; at++) {
    const pair = name.slice(at, at + 2);
    if (!COMMON.has(pair) && text.includes(pair)) shared++;
  }
  return shared;
}
const COMMON = new Set([
  '数量',
  '项目',
  '工作',
  '完成',
  '服务',
  '单位',
  '使用',
  '次数',
  '人数',
  '成本',
  '资金',
  '质量',
  '经费',
  '运行',
  '管理',
]);
