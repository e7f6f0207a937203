import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Metric, median } from './measure.ts';

const run = promisify(execFile);

/**
 * What one export took: milliseconds, megabytes of memory at most, and of the program's own milliseconds of one more table
 * after it.
 */
export interface ExportRun {
  ms: number;
  mb: number;
  oneMore: number | null;
}

async function exportRun(work: string, count: number, folder: string): Promise<ExportRun> {
  const script = join(import.meta.dirname, 'export-run.ts');
  const { stdout } = await run(process.execPath, [script, work, String(count), folder]);
  return JSON.parse(stdout) as ExportRun;
}

/** What an export of so many filings may take: ms, or times the peer's time; and MB. */
export interface Bounds {
  count: number;
  ms?: number;
  ratio?: number;
  mb?: number;
}

/** Filings into one file on disk, each export in a process of its own, in turns with its peer. */
export async function exportMetrics(
  kind: 'xlsx' | 'pdf' | 'docx',
  peer: string,
  bounds: readonly Bounds[],
  folder: string,
): Promise<Metric[]> {
  const metrics: Metric[] = [];
  for (const { count, ms, ratio, mb } of bounds) {
    const own: ExportRun[] = [];
    const other: number[] = [];
    for (let round = 0; round < (count > 1000 ? 1 : 3); round++) {
      own.push(await exportRun(kind, count, folder));
      other.push((await exportRun(peer, count, folder)).ms);
    }
    const metric = exported(count);
    const beside = median(other);
    const target = ratio === undefined ? ms : ratio * beside;
    const took: Metric = { metric, value: median(own.map((one) => one.ms)), unit: 'ms', peer: beside };
    metrics.push(target === undefined ? took : { ...took, target });
    const memory: Metric = { metric: `${metric}, memory`, value: Math.max(...own.map((one) => one.mb)), unit: 'MB' };
    metrics.push(mb === undefined ? memory : { ...memory, target: mb });
    if (count !== 100) continue;
    const oneMore = median(own.flatMap((one) => one.oneMore ?? []));
    metrics.push({ metric: 'one more filing, program running', value: oneMore, unit: 'ms', target: 150 });
  }
  return metrics;
}

/**
 * The figure for 1,000 filings beside that of a further peer, of which it may take `ratio`. Of a slow peer one round
 * says enough.
 */
export async function besidePeer(
  metrics: readonly Metric[],
  { name, work, ratio, rounds = 1 }: { name: string; work: string; ratio?: number; rounds?: number },
  folder: string,
): Promise<Metric> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push((await exportRun(work, 1000, folder)).ms);
  const peer = median(times);
  const value = metrics.find(({ metric }) => metric === exported(1000))?.value ?? null;
  const beside: Metric = { metric: `${exported(1000)}, beside ${name}`, value, unit: 'ms', peer };
  return ratio === undefined ? beside : { ...beside, target: ratio * peer };
}

function exported(count: number): string {
  return `${count.toLocaleString('en-US')} filings exported`;
}
