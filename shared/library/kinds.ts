import { type LibraryEntry, shippedLibrary } from './library.ts';

/** Kinds of project (专题), 通用 last. */
export const projectKinds: readonly string[] = shippedLibrary.kinds.map((kind) => kind.name);

/** The kind of everything that no word tells. */
export const GENERAL = projectKinds.at(-1) as string;

/**
 * The kind that the words of a project's name or description tell. Long words tell more than short ones, and of words
 * alike the last: 办公设备采购 is an 采购, 档案系统运维 is 信息化.
 */
export function projectKind(text: string): string {
  let best = { name: GENERAL, score: 0 };
  for (const { name, words } of shippedLibrary.kinds) {
    let score = 0;
    for (const word of words) {
      const at = text.lastIndexOf(word);
      if (at >= 0) score += word.length + (2 * (at + word.length)) / text.length;
    }
    if (score > best.score) best = { name, score };
  }
  return best.name;
}

/** How well an indicator fits a kind of project: 2 of this kind or used in it, 1 of every kind, 0 of others. */
export function kindRank(entry: LibraryEntry, kind: string): number {
  if (kind !== GENERAL && (entry.kinds.includes(kind) || entry.usedIn.some(({ text }) => text === kind))) return 2;
  return entry.kinds.includes(GENERAL) ? 1 : 0;
}
