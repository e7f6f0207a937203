import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { sheetIndex } from '../../shared/layout/sheet-index.ts';

/**
 * Where in a cell's text the pointer is, in UTF-16 units; null where it is beside the text. The page shows the text line
 * by line, over several pages where it is long: each line is looked for behind the one before.
 */
export function caretAt(sheet: Sheet, cell: SheetCell, x: number, y: number): number | null {
  const point = pointIn(x, y);
  const element = point?.node instanceof Element ? point.node : point?.node.parentElement;
  const line = element?.closest('.page .box:not(.repeated) .line');
  const box = line?.closest<HTMLElement>('.box');
  const { boxesOf, keyOf } = sheetIndex(sheet);
  if (!point || !line || !box || box.dataset.path !== keyOf(cell)) return null;
  const page = Number(box.closest<HTMLElement>('.page')?.dataset.page);
  const boxes = boxesOf(cell).filter((one) => !one.box.repeated);
  const before = boxes.filter((one) => one.page < page).flatMap((one) => one.box.lines);
  const index = before.length + [...box.querySelectorAll('.line')].indexOf(line);
  const lines = boxes.flatMap((one) => one.box.lines);
  let end = 0;
  for (const text of lines.slice(0, index + 1)) {
    const start = cell.text.indexOf(text, end);
    if (start < 0) return null;
    end = start + text.length;
  }
  const { length } = lines[index] ?? '';
  return end - length + Math.min(point.offset, length);
}

/** The text under a point; Chromium before 128 knows only the older of the two calls. */
function pointIn(x: number, y: number): { node: Node; offset: number } | null {
  const position = document.caretPositionFromPoint?.(x, y);
  if (position) return { node: position.offsetNode, offset: position.offset };
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
