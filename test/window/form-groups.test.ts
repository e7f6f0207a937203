import { expect, test } from 'vitest';
import { formGroups, lastForm } from '../../renderer/form-groups.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { queryWords } from '../../shared/search-words.ts';

const hebei = catalog.find('hebei-project') as Form;
const ids = (last: Form | null, query: string) =>
  formGroups(last, queryWords(query)).flatMap(({ forms }) => forms.map(({ id }) => id));

test('every form that is filled in is offered once, in its newest version, in the group of its kind', () => {
  const newest = [...new Set(catalog.all.filter(({ kind }) => kind !== 'book').map(({ id }) => id))];
  expect(ids(null, '').toSorted()).toEqual(newest.toSorted());
  expect(ids(hebei, '').toSorted()).toEqual(newest.toSorted());
  for (const { forms } of formGroups(null, [])) expect(new Set(forms.map(({ kind }) => kind)).size).toBe(1);
});

test('the form used last stands before all others, and those for the whole country before a region’s', () => {
  expect(formGroups(hebei, [])[0]).toEqual({ name: '上次用过', forms: [hebei] });
  const projects = formGroups(hebei, []).find(({ name }) => name === '项目绩效目标')?.forms ?? [];
  const regions = projects.map(({ region }) => region);
  expect(regions.lastIndexOf('全国')).toBe(regions.filter((region) => region === '全国').length - 1);
});

test.each([
  ['自评 四川', ['evaluation-sichuan']],
  ['大连', ['dalian-project']],
  ['政府采购预算', ['procurement']],
  ['监控', ['monitor-2019']],
  ['没有这样的表', []],
])('the words “%s” find %j', (query, expected) => {
  expect(ids(null, query)).toEqual(expected);
});

test('the form of a unit’s newest filing is its last one, else that of the newest filing of all', () => {
  const filing = (form: string, unit: string, day: number) => ({
    form,
    unit,
    savedAt: `2026-01-0${day}T00:00:00.000Z`,
  });
  const filings = [filing('dalian-project', '甲', 3), filing('unit-2015', '甲', 1), filing('procurement', '乙', 5)];
  expect(lastForm(filings, '甲')?.id).toBe('dalian-project');
  expect(lastForm(filings, '丙')?.id).toBe('procurement');
  expect(lastForm([filing('no-longer-there', '甲', 9)], '甲')).toBeNull();
});
