import type { Form } from '../form/form.ts';
import { type Filing, newFiling } from './filing.ts';

/** What is known of a filing before it is there; '' for what is not. */
export interface Beginning {
  /** What the lists call it by: the project's name. */
  name: string;
  unit: string;
  department: string;
}

/** Fields that name the unit that fills in a form, whatever else it prints. */
const UNIT_FIELDS = ['filingUnit', 'implementingUnit', 'unitName'];
const DEPARTMENT_FIELD = 'supervisingDepartment';

/** The fields of a form in which a new filing's unit is written. */
export function unitFields({ fields }: Form): string[] {
  return UNIT_FIELDS.filter((id) => fields.some((field) => field.id === id));
}

export function hasDepartment({ fields }: Form): boolean {
  return fields.some(({ id }) => id === DEPARTMENT_FIELD);
}

/** A new filing with what is known of it, in the fields that its form has for that. */
export function beginFiling(form: Form, year: number, { name, unit, department }: Beginning): Filing {
  const blank = newFiling(form, year);
  const known: [field: string, text: string][] = unitFields(form).map((id) => [id, unit]);
  if (hasDepartment(form)) known.push([DEPARTMENT_FIELD, department]);
  const [named] = form.list.name;
  if (named !== undefined) known.push([named, name]);
  return { ...blank, values: { ...blank.values, ...Object.fromEntries(known.filter(([, text]) => text !== '')) } };
}
