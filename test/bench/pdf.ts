import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { besidePeer, exportMetrics } from './exports.ts';
import { withFolder } from './folder.ts';
import type { Bench, Metric } from './measure.ts';

const BOUNDS = [
  { count: 100, ratio: 1.2 },
  { count: 1000, ratio: 1.2 },
  { count: 5000, ratio: 1.2, mb: 600 },
];

/**
 * Filings into one PDF; the peer is pdfkit with the same lines of text and nothing else, then Chromium printing the same
 * tables, then LibreOffice converting the workbook, where it is installed.
 */
export const bench: Bench = () =>
  withFolder(async (folder) => {
    const metrics = await exportMetrics('pdf', 'pdfkit', BOUNDS, folder);
    return [
      ...metrics,
      await besidePeer(metrics, { name: 'Chromium', work: 'chromium', ratio: 0.35 }, folder),
      await besideLibreoffice(metrics, folder),
    ];
  });

async function besideLibreoffice(metrics: readonly Metric[], folder: string): Promise<Metric> {
  const isThere = await promisify(execFile)('soffice', ['--version']).then(
    () => true,
    () => false,
  );
  if (!isThere) return { metric: '1,000 filings exported, beside LibreOffice', value: null, unit: 'ms' };
  return besidePeer(metrics, { name: 'LibreOffice', work: 'libreoffice', ratio: 0.2 }, folder);
}
