import { exportMetrics } from './exports.ts';
import { withFolder } from './folder.ts';
import type { Bench } from './measure.ts';

/** Filings into one PDF; the peer is pdfkit with the same lines of text and nothing else. */
export const bench: Bench = () => withFolder((folder) => exportMetrics('pdf', 'pdfkit', 1.2, folder));
