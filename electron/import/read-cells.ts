import type { SheetRow } from '../../shared/library/library-sheet.ts';
import { LIMITS, UnreadableError } from './limits.ts';
import { kindOf } from './read-bytes.ts';

/** The worksheets of a workbook as rows of texts, or why it cannot be read. */
export type CellsRead = { sheets: SheetRow[][] } | { error: string };

/**
 * Reads the cells of a .xlsx in this thread; a merged cell has its text where it begins. Whatever is wrong with the file
 * is told; nothing is thrown. Memory and time are bounded by `readCells` (read-file.ts), which calls this in a worker.
 */
export async function cellsOf(bytes: Uint8Array): Promise<CellsRead> {
  if (bytes.length > LIMITS.fileSize) return { error: `文件超过 ${LIMITS.fileSize / 1024 / 1024} MB 的上限` };
  if (kindOf(bytes) !== 'package')
    return { error: '不是 Excel 工作簿（.xlsx）；请用 Excel 或 WPS 另存为 .xlsx 后再导入' };
  try {
    const { xlsxGrids } = await import('./xlsx.ts');
    const { grids, notes } = await xlsxGrids(bytes);
    if (notes[0]) return { error: `${notes[0].place}：${notes[0].message}` };
    return {
      sheets: grids.map((grid) =>
        grid.rows.map(({ line, cells }) => {
          const texts: string[] = [];
          for (const cell of cells) texts[cell.col] = cell.text;
          return { place: `${grid.name}第 ${line} 行`, cells: Array.from(texts, (text) => text ?? '') };
        }),
      ),
    };
  } catch (error) {
    return {
      error: error instanceof UnreadableError ? error.message : '文件内容异常，无法读取；请用原软件打开后另存再导入',
    };
  }
}
