import { join } from 'node:path';
import { exportFilings } from '../../electron/export/exporter.ts';
import type { ExportKind } from '../../shared/api.ts';
import { MOST_OUT } from '../../shared/api-limits.ts';
import { sampleFilings } from './filings.ts';
import { withFolder } from './folder.ts';
import { type Bench, type Metric, time } from './measure.ts';
import { readAlone } from './read-alone.ts';

/** As many filings as an export takes, read back from each kind of file. The peer is writing it. */
export const bench: Bench = async () => {
  const metrics: Metric[] = [];
  for (const kind of ['xlsx', 'docx', 'pdf', 'ofd'] as const) metrics.push(...(await readBack(kind)));
  return metrics;
};

async function readBack(kind: ExportKind): Promise<Metric[]> {
  return withFolder(async (folder) => {
    const path = join(folder, `file.${kind}`);
    const peer = await time(() => exportFilings({ kind, filings: sampleFilings(MOST_OUT), seal: null, path }));
    const { filings, notes, ms, megabytes } = await readAlone(path);
    if (filings !== MOST_OUT) throw new Error(`${kind}: ${filings} of ${MOST_OUT} filings read; ${notes.join()}`);
    const metric = `${MOST_OUT.toLocaleString('en-US')} filings read back from .${kind}`;
    return [
      { metric, value: ms, unit: 'ms', peer },
      { metric: `${metric}, peak memory`, value: megabytes, unit: 'MB' },
    ];
  });
}
