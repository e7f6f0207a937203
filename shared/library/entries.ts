import { readIndicatorValue } from '../filing/indicator-value.ts';
import { groupBy } from '../group-by.ts';
import { libraryLevels } from './levels.ts';
import { type Count, type LibraryEntry, type LibraryIndicator, shippedLibrary } from './library.ts';
import { cutName, LONGEST_NAME, nameKey } from './name-key.ts';
import { count, countUses, type ReadUsage, remembering, sumUsage, type Use } from './usage.ts';

/** What the unit has made of the library, as the store keeps it. */
export interface OwnLibrary {
  /** Its own indicators, and its wording of shipped ones under their ids. */
  entries: { id: string; indicator: LibraryIndicator }[];
  /**
   * Names (as `nameKey` has them) that are not listed: they count as the entry with that id since they were merged with
   * it, or are hidden (null).
   */
  names: { name: string; entry: string | null }[];
  /** Every indicator of its tables, those of the newest table first. */
  uses: readonly Use[];
  /** What they come to by the keys of their names, where that was counted already; `uses` is empty then. */
  counted?: ReadonlyMap<string, ReadUsage>;
}

/** A name of a table as the library can keep it: with the same key. */
function keptName(name: string): string {
  const kept = cutName(name.replace(/\s+/g, ' ').trim());
  const key = nameKey(name);
  return nameKey(kept) === key ? kept : key;
}

/** How the ids of indicators begin that the unit has used and nobody has entered into the library. */
export const USED = 'used-';

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

  const targetOf = remembering(target);
  const usages = new Map<string, ReadUsage>();
  for (const [key, usage] of own.counted ?? countUses(own.uses)) {
    const id = targetOf(key);
    const there = usages.get(id);
    usages.set(id, there ? sumUsage(there, usage) : usage);
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
  const levelsOf = remembering(libraryLevels);
  for (const [id, usage] of usages)
    if (!indicatorOf.has(id))
      entries.push({ ...learnt(usage, levelsOf), ...shownUsage(usage), id, changed: false, merged: [] });
  const place = (entry: LibraryEntry) => unlisted.get(nameKey(entry.name));
  return {
    entries: entries.filter((entry) => place(entry) === undefined),
    hidden: entries.filter((entry) => place(entry) === null),
  };
}

function set(map: Map<string, string>, key: string, value: string): void {
  if (!map.has(key)) map.set(key, value);
}

function shownUsage(usage: ReadUsage | undefined): Pick<LibraryEntry, 'uses' | 'usedIn' | 'usedBy' | 'values'> {
  if (!usage) return { uses: 0, usedIn: [], usedBy: [], values: [] };
  return {
    uses: usage.uses,
    usedIn: mostFrequent(usage.kinds),
    usedBy: mostFrequent(usage.units),
    values: mostFrequent(usage.values),
  };
}

/** What the uses of an indicator say of it: what most of them have. */
function learnt(
  { kinds, values, level2, names }: ReadUsage,
  levelsOf: typeof libraryLevels,
): LibraryIndicator & Pick<LibraryEntry, 'whole'> {
  const [signs, units] = [new Map<string, number>(), new Map<string, number>()];
  for (const [text, times] of values) {
    const { number, sign, unit } = readIndicatorValue(text);
    if (number === null) continue;
    if (sign !== null) count(signs, sign, times);
    if (!unit.includes('、')) count(units, unit.slice(0, 60), times);
  }
  const levels = mostFrequent(level2).map(({ text }) => levelsOf(text));
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

/** The most frequent texts, of those alike the first counted. */
function mostFrequent(tally: Iterable<[string, number]>): Count[] {
  return [...tally]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_COUNTED)
    .map(([text, times]) => ({ text, times }));
}
