import { ROW_ID, type Row } from '../filing/filing.ts';
import { withoutYears } from '../filing/move-years.ts';
import { fold } from '../form/fold.ts';

/** What rows are told apart by: the name of what a row is about, and the group it stands in. */
export interface RowNames {
  name: string;
  group: string;
}

/** Indexes of two rows that are about the same, or of one that has no counterpart. */
export interface RowPair {
  before: number | null;
  after: number | null;
}

/** How alike two names of one thing are at least, from 0 to 1. */
const ALIKE = 0.6;

/**
 * Finds the rows of two tables that are about the same: rows of one id where both have it, then by group and name, by
 * name alone (it was put into another group), then the most similar names of one group. `namesOf` tells both of a row,
 * for an indicator its level 2 and its name. Pairs come in the order of the later table, what it no longer has at the
 * end.
 */
export function pairRows(
  before: readonly Row[],
  after: readonly Row[],
  namesOf: { before(row: Row): RowNames; after(row: Row): RowNames },
): RowPair[] {
  const from = before.map((row) => keysOf(namesOf.before(row)));
  const to = after.map((row) => keysOf(namesOf.after(row)));
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  const pair = (i: number, j: number) => {
    partner.set(j, i);
    taken.add(i);
  };
  for (const [i, j] of byId(before, after, from, to)) pair(i, j);
  for (const key of ['full', 'name'] as const) {
    const open = new Map<string, number[]>();
    for (const [i, keys] of from.entries())
      if (!taken.has(i) && (key === 'full' || keys.name !== ''))
        open.set(keys[key], [...(open.get(keys[key]) ?? []), i]);
    for (const [j, keys] of to.entries()) {
      const i = partner.has(j) ? undefined : open.get(keys[key])?.shift();
      if (i !== undefined) pair(i, j);
    }
  }
  const candidates = to.flatMap((late, j) =>
    partner.has(j)
      ? []
      : from.flatMap((early, i) => {
          if (taken.has(i) || early.group !== late.group) return [];
          const score = likeness(early.pairs, late.pairs);
          return score >= ALIKE ? [{ i, j, score }] : [];
        }),
  );
  // Of equally similar ones those at the same place; the rule reads the same from either side.
  candidates.sort(
    (a, b) => b.score - a.score || Math.abs(a.i - a.j) - Math.abs(b.i - b.j) || Math.min(a.i, a.j) - Math.min(b.i, b.j),
  );
  for (const { i, j } of candidates) if (!taken.has(i) && !partner.has(j)) pair(i, j);
  return [
    ...after.map((_, j) => ({ before: partner.get(j) ?? null, after: j })),
    ...before.flatMap((_, i) => (taken.has(i) ? [] : [{ before: i, after: null }])),
  ];
}

/**
 * The rows of one id, which have one origin. Where another list was pasted over the rows, the ids stayed where they
 * were: a row whose name stands in another row of common id by now, or stood there before, goes by its name.
 */
function byId(
  before: readonly Row[],
  after: readonly Row[],
  from: readonly { name: string }[],
  to: readonly { name: string }[],
): [before: number, after: number][] {
  const early = new Map(before.flatMap((row, i) => (row[ROW_ID] === undefined ? [] : [[row[ROW_ID], i] as const])));
  const pairs = after.flatMap((row, j): [number, number][] => {
    const i = row[ROW_ID] === undefined ? undefined : early.get(row[ROW_ID]);
    return i === undefined ? [] : [[i, j]];
  });
  const was = new Set(pairs.map(([i]) => from[i]?.name));
  const is = new Set(pairs.map(([, j]) => to[j]?.name));
  return pairs.filter(([i, j]) => {
    const [old, now] = [from[i]?.name ?? '', to[j]?.name ?? ''];
    return old === now || ((old === '' || !is.has(old)) && (now === '' || !was.has(now)));
  });
}

function keysOf(names: RowNames) {
  const name = fold(withoutYears(names.name));
  const group = fold(names.group);
  return { name, group, full: `${group}\n${name}`, pairs: neighbours(name) };
}

/** The pairs of neighbouring characters, with how often each occurs. */
function neighbours(name: string): Map<string, number> {
  const characters = [...name];
  const pairs = new Map<string, number>();
  for (let k = 0; k + 1 < characters.length; k++) {
    const pair = `${characters[k]}${characters[k + 1]}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** Dice's coefficient: twice the pairs that both have, of all pairs. */
function likeness(a: Map<string, number>, b: Map<string, number>): number {
  const sum = (pairs: Map<string, number>) => [...pairs.values()].reduce((total, count) => total + count, 0);
  const all = sum(a) + sum(b);
  let both = 0;
  for (const [pair, count] of a) both += Math.min(count, b.get(pair) ?? 0);
  return all === 0 ? 0 : (2 * both) / all;
}
