import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { openStore, type Store } from '../../electron/store/store.ts';
import { setText } from '../../shared/filing/edits.ts';
import { rowsOf } from '../../shared/filing/filing.ts';
import { toBody } from '../../shared/filing/parse.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { mergeLibrary } from '../../shared/library/entries.ts';
import { sampleFiling, sampleFilings } from './filings.ts';
import { dataFile, fill } from './folder.ts';
import { against, type Metric, median, p99, time } from './measure.ts';

const now = () => new Date();
const RUNS = 500;

/** Changes one cell of a table again and again; each call is one commit, on disk when it returns. */
function cellChanges(store: Store, id: number): { commit: () => void; edits: () => unknown } {
  let { revision, filing } = store.open(id);
  let edits: unknown = [];
  const row = Math.floor(rowsOf(filing, 'indicators').length / 2);
  const commit = () => {
    const edit = setText(filing, { table: 'indicators', row, column: 'level3' }, `第${revision}项指标`);
    if (!edit) throw new Error('the change changes nothing');
    edits = [edit];
    const rows = rowsOf(filing, 'indicators').with(row, {
      ...rowsOf(filing, 'indicators')[row],
      level3: `第${revision}项指标`,
    });
    revision = store.commit({ id, revision, label: '填写', edits: [edit] }).revision;
    filing = { ...filing, tables: { ...filing.tables, indicators: rows } };
  };
  return { commit, edits: () => edits };
}

/**
 * What a commit of one cell takes in tables of several sizes. The peer is a transaction of SQLite that writes the same
 * body and the same change, as safely.
 */
export async function commitTimes(folder: string): Promise<Metric[]> {
  const metrics: Metric[] = [];
  for (const rows of [12, 200, 2000]) {
    const path = join(folder, `${rows}.db`);
    const store = await openStore(path, { now });
    const [id] = store.add([sampleFiling(dalianProject, 1, rows)], '导入') as [number];
    const { commit, edits } = cellChanges(store, id);
    const body = JSON.stringify(toBody(store.open(id).filing));
    const bare = new Sqlite(join(folder, `${rows}-bare.db`));
    bare.pragma('journal_mode = WAL');
    bare.pragma('synchronous = FULL');
    bare.exec(`CREATE TABLE filings (id INTEGER PRIMARY KEY, body TEXT) STRICT;
      CREATE TABLE revisions (filing INTEGER, revision INTEGER, edits TEXT, PRIMARY KEY (filing, revision)) STRICT;
      INSERT INTO filings VALUES (1, '')`);
    const update = bare.prepare('UPDATE filings SET body = ? WHERE id = 1');
    const insert = bare.prepare('INSERT INTO revisions VALUES (1, ?, ?)');
    let revision = 0;
    const write = bare.transaction(() => {
      update.run(body);
      insert.run(++revision, JSON.stringify(edits()));
    });
    const times = await against(commit, () => write.immediate(), { runs: RUNS, warmUp: 50 });
    bare.close();
    await store.close();
    for (const [name, of] of [
      ['p50', median],
      ['p99', p99],
    ] as const) {
      const peer = of(times.peer);
      const target = rows > 200 ? {} : { target: 2 * peer };
      metrics.push({ metric: `commit, ${rows} rows, ${name}`, value: of(times.own), unit: 'ms', ...target, peer });
    }
  }
  return metrics;
}

/**
 * The longest commit while something else goes on at a data file of 10,000 filings (150 MB): during each of five backups,
 * with the going of older ones, and behind a reading of the indicator library, which is done in the thread that commits.
 * The peer writes a filing's bytes to the end of a file and has the disk keep them, in turn with the commits: what the
 * disk is busy with keeps both waiting.
 */
export async function commitsMeanwhile(folder: string): Promise<Metric[]> {
  await fill(folder, sampleFilings(10_000));
  const store = await openStore(dataFile(folder), { now });
  const { commit } = cellChanges(store, store.list({ query: '', trashed: false })[0]?.id as number);
  const bytes = Buffer.from(JSON.stringify(sampleFiling(dalianProject, 1)));
  const file = openSync(join(folder, 'peer'), 'a');
  const write = () => {
    writeSync(file, bytes);
    fsyncSync(file);
  };
  const longest: { own: number[]; peer: number[] } = { own: [], peer: [] };
  for (let round = 0; round < 5; round++) {
    let isDone = false;
    const backup = store.backups.make().finally(() => {
      isDone = true;
    });
    const [own, peer]: [number[], number[]] = [[], []];
    while (!isDone) {
      own.push(await time(commit));
      peer.push(await time(write));
      await pause(10);
    }
    await backup;
    longest.own.push(Math.max(...own));
    longest.peer.push(Math.max(...peer));
  }
  closeSync(file);
  store.keepIndex((error) => {
    throw error;
  });
  await store.library.ready();
  const behind: number[] = [];
  for (let round = 0; round < 5; round++) {
    commit();
    await store.library.ready();
    behind.push(await time(() => mergeLibrary(store.library.read())));
  }
  await store.close();
  const what = '10,000 filings';
  const meanwhile = { unit: 'ms' as const, target: 20 };
  return [
    {
      metric: `longest commit during a backup, ${what}`,
      value: median(longest.own),
      ...meanwhile,
      peer: median(longest.peer),
    },
    { metric: `commit waits for the library, ${what}`, value: median(behind), ...meanwhile },
  ];
}
