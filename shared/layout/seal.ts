import { CELL_PADDING, textWidth } from './measure.ts';
import type { Box, Seal, Sheet } from './sheet.ts';

/**
 * Side in mm of the square kept free: the largest seal of a unit, 45 mm (国发〔1999〕25号), and 2.5 mm of play around
 * it.
 */
export const SEAL_SPACE = 50;
/** Millimetres between the guide circle and the edge of the paper at least. */
const EDGE = 3;

/**
 * Where the unit's seal goes: its centre on the words 填报单位(盖章). Without a free square it is moved up as far as
 * needed to keep off every amount (`amounts`: indexes of their cells). Null when the form has no such words.
 */
export function placeSeal(sheet: Sheet, amounts: ReadonlySet<number>, diameter: 42 | 45, free: boolean): Seal | null {
  const pattern = sheet.form.seal?.pattern;
  const at = sheet.cells.findIndex((cell) => cell.pattern === pattern);
  const cell = sheet.cells[at];
  if (!cell) return null;
  const page = sheet.rows[cell.row]?.page ?? 0;
  const boxes = sheet.pages[page]?.boxes ?? [];
  const words = boxes.find((box) => box.cell === at) as Box;
  const text = Math.min(textWidth(words.lines[0] ?? '', cell.style.size), SEAL_SPACE);
  const half = (free ? SEAL_SPACE : diameter) / 2;
  const x = Math.max(words.x + CELL_PADDING + text / 2, EDGE + half);
  let y = words.y + words.height / 2;
  for (const box of boxes) {
    if (!amounts.has(box.cell)) continue;
    const beside = box.x >= x + half || box.x + box.width <= x - half;
    if (!beside && box.y + box.height > y - half) y = Math.min(y, box.y - half);
  }
  return { page, x, y: Math.max(y, EDGE + half), diameter, free };
}
