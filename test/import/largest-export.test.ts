import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportBytes } from '../../electron/export/export-bytes.ts';
import { loadFonts } from '../../electron/export/fonts.ts';
import { readTables } from '../../electron/import/kinds.ts';
import { LIMITS, PDF_LIMITS } from '../../electron/import/limits.ts';
import { withPdf } from '../../electron/import/pdf/open.ts';
import { openArchive, wholePart } from '../../electron/import/zip.ts';
import { readDirectory } from '../../electron/import/zip-directory.ts';
import type { ExportKind } from '../../shared/api.ts';
import { MOST_OUT } from '../../shared/api-limits.ts';
import { MOST_FILE } from '../../shared/file-limits.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';

const samples = catalog.all.map((form): Filing => {
  const path = join(import.meta.dirname, '../../resources/samples', `${form.id}.json`);
  const parsed = parseFiling(JSON.parse(readFileSync(path, 'utf8')));
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.filing;
});
const fonts = loadFonts();
const now = new Date(Date.UTC(2026, 0, 1));

async function written(kind: ExportKind, times: number): Promise<Uint8Array> {
  const filings = Array.from({ length: times }, () => samples).flat();
  const { bytes } = await exportBytes(
    { kind, filings, seal: null, now },
    () => fonts,
    () => undefined,
  );
  return bytes;
}

/** What a file takes of each limit, as a share of it. */
async function taken(kind: ExportKind, bytes: Uint8Array) {
  const entries = kind === 'pdf' ? [] : readDirectory(bytes);
  const rows = Array.from((await readTables(`表.${kind}`, bytes))?.grids ?? [], (grid) => grid.rows).flat();
  const cells = rows.flatMap((row) => row.cells);
  const pages = kind === 'pdf' ? await withPdf(bytes, async (pdf) => pdf.numPages) : entries.filter(isPage).length;
  const elements = kind === 'xlsx' ? elementsOf(bytes) : 0;
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
  const characters = cells.reduce((sum, { text, master }) => sum + (master ? 0 : text.length), 0);
  return {
    [`${MOST_FILE} bytes`]: bytes.length / MOST_FILE,
    [`${LIMITS.entries} parts`]: entries.length / LIMITS.entries,
    [`${LIMITS.unpackedSize} bytes unpacked`]: unpacked / LIMITS.unpackedSize,
    [`${LIMITS.allCells} cells`]: cells.length / LIMITS.allCells,
    [`${LIMITS.elements} elements`]: elements / LIMITS.elements,
    [`${PDF_LIMITS.pages} pages`]: pages / PDF_LIMITS.pages,
    [`${PDF_LIMITS.totalGlyphs} characters`]: characters / PDF_LIMITS.totalGlyphs,
  };
}

function elementsOf(bytes: Uint8Array): number {
  const archive = openArchive(bytes);
  const sheets = archive.paths.filter((path) => /sheet\d+\.xml$/.test(path));
  return sheets
    .map((path) => Buffer.from(wholePart(archive, path)).toString().split(/<\w/).length - 1)
    .reduce((a, b) => a + b);
}

const isPage = ({ path }: { path: string }) => /Content\.xml$/.test(path);

// Half of each limit is left for tables that are longer than the samples.
test.each<ExportKind>(['xlsx', 'docx', 'pdf', 'ofd'])(
  'a .%s of as many filings as an export takes, of all forms alike, keeps within half of the limits of reading',
  async (kind) => {
    const [one, three] = await Promise.all([1, 3].map(async (times) => taken(kind, await written(kind, times))));
    const whole = Object.entries(three ?? {}).map(([limit, part]) => {
      const each = (part - (one?.[limit] ?? 0)) / (2 * samples.length);
      return [limit, Math.round(100 * each * MOST_OUT)] as const;
    });
    console.info(
      `${MOST_OUT} filings as .${kind}:`,
      whole.map(([limit, percent]) => `${percent} % of ${limit}`).join(', '),
    );
    expect(whole.filter(([, percent]) => percent > 50)).toEqual([]);
  },
);
