import type { Filing } from '../filing/filing.ts';
import type { Form } from '../form/form.ts';
import type { Problem } from '../problem.ts';
import { checkAmounts } from './amounts.ts';
import { checkLevels } from './levels.ts';
import { checkRequired } from './required.ts';

/** Everything the checks find in one filing, errors first, each kind in printed order of its rules. Never throws. */
export function checkFiling(form: Form, filing: Filing): Problem[] {
  const found = [...checkRequired(form, filing), ...checkAmounts(form, filing), ...checkLevels(form, filing)];
  const order = ['error', 'warning', 'hint'];
  return found.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}
