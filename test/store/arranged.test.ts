import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { createFilingList } from '../../electron/store/filing-list.ts';
import type { SearchIndex } from '../../electron/store/search-index.ts';
import type { FilingSummary } from '../../shared/api.ts';
import { arrange, type Grouping, groupings, type Sort, sorts } from '../../shared/arrangement.ts';
import { setText } from '../../shared/filing/edits.ts';
import { wholeList } from '../../shared/whole-list.ts';
import { filingOf, handClock, newStore, storeAt } from './with-store.ts';

/** The order of the list: the newest year first, those without one last. */
const byYearAndUnit = (a: FilingSummary, b: FilingSummary) =>
  (b.year ?? 0) - (a.year ?? 0) || Buffer.compare(Buffer.from(a.unit), Buffer.from(b.unit)) || a.id - b.id;

const name = fc.constantFrom('档案', '路灯10', '路灯9', 'ＡＢ', 'ab', '');
const unit = fc.constantFrom('市政所', '档案馆', 'ＡＢ', 'AB', '');
const year = fc.constantFrom('2025', '2026', '');
const how = fc.record({
  sort: fc.constantFrom(...(Object.keys(sorts) as Sort[])),
  grouping: fc.constantFrom(...(Object.keys(groupings) as Grouping[])),
});
const at = fc.nat(20);
const field = fc.constantFrom('projectName', 'implementingUnit', 'fiscalYear', 'annualGoal');
const made = fc.record({ name, unit, year });
const step = fc.oneof(
  fc.record({ add: fc.array(made, { minLength: 1, maxLength: 3 }) }),
  fc.record({ move: fc.constantFrom('trash', 'restore', 'purge'), at }),
  { arbitrary: fc.record({ field, at, name, unit, year }), weight: 3 },
);

test('however filings come, change and go, the list has each where sorting all of them puts it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(made, { minLength: 5, maxLength: 9 }),
      fc.array(step, { minLength: 8, maxLength: 14 }),
      how,
      async (begin, steps, wanted) => {
        const clock = handClock();
        const { store, path } = await newStore({ now: clock.now });
        const other = await storeAt(path, { now: clock.now });
        const compare = async () => {
          const all = store.list({ query: '', trashed: false });
          expect(all).toEqual(all.toSorted(byYearAndUnit));
          for (const trashed of [false, true]) {
            const whole = store.list({ query: '', trashed });
            for (const years of [undefined, [2026], [2025, 1999]]) {
              if (trashed && years) continue;
              const own = whole.filter((filing) => !years || years.includes(filing.year ?? 0));
              const pages = await wholeList(async (from) => other.search({ query: '', trashed, years, from, most: 2 }));
              expect(pages).toEqual(own);
            }
          }
          for (const one of [store, other]) {
            const { groups, filings, found } = await one.arranged({
              query: '',
              how: wanted,
              most: 9,
              first: 3,
              beside: [1, 99],
            });
            expect(groups).toEqual(arrange(all, wanted));
            expect(found).toBe(all.length);
            const ids = groups.flatMap((group) => group.ids);
            const told = new Set([...ids.slice(0, 3), ...ids.filter((id) => id === 1)]);
            expect(filings.map(({ id }) => id)).toEqual([...told]);
            for (const query of ['灯', '档案馆', 'ab', '年度']) {
              const hits = store.list({ query, trashed: false });
              const search = await one.arranged({ query, how: wanted, most: 4, first: 2, beside: [] });
              const places = arrange(hits, wanted).flatMap((group) => group.ids);
              expect(search.groups.flatMap((group) => group.ids)).toEqual(places.slice(0, 4));
              expect(search.found).toBe(hits.length);
              expect(search.filings).toEqual(places.slice(0, 2).map((id) => hits.find((hit) => hit.id === id)));
              expect(one.summaries(places, query)).toHaveLength(hits.length);
            }
            expect(one.outline().reduce((sum, row) => sum + row.filings, 0)).toBe(all.length);
          }
        };
        const add = (filings: typeof begin) =>
          store.add(
            filings.map((of) => filingOf({ projectName: of.name, implementingUnit: of.unit, fiscalYear: of.year })),
            '导入',
          );
        let ids = add(begin);
        await compare();
        for (const [index, one] of steps.entries()) {
          clock.set(`2026-03-02T09:00:${String(index % 7).padStart(2, '0')}`);
          if ('add' in one) ids = [...ids, ...add(one.add)];
          else {
            const id = ids[one.at % Math.max(1, ids.length)];
            if (id === undefined) continue;
            const there = store.list({ query: '', trashed: false }).some((filing) => filing.id === id);
            if ('move' in one) {
              if (one.move === 'purge' && there) continue;
              store[one.move as 'trash'](ids.includes(id) ? [id] : []);
              if (one.move === 'purge') ids = ids.filter((other) => other !== id);
            } else if (there) {
              const { revision, filing } = store.open(id);
              const texts: Record<string, string> = {
                projectName: one.name,
                implementingUnit: one.unit,
                fiscalYear: one.year,
              };
              const to = texts[one.field] ?? `目标${index}`;
              const edit = setText(filing, { field: one.field }, to);
              if (edit) store.commit({ id, revision, label: '填写', edits: [edit] });
            }
          }
          await compare();
        }
        await store.close();
        await other.close();
      },
    ),
    { numRuns: 8 },
  );
});

test('a hit of the index that the texts do not have is left out, and so is one that is gone', async () => {
  const { store, path } = await newStore();
  const [first = 0, second = 0] = store.add(
    [filingOf({ projectName: '路灯' }), filingOf({ projectName: '档案' })],
    '导入',
  );
  const database = new Sqlite(path);
  onTestFinished(() => void database.close());
  const find = () => ({ hits: [first, second, 99], unknown: [] });
  const list = createFilingList(database, { find } as unknown as SearchIndex);
  const how = { sort: 'name', grouping: 'none' } as const;
  const { groups, found } = list.arranged({ query: '路灯', how, most: 9, first: 9, beside: [second] }, null);
  expect(groups).toEqual([{ year: null, unit: null, ids: [first] }]);
  expect(found).toBe(1);
});
