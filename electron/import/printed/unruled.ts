import type { GridRow } from '../grid.ts';
import { UnreadableError } from '../limits.ts';
import type { SpacedLine } from '../text/spaced-lines.ts';
import { gridOf } from '../text/spaced-text.ts';
import type { PageItem, TextItem } from './items.ts';

/** Ems between the baselines of two lines from which on an empty line lies between them. */
const GAP = 1.8;

/**
 * The rows of tables that no rules enclose, by the columns their texts stand in; null when labels stand within rules,
 * or nowhere beside one another. Throws `UnreadableError` when the columns are not clear.
 */
export function unruledRows(
  items: readonly PageItem[],
  format: string,
  isLabel: (text: string) => boolean,
): GridRow[] | null {
  const ruled = items.some(
    (item) => item.kind === 'frame' && item.lines.some((cell) => isLabel(cell.map(({ text }) => text).join(''))),
  );
  const texts = items.filter((item): item is TextItem => item.kind === 'text');
  const labelled = texts.filter(({ parts }) => parts.filter(({ text }) => isLabel(text.trim())).length >= 2);
  if (ruled || labelled.length < 2) return null;
  try {
    const { rows } = gridOf(texts.map(spacedLine));
    return rows.map((row) => {
      const place = `第 ${texts[row.line - 1]?.page} 页第 ${lineOnPage(texts, row.line)} 行文字`;
      return { ...row, place, cells: row.cells.map((cell) => ({ ...cell, place })) };
    });
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    throw new UnreadableError(
      `${format} 里的表格没有框线，分不清哪些文字属于哪一格；请找原来的 Excel 或 Word 文件导入，或给表格加上框线后重新导出 ${format}`,
    );
  }
}

/** A line as printed text: its number counts all texts, its columns are half ems wide. */
function spacedLine({ page, parts }: TextItem, index: number, texts: readonly TextItem[]): SpacedLine {
  const before = texts[index - 1];
  const [first, above] = [parts[0], before?.parts[0]];
  const size = first?.size ?? 10;
  return {
    number: index + 1,
    segments: parts.map(({ text, left, right }) => ({ text: text.trim(), from: left / 5, to: right / 5 })),
    page: before?.page !== page,
    gap: before?.page !== page || (first?.baseline ?? 0) - (above?.baseline ?? 0) > size * GAP,
  };
}

function lineOnPage(texts: readonly TextItem[], line: number): number {
  const page = texts[line - 1]?.page;
  return line - texts.findIndex((item) => item.page === page);
}
