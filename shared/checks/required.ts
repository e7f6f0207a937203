import { amountOf, type Finding, isBlank, nameOf, type Subject, said } from './subject.ts';

/**
 * R01–R03, R05, R08, R09, R14, R65: what may not be empty. R58: of several goals none stays empty. R04: goals of a
 * sensible length.
 */
export function checkRequired(subject: Subject): Finding[] {
  const { required, goals } = subject.form.checks;
  const printed = (goals?.fields ?? []).filter((field) => subject.printed.has(field));
  const filled = printed.find((field) => said(subject, field) !== '');
  const missing = required
    .filter(({ field }) => isMissing(subject, field) && (subject.printed.has(field) || field === 'fiscalYear'))
    // A goal that is empty beside one that is not is told as R58.
    .filter(({ field }) => !(filled && printed.includes(field)))
    .map(({ rule, field, severity }) => ({
      rule,
      severity,
      message: `${nameOf(subject, field)}为空，请填写`,
      path: field,
    }));
  return [...missing, ...printed.flatMap((field) => (goals ? checkGoal(subject, field, filled, goals) : []))];
}

/**
 * A total is missing only when none of its parts is there either: with one of them its sum can be told (R08, R09, R14).
 */
function isMissing(subject: Subject, field: string): boolean {
  const isAmount = subject.form.fields.some(({ id, type }) => id === field && type === 'amount');
  return isAmount ? amountOf(subject, field) === '' : isBlank(subject, field);
}

type Goals = NonNullable<Subject['form']['checks']['goals']>;

function checkGoal(subject: Subject, field: string, filled: string | undefined, { least, most }: Goals): Finding[] {
  const text = said(subject, field);
  const name = nameOf(subject, field);
  if (text === '' && filled !== undefined) return [unequal(subject, field, filled)];
  const length = [...text].length;
  if (length > most) return [{ rule: 'R04', message: `${name}有 ${length} 字，超过 ${most} 字，请精简`, path: field }];
  if (length > 0 && length < least)
    return [{ rule: 'R04', message: `${name}只有 ${length} 字，请写明做什么、做到什么程度`, path: field }];
  return [];
}

function unequal(subject: Subject, empty: string, filled: string): Finding {
  const message = `${nameOf(subject, empty)}为空，但${nameOf(subject, filled)}已填写；两栏都要填写`;
  return { rule: 'R58', message, path: empty, also: [filled] };
}
