import { fold } from '../../../shared/form/fold.ts';
import type { TableMap } from '../recognition/table-map.ts';

/** A level's name beside the rows it stands for; `at` counts rows from 0, halves lie between two rows. */
export interface LevelName {
  text: string;
  at: number;
}

/**
 * The first rows that each name of level 1 and level 2 stands for: a name is printed in the middle of its rows or in
 * the first of them. Null when that cannot be told, or when level 2 then contradicts the form's classification.
 */
export function placeLevels(
  map: TableMap,
  level1: readonly LevelName[],
  level2: readonly LevelName[],
  rows: number,
): { level1: number[]; level2: number[] } | null {
  const fits: { level1: number[]; level2: number[] }[] = [];
  for (const [outer, inner] of [
    [middle(level1, rows), middle(level2, rows)],
    [first(level1), first(level2)],
    [first(level1), middle(level2, rows)],
    [middle(level1, rows), first(level2)],
  ])
    if (outer && inner && agree(map, level1, outer, level2, inner)) fits.push({ level1: outer, level2: inner });
  const [one, ...others] = fits;
  const same = (other: typeof one) => JSON.stringify(other) === JSON.stringify(one);
  return one && others.every(same) ? one : null;
}

/** Names in the middle of their rows, which follow one another without a gap. */
function middle(names: readonly LevelName[], rows: number): number[] | null {
  const starts: number[] = [];
  let start = 0;
  for (const { at } of names) {
    const end = 2 * at - start;
    if (!Number.isInteger(end) || end < start) return null;
    starts.push(start);
    start = end + 1;
  }
  return start === rows ? starts : null;
}

/** Names in the first of their rows. */
function first(names: readonly LevelName[]): number[] | null {
  return names[0]?.at === 0 && names.every(({ at }) => Number.isInteger(at)) ? names.map(({ at }) => at) : null;
}

function agree(
  map: TableMap,
  level1: readonly LevelName[],
  outer: number[],
  level2: readonly LevelName[],
  inner: number[],
): boolean {
  // A new level 1 begins a new level 2.
  if (!outer.every((start) => inner.includes(start))) return false;
  return level2.every(({ text }, k) => {
    const above = outer.findLastIndex((start) => start <= (inner[k] as number));
    const belongs = map.level2.get(fold(text));
    return belongs === undefined || belongs === map.level1.get(fold(level1[above]?.text ?? ''));
  });
}
