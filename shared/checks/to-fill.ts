import { textAt } from '../filing/computed.ts';
import type { Filing } from '../filing/filing.ts';
import { placeOf } from '../filing/path.ts';
import type { Form } from '../form/form.ts';
import type { Problem } from '../problem.ts';
import { ruleOf } from './rules.ts';

/**
 * The problems of a table that nobody has exported or had reviewed yet: what is only not there yet is 待填, not wrong.
 * What a repair can fill in follows from what is there, and stays what it is.
 */
export function asToFill(form: Form, filing: Filing, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) =>
    problem.severity !== 'hint' && !problem.fix && isMissing(form, filing, problem)
      ? { ...problem, severity: 'fill' }
      : problem,
  );
}

/** Whether a problem is that something is not filled in. */
export function isMissing(form: Form, filing: Filing, { rule, path }: Problem): boolean {
  if (!ruleOf(rule)?.toFill) return false;
  return path === '' || textAt(form, filing, placeOf(path)).trim() === '';
}
