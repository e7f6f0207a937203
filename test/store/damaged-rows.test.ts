import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findRows } from '../../electron/store/found-rows.ts';
import { isUndamaged } from '../../electron/store/row-sums.ts';
import { openStore, type Store } from '../../electron/store/store.ts';
import { filingOf, handClock, newStore, ownFolder, typed } from './with-store.ts';

/** Numbers of a data file that say where and of what kind its values are: each can be damaged by itself. */

const PAGE = 4096;
const LEAF = 13;
const { now } = handClock();

/** Some filings, of which two were changed, and a setting; without a log. */
async function written(): Promise<{ bytes: Buffer; holds: string }> {
  const { store, path } = await newStore();
  const ids = store.add(
    ['社区流动书车', '河道巡查', '档案整理'].map((projectName) => filingOf({ projectName })),
    '新建',
  );
  for (const id of ids.slice(1))
    store.commit({ id, revision: 1, label: '填写', edits: [typed('implementingUnit', `第${id}中心`, '水务事务中心')] });
  store.set('theme', 'light-or-dark');
  const holds = holdsOf(store);
  await store.close();
  return { bytes: readFileSync(path), holds };
}

function holdsOf(store: Store): string {
  const filings = store.list({ query: '', trashed: false }).map(({ id }) => {
    const { filing, revision, doubt } = store.open(id);
    return [id, revision, filing, doubt, store.history(id, revision + 1)];
  });
  return JSON.stringify([filings, store.settings()]);
}

interface Row {
  /** Where the length of the row, its rowid and the kinds of its values stand in the file. */
  length: number;
  rowid: number;
  kinds: number[];
}

/** The rows of the tables, as far as they do not go on on further pages, whose first value is not a copy's. */
function rowsIn(bytes: Buffer): Row[] {
  const pages = Array.from({ length: bytes.length / PAGE }, (_, n) => n * PAGE).filter((page) => bytes[page] === LEAF);
  return pages.flatMap((page) =>
    Array.from({ length: bytes.readUInt16BE(page + 3) }, (_, n) => {
      const length = page + bytes.readUInt16BE(page + 8 + 2 * n);
      const rowid = numberAt(bytes, length).end;
      const { end: head } = numberAt(bytes, rowid);
      const { value, end } = numberAt(bytes, head);
      const kinds: number[] = [];
      for (let at = end; at < head + value; at = numberAt(bytes, at).end) kinds.push(at);
      return { length, rowid, kinds };
    }),
  );
}

/** A number of one or more bytes, seven bits in each. */
function numberAt(bytes: Buffer, at: number): { value: number; end: number } {
  let [value, end] = [0, at];
  for (let more = true; more; end++) {
    const byte = bytes[end] as number;
    value = value * 128 + (byte & 127);
    more = byte >= 128;
  }
  return { value, end };
}

async function opened(bytes: Buffer): Promise<{ holds: string; others: string[] }> {
  const path = join(ownFolder(), '绩效表.db');
  writeFileSync(path, bytes);
  const store = await openStore(path, { now });
  const others = store.recovery()?.salvaged?.others.map(({ name }) => name) ?? [];
  const holds = holdsOf(store);
  await store.close();
  return { holds, others };
}

test('a saved change reads, whatever one number at its beginning is', async () => {
  const { bytes } = await written();
  const path = join(ownFolder(), '绩效表.db');
  const changes = rowsIn(bytes).filter(({ kinds }) => kinds.length === 6);
  expect(changes.length).toBeGreaterThanOrEqual(5);
  writeFileSync(path, bytes);
  const all = findRows(path).rows.revisions.length;
  const damage = fc.record({ which: fc.nat(), place: fc.nat(6), value: fc.nat(127) });
  const reads = fc.property(damage, ({ which, place, value }) => {
    const { length, kinds } = changes[which % changes.length] as Row;
    const damaged = Buffer.from(bytes);
    const at = [length, ...kinds][place] as number;
    damaged[at] = ((damaged[at] as number) & 128) | value;
    writeFileSync(path, damaged);
    const rows = findRows(path).rows.revisions.filter(isUndamaged);
    expect(new Set(rows.map(({ filing, revision }) => `${filing} ${revision}`)).size).toBe(all);
  });
  fc.assert(reads, { numRuns: 300, endOnFailure: true });
});

test('a filing is shown under its own id, whatever its row says', async () => {
  const { bytes, holds } = await written();
  const filings = rowsIn(bytes).filter(({ kinds }) => kinds.length === 15);
  expect(filings).toHaveLength(3);
  for (const { rowid } of filings)
    for (const id of [1, 2, 3, 9]) {
      const damaged = Buffer.from(bytes);
      damaged[rowid] = id;
      expect(await opened(damaged)).toEqual({ holds, others: [] });
    }
}, 60_000);

test.each([512, 2048, 8192, 65_536])('a header that speaks of pages of %i bytes hides nothing', async (size) => {
  const { bytes, holds } = await written();
  bytes.writeUInt16BE(size % 65_535, 16);
  expect(await opened(bytes)).toEqual({ holds, others: [] });
});
