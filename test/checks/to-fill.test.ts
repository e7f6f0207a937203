import { describe, expect, test } from 'vitest';
import { checkFiling } from '../../shared/checks/run.ts';
import { asToFill } from '../../shared/checks/to-fill.ts';
import { type Filing, newFiling } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { dalianProject as dalian } from '../../shared/form/catalog/dalian-project.ts';
import type { Form } from '../../shared/form/form.ts';
import { countProblems } from '../../shared/review.ts';
import { asFiling, cleanTable, wrongTable } from '../review-samples.ts';

const shown = (form: Form, filing: Filing) => asToFill(form, filing, checkFiling(form, filing));

describe('what is not filled in yet', () => {
  test.each(catalog.all.map((form) => [form.name, form] as const))(
    'a new %s has no errors, only values to fill in',
    (_name, form) => {
      const { error, fill } = countProblems(shown(form, newFiling(form, 2027)));
      expect(error).toBe(0);
      expect(fill).toBeGreaterThan(0);
    },
  );

  test('a value that is there and wrong is an error from the beginning', () => {
    const table = { ...cleanTable(), implementationPeriod: '明年上半年某天' };
    expect(shown(dalian, asFiling(table)).filter(({ rule }) => rule === 'R05')).toMatchObject([{ severity: 'error' }]);
  });

  test('a sum that follows from its parts is an error, not something to fill in', () => {
    const problems = shown(dalian, asFiling(wrongTable('书车维修')));
    expect(countProblems(problems)).toEqual({ error: 3, fill: 0, warning: 2, hint: 2 });
  });

  test('an indicator without its value is to be filled in', () => {
    const table = cleanTable();
    const indicators = table.indicators.map((row, index) => ({ ...row, ...(index === 2 && { value: '' }) }));
    const found = shown(dalian, asFiling({ ...table, indicators })).filter(({ severity }) => severity === 'fill');
    expect(found).toMatchObject([{ path: 'indicators[2].value', message: '指标值为空，请填写' }]);
  });
});
