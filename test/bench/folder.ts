import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../electron/store/store.ts';
import type { Filing } from '../../shared/filing/filing.ts';

/** Runs work with a folder of its own, which goes afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'jixiaobiao-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Path of the data file in the clerk's folder. */
export function dataFile(folder: string): string {
  return join(folder, 'jixiaobiao.db');
}

/** Puts filings into the data file of a folder; returns their ids. */
export async function fill(folder: string, filings: readonly Filing[]): Promise<number[]> {
  const store = await openStore(dataFile(folder), { now: () => new Date() });
  const ids = store.add(filings, '导入');
  await store.close();
  return ids;
}
