import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { exportFilings } from '../../electron/export/exporter.ts';
import { openFilings } from '../../electron/open-filings.ts';
import { type ReviewDeps, reviewHandlers } from '../../electron/review.ts';
import { openStore, type Store } from '../../electron/store/store.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { cellChanges } from './commits.ts';
import { sampleFiling, sampleFilings } from './filings.ts';
import { dataFile, fill } from './folder.ts';
import { type Metric, p99 } from './measure.ts';

const now = () => new Date();
const COUNT = 10_000;
/** A commit is due so often, in ms. */
const EVERY = 10;
/** Each of the works is done again until there are so many commits. */
const COMMITS = 200;

/**
 * How long a commit takes from when it is due, while something else goes on at a data file of 10,000 filings (150 MB) in
 * the same process: what keeps the process from answering counts. The peer, in turn with the commits, writes a filing's
 * bytes to the end of a file and has the disk keep them: what the disk is busy with keeps both waiting.
 */
export async function commitsMeanwhile(folder: string): Promise<Metric[]> {
  const path = dataFile(folder);
  await fill(folder, sampleFilings(COUNT));
  const bytes = Buffer.from(JSON.stringify(sampleFiling(dalianProject, 1)));
  const file = openSync(join(folder, 'peer'), 'a');
  const write = () => {
    writeSync(file, bytes);
    fsyncSync(file);
  };
  const metrics: Metric[] = [];
  const works: [string, (store: Store) => Promise<unknown>, (() => void)?][] = [
    ['the index is made', (store) => store.library.ready(), () => removeBeside(path)],
    ['the library is read', (store) => store.library.merged()],
    ['a backup is made', (store) => store.backups.make()],
    ['a year is reviewed', reviewed, () => removeBeside(path)],
    ['the file is looked through', (store) => store.checkBodies()],
    ['1,000 tables are exported', (store) => exported(store, join(folder, 'out.xlsx'))],
  ];
  for (const [what, work, before] of works) {
    before?.();
    const store = await openStore(path, { now });
    store.keepBeside((error) => {
      throw error;
    });
    const times: Times = { own: [], peer: [] };
    // A work that is done for this opening ends at once.
    for (let had = -1; times.own.length < COMMITS && times.own.length > had; ) {
      had = times.own.length;
      await commitUntil(work(store), store, write, times);
    }
    await store.close();
    const metric = `commit while ${what}, ${COUNT.toLocaleString('en')} filings, p99`;
    metrics.push({ metric, value: p99(times.own), unit: 'ms', target: 20, peer: p99(times.peer) });
  }
  closeSync(file);
  return metrics;
}

interface Times {
  own: number[];
  peer: number[];
}

async function commitUntil(done: Promise<unknown>, store: Store, write: () => void, times: Times): Promise<void> {
  const { commit } = cellChanges(store, store.list({ query: '', trashed: false })[0]?.id as number);
  let isDone = false;
  const ended = done.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    for (const [list, work] of [
      [times.own, commit],
      [times.peer, write],
    ] as const) {
      const due = performance.now() + EVERY;
      await pause(EVERY);
      work();
      list.push(performance.now() - due);
    }
  }
  await ended;
}

const removeBeside = (path: string) => {
  for (const name of ['index', 'checked'])
    for (const end of ['', '-wal', '-shm']) rmSync(`${path}-${name}${end}`, { force: true });
};

function reviewed(store: Store): Promise<unknown> {
  const handlers = reviewHandlers({
    ...({} as ReviewDeps),
    store,
    emit: () => undefined,
    asJob: (_job, work) => work(new AbortController().signal),
  });
  return Promise.resolve(handlers['review.year']({ job: 'year', year: 2025 }));
}

async function exported(store: Store, path: string): Promise<void> {
  const ids = store.list({ query: '', trashed: false }).slice(0, 1000);
  const filings = await openFilings(
    store,
    ids.map(({ id }) => id),
    { onOpened: (ids) => store.versions.keep(ids) },
  );
  await exportFilings({ kind: 'xlsx', filings, seal: null, sealCircle: false, path });
}
