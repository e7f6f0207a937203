import { expect, test } from 'vitest';
import { evaluation2020 } from '../../shared/form/catalog/evaluation-2020.ts';
import type { Form } from '../../shared/form/form.ts';
import { formFaults } from '../../shared/form/form-faults.ts';

/** Checks that name what the form does not have are faults of the form. */

type Checks = Form['checks'];
const withChecks = (checks: Partial<Checks>): Form => ({
  ...evaluation2020,
  checks: { ...evaluation2020.checks, ...checks },
});
const withTable = (checks: Checks['tables'][string]) => withChecks({ tables: { indicators: checks } });

test.each<[string, Form, string]>([
  [
    'weights beside a field',
    withTable({ weights: { column: 'points', total: 100, plus: 'nothing' } }),
    'unknown field',
  ],
  ['weights in a column', withTable({ weights: { column: 'nothing', total: 100 } }), 'unknown column'],
  ['scores in a column', withTable({ scores: { column: 'nothing', reason: 'reason' } }), 'unknown column'],
  ['the reason of a score', withTable({ scores: { column: 'score', reason: 'nothing' } }), 'unknown column'],
  [
    'a required column',
    withTable({ required: [{ rule: 'R68', column: 'nothing', severity: 'error' }] }),
    'unknown column',
  ],
  [
    'a tick',
    withTable({ oneOf: [{ rule: 'R64', columns: ['actual', 'nothing'], severity: 'error' }] }),
    'unknown column',
  ],
  [
    'a rate of execution',
    withChecks({ execution: { rate: 'nothing', least: 90, reason: 'goalResult' } }),
    'unknown field',
  ],
  [
    'a reason for it',
    withChecks({ execution: { rate: 'executionRate.total', least: 90, reason: 'no' } }),
    'unknown field',
  ],
  [
    'a score that is capped',
    withChecks({ caps: { rate: 'executionRate.total', score: 'nothing', steps: [{ below: 80, most: 89 }] } }),
    'unknown field',
  ],
  ['the money of projects', withChecks({ projects: 'tasks[].total' }), 'unknown column'],
  ['checks of a table', withChecks({ tables: { nothing: {} } }), 'unknown table'],
])('%s that is not there', (_what, form, fault) => {
  expect(formFaults(evaluation2020)).toEqual([]);
  expect(formFaults(form).join()).toContain(fault);
});
