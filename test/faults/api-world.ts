import { createBackend } from '../../electron/backend.ts';
import { openStore, type Store } from '../../electron/store/store.ts';
import { type Answer, answer, type Handlers, type Method, type Request, type Responses } from '../../shared/api.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { fakeShell } from '../fake-shell.ts';
import { emptyModel, type Model } from './api-model.ts';
import type { Random } from './random.ts';

/** One program on the data file. */
export interface Program {
  store: Store;
  ask<M extends Method>(method: M, request: Request<M>): Promise<Answer<M>>;
  /** The answer to a call that must succeed. */
  value<M extends Method>(method: M, request: Request<M>): Promise<Responses[M]>;
  /** Imports of this program that can be taken back. */
  imports: { undo: number; added: number[]; replaced: { id: number; revision: number; before: Filing | null }[] }[];
}

/** Two programs on one data file, what it must hold, and what each backup of it must hold. */
export interface World {
  path: string;
  random: Random;
  programs: [Program, Program];
  model: Model;
  backups: Map<string, Model>;
  now: () => Date;
  /** Counts names, so that each is given once. */
  named: number;
}

export async function begin(path: string, random: Random): Promise<World> {
  let second = 0;
  const now = () => new Date(new Date('2026-03-02T09:00:00').getTime() + 1000 * second++);
  const programs: [Program, Program] = [await openProgram(path, now), await openProgram(path, now)];
  return { path, random, programs, model: emptyModel(), backups: new Map(), now, named: 0 };
}

const unused = () => Promise.reject(new Error('not asked for'));

export async function openProgram(path: string, now: () => Date): Promise<Program> {
  const store = await openStore(path, { now });
  const logged: unknown[] = [];
  const handlers = createBackend({
    store,
    now,
    version: '',
    shell: fakeShell({}),
    readFilings: async (_, bytes) => ({ filings: JSON.parse(Buffer.from(bytes).toString()) as Filing[], notes: [] }),
    exportFilings: unused,
    exportBook: unused,
    countBook: unused,
    writeListing: unused,
    emit: () => undefined,
    log: (error) => logged.push(error),
  });
  const ask = <M extends Method>(method: M, request: Request<M>) =>
    answer(handlers as Handlers, method, request, (error) => logged.push(error)) as Promise<Answer<M>>;
  return {
    store,
    ask,
    async value(method, request) {
      const given = await ask(method, request);
      if (given.ok) return given.value;
      throw new Error(`${method} ${spelling(request)}: ${given.code} ${given.detail} ${logged.map(String).join('; ')}`);
    },
    imports: [],
  };
}

/** A request in short, for messages. */
export function spelling(request: unknown): string {
  return (JSON.stringify(request) ?? '').slice(0, 300);
}
