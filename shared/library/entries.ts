import { plainName } from '../filing/complete-value.ts';
import { readIndicatorValue } from '../filing/indicator-value.ts';
import { withoutYears } from '../filing/move-years.ts';
import { fold } from '../form/fold.ts';
import { groupBy } from '../group-by.ts';
import { projectKind } from './kinds.ts';
import { libraryLevels } from './levels.ts';
import { type Count, type LibraryEntry, type LibraryIndicator, shippedLibrary } from './library.ts';

/** An indicator row in one of the unit's tables. */
export interface Use {
  unit: string;
  /** Name of the project it stands in. */
  project: string;
  level2: string;
  name: string;
  value: string;
}

/** What the unit has made of the library, as the store keeps it. */
export interface OwnLibrary {
  /** Its own indicators, and its wording of shipped ones under their ids. */
  entries: { id: string; indicator: LibraryIndicator }[];
  /**
   * Names (as `nameKey` has them) that are not listed: they count as the entry with that id since they were merged with
   * it, or are hidden (null).
   */
  names: { name: string; entry: string | null }[];
  uses: readonly Use[];
}

/** The most characters that `indicatorSchema` takes of a name; a cell of a table may hold far more. */
const LONGEST_NAME = 100;

/**
 * What makes two names one indicator: 维修面积（平方米） is 维修面积, spaces do not count, nor what stands behind the
 * first 100 characters. The key of a key is that key.
 */
export function nameKey(name: string): string {
  const key = cut(plainName(name).toLowerCase());
  // A key may end in brackets again where two stood or where it was cut.
  return key.endsWith(')') && plainName(key) !== key ? nameKey(key) : key;
}

/** As much of a text as a name may have; no character is cut in two. */
function cut(text: string): string {
  return text
    .slice(0, LONGEST_NAME)
    .replace(/[\uD800-\uDBFF]$/u, '')
    .trim();
}

/** A name of a table as the library can keep it: with the same key. */
function keptName(name: string): string {
  const kept = cut(name.replace(/\s+/g, ' ').trim());
  const key = nameKey(name);
  return nameKey(kept) === key ? kept : key;
}

/** How the ids of indicators begin that the unit has used and nobody has entered into the library. */
export const USED = 'used-';

/** How often each text was met. */
type Tally = Map<string, number>;

/** What the uses of one indicator have in common, each text with how often it is there. */
interface Usage {
  uses: number;
  units: Tally;
  kinds: Tally;
  values: Tally;
  level2: Tally;
  names: Tally;
}

/** Values, and kinds of project, that an entry is sent with: the most frequent ones. */
const MOST_COUNTED = 5;

/**
 * The library as the window lists it: shipped indicators, the unit's own, and what it has used under other names. Those
 * that are hidden are in `hidden`, with what would be listed again.
 */
export function mergeLibrary(own: OwnLibrary): { entries: LibraryEntry[]; hidden: LibraryEntry[] } {
  const override = new Map(own.entries.map(({ id, indicator }) => [id, indicator]));
  const shippedIds = new Set(shippedLibrary.indicators.map(({ id }) => id));
  const known: { id: string; changed: boolean; indicator: LibraryIndicator }[] = [
    ...shippedLibrary.indicators.map(({ id, ...indicator }) => ({
      id,
      changed: override.has(id),
      indicator: override.get(id) ?? indicator,
    })),
    ...own.entries
      .filter(({ id }) => !shippedIds.has(id))
      .map(({ id, indicator }) => ({ id, changed: false, indicator })),
  ];
  const unlisted = new Map(own.names.map(({ name, entry }) => [name, entry]));
  // The name of an indicator counts before the further names of others.
  const idOf = new Map<string, string>();
  for (const { id, indicator } of known) set(idOf, nameKey(indicator.name), id);
  for (const { id, indicator } of known) for (const name of indicator.also) set(idOf, nameKey(name), id);
  const indicatorOf = new Map(known.map(({ id, indicator }) => [id, indicator]));
  const target = (name: string): string => {
    let id = unlisted.get(name) ?? idOf.get(name) ?? `${USED}${name}`;
    // What was merged with one that was merged itself counts where that one does. As many steps as names, at most.
    for (let steps = 0; steps < unlisted.size; steps++) {
      const indicator = indicatorOf.get(id);
      const next = indicator && unlisted.get(nameKey(indicator.name));
      if (!next) break;
      id = next;
    }
    return id;
  };

  // Worked out once for a name and a project: many rows have the same.
  const kindOf = remembering(projectKind);
  const keyOf = remembering(nameKey);
  const targetOf = remembering(target);
  const usages = new Map<string, Usage>();
  const projectOf = remembering(projectKey);
  const counted = new Set<string>();
  /** A table that was only rolled forward to the next year says nothing new. */
  const isNew = (...words: string[]) => {
    const { size } = counted;
    return counted.add(words.join('\n')).size > size;
  };
  for (const { unit, project, level2, name, value } of own.uses) {
    const key = keyOf(name);
    if (key === '') continue;
    const id = targetOf(key);
    const place = `${unit}\n${projectOf(project)}`;
    const isUse = isNew(place, key);
    let usage = usages.get(id);
    if (!usage) {
      usage = { uses: 0, units: new Map(), kinds: new Map(), values: new Map(), level2: new Map(), names: new Map() };
      usages.set(id, usage);
    }
    if (isUse) {
      usage.uses++;
      count(usage.units, unit);
      count(usage.kinds, kindOf(project));
      count(usage.level2, level2);
      count(usage.names, name);
    }
    if (isNew(place, key, value.trim())) count(usage.values, value.trim());
  }
  const namesOf = groupBy(
    [...unlisted.keys()].filter((name) => unlisted.get(name) !== null),
    targetOf,
  );
  const entries = known.map(
    ({ id, changed, indicator }): LibraryEntry => ({
      ...indicator,
      ...shownUsage(usages.get(id)),
      id,
      changed,
      merged: namesOf.get(id) ?? [],
    }),
  );
  for (const [id, usage] of usages)
    if (!indicatorOf.has(id)) entries.push({ ...learnt(usage), ...shownUsage(usage), id, changed: false, merged: [] });
  const place = (entry: LibraryEntry) => unlisted.get(nameKey(entry.name));
  return {
    entries: entries.filter((entry) => place(entry) === undefined),
    hidden: entries.filter((entry) => place(entry) === null),
  };
}

/** What the tables of one project have in common, whatever year they are of. */
function projectKey(name: string): string {
  return fold(withoutYears(name));
}

/** The same function, asked once for each text. */
function remembering<R>(work: (text: string) => R): (text: string) => R {
  const known = new Map<string, R>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) {
      result = work(text);
      known.set(text, result);
    }
    return result;
  };
}

function set(map: Map<string, string>, key: string, value: string): void {
  if (!map.has(key)) map.set(key, value);
}

function shownUsage(usage: Usage | undefined): Pick<LibraryEntry, 'uses' | 'usedIn' | 'usedBy' | 'values'> {
  if (!usage) return { uses: 0, usedIn: [], usedBy: [], values: [] };
  return {
    uses: usage.uses,
    usedIn: mostFrequent(usage.kinds),
    usedBy: mostFrequent(usage.units),
    values: mostFrequent(usage.values),
  };
}

/** What the uses of an indicator say of it: what most of them have. */
function learnt({ kinds, values, level2, names }: Usage): LibraryIndicator & Pick<LibraryEntry, 'whole'> {
  const [signs, units] = [new Map<string, number>(), new Map<string, number>()];
  for (const [text, times] of values) {
    const { number, sign, unit } = readIndicatorValue(text);
    if (number === null) continue;
    if (sign !== null) count(signs, sign, times);
    if (!unit.includes('、')) count(units, unit.slice(0, 60), times);
  }
  const levels = mostFrequent(level2).map(({ text }) => libraryLevels(text));
  const [{ text: whole } = { text: '' }] = mostFrequent(names);
  return {
    ...(whole.trim().length > LONGEST_NAME ? { whole } : {}),
    ...(levels.find((level) => level !== null) ?? { level1: '', level2: '' }),
    name: keptName(whole),
    also: [],
    sign: (mostFrequent(signs)[0]?.text ?? null) as LibraryIndicator['sign'],
    units: mostFrequent(units)
      .slice(0, 3)
      .map(({ text }) => text),
    reference: '',
    kinds: mostFrequent(kinds).map(({ text }) => text),
    source: '本单位',
  };
}

function count(tally: Tally, text: string, times = 1): void {
  if (text !== '') tally.set(text, (tally.get(text) ?? 0) + times);
}

/** The most frequent texts, of those alike the first met. */
function mostFrequent(tally: Tally): Count[] {
  return [...tally]
    .map(([text, times]) => ({ text, times }))
    .sort((a, b) => b.times - a.times)
    .slice(0, MOST_COUNTED);
}
