import type { SheetRow } from '../../shared/library/library-sheet.ts';
import type { Grid } from './grid.ts';
import { readTables } from './kinds.ts';
import { UnreadableError } from './limits.ts';

/** The worksheets of a workbook as rows of texts, or why it cannot be read. */
export type CellsRead = { sheets: SheetRow[][] } | { error: string };

/**
 * Reads the cells of a workbook or of another file with tables in this thread; a merged cell has its text where it
 * begins. Whatever is wrong with the file is told; nothing is thrown. Memory and time are bounded by `readCells`
 * (read-file.ts), which calls this in a worker.
 */
export async function cellsOf(name: string, bytes: Uint8Array): Promise<CellsRead> {
  try {
    const tables = await readTables(name, bytes);
    if (!tables) return { error: '不是 Excel 工作簿；请用 Excel 或 WPS 另存为 .xlsx 后再导入' };
    const sheets = Array.from(tables.grids, rowsOf);
    const lost = tables.notes.find((note) => note.severity === 'error');
    return lost ? { error: `${lost.place}：${lost.message}` } : { sheets };
  } catch (error) {
    return {
      error: error instanceof UnreadableError ? error.message : '文件内容异常，无法读取；请用原软件打开后另存再导入',
    };
  }
}

function rowsOf({ name, rows }: Grid): SheetRow[] {
  return rows.map(({ line, cells }) => {
    const texts: string[] = [];
    for (const cell of cells) texts[cell.col] = cell.text;
    return { place: `${name}第 ${line} 行`, cells: Array.from(texts, (text) => text ?? '') };
  });
}
