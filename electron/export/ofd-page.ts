import type { Rule } from '../../shared/layout/frame-rules.ts';
import { nameOf } from '../../shared/layout/line-mark.ts';
import { type Drawn, type DrawnPage, MM_PER_PT } from './drawn.ts';
import type { FaceName, Glyph } from './glyphs.ts';
import type { OfdFont } from './ofd-font.ts';

/** What the pages of one OFD share: its numbers, each given once, and its fonts with theirs. */
export interface OfdShared {
  nextId: () => number;
  font: (face: FaceName) => { id: number; font: OfdFont };
}

/** `xmlns` and the beginning of every part (GB/T 33190-2016, 7.1). */
export const ofdXml = (root: string, attributes: string, content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ofd:${root} xmlns:ofd="http://www.ofdspec.org/2016"${attributes}>${content}</ofd:${root}>\n`;

/** A text as XML has it, in an element or an attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Lengths in mm go to the thousandth. */
export function mm(length: number): string {
  return String(Math.round(length * 1000) / 1000);
}

/** Content.xml of a page. */
export function pageXml({ width, height, drawn }: DrawnPage, shared: OfdShared): string {
  const box = `0 0 ${mm(width)} ${mm(height)}`;
  const layer = shared.nextId();
  const objects = drawn.map((one) => objectsOf(one, box, shared)).join('');
  return ofdXml(
    'Page',
    '',
    `<ofd:Area><ofd:PhysicalBox>${box}</ofd:PhysicalBox></ofd:Area>` +
      `<ofd:Content><ofd:Layer ID="${layer}" Type="Body">${objects}</ofd:Layer></ofd:Content>`,
  );
}

/** Rule widths in mm: half a point and three quarters. */
const INNER = 0.5 * MM_PER_PT;
const OUTER = 0.75 * MM_PER_PT;

function objectsOf(drawn: Drawn, page: string, shared: OfdShared): string {
  const path = (attributes: string, colors: string, data: string) =>
    `<ofd:PathObject ID="${shared.nextId()}" Boundary="${page}"${attributes}>${colors}<ofd:AbbreviatedData>${data}</ofd:AbbreviatedData></ofd:PathObject>`;
  switch (drawn.kind) {
    case 'link':
      // Nothing is seen of it, and our OFDs are leafed through by their outline.
      return '';
    case 'rules': {
      // Squared ends close the corners of the frame.
      const lines = (width: number, rules: readonly Rule[]) =>
        rules.length === 0
          ? ''
          : path(
              ` LineWidth="${mm(width)}" Cap="Square"`,
              '<ofd:StrokeColor Value="0 0 0"/>',
              rules.map(({ x1, y1, x2, y2 }) => `M ${mm(x1)} ${mm(y1)} L ${mm(x2)} ${mm(y2)}`).join(' '),
            );
      return [false, true]
        .map((outer) =>
          lines(
            outer ? OUTER : INNER,
            drawn.rules.filter((rule) => Boolean(rule.outer) === outer),
          ),
        )
        .join('');
    }
    case 'shade': {
      const { x, y, width, height } = drawn.area;
      const [right, bottom] = [x + width, y + height].map(mm);
      const data = `M ${mm(x)} ${mm(y)} L ${right} ${mm(y)} L ${right} ${bottom} L ${mm(x)} ${bottom} C`;
      return path(' Stroke="false" Fill="true"', `<ofd:FillColor Value="${rgb(drawn.color)}"/>`, data);
    }
    case 'circle':
      return path(
        ` LineWidth="${mm(INNER)}" DashPattern="${mm(3 * MM_PER_PT)} ${mm(2 * MM_PER_PT)}"`,
        `<ofd:StrokeColor Value="${rgb(drawn.color)}"/>`,
        circle(drawn.x, drawn.y, drawn.radius),
      );
    case 'text':
      return textObjects(drawn, page, shared);
  }
}

/** #8c8c8c as 140 140 140. */
function rgb(color: string): string {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)).join(' ');
}

/** Four curves; the handle of a quarter is 0.5523 of its radius long. */
function circle(x: number, y: number, radius: number): string {
  const handle = radius * 0.5523;
  const point = (dx: number, dy: number) => `${mm(x + dx)} ${mm(y + dy)}`;
  const quarters = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ].map(([cos = 0, sin = 0]) => {
    const at = (along: number, across: number) => point(cos * along - sin * across, sin * along + cos * across);
    return `B ${at(radius, handle)} ${at(handle, radius)} ${at(0, radius)}`;
  });
  return `M ${point(radius, 0)} ${quarters.join(' ')} C`;
}

/** A glyph with the place it stands at, in mm from the left edge of the page. */
interface Placed {
  glyph: Glyph;
  at: number;
}

/** A text of one font. One whose glyph has to be named stands alone. */
interface Run {
  face: FaceName;
  placed: Placed[];
  named: number | null;
}

function textObjects(
  { line, x, baseline, size, color, mark }: Extract<Drawn, { kind: 'text' }>,
  page: string,
  shared: OfdShared,
): string {
  const em = size * MM_PER_PT;
  let at = x;
  const placed = line.glyphs.map((glyph): Placed => {
    const own = at + glyph.before * em;
    at = own + glyph.advance * em;
    return { glyph, at: own };
  });
  const ink = color ? `<ofd:FillColor Value="${rgb(color)}"/>` : '';
  const name = mark === undefined ? '' : ` Name="${nameOf(mark)}"`;
  const texts = runsOf(placed, shared).map(({ face, placed: glyphs, named }) => {
    const [first, last] = [glyphs[0] as Placed, glyphs.at(-1) as Placed];
    const right = last.at + last.glyph.advance * em;
    // Room for what letters reach out of their em.
    const box = [first.at - em / 4, baseline - em * 1.25, right - first.at + em / 2, em * 1.75];
    const transform =
      named === null
        ? ''
        : `<ofd:CGTransform CodePosition="0" CodeCount="${first.glyph.text.length}" GlyphCount="1"><ofd:Glyphs>${named}</ofd:Glyphs></ofd:CGTransform>`;
    return (
      `<ofd:TextObject ID="${shared.nextId()}" Boundary="${box.map(mm).join(' ')}"${name} Font="${shared.font(face).id}" Size="${mm(em)}">` +
      `${ink}${transform}<ofd:TextCode X="${mm(em / 4)}" Y="${mm(em * 1.25)}"${deltas(glyphs)}>${escaped(glyphs.map(({ glyph }) => glyph.text).join(''))}</ofd:TextCode></ofd:TextObject>`
    );
  });
  const accents = placed.flatMap(({ glyph, at: left }) =>
    glyph.accents.map(({ path, scale, ...from }) => {
      const matrix = [scale * em, 0, 0, -scale * em, left + from.x * em, baseline - from.y * em];
      const values = matrix.map((value) => Number(value.toFixed(6))).join(' ');
      return `<ofd:PathObject ID="${shared.nextId()}" Boundary="${page}" CTM="${values}" Stroke="false" Fill="true"><ofd:FillColor Value="${color ? rgb(color) : '0 0 0'}"/><ofd:AbbreviatedData>${abbreviated(path)}</ofd:AbbreviatedData></ofd:PathObject>`;
    }),
  );
  return [...texts, ...accents].join('');
}

function runsOf(placed: readonly Placed[], shared: OfdShared): Run[] {
  const runs: Run[] = [];
  for (const one of placed) {
    const { face, text } = one.glyph;
    const { index, mapped } = shared.font(face).font.glyph(one.glyph);
    // Readers count a character of two units as one or as two: it has no others beside it.
    const alone = !mapped || text.length > 1;
    const last = runs.at(-1);
    const before = last?.placed[0]?.glyph.text.length ?? 0;
    if (last && !alone && last.face === face && last.named === null && before === 1) last.placed.push(one);
    else runs.push({ face, placed: [one], named: mapped ? null : index });
  }
  return runs;
}

/** The ways from each character to the next, rounded so that no error adds up. */
function deltas(placed: readonly Placed[]): string {
  // A letter with its accents is one step for all its characters.
  if (placed.length === 1) return '';
  const places = placed.map(({ at }) => Math.round(at * 1000));
  const ways = places.slice(1).map((place, k) => (place - (places[k] as number)) / 1000);
  return ` DeltaX="${ways.join(' ')}"`;
}

/** Close is Z in SVG and C in OFD, a cubic curve C and B. */
const LETTERS: Record<string, string> = { C: 'B', Z: 'C' };

function abbreviated(path: string): string {
  return path
    .replace(/[MLQCZ]/g, (letter) => ` ${LETTERS[letter] ?? letter} `)
    .replaceAll(',', ' ')
    .trim();
}
