import { plainName } from '../filing/complete-value.ts';
import { readIndicatorValue } from '../filing/indicator-value.ts';
import { groupBy } from '../group-by.ts';
import { projectKind } from './kinds.ts';
import { libraryLevels } from './levels.ts';
import { type Count, type LibraryEntry, type LibraryIndicator, shippedLibrary } from './library.ts';

/** An indicator row in one of the unit's tables. */
export interface Use {
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

/** What makes two names one indicator: 维修面积（平方米） is 维修面积, spaces do not count. */
export function nameKey(name: string): string {
  return plainName(name).toLowerCase();
}

/** How the ids of indicators begin that the unit has used and nobody has entered into the library. */
export const USED = 'used-';

interface Met extends Use {
  /** Kind of the project. */
  kind: string;
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
  const met = own.uses
    .filter((use) => keyOf(use.name) !== '')
    .map((use): Met => ({ ...use, kind: kindOf(use.project) }));
  const uses = groupBy(met, (use) => targetOf(keyOf(use.name)));
  const namesOf = groupBy(
    [...unlisted.keys()].filter((name) => unlisted.get(name) !== null),
    targetOf,
  );
  const entries = known.map(
    ({ id, changed, indicator }): LibraryEntry => ({
      ...indicator,
      ...usage(uses.get(id) ?? []),
      id,
      changed,
      merged: namesOf.get(id) ?? [],
    }),
  );
  for (const [id, list] of uses)
    if (!indicatorOf.has(id)) entries.push({ ...learnt(list), ...usage(list), id, changed: false, merged: [] });
  const place = (entry: LibraryEntry) => unlisted.get(nameKey(entry.name));
  return {
    entries: entries.filter((entry) => place(entry) === undefined),
    hidden: entries.filter((entry) => place(entry) === null),
  };
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

function usage(uses: readonly Met[]): Pick<LibraryEntry, 'uses' | 'usedIn' | 'values'> {
  return {
    uses: uses.length,
    usedIn: counts(uses.map((use) => use.kind)),
    values: counts(uses.map((use) => use.value.trim())),
  };
}

/** What the uses of an indicator say of it: what most of them have. */
function learnt(uses: readonly Met[]): LibraryIndicator {
  const values = uses.map((use) => readIndicatorValue(use.value)).filter((value) => value.number !== null);
  const levels = counts(uses.map((use) => use.level2)).map(({ text }) => libraryLevels(text));
  const kinds = counts(uses.map((use) => use.kind));
  const sign = counts(values.map((value) => value.sign ?? ''))[0]?.text ?? '';
  return {
    ...(levels.find((level) => level !== null) ?? { level1: '', level2: '' }),
    name: (counts(uses.map((use) => use.name.replace(/\s+/g, ' ').trim()))[0]?.text ?? '').slice(0, 100),
    also: [],
    sign: sign === '' ? null : (sign as LibraryIndicator['sign']),
    units: counts(values.map((value) => value.unit.slice(0, 60)))
      .map(({ text }) => text)
      .filter((unit) => !unit.includes('、'))
      .slice(0, 3),
    reference: '',
    kinds: kinds.map(({ text }) => text),
    source: '本单位',
  };
}

/** How often each text is there, most first; '' is left out. */
function counts(texts: readonly string[]): Count[] {
  const times = new Map<string, number>();
  for (const text of texts) if (text !== '') times.set(text, (times.get(text) ?? 0) + 1);
  return [...times]
    .map(([text, count]) => ({ text, times: count }))
    .sort((a, b) => b.times - a.times)
    .slice(0, MOST_COUNTED);
}
