import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Store } from '../../electron/store/store.ts';
import { filingOf, newStore, ownFolder, storeAt } from './with-store.ts';

/** Rows without a sum, which stand twice: one text of each kind, and how the clerk is told of its row. */
const kinds = {
  '只有一项，可以忽略': '已忽略的提醒',
  '98765.43': '批复总额',
  'light-or-dark': '软件设置',
  巡查河道的里程数: '指标库',
  送审初稿: '社区流动书车运行经费',
  数字有误需要修改: '社区流动书车运行经费',
};

async function written(): Promise<{ path: string; holds: string }> {
  const { store, path } = await newStore();
  const [id = 0] = store.add([filingOf({ projectName: '社区流动书车运行经费' })], '新建');
  store.set('theme', 'light-or-dark');
  const waiver = { unit: '滨城区图书馆', rule: 'R35', filing: id, path: null, reason: '只有一项，可以忽略' };
  store.review.waive(waiver);
  store.review.approve('滨城区图书馆', 2026, '98765.43');
  const indicator = {
    level1: '产出指标',
    level2: '数量指标',
    name: '巡查河道的里程数',
    also: [],
    sign: null,
    units: [],
    reference: '',
    kinds: [],
    source: '',
  };
  store.library.change({ put: [{ id: 'own-1', indicator }] });
  store.versions.name(id, 1, '送审初稿');
  store.lock([id]);
  store.unlock(id, '数字有误需要修改');
  const holds = contentOf(store);
  await store.close();
  return { path, holds };
}

function contentOf(store: Store): string {
  const [id = 0] = store.list({ query: '', trashed: false }).map(({ id }) => id);
  const { versions, locks } = store.versions.list(id);
  return JSON.stringify([
    store.settings(),
    store.review.waivers(),
    [...store.review.approved(2026)],
    store.library.read().entries,
    versions.filter(({ name }) => name !== ''),
    locks,
    store.open(id).filing,
  ]);
}

const placesOf = (bytes: Buffer, text: string) => {
  const places: number[] = [];
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) places.push(at);
  return places;
};

test.each([false, true])(
  'a flipped bit in a row is told, and mended where there is a backup: %s',
  async (backup) => {
    const made = await written();
    const bytes = readFileSync(made.path);
    const places = Object.entries(kinds).flatMap(([text, told]) => {
      const own = placesOf(bytes, text);
      expect(own.length, text).toBeGreaterThanOrEqual(2);
      return own.map((place) => ({ place, length: Buffer.byteLength(text), told }));
    });
    const flipped = fc.asyncProperty(fc.nat(1000), fc.nat(6), async (at, bit) => {
      for (const { place, length, told } of places) {
        const damaged = Buffer.from(bytes);
        damaged[place + (at % length)] = (damaged[place + (at % length)] as number) ^ (1 << bit);
        const folder = ownFolder();
        const path = join(folder, '绩效表.db');
        writeFileSync(path, damaged);
        if (backup) cpSync(join(dirname(made.path), 'backups'), join(folder, 'backups'), { recursive: true });
        const store = await storeAt(path);
        const others = store.recovery()?.salvaged?.others ?? [];
        if (backup) expect([contentOf(store), others]).toEqual([made.holds, []]);
        else if (contentOf(store) !== made.holds)
          expect(new Set(others.map(({ name }) => name))).toEqual(new Set([told]));
        await store.close();
        rmSync(folder, { recursive: true });
      }
    });
    await fc.assert(flipped, { numRuns: 2, endOnFailure: true });
  },
  60_000,
);
