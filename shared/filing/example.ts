import example from '../../resources/example.json' with { type: 'json' };
import type { Filing } from './filing.ts';
import { formOf } from './form-of.ts';
import { parseFiling } from './parse.ts';
import { rollForward } from './roll-forward.ts';

/**
 * A short table to try the program with (示例表). It is a filing like any other, of a unit of its own: what is worked out
 * of all tables of a year leaves that unit out, so that nothing of it reaches the clerk's own figures.
 */
const EXAMPLE_UNIT = example.filingUnit;

/** Whether a filing is the example, as its unit tells; with a unit of the clerk's own it is a table of theirs. */
export function isExample({ unit }: { unit: string }): boolean {
  return unit === EXAMPLE_UNIT;
}

/** The example for a year: a department to fill in, and a sum and a unit for the review to find. */
export function exampleFiling(year: number): Filing {
  const parsed = parseFiling(example);
  if ('error' in parsed) throw new Error(parsed.error);
  return rollForward(formOf(parsed.filing), parsed.filing, year, { amounts: 'keep' });
}
