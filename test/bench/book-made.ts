import { parseArgs } from 'node:util';
import { exportBook, exportFilings } from '../../electron/export/exporter.ts';
import type { ExportKind } from '../../shared/api.ts';
import { newBook } from '../../shared/book/book.ts';
import { sampleFilings } from './filings.ts';

/**
 * A process of its own, so that its memory can be told: `node book-made.ts --kind K --count N --path OUT [--plain]`
 * makes a book of sample tables, with --plain the tables alone, and prints what it took.
 */
export interface Took {
  ms: number;
  /** The most memory that the process has ever had, in MB. */
  peak: number;
}

const { values } = parseArgs({
  options: {
    kind: { type: 'string' },
    count: { type: 'string' },
    path: { type: 'string' },
    plain: { type: 'boolean' },
  },
});
const kind = values.kind as ExportKind;
const path = values.path as string;
const filings = sampleFilings(Number(values.count));
const { items, ...frame } = newBook({ title: '预算绩效目标', unit: '城市管理局', year: 2026, cover: {} }, []);
const parts = [...items.flatMap((one) => ('page' in one ? [one] : [])), { page: 'summary' as const }];
const began = performance.now();
if (values.plain) await exportFilings({ kind, filings, seal: null, path });
else await exportBook({ kind, frame, parts: [...parts, ...filings.map((filing) => ({ filing }))], path });
const took: Took = { ms: performance.now() - began, peak: process.resourceUsage().maxRSS / 1024 };
console.log(JSON.stringify(took));
// The export's worker thread is kept warm and would keep this process waiting.
process.exit();
