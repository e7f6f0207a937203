import type { LibraryEntry } from '../../shared/library/library.ts';

/** An entry of the library as a test needs it. */
export function entryOf(name: string, change: Partial<LibraryEntry> = {}): LibraryEntry {
  return {
    id: `own-${name}`,
    level1: '产出指标',
    level2: '数量指标',
    name,
    also: [],
    sign: null,
    units: [],
    reference: '',
    kinds: [],
    source: '',
    changed: false,
    uses: 0,
    usedIn: [],
    usedBy: [],
    values: [],
    merged: [],
    ...change,
  };
}
