import { summarise } from '../../shared/filing/filing.ts';
import { type FindOptions, findIn, type Match, replaceRefusals } from '../../shared/filing/find.ts';
import { LOCKED } from './session.ts';
import type { Stored } from './stored.ts';

/** A place that was found. */
export interface Hit extends Match {
  /** Tells it from all other hits. */
  key: string;
  /** Why it cannot be replaced; null where it can. */
  refused: string | null;
}

/** A table that was searched; in one that is 定稿 nothing is replaced. */
interface Searched extends Stored {
  locked: boolean;
}

/** A table in which the text was found. */
export interface FoundTable extends Searched {
  name: string;
  unit: string;
  year: number | null;
  hits: readonly Hit[];
}

/** A table that could not be searched, and why. */
export interface Unread {
  id: number;
  name: string;
  why: string;
}

/** What is searched for, and what it is to become. */
export interface Wanted {
  query: string;
  options: FindOptions;
  replacement: string;
}

/** The table with what was found in it, or nothing. */
export function foundIn({ id, form, filing, locked }: Searched, { query, options, replacement }: Wanted): FoundTable[] {
  const matches = findIn(form, filing, query, options);
  if (matches.length === 0) return [];
  const table = { id, form, filing, locked, ...summarise(form, filing) };
  const hits = matches.map((match) => ({ ...match, key: `${id} ${match.path} ${match.start}`, refused: null }));
  return [{ ...table, hits: withRefusals(table, hits, replacement) }];
}

/** The hits, each with why it cannot become that text. */
export function withRefusals({ form, filing, locked }: Searched, hits: readonly Hit[], replacement: string): Hit[] {
  if (locked) return hits.map((hit) => ({ ...hit, refused: LOCKED }));
  const refusals = replaceRefusals(form, filing, hits, replacement);
  return hits.map((hit) => ({ ...hit, refused: refusals.get(hit.path) ?? null }));
}
