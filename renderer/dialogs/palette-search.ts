import { sounded } from '../../shared/library/pinyin.ts';
import { findSounded, foldTyped, type Sounded } from '../../shared/library/sounds.ts';
import { fold, queryWords } from '../../shared/search-words.ts';

export interface PaletteItem {
  key: string;
  label: string;
  /** Shown on the right and searched too: a shortcut, a unit and year. */
  hint: string;
  /** The heading that it stands under as long as nothing is searched for, and beside it then. */
  group?: string;
  run(): void;
}

/** An item with what is searched in it; its pinyin is worked out when letters are first typed. */
interface Candidate {
  item: PaletteItem;
  text: string;
  sounds: Sounded | null;
}

export function candidatesOf(items: readonly PaletteItem[]): Candidate[] {
  return items.map((item) => ({ item, text: fold(`${item.label} ${item.hint} ${item.group ?? ''}`), sounds: null }));
}

/**
 * The items that have every word of a query: first those that begin with the first one, then the others, then those
 * whose label has words only in pinyin (`dcpdf` and `daochu` → 导出 PDF), as in the library.
 */
export function matching(candidates: readonly Candidate[], query: string): PaletteItem[] {
  const words = queryWords(query);
  const [first = ''] = words;
  const begin: PaletteItem[] = [];
  const contain: PaletteItem[] = [];
  const sound: PaletteItem[] = [];
  for (const candidate of candidates) {
    const { item, text } = candidate;
    if (words.every((word) => text.includes(word))) (text.startsWith(first) ? begin : contain).push(item);
    else if (words.every((word) => text.includes(word) || isHeard(candidate, word))) sound.push(item);
  }
  return [...begin, ...contain, ...sound];
}

function isHeard(candidate: Candidate, word: string): boolean {
  if (!/[a-z]/.test(word)) return false;
  candidate.sounds ??= sounded(candidate.item.label);
  return findSounded(candidate.sounds, foldTyped(word)) !== null;
}
