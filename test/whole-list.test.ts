import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FilingSummary } from '../shared/api.ts';
import { wholeList } from '../shared/whole-list.ts';

const filing = (id: number): FilingSummary => ({
  id,
  form: 'dalian-project',
  name: `第${id}张`,
  unit: '市政所',
  year: 2026,
  savedAt: '2026-03-02T09:00:00.000Z',
  found: null,
});
const list = fc.uniqueArray(fc.nat(30), { maxLength: 9 });

test('a list that changes while it is read comes as it was at one time, the last one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(list, { minLength: 1, maxLength: 9 }),
      fc.array(fc.boolean(), { maxLength: 30 }),
      fc.integer({ min: 1, max: 4 }),
      async (lists, changes, most) => {
        let [version, asked] = [0, 0];
        const read = await wholeList(async (from) => {
          asked = version;
          const ids = lists[version] ?? [];
          if (changes.shift() && version < lists.length - 1) version++;
          return { filings: ids.slice(from, from + most).map(filing), found: ids.length, version: asked };
        });
        expect(read.map(({ id }) => id)).toEqual(lists[asked]);
      },
    ),
  );
});
