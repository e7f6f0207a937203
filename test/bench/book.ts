import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createBackend } from '../../electron/backend.ts';
import { countBook, exportBook, exportFilings, writeListing } from '../../electron/export/exporter.ts';
import { openStore } from '../../electron/store/store.ts';
import { type ExportKind, exportKinds } from '../../shared/api.ts';
import { fakeShell } from '../fake-shell.ts';
import type { Took } from './book-made.ts';
import { sampleFilings } from './filings.ts';
import { dataFile, withFolder } from './folder.ts';
import { type Bench, type Metric, median } from './measure.ts';

/** How many tables the book has, how often each file is made, and at how many moments making it is given up. */
const TABLES = 1200;
const RUNS = 2;
const MOMENTS = 8;

/** A book of 1,200 tables as each kind of file, in a process of its own; the peer makes a file of the tables alone. */
export const bench: Bench = () =>
  withFolder(async (folder) => {
    const metrics: Metric[] = [];
    for (const kind of exportKinds) metrics.push(...(await made(kind, folder)));
    return [...metrics, ...(await givenUp(folder))];
  });

async function made(kind: ExportKind, folder: string): Promise<Metric[]> {
  const took = { book: [] as Took[], plain: [] as Took[] };
  for (let run = 0; run < RUNS; run++) {
    took.book.push(await inOwnProcess(kind, folder));
    took.plain.push(await inOwnProcess(kind, folder, '--plain'));
  }
  const what = `${TABLES.toLocaleString('en-US')} tables as ${kind}`;
  const [own, peer] = [took.book, took.plain].map((all) => median(all.map(({ ms }) => ms))) as [number, number];
  const [most, plain] = [took.book, took.plain].map((all) => Math.max(...all.map(({ peak }) => peak)));
  return [
    { metric: what, value: own, unit: 'ms', target: 2 * peer, peer },
    { metric: `${what}, memory at most`, value: most as number, unit: 'MB', target: 600, peer: plain as number },
  ];
}

async function inOwnProcess(kind: ExportKind, folder: string, ...more: string[]): Promise<Took> {
  const program = join(import.meta.dirname, 'book-made.ts');
  const path = join(folder, `made.${kind}`);
  const options = [program, '--kind', kind, '--count', String(TABLES), '--path', path, ...more];
  const { stdout } = await promisify(execFile)(process.execPath, options);
  return JSON.parse(stdout) as Took;
}

/** Through the whole backend: how long after the clerk's click the job has ended, at the worst of many moments. */
async function givenUp(folder: string): Promise<Metric[]> {
  const store = await openStore(dataFile(folder), { now: () => new Date() });
  const ids = store.add(sampleFilings(TABLES), '导入');
  const handlers = createBackend({
    store,
    now: () => new Date(),
    version: '',
    shell: fakeShell({
      deliver: async (name, _kind, write) => {
        await write(join(folder, name));
        return { outcome: 'saved', name };
      },
    }),
    readFilings: () => Promise.reject(new Error('nothing is read')),
    exportFilings,
    exportBook,
    countBook,
    writeListing,
    emit: () => undefined,
    log: console.error,
  });
  const { id } = await handlers['books.make']({ ids });
  const metrics: Metric[] = [];
  for (const kind of exportKinds) {
    const began = performance.now();
    await handlers['books.export']({ job: 'whole', id, kind });
    const whole = performance.now() - began;
    const late: number[] = [];
    for (let moment = 0; moment < MOMENTS; moment++) {
      const start = performance.now();
      // A third of them fall into the beginning, where the tables are read.
      const at = moment % 3 === 0 ? moment * 20 : (whole * 0.9 * moment) / MOMENTS;
      const running = handlers['books.export']({ job: 'some', id, kind });
      await pause(Math.max(0, start + at - performance.now()));
      await handlers['export.cancel']({ job: 'some' });
      await running;
      late.push(performance.now() - start - at);
    }
    metrics.push({ metric: `book as ${kind} given up, latest`, value: Math.max(...late), unit: 'ms', target: 200 });
  }
  await store.close();
  return metrics;
}
