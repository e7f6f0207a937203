import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { openStore, type Store } from '../../electron/store/store.ts';
import { AS_VERSION_5, filingOf, ownFolder } from '../store/with-store.ts';
import { type Random, randomOf } from './random.ts';
import { draftsAt, faultsOf, faultsOfBackups } from './soundness.ts';

/**
 * A process that works on a data file is killed (SIGKILL) at random moments, again and again on the same file. After
 * each: the file opens at its own path with nothing to tell, holds everything that the process had reported done, agrees
 * with its sums and its count of changes, has whole backups, and no draft lies beside it once it was opened again. The
 * seed makes the same moments as far as the machine lets it. 500 runs take some eight minutes.
 */

const working = fileURLToPath(new URL('./killed-work.ts', import.meta.url));

export const killedWorks = ['begin', 'cells', 'backup', 'migrate', 'restore', 'import'] as const;
export type KilledWork = (typeof killedWorks)[number];

/** Most ms after the awaited line until the kill: about as long as one round of the work takes. */
const ROUND: Record<KilledWork, number> = { begin: 40, cells: 6, backup: 30, migrate: 60, restore: 60, import: 20 };

export interface Killed {
  /** What was not as it should be, a sentence each. */
  failed: string[];
  /** How much the killed processes had reported done. */
  reported: number;
}

export async function killWhile(work: KilledWork, runs: number, seed: number): Promise<Killed> {
  const random = randomOf(seed);
  const result: Killed = { failed: [], reported: 0 };
  let path = '';
  let before: string[] = [];
  for (let run = 0; run < runs; run++) {
    // These two begin anew each time; the others go on with what the kills before have left.
    if (run === 0 || work === 'begin' || work === 'migrate') {
      path = join(ownFolder(), '绩效表.db');
      before = [];
      if (work !== 'begin') await fill(path);
      if (work === 'migrate') makeOlder(path);
    }
    const lines = await killedAt(random, work, path, run);
    result.reported += lines.length;
    const reported = [...before, ...lines];
    const faults = await faultsAfter(path, work, reported).catch((error: unknown) => [String(error)]);
    result.failed.push(...faults.map((fault) => `${work}, seed ${seed}, run ${run}: ${fault}`));
    before = await standing(path);
  }
  return result;
}

const now = () => new Date('2026-03-02T20:00:00');

async function fill(path: string): Promise<void> {
  const store = await openStore(path, { now });
  store.add(
    Array.from({ length: 5 }, (_, n) => filingOf({ projectName: `项目${n + 1}`, annualGoal: '第1次保存' })),
    '新建',
  );
  await store.close();
}

function makeOlder(path: string): void {
  const database = new Sqlite(path);
  database.exec(AS_VERSION_5);
  database.pragma('user_version = 5');
  database.close();
}

/** Starts the process and kills it a moment after some line; the lines that it had written whole. */
async function killedAt(random: Random, work: KilledWork, path: string, run: number): Promise<string[]> {
  // Names of backups are of the second: each process has an hour of its own.
  const args = [working, work, path, String(run * 3600)];
  const process_ = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const awaited = work === 'begin' || work === 'migrate' ? 1 : random.int(12);
  const delay = random.int(1000 * (awaited === 0 ? 300 : ROUND[work])) / 1000;
  let output = '';
  let planned = false;
  const plan = () => {
    if (planned || output.split('\n').length - 1 < awaited) return;
    planned = true;
    setTimeout(() => process_.kill('SIGKILL'), delay);
  };
  process_.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    plan();
  });
  plan();
  const [code, signal] = await once(process_, 'close');
  if (signal !== 'SIGKILL') throw new Error(`${work} ended by itself with ${code}: ${output.slice(-300)}`);
  // A line that was cut by the kill was not reported.
  return output.split('\n').slice(0, -1);
}

/** What every filing holds now, in the words of the process: the next one must not fall behind it. */
async function standing(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  const store = await openStore(path, { now });
  const lines = store.list({ query: '', trashed: false }).map(({ id }) => `saved ${id} ${store.revision(id)}`);
  await store.close();
  return lines;
}

async function faultsAfter(path: string, work: KilledWork, lines: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  const store = await openStore(path, { now });
  if (store.notice !== null) faults.push(`the program says: ${store.notice}`);
  if (store.readOnly) faults.push('the file is only looked at');
  for (const [id, { least, other }] of owed(lines)) {
    const revision = store.revision(id);
    if (revision === null) faults.push(`filing ${id} is gone`);
    else if (revision < least && revision !== other)
      faults.push(`filing ${id} is at ${revision}, reported was ${least}`);
    else faults.push(...wrongTexts(store, id, work));
  }
  if (work === 'begin' || work === 'migrate') {
    const [id = 0] = store.add([filingOf()], '新建');
    if (id !== (work === 'begin' ? 1 : 6)) faults.push(`a new filing gets the number ${id}`);
  }
  await store.close();
  faults.push(...faultsOf(path), ...faultsOfBackups(path));
  for (const line of lines) {
    const [what, name = ''] = line.split(' ');
    if (what === 'fault') faults.push(line);
    if (what === 'backup' && !existsSync(join(path, '..', 'backups', name))) faults.push(`backup ${name} is gone`);
  }
  const drafts = draftsAt(path);
  if (drafts.length > 0) faults.push(`drafts were left: ${drafts.join(', ')}`);
  return faults;
}

/**
 * The revision that each filing must have at least; `other` is the one of a backup that may have come in its place, as
 * the process was killed over it.
 */
function owed(lines: readonly string[]): Map<number, { least: number; other?: number }> {
  const state = new Map<number, { least: number; other?: number }>();
  for (const line of lines) {
    const [what, ...words] = line.split(' ');
    const [id = 0, revision = 0, added = 0] = words.map(Number);
    if (what === 'saved' || what === 'restored' || what === 'imported') state.set(id, { least: revision });
    if (what === 'imported') state.set(added, { least: 1 });
    if (what === 'restoring') state.set(id, { ...(state.get(id) ?? { least: 1 }), other: revision });
  }
  return state;
}

function wrongTexts(store: Store, id: number, work: KilledWork): string[] {
  const { revision, filing } = store.open(id);
  const goal = filing.values.annualGoal;
  const copied = work === 'import' && id > 5;
  return copied || goal === `第${revision}次保存` ? [] : [`filing ${id} at ${revision} holds ${goal}`];
}
