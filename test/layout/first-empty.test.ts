import { expect, test } from 'vitest';
import { newFiling } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { firstEmpty } from '../../shared/layout/first-empty.ts';
import { layout } from '../../shared/layout/layout.ts';

test.each(catalog.all.map((form) => ({ id: form.id, form })))(
  'a new $id begins at a cell that is empty',
  ({ form }) => {
    const filing = newFiling(form, 2027);
    const name = form.list.name[0] ?? '';
    const named = { ...filing, values: { ...filing.values, [name]: '已给的名称' } };
    const path = firstEmpty(layout(form, named, { seal: null, blankRows: true }));
    expect(path).not.toBe(name);
    // Of a cover nothing but its name is left to fill in.
    expect(path === null).toBe(form.id === 'cover');
  },
);
