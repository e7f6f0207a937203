import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../electron/store/store.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { commitTimes } from './commits.ts';
import { sampleFiling, sampleFilings } from './filings.ts';
import { dataFile, fill, withFolder } from './folder.ts';
import { commitsMeanwhile } from './meanwhile.ts';
import { against, type Bench, median } from './measure.ts';
import { fillYears } from './years.ts';

const now = () => new Date();

/** Saving cells, and opening large data files. */
export const bench: Bench = async () => [
  await withFolder(commits),
  ...(await withFolder(commitTimes)),
  ...(await withFolder(commitsMeanwhile)),
  await withFolder(opening),
  ...(await withFolder(decade)),
];

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

/** Ten years of 30 filings with 200 changes each: how large their file is, and how long it takes to open. */
async function decade(folder: string) {
  const path = dataFile(folder);
  await fillYears(path, { years: 10, filings: 30, edits: 200 });
  const open = async () => (await openStore(path, { now })).close();
  const times = await against(open, () => readFileSync(path), { runs: 5 });
  const what = '10 years × 30 filings × 200 changes';
  return [
    { metric: `size of ${what}`, value: statSync(path).size / 1_000_000, unit: 'MB' as const, target: 50 },
    {
      metric: `open, ${what}`,
      value: median(times.own),
      unit: 'ms' as const,
      target: 500,
      peer: median(times.peer),
    },
  ];
}
