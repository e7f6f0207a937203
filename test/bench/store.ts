import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../electron/store/store.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { sampleFiling, sampleFilings } from './filings.ts';
import { dataFile, fill, withFolder } from './folder.ts';
import { against, type Bench, median } from './measure.ts';

const now = () => new Date();

/** Saving cells, and opening a large data file. */
export const bench: Bench = async () => [await withFolder(commits), await withFolder(opening)];

/**
 * Commits of one cell, each on disk (synchronous=FULL) when it returns. The peer writes the filing's bytes to the end
 * of a file and has the disk keep them.
 */
async function commits(folder: string) {
  const store = await openStore(dataFile(folder), { now });
  const [id] = store.add([sampleFiling(dalianProject, 1, 20)], '导入') as [number];
  const field = 'implementingUnit';
  let { revision, filing } = store.open(id);
  let from = filing.values[field] ?? '';
  const commit = () => {
    const to = `第${revision}实施单位`;
    revision = store.commit({ id, revision, label: '填写', edits: [{ kind: 'value', field, from, to }] }).revision;
    from = to;
  };
  const bytes = Buffer.from(JSON.stringify(filing));
  const file = openSync(join(folder, 'peer'), 'a');
  const write = () => {
    writeSync(file, bytes);
    fsyncSync(file);
  };
  const times = await against(commit, write, { runs: 300, warmUp: 30 });
  closeSync(file);
  await store.close();
  const perSecond = (list: number[]) => (list.length / list.reduce((sum, ms) => sum + ms, 0)) * 1000;
  return {
    metric: 'commits on disk',
    value: perSecond(times.own),
    unit: '/s' as const,
    peer: perSecond(times.peer),
  };
}

/** The peer reads the bytes of the same file. */
async function opening(folder: string) {
  await fill(folder, sampleFilings(5000));
  const open = async () => (await openStore(dataFile(folder), { now })).close();
  const times = await against(open, () => readFileSync(dataFile(folder)), { runs: 5 });
  return { metric: 'open, 5,000 filings', value: median(times.own), unit: 'ms' as const, peer: median(times.peer) };
}
