import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lastingPlace, rowNames } from '../../shared/checks/waivers.ts';
import { invertAll } from '../../shared/filing/edits.ts';
import { rowsOf } from '../../shared/filing/filing.ts';
import { toJson } from '../../shared/filing/json.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { ownFolder, storeAt } from './with-store.ts';

/**
 * store-version-5.db was written by the program as it was before forms had bands: the two samples, a value changed in
 * the first, a row inserted in the second, one warning switched off at one place.
 */
async function old() {
  const path = join(ownFolder(), '绩效表.db');
  copyFileSync(join(import.meta.dirname, '../fixtures/store-version-5.db'), path);
  return storeAt(path);
}

test('a data file of format 5 opens with all that it holds', async () => {
  const store = await old();
  const [one, two] = [store.open(1), store.open(2)];
  expect([one.filing.form, two.filing.form]).toEqual(['dalian-project', 'hebei-project']);
  expect(rowsOf(one.filing, 'indicators')[1]).toMatchObject({ level3: '流动书车出车次数', value: '≥500次' });
  expect(rowsOf(two.filing, 'indicators')[1]).toMatchObject({ '#': 'new1', level3: '锁桩巡检次数', basis: '巡检计划' });
  expect([one, two].map(({ filing }) => rowsOf(filing, 'indicators').length)).toEqual([11, 11]);
  for (const { filing } of [one, two]) {
    const form = catalog.find(filing.form, filing.version);
    expect(form && toJson(form, filing)).toMatchObject({
      unitOfMoney: '万元',
      indicators: rowsOf(filing, 'indicators').map(({ level3 }) => ({ level3 })),
    });
  }
  const [waiver] = store.review.waivers();
  expect(waiver?.path).toBe(lastingPlace({ rows: rowNames(one.filing) }, 'indicators[1].value'));
});

test('it goes on being edited: what its rows are called and what undo takes back fit', async () => {
  const store = await old();
  const { filing, revision } = store.open(1);
  const row = rowsOf(filing, 'indicators')[1];
  const edits = [
    {
      kind: 'cell',
      table: 'indicators',
      row: 1,
      id: row?.['#'],
      column: 'value',
      from: '≥500次',
      to: '≥510次',
    } as const,
  ];
  const committed = store.commit({ id: 1, revision, label: '填写', edits });
  store.commit({ id: 1, revision: committed.revision, label: '撤销', edits: invertAll(edits) });
  expect(store.open(1).filing).toEqual(filing);
});
