import { Counts } from './counts.ts';
import type { Grid, ReadInTurn } from './grid.ts';
import { LIMITS, TooMuchError, UnreadableError } from './limits.ts';
import type { Note } from './note.ts';
import { mainPart } from './package.ts';
import { inShare, type Share } from './share.ts';
import { readWorkbook, type SheetEntry, type Workbook } from './workbook/book.ts';
import { readSheet } from './workbook/sheet.ts';
import { type Archive, openArchive } from './zip.ts';

const NONE = '不是 Excel 工作簿（.xlsx）；请用 Excel 或 WPS 另存为 .xlsx 后再导入';
const DAMAGED = '工作簿已损坏或写法特殊，无法读取；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入';

/**
 * A grid for each sheet of a workbook, or of a share of them, in order, with notes of its own; `notes` names sheets that
 * could not be read. Throws `UnreadableError` when it is no workbook, or beyond the limits.
 */
export async function xlsxGrids(bytes: Uint8Array, share?: Share): Promise<ReadInTurn> {
  const counts = new Counts(share?.counts);
  const archive = openArchive(bytes, counts);
  const main = mainPart(archive, 'xl/workbook.xml', NONE);
  if (/\.bin$/i.test(main))
    throw new UnreadableError('是二进制工作簿（.xlsb）；请用 Excel 或 WPS 另存为 .xlsx 后再导入');
  const workbook = readWorkbook(archive, main, DAMAGED);
  if (workbook.sheets.length === 0) throw new UnreadableError(NONE);
  if (workbook.sheets.length > LIMITS.sheets)
    throw new TooMuchError(`工作表超过 ${LIMITS.sheets} 张的上限，请拆分后再导入`);
  const notes: Note[] = [];
  return { grids: sheetGrids(archive, workbook, inShare(workbook.sheets, share), counts, notes), notes };
}

function* sheetGrids(
  archive: Archive,
  workbook: Workbook,
  sheets: readonly SheetEntry[],
  counts: Counts,
  notes: Note[],
): Generator<Grid> {
  for (const sheet of sheets) {
    if (sheet.part === null) continue;
    try {
      if (sheet.part === '')
        throw new UnreadableError('文件里没有这张工作表的内容，没有读入；请重新另存或向报送人索取');
      yield readSheet(archive, sheet, workbook, counts);
    } catch (error) {
      if (!(error instanceof UnreadableError) || error instanceof TooMuchError) throw error;
      notes.push({ severity: 'error', place: `工作表“${sheet.name}”`, message: error.message });
    }
  }
}
