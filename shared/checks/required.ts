import { type Filing, printedFields, textOf } from '../filing/filing.ts';
import { type Form, fieldOf } from '../form/form.ts';
import type { Problem } from '../problem.ts';

/** Fields that a table must have, where its form prints them. R01 to R03, 财预〔2015〕88号 审核表 规范完整性. */
const REQUIRED: { rule: string; severity: Problem['severity']; fields: string[] }[] = [
  { rule: 'R01', severity: 'error', fields: ['projectName'] },
  { rule: 'R02', severity: 'error', fields: ['supervisingDepartment'] },
  { rule: 'R02', severity: 'hint', fields: ['implementingUnit'] },
  { rule: 'R03', severity: 'error', fields: ['periodGoal', 'annualGoal', 'goals'] },
];

export function checkRequired(form: Form, filing: Filing): Problem[] {
  const printed = new Set(printedFields(form, filing.sections));
  return REQUIRED.flatMap(({ rule, severity, fields }) =>
    fields
      .filter((id) => printed.has(id) && textOf(filing, id).trim() === '')
      .map((id) => ({ rule, severity, message: `${fieldOf(form, id).name}为空，请填写`, path: id })),
  );
}
