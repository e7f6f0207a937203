import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Store } from '../../electron/store/store.ts';
import { applyAll, type Edit, setText } from '../../shared/filing/edits.ts';
import { type Filing, newFiling } from '../../shared/filing/filing.ts';

import { applyNamed } from '../../shared/filing/row-ids.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import type { Form } from '../../shared/form/form.ts';
import { someEdit } from '../filing/some-edit.ts';
import { catalogFiling, type Sample } from '../filings.ts';
import { bodyDamage, changeDamage, damageVersion, damaging } from './damage-rows.ts';
import { filingOf, handClock, newStore, storeAt, typed } from './with-store.ts';

const broken = expect.objectContaining({ code: 'store-broken' });

/** A field that was emptied is as empty as one that was never filled. */
function plain({ values, tables, ...rest }: Filing): Filing {
  const drop = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
  const rows = Object.entries(tables).map(([id, table]) => [id, table.map(drop)] as const);
  return { ...rest, values: drop(values), tables: Object.fromEntries(rows) };
}

/** What a clerk does next: some edits, or an amount as it is typed; in a window that goes on, or was opened anew. */
const numbers = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat());
const deed = fc.record({
  edits: fc.array(numbers, { minLength: 1, maxLength: 3 }),
  amount: fc.option(fc.constantFrom('1,200.5', '1200.50', ' 3 ', ''), { freq: 4 }),
  anew: fc.boolean(),
  keep: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

function editsOf(form: Form, filing: Filing, { edits, amount }: Deed): Edit[] {
  const made: Edit[] = [];
  let now = filing;
  const make = (edit: Edit | null) => {
    if (!edit) return;
    now = applyAll(now, [edit]);
    made.push(edit);
  };
  const [field] = form.fields.filter(({ type, computed }) => type === 'amount' && !computed);
  if (amount !== null && field) make(setText(now, { field: field.id }, amount));
  for (const four of edits) make(someEdit(form, now, four));
  return made;
}

/** Does the deeds; answers with what the filing was at each revision, as the window showed it then. */
function live(store: Store, { form, filing: start }: Sample, deeds: readonly Deed[]): { id: number; was: Filing[] } {
  const [id] = store.add([start], '新建') as [number];
  const was = [store.open(id).filing];
  let [shown, rows] = [was[0] as Filing, 0];
  for (const one of deeds) {
    if (one.anew) shown = was.at(-1) as Filing;
    // As a window does it: each new row has an id.
    const { filing, edits } = applyNamed(shown, editsOf(form, shown, one), () => `new${++rows}`);
    if (edits.length === 0) continue;
    store.commit({ id, revision: was.length, label: '文', edits });
    if (one.keep) store.versions.keep([id]);
    was.push(store.open(id).filing);
    shown = filing;
  }
  return { id, was };
}

test('every revision of a filing is read back as it was, whatever its form and whatever was done', async () => {
  const { store } = await newStore();
  fc.assert(
    fc.property(catalogFiling, fc.array(deed, { minLength: 1, maxLength: 20 }), (sample, deeds) => {
      const { id, was } = live(store, sample, deeds);
      for (const [before, filing] of was.entries()) {
        const read = store.versions.read(id, before + 1);
        expect(read.revision).toBe(before + 1);
        expect(plain(read.filing)).toEqual(plain(filing));
      }
    }),
    { numRuns: 25 },
  );
});

test('after every fifty changes a body is kept whole, and each of many is read back', async () => {
  const { store } = await newStore();
  const filing = newFiling(dalianProject, 2026);
  const deeds = fc.sample(deed, { numRuns: 130, seed: 7 }).map((one) => ({ ...one, keep: false }));
  const { id, was } = live(store, { form: dalianProject, filing }, deeds);
  const kept = store.versions.list(id).versions.map(({ revision }) => revision);
  expect(kept).toEqual([100, 50, 1].filter((revision) => revision <= was.length));
  for (const [before, filing] of was.entries())
    expect(plain(store.versions.read(id, before + 1).filing)).toEqual(plain(filing));
});

const harm = fc.record({
  changes: fc.array(fc.tuple(fc.nat(), fc.constantFrom(...Object.values(changeDamage))), { maxLength: 3 }),
  versions: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 3 }),
  body: fc.option(fc.constantFrom(...Object.values(bodyDamage)), { freq: 2 }),
});

/** A revision as it is read back, or null where it is refused. */
function readOrNull(store: Store, id: number, revision: number): Filing | null {
  try {
    return store.versions.read(id, revision).filing;
  } catch (error) {
    expect(error).toEqual(broken);
    return null;
  }
}

test('damage is gone round: a revision is read back right as long as any way leads to it, or refused', async () => {
  const { store, path } = await newStore();
  fc.assert(
    fc.property(catalogFiling, fc.array(deed, { minLength: 1, maxLength: 12 }), harm, (sample, deeds, done) => {
      const { id, was } = live(store, sample, deeds);
      const last = was.length;
      const kept = new Set(store.versions.list(id).versions.map(({ revision }) => revision));
      const changes = new Set<number>();
      damaging(path, (database) => {
        for (const [nth, sql] of done.changes) {
          const revision = 1 + (nth % last);
          if (changes.has(revision)) continue;
          database.prepare(sql).run(id, revision);
          changes.add(revision);
        }
        for (const [nth, byte] of done.versions) {
          const revision = [...kept][nth % kept.size];
          if (revision === undefined) continue;
          damageVersion(database, id, revision, byte);
          kept.delete(revision);
        }
        if (done.body !== null) database.prepare(done.body).run(id);
      });
      if (done.body === null) kept.add(last);
      const leads = (from: number, to: number) => {
        for (let k = Math.min(from, to) + 1; k <= Math.max(from, to); k++) if (changes.has(k)) return false;
        return true;
      };
      for (const [before, filing] of was.entries()) {
        const revision = before + 1;
        if ([...kept].some((from) => leads(from, revision)))
          expect(plain(store.versions.read(id, revision).filing), `revision ${revision}`).toEqual(plain(filing));
        else {
          // A byte that says nothing (the last bits of a packed body) may be another without harm.
          const read = readOrNull(store, id, revision);
          if (read) expect(plain(read), `revision ${revision}`).toEqual(plain(filing));
        }
      }
      // Each damaged one says so.
      const marked = store.versions.list(id).steps.filter(({ damaged }) => damaged);
      expect(new Set(marked.map(({ revision }) => revision))).toEqual(changes);
      expect(store.versions.list(id).steps).toHaveLength(last);
    }),
    { numRuns: 40 },
  );
});

test('what is stored damaged is shown as it was saved, with a word, and is sound again after the next change', async () => {
  const { store, path } = await newStore();
  for (const [how, sql] of Object.entries(bodyDamage)) {
    const [id] = store.add([filingOf()], '新建') as [number];
    store.commit({ id, revision: 1, label: '填写', edits: [typed('annualGoal', '一')] });
    const { filing } = store.open(id);
    damaging(path, (database) => database.prepare(sql).run(id));
    const { doubt, ...shown } = store.open(id);
    expect(doubt, how).toContain('按修改记录还原');
    expect(plain(shown.filing), how).toEqual(plain(filing));
    store.commit({ id, revision: 2, label: '填写', edits: [typed('annualGoal', '二', '一')] });
    expect(store.open(id)).toMatchObject({ doubt: null, filing: { values: { annualGoal: '二' } } });
    expect(store.versions.read(id, 2).filing.values.annualGoal).toBe('一');
  }
});

test('where nothing leads to what was saved, what can be read is shown as doubtful, and nothing passes for sound', async () => {
  const { store, path } = await newStore();
  const [id] = store.add([filingOf()], '新建') as [number];
  for (const [k, to] of ['一', '二', '三'].entries())
    store.commit({
      id,
      revision: k + 1,
      label: '填写',
      edits: [typed('annualGoal', to, ['', '一', '二'][k] as string)],
    });
  const spoil = (...statements: string[]) =>
    damaging(path, (database) => {
      for (const sql of statements) database.exec(sql);
    });
  spoil('DELETE FROM revisions WHERE revision = 3', "UPDATE filings SET body = replace(body, '三', '五')");
  expect(store.open(id)).toMatchObject({
    doubt: expect.stringContaining('不能还原；现在显示的是能读出的内容'),
    filing: { values: { annualGoal: '五' } },
  });
  // It is not kept, nor 定稿, as long as it may be wrong.
  store.versions.keep([id]);
  expect(() => store.lock([id])).toThrow(broken);
  expect(() => store.versions.read(id, 4)).toThrow(broken);
  expect(() => store.versions.name(id, 4, '一上')).toThrow(broken);
  spoil("UPDATE filings SET body = '{'");
  expect(store.open(id)).toMatchObject({
    revision: 4,
    doubt: expect.stringContaining('缺少最后 2 次修改'),
    filing: { values: { annualGoal: '一' } },
  });
  store.commit({ id, revision: 4, label: '填写', edits: [typed('annualGoal', '三', '一')] });
  expect(store.open(id)).toMatchObject({ doubt: null, filing: { values: { annualGoal: '三' } } });
  expect(store.versions.read(id, 5).filing.values.annualGoal).toBe('三');
  spoil("UPDATE filings SET body = '{'", 'DELETE FROM versions');
  expect(() => store.open(id)).toThrow(broken);
});

test('the filings that are damaged are found in the background and told by their names', async () => {
  const told: (string | null)[] = [];
  const { store, path } = await newStore();
  const ids = store.add(
    Array.from({ length: 30 }, (_, k) => filingOf({ projectName: `项目${k}` })),
    '导入',
  );
  await store.close();
  damaging(path, (database) => {
    database.exec(`UPDATE filings SET body = replace(body, '项目7', '项目8') WHERE id = ${ids[7]}`);
    // Its content is as it was saved: only the checksum is another.
    database.exec(`UPDATE filings SET sum = 'x' WHERE id = ${ids[9]}`);
  });
  const again = await storeAt(path, { tell: (sentence) => told.push(sentence) });
  again.checkBodies();
  await expect.poll(() => again.doubtful()).toEqual([{ id: ids[7], name: '项目7' }]);
  expect(told).toEqual(['有 1 张表保存的内容在数据文件中被改动或损坏：“项目7”，请打开核对']);
  expect(again.open(ids[9] as number).doubt).toBeNull();
});

test('a revision has names of its own, which can be taken away again', async () => {
  const clock = handClock();
  const { store } = await newStore({ now: clock.now });
  const [id, other] = store.add([filingOf(), filingOf()], '新建') as [number, number];
  store.commit({ id, revision: 1, label: '填写', edits: [typed('annualGoal', '一')] });
  store.versions.name(id, 1, '一上');
  store.versions.name(id, 2, '送审稿');
  store.versions.name(id, 2, '二上');
  store.versions.name(id, 2, '二上');
  store.versions.name(other, 1, '一上');
  const names = () => store.versions.list(id).versions.map(({ revision, name }) => `${revision} ${name}`);
  expect(names()).toEqual(['2 二上', '2 送审稿', '1 一上']);
  expect(() => store.versions.name(id, 2, '一上')).toThrow(
    expect.objectContaining({ code: 'bad-request', message: '此表已有名为“一上”的版本，请换一个名称' }),
  );
  expect(() => store.versions.name(id, 3, '三上')).toThrow(expect.objectContaining({ code: 'not-found' }));
  store.versions.unname(id, '二上');
  expect(names()).toEqual(['2 送审稿', '1 一上']);
  store.versions.unname(id, '送审稿');
  store.versions.unname(id, '一上');
  expect(names(), 'the bodies stay').toEqual(['2 ', '1 ']);
  expect(() => store.versions.unname(id, '一上')).toThrow(expect.objectContaining({ code: 'not-found' }));
});

test('the list tells when each change was made, newest first, and of very many the last ones', async () => {
  const clock = handClock('2026-03-02T09:00:00');
  const { store, path } = await newStore({ now: clock.now });
  const [id] = store.add([filingOf()], '新建') as [number];
  clock.set('2026-03-03T09:00:00');
  store.commit({ id, revision: 1, label: '填写年度目标', edits: [typed('annualGoal', '一')] });
  const iso = (time: string) => new Date(time).toISOString();
  expect(store.versions.list(id)).toMatchObject({
    steps: [
      { revision: 2, savedAt: iso('2026-03-03T09:00:00'), label: '填写年度目标' },
      { revision: 1, savedAt: iso('2026-03-02T09:00:00'), label: '新建' },
    ],
    versions: [{ revision: 1, savedAt: iso('2026-03-02T09:00:00'), name: '' }],
    cut: false,
    locked: null,
    locks: [],
  });
  expect(store.versions.read(id, 1).savedAt).toBe(iso('2026-03-02T09:00:00'));
  damaging(path, (database) => {
    const row = database.prepare("INSERT INTO revisions VALUES (?, ?, '', '填写', '[]', '')");
    for (let k = 3; k <= 5010; k++) row.run(id, k);
    database.prepare('UPDATE filings SET revision = 5010 WHERE id = ?').run(id);
  });
  const { steps, cut } = store.versions.list(id);
  expect([steps.length, steps[0]?.revision, steps.at(-1)?.revision, cut]).toEqual([5000, 5010, 11, true]);
  for (const work of [
    () => store.versions.list(99),
    () => store.versions.read(99, 1),
    () => store.versions.read(id, 0),
  ])
    expect(work).toThrow(expect.objectContaining({ code: 'not-found' }));
});
