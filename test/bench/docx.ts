import { exportMetrics } from './exports.ts';
import { withFolder } from './folder.ts';
import type { Bench } from './measure.ts';

const BOUNDS = [{ count: 100 }, { count: 1000, ms: 4000, mb: 600 }, { count: 5000, mb: 1024 }];

/** Filings into one Word document; the peer only packs the same parts. */
export const bench: Bench = () => withFolder((folder) => exportMetrics('docx', 'packing docx', BOUNDS, folder));
