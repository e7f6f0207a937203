import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleNode } from '../../build.ts';
import { dataFile, withFolder } from './folder.ts';
import type { Measured } from './hundred-run.ts';
import type { Bench, Metric } from './measure.ts';

const run = promisify(execFile);
const COUNT = 100_000;
const BUNDLES = join(import.meta.dirname, '../../dist/bench');

/**
 * A store of 100,000 filings, in processes of their own: what others have left in memory counts for nothing, nor does what
 * Node needs in each thread to read sources that are not bundled. The peer of a commit writes as large a row into a
 * database that holds nothing else, on disk as well. V8 has as much room for garbage
 * as it takes by itself on a machine of 4 to 8 GB; on a larger one it takes more, up to 134 MB, where that is there.
 */
export const bench: Bench = () =>
  withFolder(async (folder) => {
    await mkdir(join(folder, 'empty'));
    await run(process.execPath, [join(import.meta.dirname, 'hundred-fill.ts'), dataFile(folder), String(COUNT)]);
    await bundleNode(
      { 'hundred-run': 'test/bench/hundred-run.ts', 'store-worker': 'electron/store/worker.ts' },
      BUNDLES,
    );
    const { stdout } = await run(process.execPath, [
      '--max-semi-space-size=16',
      join(BUNDLES, 'hundred-run.cjs'),
      folder,
    ]);
    const measured = JSON.parse(stdout) as Measured;
    const ms = (metric: string, value: number, target: number): Metric => ({ metric, value, unit: 'ms', target });
    const { own, peer } = measured.commit;
    return [
      ms('start to list', measured.start, 500),
      ...Object.entries(measured.search).map(([length, value]) => ms(`search of ${length} characters, p95`, value, 50)),
      ms('library ready', measured.library, 300),
      ms('review of a year of 10,000, first time', measured.review, 10_000),
      ms('review of it after an edit, p95', measured.reviewAfterEdit, 100),
      { metric: 'commit, p99', value: own, unit: 'ms', target: 2 * peer, peer },
      { metric: 'memory above an empty store', value: measured.memory / 1_000_000, unit: 'MB', target: 300 },
    ];
  });
