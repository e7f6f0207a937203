import type { Form } from '../form.ts';
import { LEVELS_2015 } from './levels.ts';

/**
 * Rules on how targets are worded do not apply where they only stand as they were approved: nobody may change them in
 * a self-evaluation or a monitoring table, and the target table was reviewed for them.
 */
export const TARGETS_APPROVED: Form['checks']['severity'] = Object.fromEntries(
  [19, 20, 21, 25, 29, 30, 31, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 52, 53, 67].map((number) => [
    `R${number}`,
    'off',
  ]),
);

/** The levels of 财预〔2015〕88号 with the points that 财预〔2020〕10号 gives them; the other 10 are the execution rate's. */
const POINTS_2020 = { output: 50, benefit: 30, satisfaction: 10 };
export const LEVELS_2020 = LEVELS_2015.map((level) => ({
  ...level,
  name: `${level.name}(${POINTS_2020[level.as as keyof typeof POINTS_2020]}分)`,
  also: [level.name, ...(level.also ?? [])],
}));
export const WEIGHTS_2020 = {
  column: 'points',
  total: 100,
  plus: 'executionPoints',
  levels: Object.fromEntries(LEVELS_2020.map(({ name, as }) => [name, POINTS_2020[as as keyof typeof POINTS_2020]])),
};
