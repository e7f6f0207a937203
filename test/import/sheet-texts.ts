import type { Sheet } from '../../shared/layout/sheet.ts';

/** A sheet as it is copied from a worksheet: a cell for each column, texts of several lines in quotes. */
export function gridText(sheet: Sheet): string {
  const lines = sheet.rows.map(() => sheet.columns.map(() => ''));
  for (const { row, col, text } of sheet.cells) (lines[row] as string[])[col] = quoted(text);
  return lines.map((cells) => cells.join('\t')).join('\n');
}

function quoted(text: string): string {
  return text.includes('\n') ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The same as it is copied from a web page: covered cells are absent, line breaks end the line. */
export function webText(sheet: Sheet): string {
  return sheet.rows
    .map((_, row) =>
      sheet.cells
        .filter((cell) => cell.row === row)
        .sort((a, b) => a.col - b.col)
        .map(({ text }) => text)
        .join('\t'),
    )
    .join('\n');
}
