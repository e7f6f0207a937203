import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { openStore } from '../../electron/store/store.ts';
import { AS_VERSION_5, filingOf, ownFolder } from '../store/with-store.ts';
import { faultsAfter, now } from './aftermath.ts';
import { type Random, randomOf } from './random.ts';

/**
 * A process that works on a data file is killed (SIGKILL) at random moments, again and again on the same file. After
 * each: the file opens at its own path with nothing to tell, holds everything that the process had reported done, agrees
 * with its sums and its count of changes, has whole backups, and no draft lies beside it once it was opened again. The
 * seed makes the same moments as far as the machine lets it. 500 runs take some eight minutes.
 */

const working = fileURLToPath(new URL('./killed-work.ts', import.meta.url));

export const killedWorks = ['begin', 'cells', 'versions', 'locks', 'backup', 'migrate', 'restore', 'import'] as const;
export type KilledWork = (typeof killedWorks)[number];

/** Most ms after the awaited line until the kill: about as long as one round of the work takes. */
const ROUND: Record<KilledWork, number> = {
  begin: 40,
  cells: 6,
  versions: 12,
  locks: 12,
  backup: 30,
  migrate: 60,
  restore: 60,
  import: 20,
};

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
    const faults = await faultsAfter(path, reported);
    if (work === 'begin' || work === 'migrate') faults.push(...(await faultsOfNext(path, work === 'begin' ? 1 : 6)));
    result.failed.push(...faults.map((fault) => `${work}, seed ${seed}, run ${run}: ${fault}`));
    before = await standing(path);
  }
  return result;
}

/** A closed data file with five filings. */
export async function fill(path: string): Promise<void> {
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

/** How every filing stands now, in the words of the process: the next one must not fall behind it. */
async function standing(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  const store = await openStore(path, { now });
  const lines = store
    .list({ query: '', trashed: false })
    .flatMap(({ id, locked }) => [
      `saved ${id} ${store.revision(id)}`,
      `${locked ? 'locked' : 'unlocked'} ${id}`,
      ...store.versions
        .list(id)
        .versions.flatMap(({ revision, name }) => (name ? [`named ${id} ${revision} ${name}`] : [])),
    ]);
  await store.close();
  return lines;
}

/** Whether a new filing gets the number that it must get. */
async function faultsOfNext(path: string, number: number): Promise<string[]> {
  const store = await openStore(path, { now });
  const [id] = store.add([filingOf()], '新建');
  await store.close();
  return id === number ? [] : [`a new filing gets the number ${id}`];
}
