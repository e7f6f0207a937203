import { exportMetrics, peerTime } from './exports.ts';
import { withFolder } from './folder.ts';
import type { Bench } from './measure.ts';

/** Filings into one workbook; the peer is exceljs with the same texts as plain cells, then only packing the same parts. */
export const bench: Bench = () =>
  withFolder(async (folder) => {
    const metrics = await exportMetrics('xlsx', 'exceljs', 1, folder);
    const packing = await peerTime('zipped', folder);
    const own = metrics.find(({ metric }) => metric === '1,000 filings exported')?.value ?? null;
    const metric = '1,000 filings exported, beside packing alone';
    return [...metrics, { metric, value: own, unit: 'ms', target: 3 * packing, peer: packing }];
  });
