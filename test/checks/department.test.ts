import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkFiling } from '../../shared/checks/run.ts';
import { type Filing, textOf } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';

/** What does not add up in a department's text: income, expenditure, 三公经费, running costs, last year. */
const form = catalog.find('department-hebei') as Form;

function sample(): Filing {
  const file = join(import.meta.dirname, '../../resources/samples/department-hebei.json');
  const parsed = parseFiling(JSON.parse(readFileSync(file, 'utf8')));
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.filing;
}

const sums = (filing: Filing) => checkFiling(form, filing).filter(({ rule }) => rule === 'R14');

describe('a department’s text', () => {
  test('that adds up is not complained of', () => {
    expect(checkFiling(form, sample())).toEqual([]);
  });

  test.each(form.amounts.sums.map(({ total, parts }) => ({ total, parts: parts.join('、') })))(
    '$total is $parts',
    ({ total }) => {
      const filing = sample();
      filing.values[total] = (Number(textOf(filing, total)) + 1).toFixed(2);
      const found = sums(filing);
      // Last year's amount is printed in how this year's has changed.
      expect(found.map(({ path }) => path)).toContain(total === 'lastYear.total' ? 'change.total' : total);
      expect(found.every(({ severity }) => severity === 'error')).toBe(true);
    },
  );

  test('a purchase without what is bought comes back', () => {
    const filing = sample();
    const [first, ...rest] = filing.tables.purchases ?? [];
    filing.tables.purchases = [{ ...first, item: '' }, ...rest];
    expect(checkFiling(form, filing).map(({ rule, path }) => [rule, path])).toEqual([['R68', 'purchases[0].item']]);
  });
});
