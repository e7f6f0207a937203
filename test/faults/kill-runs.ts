import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { expect } from 'vitest';
import { openStore } from '../../electron/store/store.ts';
import { filingOf, ownFolder } from '../store/with-store.ts';

const committing = fileURLToPath(new URL('./commit-cells.ts', import.meta.url));
const beginning = fileURLToPath(new URL('./begin-file.ts', import.meta.url));

/**
 * Kills a process that commits cells at random moments, `runs` times on the same file, and checks each time that the
 * file is sound and has every commit that was reported saved, with its revision row.
 */
export async function killWhileCommitting(runs: number): Promise<void> {
  const path = join(ownFolder(), '绩效表.db');
  const now = () => new Date();
  const first = await openStore(path, { now });
  const [id] = first.add([filingOf()], '新建') as [number];
  await first.close();
  let total = 0;
  for (let run = 0; run < runs; run++) {
    const reported = await killedAfter(path, id, Math.floor(Math.random() * 12), Math.random() * 6);
    const database = new Sqlite(path);
    expect(database.pragma('quick_check', { simple: true })).toBe('ok');
    database.close();
    const store = await openStore(path, { now });
    expect(store.notice, `run ${run}`).toBeNull();
    const { revision, filing } = store.open(id);
    // One commit more may be on disk than could be reported.
    expect(revision, `run ${run}: reported ${reported}`).toBeGreaterThanOrEqual(reported);
    if (revision > 1) expect(filing.values.annualGoal).toBe(`第${revision}次保存`);
    await store.close();
    expect(revisionsOf(path, id)).toEqual(Array.from({ length: revision }, (_, index) => index + 1));
    total = Math.max(total, reported);
  }
  expect(total, 'some run must have got to committing').toBeGreaterThan(1);
}

/**
 * Starts the process and kills it `delay` ms after it reported `lines` commits; the last revision it reported, 0 for
 * none.
 */
async function killedAfter(path: string, id: number, lines: number, delay: number): Promise<number> {
  const process_ = spawn(process.execPath, [committing, path, String(id)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let planned = false;
  const plan = () => {
    if (planned || output.split('\n').length - 1 < lines) return;
    planned = true;
    setTimeout(() => process_.kill('SIGKILL'), lines === 0 ? delay * 60 : delay);
  };
  process_.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    plan();
  });
  plan();
  const [code, signal] = await once(process_, 'close');
  expect([code, signal]).toEqual([null, 'SIGKILL']);
  // A line that was cut by the kill was not reported.
  const reported = output.slice(0, output.lastIndexOf('\n') + 1).match(/\d+/g) ?? [];
  return Number(reported.at(-1) ?? 0);
}

function revisionsOf(path: string, id: number): unknown[] {
  const database = new Sqlite(path, { readonly: true });
  try {
    return database.prepare('SELECT revision FROM revisions WHERE filing = ? ORDER BY revision').pluck().all(id);
  } finally {
    database.close();
  }
}

/** Kills a process at random moments while it makes a new file; each time the file must then open as a new one. */
export async function killWhileBeginning(runs: number): Promise<void> {
  for (let run = 0; run < runs; run++) {
    const path = join(ownFolder(), '绩效表.db');
    const process_ = spawn(process.execPath, [beginning, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(process_.stdout, 'data');
    setTimeout(() => process_.kill('SIGKILL'), Math.random() * 12);
    await once(process_, 'exit');
    const store = await openStore(path, { now: () => new Date() });
    expect([store.notice, store.readOnly], `run ${run}`).toEqual([null, false]);
    expect(store.add([filingOf()], '新建')).toEqual([1]);
    await store.close();
  }
}
