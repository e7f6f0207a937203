import { type Filing, summarise } from '../filing/filing.ts';
import type { Form } from '../form/form.ts';
import type { Problem } from '../problem.ts';
import { problemOf } from './run.ts';

/** Filings that must agree on a year before the one that does not is told. */
const LEAST = 3;

/**
 * R56 over what came in one file: the one filing whose year is not that of all others, probably an old text that was
 * used again. Null when they agree, or when several years are meant.
 */
export function oddYear(given: readonly { form: Form; filing: Filing }[]): { index: number; problem: Problem } | null {
  const years = given.map(({ form, filing }) => summarise(form, filing).year);
  const known = [...new Set(years.filter((year) => year !== null))];
  if (known.length !== 2) return null;
  const [odd, common] = known.toSorted((a, b) => countOf(years, a) - countOf(years, b)) as [number, number];
  const index = years.indexOf(odd);
  const one = given[index];
  if (!one || countOf(years, odd) !== 1 || countOf(years, common) < LEAST) return null;
  const message = `年度是 ${odd} 年，同一文件中的其他表都是 ${common} 年，请核对是否沿用了旧表`;
  const [problem] = problemOf(one, { rule: 'R56', message, path: 'fiscalYear' });
  return problem ? { index, problem } : null;
}

function countOf(years: readonly (number | null)[], year: number): number {
  return years.filter((one) => one === year).length;
}
