import type { Read } from './grid.ts';
import { openOfd } from './ofd/package.ts';
import { readOfdPage } from './ofd/page.ts';
import { printedGrid } from './printed/grid.ts';
import { readPages } from './printed/pages.ts';

/**
 * The tables and texts of an OFD (GB/T 33190-2016) as one grid, found as those of a PDF. Throws `UnreadableError` when
 * the file is encrypted, damaged, without text (scanned) or too large.
 */
export async function ofdGrids(bytes: Uint8Array, isLabel: (text: string) => boolean): Promise<Read> {
  const { pages, notes } = openOfd(bytes);
  const read = async (number: number) => {
    const source = (pages[number - 1] as (typeof pages)[number])();
    const { page, lost } = readOfdPage(source);
    const told = lost.map((message) => ({ severity: 'error' as const, message }));
    if (!source.annotated) return { page, told };
    return { page, told: [...told, { severity: 'hint' as const, message: '这一页有批注或图章，其中的文字未读入' }] };
  };
  const items = await readPages({ count: pages.length, read, format: 'OFD' }, isLabel, notes);
  return { grids: [printedGrid(items, 'OFD', isLabel, notes)], notes };
}
