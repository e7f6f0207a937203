import { join } from 'node:path';
import { exportFilings } from '../../electron/export/exporter.ts';
import { type ExportKind, exportKinds } from '../../shared/api.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { ExportRun } from './exports.ts';
import { formOf, sampleFilings } from './filings.ts';
import { time } from './measure.ts';

/**
 * `node export-run.ts WORK COUNT FOLDER`: one export in a process of its own, for its peak memory; prints an `ExportRun`.
 * Kinds of files are the program's work, the others that of its peers. Each has made one table before, as a running
 * program has.
 */
const [work = '', count = '1', folder = '.'] = process.argv.slice(2);
const path = join(folder, work);

type Begin = (filings: readonly Filing[]) => () => Promise<unknown>;

const byProgram: Begin = (filings) => () => exportFilings({ kind: work as ExportKind, filings, seal: null, path });

/** Libraries that only the peers need take memory too. */
async function byPeer(): Promise<Begin> {
  const { peers } = await import('./export-peers.ts');
  const peer = peers[work];
  if (!peer) throw new Error(`no work “${work}”`);
  return (filings) =>
    peer(
      filings.map((filing) => layout(formOf(filing), filing, { seal: null, blankRows: false })),
      path,
    );
}

const isOwn = exportKinds.some((kind) => kind === work);
const begin = isOwn ? byProgram : await byPeer();
const filings = sampleFilings(Number(count));
const one = begin(filings.slice(0, 1));
await one();
const many = begin(filings);
// The system's own figure begins with what the process had that started this one.
let peak = 0;
const look = () => {
  peak = Math.max(peak, process.memoryUsage.rss());
};
const looking = setInterval(look, 10);
const ms = await time(many);
look();
clearInterval(looking);
const run: ExportRun = { ms, mb: peak / 2 ** 20, oneMore: isOwn ? await time(one) : null };
console.log(JSON.stringify(run));
// The export's worker thread, and the browser, would keep this process waiting.
process.exit();
