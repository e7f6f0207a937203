import type { SheetCell } from '../../shared/layout/sheet.ts';

/**
 * Where in a cell's text the pointer is, in UTF-16 units; null where it is beside the text. The page shows the text line
 * by line: each line is looked for behind the one before.
 */
export function caretAt(cell: SheetCell, key: string, x: number, y: number): number | null {
  const point = pointIn(x, y);
  const lines = [...document.querySelectorAll(`.page [data-path="${CSS.escape(key)}"]:not(.repeated) .line`)];
  const index = lines.findIndex((line) => point !== null && line.contains(point.node));
  if (!point || index < 0) return null;
  let end = 0;
  for (const line of lines.slice(0, index + 1)) {
    const text = line.textContent ?? '';
    const start = cell.text.indexOf(text, end);
    if (start < 0) return null;
    end = start + text.length;
  }
  const { length } = lines[index]?.textContent ?? '';
  return end - length + Math.min(point.offset, length);
}

/** The text under a point; Chromium before 128 knows only the older of the two calls. */
function pointIn(x: number, y: number): { node: Node; offset: number } | null {
  const position = document.caretPositionFromPoint?.(x, y);
  if (position) return { node: position.offsetNode, offset: position.offset };
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
