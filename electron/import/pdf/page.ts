import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { markOf } from '../../../shared/layout/line-mark.ts';
import { PDF_LIMITS } from '../limits.ts';
import { apply, type Box, boxOf, IDENTITY, type Matrix, meet, times } from '../printed/geometry.ts';
import { inkBox, inkPolygons } from '../printed/ink.ts';
import { type PrintedPage, placedGlyph } from '../printed/page.ts';
import { polygonsOf } from './paths.ts';

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
export async function readPage(page: PDFPageProxy, OPS: Ops): Promise<PrintedPage | null> {
  const view = page.getViewport({ scale: 1 });
  const list = await page.getOperatorList();
  if (list.fnArray.length > PDF_LIMITS.operators) return null;
  const result: PrintedPage = { width: view.width, height: view.height, glyphs: [], rules: [] };
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
    [OPS.paintSolidColorImageMask]: () => {
      if (!pale(state.fill)) inkBox(result.rules, boxOf(state.matrix, [0, 0, 1, 1]), state.clip);
    },
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
      if (mode === 3 || mode === 7) continue;
      const placed = placedGlyph(glyph.unicode, { start, end, matrix: whole, size }, state.clip);
      if (placed) result.glyphs.push({ ...placed, run, mark: markOf(charSpacing) });
    }
    if (font.vertical) y -= along;
    else x += along * stretch;
  }

  function drawPath(op: number, data: Float32Array): void {
    const [a, b] = state.matrix;
    inkPolygons(result.rules, polygonsOf(data, state.matrix), {
      fills: op !== OPS.stroke && op !== OPS.closeStroke && !pale(state.fill),
      strokes: op !== OPS.fill && op !== OPS.eoFill && !pale(state.stroke),
      width: state.lineWidth * Math.hypot(a, b),
      clip: state.clip,
    });
  }
}

/** White, or nearly. */
function pale(color: string): boolean {
  return /^#(?:f[4-9a-f]){3}$/i.test(color);
}
