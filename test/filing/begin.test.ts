import { expect, test } from 'vitest';
import { beginFiling } from '../../shared/filing/begin.ts';
import { newFiling, summarise } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';

const about = { name: '古树保护', unit: '海湾区档案馆', department: '海湾区委办公室' };
const forms = catalog.all.map((form) => [form.id, form] as const);

test.each(forms)('what is known of a new filing stands in the fields that %s has for it', (_id, form) => {
  const { values, ...rest } = beginFiling(form, 2027, about);
  const known = new Set(Object.keys(values).map((id) => form.fields.some((field) => field.id === id)));
  expect([...known].filter((is) => !is)).toEqual([]);
  expect(rest).toEqual((({ values: _, ...others }) => others)(newFiling(form, 2027)));
  const { name, unit, year } = summarise(form, beginFiling(form, 2027, about));
  if (form.list.name.length > 0) expect(name).toBe(about.name);
  if (form.fields.some(({ id }) => id === 'fiscalYear')) expect(year).toBe(2027);
  // Where a table is called by its unit, the unit is what it was called.
  const called = form.list.name[0] === form.list.unit[0];
  if (form.list.unit.length > 0) expect(unit).toBe(called ? about.name : about.unit);
});

test('a project has its unit on the line of the seal and in its cell, and its department', () => {
  const form = catalog.find('dalian-project') as Form;
  expect(beginFiling(form, 2027, about).values).toMatchObject({
    projectName: '古树保护',
    filingUnit: '海湾区档案馆',
    implementingUnit: '海湾区档案馆',
    supervisingDepartment: '海湾区委办公室',
  });
});

test.each(forms)('a filing of %s of which nothing is known is a blank one', (_id, form) => {
  expect(beginFiling(form, 2027, { name: '', unit: '', department: '' })).toEqual(newFiling(form, 2027));
});
