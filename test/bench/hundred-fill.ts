import Sqlite from 'better-sqlite3';
import { openStore } from '../../electron/store/store.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { hebeiProject } from '../../shared/form/catalog/hebei-project.ts';
import { sampleFiling } from './filings.ts';
import { filingsPastGuards } from './past-guards.ts';

/**
 * `node hundred-fill.ts PATH COUNT`: a data file of so many filings of 8 indicators over ten years, with its index. They
 * go to the disk a thousand at a time, past what guards the open file.
 */
const [path = '', count = 0] = [process.argv[2], Number(process.argv[3])];
const now = () => new Date();
const YEARS = 10;
const AT_ONCE = 1000;

await (await openStore(path, { now })).close();
const database = new Sqlite(path);
database.pragma('synchronous = OFF');
const { filings } = filingsPastGuards(path, database, now);
for (let from = 0; from < count; from += AT_ONCE) filings.add(batch(from, Math.min(AT_ONCE, count - from)), '导入');
database.pragma('wal_checkpoint(TRUNCATE)');
database.close();

const store = await openStore(path, { now });
store.keepBeside((error) => {
  throw error;
});
await store.library.ready();
await store.close();

function batch(from: number, size: number) {
  return Array.from({ length: size }, (_, k) => {
    const number = from + k;
    const filing = sampleFiling(number % 2 === 0 ? dalianProject : hebeiProject, number, 8);
    return { ...filing, values: { ...filing.values, fiscalYear: String(2016 + (Math.floor(number / 2) % YEARS)) } };
  });
}
