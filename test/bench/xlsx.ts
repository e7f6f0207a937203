import { besidePeer, exportMetrics } from './exports.ts';
import { withFolder } from './folder.ts';
import type { Bench } from './measure.ts';

const BOUNDS = [
  { count: 100, ratio: 1 },
  { count: 1000, ratio: 1 },
  { count: 5000, ratio: 1, mb: 600 },
];

/**
 * Filings into one workbook; the peer is exceljs with the same texts as plain cells, then only packing the same parts,
 * then SheetJS.
 */
export const bench: Bench = () =>
  withFolder(async (folder) => {
    const metrics = await exportMetrics('xlsx', 'exceljs', BOUNDS, folder);
    return [
      ...metrics,
      await besidePeer(metrics, { name: 'packing alone', work: 'packing xlsx', ratio: 3, rounds: 3 }, folder),
      await besidePeer(metrics, { name: 'SheetJS', work: 'sheetjs', rounds: 3 }, folder),
    ];
  });
