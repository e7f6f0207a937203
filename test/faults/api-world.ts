import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createBackend } from '../../electron/backend.ts';
import { openStore, type Store } from '../../electron/store/store.ts';
import { type Answer, answer, type Handlers, type Method, type Request, type Responses } from '../../shared/api.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { fakeShell } from '../fake-shell.ts';
import { emptyModel, type Model } from './api-model.ts';
import type { Random } from './random.ts';

/** Every call that a program was asked since the process began. */
export const asked = new Set<Method>();

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

/** Nothing is really written, and the second folder for backups is one beside the first. */
function shellOf(path: string) {
  const second = join(dirname(path), 'stick');
  const written = async (name: string, write: (path: string) => Promise<void>) => {
    await write(join(dirname(path), '导出'));
    return { outcome: 'saved' as const, name };
  };
  return fakeShell({
    pickFolder: async () => {
      mkdirSync(second, { recursive: true });
      return second;
    },
    deliver: (name, _, write) => written(name, write),
    openPdf: written,
  });
}

export async function openProgram(path: string, now: () => Date): Promise<Program> {
  const store = await openStore(path, { now });
  const logged: unknown[] = [];
  const handlers = createBackend({
    store,
    now,
    version: '',
    shell: shellOf(path),
    readFilings: async (_, bytes) => ({ filings: JSON.parse(Buffer.from(bytes).toString()) as Filing[], notes: [] }),
    exportFilings: async (request) => {
      writeFileSync(request.path, '');
      return { problems: [] };
    },
    writeListing: async () => ({ problems: [] }),
    exportBook: async (request) => {
      writeFileSync(request.path, '');
      return { problems: [] };
    },
    countBook: async ({ parts }) => ({ pages: parts.length, firsts: parts.map((_, index) => index + 1) }),
    emit: () => undefined,
    log: (error) => logged.push(error),
  });
  const ask = <M extends Method>(method: M, request: Request<M>) => {
    asked.add(method);
    return answer(handlers as Handlers, method, request, (error) => logged.push(error)) as Promise<Answer<M>>;
  };
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
