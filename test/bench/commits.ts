import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { openStore, type Store } from '../../electron/store/store.ts';
import { setText } from '../../shared/filing/edits.ts';
import { rowsOf } from '../../shared/filing/filing.ts';
import { toBody } from '../../shared/filing/parse.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { sampleFiling } from './filings.ts';
import { against, type Metric, median, p99 } from './measure.ts';

const now = () => new Date();
const RUNS = 500;

/** Changes one cell of a table again and again; each call is one commit, on disk when it returns. */
export function cellChanges(store: Store, id: number): { commit: () => void; edits: () => unknown } {
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
