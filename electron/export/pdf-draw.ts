import { frameRules } from '../../shared/layout/frame-rules.ts';
import { CELL_PADDING, linePitch } from '../../shared/layout/measure.ts';
import type { CellStyle } from '../../shared/layout/sheet.ts';
import { type Area, type Drawn, MM_PER_PT } from './drawn.ts';
import type { Fonts, Line } from './fonts.ts';
import { MISSING } from './glyphs.ts';
import type { Element } from './pdf-structure.ts';

/** The rules around framed boxes. */
export function drawFrame(boxes: readonly Area[]): Drawn[] {
  const rules = frameRules(boxes);
  return rules.length > 0 ? [{ kind: 'rules', rules }] : [];
}

/**
 * Lines of text in a box, vertically centred; `missing` hears of every character that no font has. With `marks`
 * (shared/layout/line-mark.ts), one for each line, nothing of the text is left out: blank lines and spaces at line ends
 * are drawn too. `of` is what the text is read as.
 */
export function drawBox(
  box: Area,
  lines: readonly string[],
  { font, size, align, spaced }: Omit<CellStyle, 'frame'>,
  fonts: Fonts,
  missing: (character: string) => void,
  { marks, of }: { marks?: readonly number[]; of?: Element | undefined } = {},
): Drawn[] {
  const pitch = linePitch(size, spaced);
  const top = box.y + (box.height - lines.length * pitch) / 2;
  return lines.flatMap((text, index) => {
    const seen = text.trimEnd();
    const line = fonts.line(seen, font, size, missing);
    const full = text === '' && lines.length > 1 ? ' ' : text;
    const whole = marks && full !== seen ? fonts.line(full, font, size, () => undefined) : line;
    if (whole.glyphs.length === 0) return [];
    const free = box.width - 2 * CELL_PADDING - line.width * MM_PER_PT;
    const x = box.x + CELL_PADDING + (align === 'left' ? 0 : align === 'right' ? free : free / 2);
    return [drawLine(whole, x, top + (index + 0.5) * pitch, size, { mark: marks?.[index], of })];
  });
}

/**
 * Centre of an ideograph above the baseline in ems: its square reaches from 0.12 below to 0.88 above.
 */
const CENTRE = 0.38;

/** A line of text whose ideographs are centred on `middle` (mm from the top of the page). */
export function drawLine(
  line: Line,
  x: number,
  middle: number,
  size: number,
  { color, mark, of }: { color?: string; mark?: number | undefined; of?: Element | undefined } = {},
): Drawn {
  const baseline = middle + CENTRE * size * MM_PER_PT;
  return { kind: 'text', line, x, baseline, size, ...(color && { color }), ...(mark !== undefined && { mark }), of };
}

/** One sentence for the clerk about a character that no font has. `place` names the cell. */
export function missingText(place: string, character: string): string {
  const code = (character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
  return `“${place}”中的“${character}”（U+${code}）字体里没有，印为“${MISSING}”，请改用其他字或打印后手写`;
}
