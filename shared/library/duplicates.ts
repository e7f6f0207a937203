import { groupBy } from '../group-by.ts';
import type { LibraryEntry } from './library.ts';
import { nameKey } from './name-key.ts';

/** Words that two names of one indicator may differ in: 服装采购套数, 采购服装数量. */
const FILLERS = /的|情况|总|约|[个次套台份家人件项册卷张辆户处座条栋篇期]数量?|数量/g;

/**
 * Entries that are probably one indicator, at least two in each group: of one level 2, and named alike but for
 * brackets, spaces, words such as 数量, or the order of their characters.
 */
export function likelyDuplicates(entries: readonly LibraryEntry[]): LibraryEntry[][] {
  const groups = groupBy(entries, (entry) => {
    const core = nameKey(entry.name)
      .replace(/\([^()]*\)/g, '')
      .replace(FILLERS, '')
      .replace(/[^\p{L}\p{N}]/gu, '');
    return core.length < 2 ? `${entry.level2} ${entry.name}` : `${entry.level2} ${[...core].sort().join('')}`;
  });
  return [...groups.values()].filter((group) => group.length > 1);
}
