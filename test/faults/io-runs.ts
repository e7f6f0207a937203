import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownFolder } from '../store/with-store.ts';
import { faultsAfter } from './aftermath.ts';
import { fill } from './kill-runs.ts';
import { type Ended, run, tourOf } from './tour.ts';

/**
 * A process opens a data file, changes, adds, backs up, restores and closes, and each of its calls that write fails in
 * turn: once with a fault of the disk, from then on because the disk is full, or with the end of the process in that
 * very moment. The process must tell every failure in the program's words and end by itself; the file then opens and
 * holds all that was reported. `strace` makes the faults; without it there is nothing to run. All 250 calls with three
 * faults take some twenty minutes.
 */

/** The calls with which files are written, named, cut and removed. */
const CALLS = ['pwrite64', 'fsync', 'fdatasync', 'ftruncate', 'rename', 'unlink', 'link', 'copy_file_range'];

export const ioFaults = {
  EIO: 'error=EIO:when=',
  'disk full': 'error=ENOSPC:when=',
  killed: 'signal=KILL:when=',
} as const;
export type IoFault = keyof typeof ioFaults;

export function hasStrace(): boolean {
  return spawnSync('strace', ['-V']).status === 0;
}

export interface IoResult {
  runs: number;
  /** How often the process was refused something, and said so. */
  refused: number;
  failed: string[];
}

/** Has every `stride`-th of the calls fail, from the `first` on. */
export async function failCalls(fault: IoFault, stride = 1, first = 0): Promise<IoResult> {
  const sound = ownFolder();
  await fill(join(sound, '绩效表.db'));
  const calls = await callsOf(sound);
  const result: IoResult = { runs: 0, refused: 0, failed: [] };
  for (let at = first; at < calls.length; at += stride) {
    const { call, nth } = calls[at] as (typeof calls)[number];
    const when = `inject=${call}:${ioFaults[fault]}${nth}${fault === 'disk full' ? '+' : ''}`;
    await onCopy(sound, async (path, folder) => {
      // The filter makes a run quicker by half; it lets no signal through.
      const filter = fault === 'killed' ? [] : ['--seccomp-bpf'];
      const { lines, ended } = await traced(
        [...filter, '-e', `trace=${call}`, '-e', when],
        join(folder, 'trace'),
        path,
      );
      const faults = await faultsAfter(path, lines);
      if (ended !== (fault === 'killed' ? 'SIGKILL' : '0')) faults.push(`it ended with ${ended}`);
      if (fault !== 'killed' && lines.at(-1) !== 'end') faults.push(`its last words are ${lines.at(-1)}`);
      result.runs++;
      result.refused += lines.filter((line) => line.startsWith('refused')).length;
      result.failed.push(...faults.map((what) => `${fault} at ${call} ${nth}: ${what}`));
    });
  }
  return result;
}

/**
 * The calls that an undisturbed process makes, in their order. strace counts those of each thread by themselves, so the
 * nth call fails in every thread that comes so far: it stands here once.
 */
async function callsOf(sound: string): Promise<{ call: string; nth: number }[]> {
  let trace = '';
  await onCopy(sound, async (path, folder) => {
    const { ended } = await traced(['-e', `trace=${CALLS}`], join(folder, 'trace'), path);
    if (ended !== '0') throw new Error(`strace ended with ${ended}`);
    trace = readFileSync(join(folder, 'trace'), 'utf8');
  });
  const counts = new Map<string, number>();
  const calls = new Map<string, { call: string; nth: number }>();
  for (const line of trace.split('\n')) {
    const [, thread, call] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (call === undefined) continue;
    const nth = (counts.get(`${thread} ${call}`) ?? 0) + 1;
    counts.set(`${thread} ${call}`, nth);
    calls.set(`${call} ${nth}`, { call, nth });
  }
  return [...calls.values()];
}

async function onCopy(sound: string, work: (path: string, folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'jixiaobiao-io-'));
  try {
    cpSync(sound, join(folder, 'own'), { recursive: true });
    await work(join(folder, 'own', '绩效表.db'), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the process under strace. */
function traced(options: string[], trace: string, path: string): Promise<Ended> {
  const args = ['-f', '-qq', '-e', 'signal=none', ...options, '-o', trace];
  return run('strace', [...args, ...tourOf(path)]);
}
