import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { markOf } from '../../../shared/layout/line-mark.ts';
import { PDF_LIMITS } from '../limits.ts';
import { apply, type Box, boxOf, IDENTITY, type Matrix, meet, type Turn, times, turned } from './geometry.ts';
import { bounds, isRule, polygonsOf, THIN } from './paths.ts';

/** A character of a page. Points from the page's top left corner, y downwards. */
export interface PdfGlyph {
  text: string;
  left: number;
  right: number;
  baseline: number;
  /** Height of its em. */
  size: number;
  /** Its middle. */
  x: number;
  y: number;
  /**
   * Quarter turns clockwise of the direction it is read in; `left`, `right` and `baseline` are of the page turned back.
   */
  turn: Turn;
  /** Characters drawn together, which stand in one cell even where they reach over its edge. */
  run: number;
  /** What our own PDF says about the line it stands in (shared/layout/line-mark.ts); null in other PDFs. */
  mark: number | null;
}

/** A straight ruled line along one axis: at `at` on the other one, from `from` to `to`. Points as above. */
export interface PdfRule {
  vertical: boolean;
  at: number;
  from: number;
  to: number;
}

export interface PdfPage {
  width: number;
  height: number;
  glyphs: PdfGlyph[];
  rules: PdfRule[];
}

/** Shorter strokes are parts of a drawing. */
const SHORTEST = 2;

interface State {
  matrix: Matrix;
  clip: Box;
  fill: string;
  stroke: string;
  lineWidth: number;
  font: { vertical: boolean; scale: number };
  size: number;
  charSpacing: number;
  wordSpacing: number;
  stretch: number;
  leading: number;
  rise: number;
  mode: number;
}

type Ops = typeof import('pdfjs-dist/legacy/build/pdf.mjs')['OPS'];
interface ShownGlyph {
  unicode: string;
  width: number;
  isSpace: boolean;
  vmetric?: [number, number, number];
}

/** Reads what a page draws: its characters and its straight rules, as they are seen. Null when it draws too much. */
export async function readPage(page: PDFPageProxy, OPS: Ops): Promise<PdfPage | null> {
  const view = page.getViewport({ scale: 1 });
  const list = await page.getOperatorList();
  if (list.fnArray.length > PDF_LIMITS.operators) return null;
  const result: PdfPage = { width: view.width, height: view.height, glyphs: [], rules: [] };
  const everything: Box = { left: 0, top: 0, right: view.width, bottom: view.height };
  let state: State = {
    matrix: view.transform as Matrix,
    clip: everything,
    fill: '#000000',
    stroke: '#000000',
    lineWidth: 1,
    font: { vertical: false, scale: 0.001 },
    size: 0,
    charSpacing: 0,
    wordSpacing: 0,
    stretch: 1,
    leading: 0,
    rise: 0,
    mode: 0,
  };
  const base = state;
  const saved: State[] = [];
  let text: Matrix = IDENTITY;
  let [x, y, lineX, lineY] = [0, 0, 0, 0];
  let clips = false;
  let run = 0;

  const move = (dx: number, dy: number) => {
    lineX += dx;
    lineY += dy;
    [x, y] = [lineX, lineY];
  };
  const save = () => saved.push({ ...state });
  const restore = () => {
    state = saved.pop() ?? state;
  };
  const draw: Partial<Record<number, (args: never) => void>> = {
    [OPS.save]: save,
    [OPS.restore]: restore,
    [OPS.beginGroup]: save,
    [OPS.endGroup]: restore,
    [OPS.transform]: (args: number[]) => {
      state.matrix = times(state.matrix, args as Matrix);
    },
    [OPS.paintFormXObjectBegin]: ([matrix, bounds]: [ArrayLike<number> | null, Float32Array | number[] | null]) => {
      save();
      if (matrix) state.matrix = times(state.matrix, Array.from(matrix) as Matrix);
      if (bounds) state.clip = meet(state.clip, boxOf(state.matrix, bounds));
    },
    [OPS.paintFormXObjectEnd]: restore,
    [OPS.beginAnnotation]: ([, , transform, matrix]: [string, unknown, number[], number[]]) => {
      save();
      state = { ...base, matrix: times(times(base.matrix, transform as Matrix), matrix as Matrix) };
    },
    [OPS.endAnnotation]: restore,
    [OPS.setLineWidth]: ([width]: [number]) => {
      state.lineWidth = width;
    },
    [OPS.setFillRGBColor]: ([color]: [string]) => {
      state.fill = color;
    },
    [OPS.setStrokeRGBColor]: ([color]: [string]) => {
      state.stroke = color;
    },
    [OPS.setFillColorN]: () => {
      state.fill = '';
    },
    [OPS.setStrokeColorN]: () => {
      state.stroke = '';
    },
    [OPS.setFillTransparent]: () => {
      state.fill = '#ffffff';
    },
    [OPS.setStrokeTransparent]: () => {
      state.stroke = '#ffffff';
    },
    [OPS.clip]: () => {
      clips = true;
    },
    [OPS.eoClip]: () => {
      clips = true;
    },
    [OPS.constructPath]: ([op, [data], bounds]: [number, [Float32Array | null], Float32Array | number[] | null]) => {
      if (data && bounds) {
        if (op !== OPS.endPath) drawPath(op, data);
        if (clips) state.clip = meet(state.clip, boxOf(state.matrix, bounds));
      }
      clips = false;
    },
    [OPS.paintSolidColorImageMask]: () => fillBox(boxOf(state.matrix, [0, 0, 1, 1])),
    [OPS.beginText]: () => {
      text = IDENTITY;
      [x, y, lineX, lineY] = [0, 0, 0, 0];
    },
    [OPS.setCharSpacing]: ([spacing]: [number]) => {
      state.charSpacing = spacing;
    },
    [OPS.setWordSpacing]: ([spacing]: [number]) => {
      state.wordSpacing = spacing;
    },
    [OPS.setHScale]: ([percent]: [number]) => {
      state.stretch = percent / 100;
    },
    [OPS.setLeading]: ([leading]: [number]) => {
      state.leading = -leading;
    },
    [OPS.setTextRise]: ([rise]: [number]) => {
      state.rise = rise;
    },
    [OPS.setTextRenderingMode]: ([mode]: [number]) => {
      state.mode = mode;
    },
    [OPS.setFont]: ([name, size]: [string, number]) => {
      const font = page.commonObjs.has(name) ? page.commonObjs.get(name) : null;
      state.font = { vertical: font?.vertical === true, scale: font?.fontMatrix?.[0] ?? 0.001 };
      state.size = size;
    },
    [OPS.moveText]: ([dx, dy]: [number, number]) => move(dx, dy),
    [OPS.setLeadingMoveText]: ([dx, dy]: [number, number]) => {
      state.leading = dy;
      move(dx, dy);
    },
    [OPS.setTextMatrix]: ([matrix]: [ArrayLike<number>]) => {
      text = Array.from(matrix) as Matrix;
      [x, y, lineX, lineY] = [0, 0, 0, 0];
    },
    [OPS.nextLine]: () => move(0, state.leading),
    [OPS.showText]: ([glyphs]: [(ShownGlyph | number)[]]) => show(glyphs),
  };

  for (const [index, op] of list.fnArray.entries()) {
    draw[op]?.((list.argsArray[index] ?? []) as never);
    if (result.glyphs.length > PDF_LIMITS.glyphs || result.rules.length > PDF_LIMITS.rules) return null;
  }
  return result;

  function show(glyphs: (ShownGlyph | number)[]): void {
    const { font, size, charSpacing, wordSpacing, stretch, rise, mode } = state;
    const whole = times(state.matrix, text);
    const direction = font.vertical ? -1 : 1;
    let along = 0;
    run++;
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') {
        along -= (direction * glyph * size) / 1000;
        if (Math.abs(glyph) > 400) run++;
        continue;
      }
      const width = font.vertical ? -(glyph.vmetric?.[0] ?? -1000) : glyph.width;
      const advance = width * size * font.scale + (glyph.isSpace ? wordSpacing : 0) + charSpacing;
      const start = font.vertical
        ? apply(whole, x - ((glyph.vmetric?.[1] ?? 500) * size) / 1000, y + rise - along - size * 0.88)
        : apply(whole, x + along * stretch, y + rise);
      const em = font.vertical ? size : glyph.width * size * font.scale * stretch;
      const end = font.vertical
        ? apply(whole, x - ((glyph.vmetric?.[1] ?? 500) * size) / 1000 + em, y + rise - along - size * 0.88)
        : apply(whole, x + along * stretch + em, y + rise);
      along += advance;
      // Modes 3 and 7 show nothing: the words that a scanner's program guessed.
      if (mode !== 3 && mode !== 7) addGlyph(glyph.unicode, start, end, whole, size, charSpacing);
    }
    if (font.vertical) y -= along;
    else x += along * stretch;
  }

  function addGlyph(
    unicode: string,
    [x0, y0]: [number, number],
    [x1, y1]: [number, number],
    [a, b, c, d]: Matrix,
    size: number,
    charSpacing: number,
  ): void {
    const length = Math.hypot(a, b);
    if (unicode === '' || length === 0) return;
    const [dx, dy] = [a / length, b / length];
    const turn = dx > 0.98 ? 0 : dy > 0.98 ? 1 : dx < -0.98 ? 2 : dy < -0.98 ? 3 : null;
    // What stands askew is a watermark.
    if (turn === null) return;
    const height = Math.abs(size) * Math.hypot(c, d);
    const [mx, my] = [(x0 + x1) / 2 + dy * height * 0.35, (y0 + y1) / 2 - dx * height * 0.35];
    const { clip } = state;
    if (mx < clip.left - 1 || mx > clip.right + 1 || my < clip.top || my > clip.bottom) return;
    result.glyphs.push({
      text: unicode,
      left: turned(turn, x0, y0)[0],
      right: turned(turn, x1, y1)[0],
      baseline: turned(turn, x0, y0)[1],
      size: height,
      x: mx,
      y: my,
      turn,
      run,
      mark: markOf(charSpacing),
    });
  }

  function drawPath(op: number, data: Float32Array): void {
    const strokes = op !== OPS.fill && op !== OPS.eoFill;
    const fills = op !== OPS.stroke && op !== OPS.closeStroke;
    const polygons = polygonsOf(data, state.matrix);
    for (const { points, closed } of polygons) {
      if (fills && points.length >= 4 && isRule(points)) fillBox(bounds(points));
      if (!strokes || pale(state.stroke)) continue;
      const ends = closed ? [...points, points[0] as [number, number]] : points;
      for (let k = 1; k < ends.length; k++) strokeLine(ends[k - 1] as [number, number], ends[k] as [number, number]);
    }
  }

  function strokeLine([x0, y0]: [number, number], [x1, y1]: [number, number]): void {
    const [a, b] = state.matrix;
    const half = (state.lineWidth * Math.hypot(a, b)) / 2;
    if (Math.abs(x0 - x1) < 0.6) addRule(true, (x0 + x1) / 2, Math.min(y0, y1), Math.max(y0, y1), half);
    else if (Math.abs(y0 - y1) < 0.6) addRule(false, (y0 + y1) / 2, Math.min(x0, x1), Math.max(x0, x1), half);
  }

  function fillBox(box: Box): void {
    if (pale(state.fill)) return;
    const [width, height] = [box.right - box.left, box.bottom - box.top];
    if (width <= THIN && height > width) addRule(true, (box.left + box.right) / 2, box.top, box.bottom, 0);
    else if (height <= THIN && width > height) addRule(false, (box.top + box.bottom) / 2, box.left, box.right, 0);
  }

  /** A stroke wider than long is a filled area across its line. */
  function addRule(vertical: boolean, at: number, from: number, to: number, half: number): void {
    if (half * 2 > THIN && half * 2 > to - from)
      return void (to - from <= THIN && addRule(!vertical, (from + to) / 2, at - half, at + half, 0));
    if (half * 2 > THIN * 2) return;
    const { clip } = state;
    const [low, high] = vertical ? [clip.top, clip.bottom] : [clip.left, clip.right];
    const [near, far] = vertical ? [clip.left, clip.right] : [clip.top, clip.bottom];
    if (at < near - half - 1 || at > far + half + 1) return;
    const rule = { vertical, at, from: Math.max(from, low), to: Math.min(to, high) };
    if (rule.to - rule.from >= SHORTEST) result.rules.push(rule);
  }
}

/** White, or nearly. */
function pale(color: string): boolean {
  return /^#(?:f[4-9a-f]){3}$/i.test(color);
}
