import type { Filing } from '../filing/filing.ts';
import { formOf } from '../filing/form-of.ts';
import type { Form } from '../form/form.ts';

/** A department's text comes first, then its own goals, then those of its projects and what follows from them. */
const ORDER: readonly Form['kind'][] = ['cover', 'disclosure', 'unit', 'project', 'monitor', 'evaluation'];

function rank({ kind }: Form): number {
  const at = ORDER.indexOf(kind);
  return at < 0 ? ORDER.length : at;
}

/** Filings in the order in which a book has them; those of one kind stay as they come. */
export function inBookOrder<T>(all: readonly T[], filingOf: (one: T) => Filing): T[] {
  const ranks = new Map(all.map((one) => [one, rank(formOf(filingOf(one)))]));
  return all.toSorted((a, b) => (ranks.get(a) as number) - (ranks.get(b) as number));
}
