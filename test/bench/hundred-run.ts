import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type ReviewDeps, reviewHandlers } from '../../electron/review.ts';
import { openStore, type Store } from '../../electron/store/store.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { sampleFiling } from './filings.ts';
import { dataFile } from './folder.ts';
import { p95, p99, time } from './measure.ts';

/**
 * `hundred-run FOLDER`, bundled as the program is: measures over the data file that hundred-fill.ts has made; prints
 * `Measured` as JSON.
 */
export interface Measured {
  /** Times in ms; searches by how many characters they have. */
  start: number;
  search: Record<number, number>;
  library: number;
  review: number;
  reviewAfterEdit: number;
  commit: { own: number; peer: number };
  /** Resident memory in bytes above that with an empty store. */
  memory: number;
}

/** Searches of 1 to 4 characters: found everywhere, in many tables, in few, in none. */
const SEARCHES: Record<number, string[]> = {
  1: ['照', '城', '1', '龘', '≥'],
  2: ['照明', '指标', '46', '标准', '没有'],
  3: ['病虫害', '达到计', '204', '完成数', '没有这'],
  4: ['档案整理', '达到计划', '2046', '照明线路', '没有这样'],
};
const YEAR = 2020;
const now = () => new Date();

async function measure(folder: string): Promise<Measured> {
  const empty = await openStore(join(folder, 'empty', 'jixiaobiao.db'), { now });
  empty.add([sampleFiling(dalianProject, 1, 8)], '新建');
  const rss = () => process.memoryUsage().rss;
  const before = rss();
  let most = before;
  const note = <T>(value: T): T => {
    most = Math.max(most, rss());
    return value;
  };

  const began = performance.now();
  const store = await openStore(dataFile(folder), { now });
  JSON.stringify([await arranged(store, ''), store.outline()]);
  const start = note(performance.now() - began);
  store.keepBeside((error) => {
    throw error;
  });
  // The window asks for the library when it stands; by then the index is known to be up to date.
  await store.library.ready();
  const library = note(await time(async () => JSON.stringify(await store.library.merged())));

  const search: Record<number, number> = {};
  for (const [length, texts] of Object.entries(SEARCHES)) {
    const times: number[] = [];
    for (let round = 0; round < 5; round++)
      for (const query of texts) times.push(await time(async () => JSON.stringify(await arranged(store, query))));
    search[Number(length)] = note(p95(times));
  }

  const reviewYear = yearReview(store);
  const review = note(await time(reviewYear));
  const own = tableOf(store, YEAR);
  const edits: number[] = [];
  for (let round = 0; round < 10; round++) {
    own.commit();
    edits.push(await time(reviewYear));
  }
  const reviewAfterEdit = note(p95(edits));

  const commits: number[] = [];
  const bare: number[] = [];
  const transaction = bareTransaction(folder);
  for (let round = -20; round < 300; round++) {
    const [mine, peer] = [await time(own.commit), await time(transaction)];
    if (round < 0) continue;
    commits.push(mine);
    bare.push(peer);
  }
  note(null);
  const commit = { own: p99(commits), peer: p99(bare) };
  return { start, search, library, review, reviewAfterEdit, commit, memory: most - before };
}

/** What the window asks for. */
function arranged(store: Store, query: string) {
  return store.arranged({ query, how: { sort: 'name', grouping: 'unit' }, most: 500, first: 200, beside: [] });
}

function yearReview(store: Store): () => Promise<string> {
  const handlers = reviewHandlers({
    ...({} as ReviewDeps),
    store,
    emit: () => undefined,
    asJob: (_job, work) => work(new AbortController().signal),
  });
  return async () => JSON.stringify(await handlers['review.year']({ job: 'year', year: YEAR }));
}

/** A filing of the year, and what changes one of its texts. */
function tableOf(store: Store, year: number) {
  const units = store.review.unitsOfYear(year).slice(0, 1);
  const states = store.review.statesOfUnits(
    year,
    units.map(({ unit }) => unit),
  );
  const tables = states.map(({ id }) => store.open(id));
  const table = tables.find(({ filing }) => filing.form === dalianProject.id);
  if (!table) throw new Error(`no ${dalianProject.id} of ${year}`);
  const { id, filing } = table;
  let { revision } = table;
  const field = 'implementingUnit';
  let from = filing.values[field] ?? '';
  return {
    commit() {
      const to = `第${revision}实施单位`;
      revision = store.commit({ id, revision, label: '填写', edits: [{ kind: 'value', field, from, to }] }).revision;
      from = to;
    },
  };
}

/** Writes a row of the size of a filing into a file of its own, on disk when it returns. */
function bareTransaction(folder: string): () => void {
  const database = new Sqlite(join(folder, 'peer.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT)');
  const insert = database.prepare('INSERT INTO rows (body) VALUES (?)');
  const body = JSON.stringify(sampleFiling(dalianProject, 1, 8));
  return () => {
    insert.run(body);
  };
}

void measure(process.argv[2] ?? '').then((measured) => {
  console.log(JSON.stringify(measured));
  process.exit();
});
