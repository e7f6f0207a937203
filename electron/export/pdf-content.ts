import { BLANK, spacingOf } from '../../shared/layout/line-mark.ts';
import { type Drawn, MM_PER_PT } from './drawn.ts';
import type { FaceName } from './glyphs.ts';
import type { EmbeddedFaces } from './pdf-faces.ts';
import { decimal } from './pdf-file.ts';
import type { Element } from './pdf-structure.ts';

/** Rule widths in points. */
const INNER = 0.5;
const OUTER = 0.75;

export interface Content {
  operators: string;
  /** The fonts that it is set in. */
  used: Set<FaceName>;
  /** The element of each marked part of the page, by its number. */
  marked: Element[];
}

/** The operators that draw a page (ISO 32000-1, 8.2); `height` in mm. What is of no element is marked as decoration. */
export function pageContent(drawn: readonly Drawn[], height: number, faces: EmbeddedFaces): Content {
  const used = new Set<FaceName>();
  const marked: Element[] = [];
  const operators: string[] = [];
  let open = '';
  let of: Element | undefined;
  for (const one of drawn) {
    if (one.kind === 'link') continue;
    const its = one.kind === 'text' ? one.of : undefined;
    const mark = its ? `/${its.type}` : `/Artifact<</Type/${one.kind === 'text' ? 'Pagination' : 'Layout'}>>BDC`;
    if (its !== of || mark !== open) {
      if (open) operators.push('EMC');
      operators.push(its ? `${mark}<</MCID ${marked.push(its) - 1}>>BDC` : mark);
      [open, of] = [mark, its];
    }
    operators.push(draw(one, height, used, faces));
  }
  if (open) operators.push('EMC');
  return { operators: operators.join('\n'), used, marked };
}

function draw(
  drawn: Exclude<Drawn, { kind: 'link' }>,
  height: number,
  used: Set<FaceName>,
  faces: EmbeddedFaces,
): string {
  const x = (mm: number) => decimal(mm / MM_PER_PT);
  const y = (mm: number) => decimal((height - mm) / MM_PER_PT);
  switch (drawn.kind) {
    case 'rules': {
      // Squared ends close the corners of the frame.
      const lines = drawn.rules.map(
        ({ x1, y1, x2, y2, outer }) => `${outer ? OUTER : INNER} w ${x(x1)} ${y(y1)} m ${x(x2)} ${y(y2)} l S`,
      );
      return `q 2 J\n${lines.join('\n')}\nQ`;
    }
    case 'shade': {
      const { area } = drawn;
      const size = `${x(area.width)} ${x(area.height)}`;
      return `q ${color(drawn.color)} rg ${x(area.x)} ${y(area.y + area.height)} ${size} re f Q`;
    }
    case 'circle':
      return `q 0.5 w [3 2] 0 d ${color(drawn.color)} RG\n${circle(drawn.x, drawn.y, drawn.radius, x, y)} s Q`;
    case 'text':
      return textOperators(drawn, height, used, faces);
  }
}

/** Four curves; how far their control points lie from the ends, for a radius of 1. */
const ROUND = (4 / 3) * Math.tan(Math.PI / 8);

type Along = (mm: number) => string;

function circle(cx: number, cy: number, radius: number, x: Along, y: Along): string {
  const point = (across: number, down: number) => `${x(cx + across * radius)} ${y(cy + down * radius)}`;
  const curve = (...points: [number, number][]) => `${points.map(([a, b]) => point(a, b)).join(' ')} c`;
  return [
    `${point(1, 0)} m`,
    curve([1, ROUND], [ROUND, 1], [0, 1]),
    curve([-ROUND, 1], [-1, ROUND], [-1, 0]),
    curve([-1, -ROUND], [-ROUND, -1], [0, -1]),
    curve([ROUND, -1], [1, -ROUND], [1, 0]),
  ].join('\n');
}

/** #rrggbb as shares of red, green and blue. */
function color(hex: string): string {
  return [1, 3, 5].map((at) => decimal(Number.parseInt(hex.slice(at, at + 2), 16) / 255)).join(' ');
}

/** The spacing that carries each mark, in points. */
const SPACINGS = Array.from({ length: 2 * BLANK }, (_, mark) => spacingOf(mark).toFixed(5));

function textOperators(
  text: Extract<Drawn, { kind: 'text' }>,
  height: number,
  used: Set<FaceName>,
  faces: EmbeddedFaces,
): string {
  const { line, size, mark } = text;
  const y = (height - text.baseline) / MM_PER_PT;
  let x = text.x / MM_PER_PT;
  const operators = [`BT 1 0 0 1 ${decimal(x)} ${decimal(y)} Tm`];
  if (mark !== undefined) operators.push(`${SPACINGS[mark]} Tc`);
  for (const { face, codes } of faces.runs(line.glyphs)) {
    used.add(face);
    operators.push(`/${face} ${decimal(size)} Tf ${codes} TJ`);
  }
  operators.push('ET');
  for (const glyph of line.glyphs) {
    x += glyph.before * size;
    for (const accent of glyph.accents) {
      const scale = (accent.scale * size).toFixed(6);
      const place = `${decimal(x + accent.x * size)} ${decimal(y + accent.y * size)}`;
      operators.push(`q ${scale} 0 0 ${scale} ${place} cm\n${outline(accent.path)} f Q`);
    }
    x += glyph.advance * size;
  }
  return `q ${text.color ? `${color(text.color)} rg ` : ''}${operators.join('\n')} Q`;
}

/** The outline of a glyph, given as an SVG path of absolute M, L, Q, C and Z, as operators of a PDF. */
function outline(path: string): string {
  let [x, y] = [0, 0];
  const operators = Array.from(path.matchAll(/([MLQCZ])([^MLQCZ]*)/g), ([, command, rest]) => {
    const numbers = rest?.match(/-?[\d.]+/g)?.map(Number) ?? [];
    if (command === 'Z') return 'h';
    const [endX = 0, endY = 0] = numbers.slice(-2);
    // A PDF has no quadratic curves: the same as a cubic one.
    const [cx = 0, cy = 0] = numbers;
    const thirds = (from: number, control: number) => from + (2 / 3) * (control - from);
    const points =
      command === 'Q' ? [thirds(x, cx), thirds(y, cy), thirds(endX, cx), thirds(endY, cy), endX, endY] : numbers;
    [x, y] = [endX, endY];
    return `${points.map(decimal).join(' ')} ${command === 'M' ? 'm' : command === 'L' ? 'l' : 'c'}`;
  });
  return operators.join(' ');
}
