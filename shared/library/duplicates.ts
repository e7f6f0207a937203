import { groupBy } from '../group-by.ts';
import { nameKey } from './entries.ts';
import type { LibraryEntry } from './library.ts';

/** Words that two names of one indicator may differ in: 服装采购套数, 采购服装数量. */
const FILLERS = /(的|情况|数量|总数|个数|次数|套数|台数|份数|家数|人数|件数|项数|批次数?|场次|总|约)/g;

/**
 * Entries that are probably one indicator, at least two in each group: of one level 2, and named alike but for brackets,
 * spaces, words such as 数量, or the order of their characters.
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
