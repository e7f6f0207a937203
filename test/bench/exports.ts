import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Metric, median } from './measure.ts';

const run = promisify(execFile);

/** What one export took: milliseconds, megabytes of memory at most, and milliseconds of one more table after it. */
export interface ExportRun {
  ms: number;
  mb: number;
  oneMore: number;
}

async function exportRun(work: string, count: number, folder: string): Promise<ExportRun> {
  const script = join(import.meta.dirname, 'export-run.ts');
  const { stdout } = await run(process.execPath, [script, work, String(count), folder]);
  return JSON.parse(stdout) as ExportRun;
}

/**
 * Filings into one file on disk, each export in a process of its own, in turns with its peer. `most` is how many times
 * the peer's time it may take.
 */
export async function exportMetrics(
  kind: 'xlsx' | 'pdf',
  peer: string,
  most: number,
  folder: string,
): Promise<Metric[]> {
  const metrics: Metric[] = [];
  for (const count of [100, 1000, 5000]) {
    const own: ExportRun[] = [];
    const other: number[] = [];
    for (let round = 0; round < (count > 1000 ? 1 : 3); round++) {
      own.push(await exportRun(kind, count, folder));
      other.push((await exportRun(peer, count, folder)).ms);
    }
    const name = `${count.toLocaleString('en-US')} filings exported`;
    const time = median(other);
    metrics.push({ metric: name, value: median(own.map(({ ms }) => ms)), unit: 'ms', target: time * most, peer: time });
    const memory = Math.max(...own.map(({ mb }) => mb));
    metrics.push({ metric: `${name}, memory`, value: memory, unit: 'MB', ...(count === 5000 && { target: 600 }) });
    if (count !== 100) continue;
    const oneMore = median(own.map((one) => one.oneMore));
    metrics.push({ metric: 'one more filing, program running', value: oneMore, unit: 'ms', target: 150 });
  }
  return metrics;
}

/** The time of a peer alone, to compare 1,000 filings with. */
export async function peerTime(peer: string, folder: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) times.push((await exportRun(peer, 1000, folder)).ms);
  return median(times);
}
