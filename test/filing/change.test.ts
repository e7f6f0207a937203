import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameAmount } from '../../shared/filing/amount.ts';
import { amountBefore } from '../../shared/filing/change.ts';
import { textAt } from '../../shared/filing/computed.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';

test.each([
  ['1082.49', '增加194.50', '887.99'],
  ['4.46', '增加0.09万', null],
  ['4.46', '增长 0.09', '4.37'],
  ['100', '减少１２.5', '112.5'],
  ['100', '持平', '100'],
  ['100', '', null],
  ['', '增加1', null],
])('%s after %s was %s', (now, change, before) => {
  expect(amountBefore(now, change)).toBe(before);
});

test('what a change is printed as gives the amount that it was worked out from', () => {
  const form = catalog.find('department-hebei') as Form;
  const amount = fc.integer({ min: 0, max: 99_999_999 }).map((cents) => (cents / 100).toFixed(2));
  fc.assert(
    fc.property(amount, amount, (now, last) => {
      const filing = newFiling(form, 2026);
      filing.values['expenditure.total'] = now;
      filing.values['lastYear.total'] = last;
      const printed = textAt(form, filing, { field: 'change.total' });
      expect(sameAmount(amountBefore(now, printed) ?? '', last)).toBe(true);
    }),
  );
});
