import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mutate } from './mutations.ts';
import { randomOf } from './random.ts';
import { type Sound, soundFiles } from './sound-files.ts';

export interface FaultInput {
  id: number;
  name: string;
  bytes: Uint8Array;
  /** Read as the program does, in a thread with bounds; else in the process itself, which is much quicker. */
  threaded: boolean;
}

export interface FaultAnswer {
  id: number;
  /** What is wrong with the result; null when nothing is. */
  wrong: string | null;
  /** Time that the process has computed; others may have had the machine meanwhile. */
  ms: number;
  /** Most memory that the process has taken so far. */
  mb: number;
}

/** What one reading may take. */
const SECONDS = 5;
/** After so much time by the clock a process is not waited for. */
const PATIENCE = 20;
const MOST_MB = 1024;
/** Inputs that one process reads before another takes its place, and one of how many is read in a thread. */
const BATCH = 400;
const THREADED = 40;

const reading = fileURLToPath(new URL('./read-inputs.ts', import.meta.url));
const flags = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering', '--max-old-space-size=900'];

/**
 * Reads `runs` damaged files of all kinds in two processes; a line for each that crashes its process, takes too long or
 * too much memory, or gives a result that no user can understand. Each is tried again alone before it counts, and is
 * kept in the system's folder for temporary files. The same seed makes the same inputs.
 */
export async function fuzzReaders(runs: number, seed: number): Promise<string[]> {
  const sound = await soundFiles();
  const failed: string[] = [];
  let next = 0;
  const work = async () => {
    while (next < runs) {
      const process_ = new Reading();
      for (let count = 0; count < BATCH && next < runs && process_.alive; count++) {
        const input = inputOf(sound, seed, next++);
        if ((await process_.read(input)) === null) continue;
        const wrong = await confirmed(input);
        if (wrong !== null) failed.push(kept(input, seed, wrong));
        if (wrong !== null || !process_.alive) break;
      }
      process_.end();
    }
  };
  await Promise.all([work(), work()]);
  return failed;
}

function inputOf(sound: Sound[], seed: number, id: number): FaultInput {
  const file = sound[id % sound.length] as Sound;
  const random = randomOf(Math.imul(seed, 0x9e3779b1) + id);
  const bytes = mutate(file.bytes, random);
  return { id, name: file.name, bytes, threaded: random.int(THREADED) === 0 };
}

/** What is wrong when the input is read alone, twice where it was only slow; null when that goes well. */
async function confirmed(input: FaultInput): Promise<string | null> {
  let wrong: string | null = null;
  for (let tries = 0; tries < 2; tries++) {
    const process_ = new Reading();
    wrong = await process_.read(input);
    process_.end();
    if (wrong === null || !/seconds/.test(wrong)) break;
  }
  return wrong;
}

function kept({ id, name, bytes }: FaultInput, seed: number, wrong: string): string {
  const folder = join(tmpdir(), 'jixiaobiao-faults');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${seed}-${id}-${name}`);
  writeFileSync(path, bytes);
  return `${name}, seed ${seed}, run ${id}: ${wrong}\n  kept as ${path}`;
}

/** A process that reads one input after the other. */
class Reading {
  alive = true;
  #process: ChildProcess;
  #ready: Promise<void>;

  constructor() {
    this.#process = fork(reading, {
      execArgv: flags,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#process.once('exit', () => {
      this.alive = false;
    });
    this.#ready = new Promise((resolve) => {
      this.#process.once('message', () => resolve());
      this.#process.once('exit', () => resolve());
    });
  }

  /** Null when the input was read as it should be, else what was wrong. */
  async read(input: FaultInput): Promise<string | null> {
    await this.#ready;
    if (!this.alive) return 'the process does not start';
    return new Promise((resolve) => {
      const done = (wrong: string | null) => {
        clearTimeout(timer);
        this.#process.off('message', heard).off('exit', ended);
        resolve(wrong);
      };
      const ended = (code: number | null, signal: string | null) => done(`the process ended with ${signal ?? code}`);
      const heard = ({ wrong, mb, ms }: FaultAnswer) => {
        if (mb > MOST_MB) this.end();
        done(mb > MOST_MB ? `took ${mb} MB` : ms > SECONDS * 1000 ? `took ${ms / 1000} seconds` : wrong);
      };
      const timer = setTimeout(() => {
        this.end();
        done(`took over ${PATIENCE} seconds`);
      }, PATIENCE * 1000);
      this.#process.on('message', heard).on('exit', ended);
      this.#process.send(input);
    });
  }

  end(): void {
    this.alive = false;
    this.#process.kill('SIGKILL');
  }
}
