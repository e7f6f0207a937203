import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStore, type Store } from '../../electron/store/store.ts';
import { newBook } from '../../shared/book/book.ts';
import { filingOf, handClock, newStore, ownFolder } from './with-store.ts';

/** What is saved beside the changes of filings, each the last thing that was saved before the log was damaged. */
const saved: Record<string, (store: Store, id: number) => void> = {
  定稿: (store, id) => store.lock([id]),
  解除定稿: (store, id) => {
    store.lock([id]);
    store.unlock(id, '数字有误');
  },
  版本的名称: (store, id) => store.versions.name(id, 1, '送审稿'),
  去掉版本的名称: (store, id) => store.versions.unname(id, '一上'),
  移到回收站: (store, id) => store.trash([id]),
  从回收站恢复: (store, id) => store.restore([id + 1]),
  彻底删除: (store, id) => store.purge([id + 1]),
  忽略提醒: (store, id) =>
    store.review.waive({ unit: '图书馆', rule: 'R35', filing: id, path: null, reason: '只有一项' }),
  不再忽略: (store) => store.review.unwaive(1),
  批复总额: (store) => store.review.approve('图书馆', 2026, '98765.43'),
  指标库: (store) => void store.library.change({ unlist: [{ name: '巡查里程', entry: null }] }),
  套表: (store, id) =>
    void store.books.save(null, newBook({ title: '预算绩效', unit: '图书馆', year: 2026, cover: {} }, [id])),
};

const { now } = handClock();
const FRAME = 24 + 4096;

/** A data file with what was saved before, and a log in which lies what was saved last; and what both hold. */
async function written(last: (store: Store, id: number) => void) {
  const { store, path } = await newStore();
  const [id = 0, other = 0] = store.add([filingOf(), filingOf({ projectName: '古树保护' })], '导入');
  store.versions.name(id, 1, '一上');
  store.trash([other]);
  store.review.waive({ unit: '图书馆', rule: 'R11', filing: null, path: null, reason: '没有此项' });
  const settling = new Sqlite(path);
  settling.pragma('wal_checkpoint(TRUNCATE)');
  settling.close();
  const before = holdsOf(store);
  last(store, id);
  // Behind what is damaged the log may be whole.
  store.set('zoom', '110');
  const after = holdsOf(store);
  expect(after).not.toBe(before);
  const bytes = new Map(['', '-wal', '-seen'].map((end) => [end, readFileSync(path + end)]));
  return { bytes, before, after };
}

function holdsOf(store: Store): string {
  const filings = [false, true].map((trashed) => store.list({ query: '', trashed }));
  const ids = filings.flat().map(({ id }) => id);
  const { waivers, approved } = store.review;
  const versions = ids
    .map((id) => store.versions.list(id))
    .map(({ versions, locked, locks }) => [versions.filter(({ name }) => name !== ''), locked, locks]);
  return JSON.stringify([filings, versions, waivers(), [...approved(2026)], store.library.read(), store.books.list()]);
}

/** Opens the files with a log of these bytes: what is held, and whether the clerk is told that something is missing. */
async function opened(bytes: ReadonlyMap<string, Buffer>, log: Buffer): Promise<{ holds: string; told: boolean }> {
  const path = join(ownFolder(), '绩效表.db');
  for (const [end, content] of bytes) writeFileSync(path + end, end === '-wal' ? log : content);
  if (log.length === 0) rmSync(`${path}-wal`);
  const store = await openStore(path, { now });
  const { reason = '', salvaged } = store.recovery() ?? {};
  const holds = holdsOf(store);
  await store.close();
  return { holds, told: /少了 [1-9]\d* 次修改/.test(reason) || (salvaged?.others ?? []).length > 0 };
}

test.each(Object.entries(saved))(
  '%s that is lost with the log is told',
  async (_, last) => {
    const { bytes, before, after } = await written(last);
    const log = bytes.get('-wal') as Buffer;
    expect(await opened(bytes, log)).toEqual({ holds: after, told: false });
    expect(await opened(bytes, Buffer.alloc(0))).toEqual({ holds: before, told: true });
    const damage = fc.record({ at: fc.nat(), length: fc.nat(2 * FRAME), isCut: fc.boolean() });
    const tells = fc.asyncProperty(damage, async ({ at, length, isCut }) => {
      const damaged = Buffer.from(log);
      const from = at % log.length;
      for (let place = from; place < Math.min(from + length, log.length); place++)
        damaged[place] = (place * 7919) & 255;
      const { holds, told } = await opened(bytes, isCut ? log.subarray(0, from) : damaged);
      if (!told) expect(holds).toBe(after);
    });
    await fc.assert(tells, { numRuns: 6, endOnFailure: true });
  },
  60_000,
);
