import { fold } from '../../../shared/form/fold.ts';

/** Folded wordings; a label that names the unit of money is also met with 元, or without it. */
export function wordings(names: readonly string[]): Set<string> {
  const folded = names.map(fold).filter((name) => name !== '');
  // A heading of which nothing is filled in: 1-月执行数.
  for (const name of names) if (name.includes('{')) folded.push(fold(name.replace(/\{[^}]+\}|\[[^\]]*\]/g, '')));
  const others = folded.flatMap((name) =>
    /\((万元|元)\)$/.test(name) ? ['(万元)', '(元)', ''].map((unit) => name.replace(/\((万元|元)\)$/, unit)) : [],
  );
  return new Set([...folded, ...others].filter((name) => name !== ''));
}
