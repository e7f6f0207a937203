import { child, elements, type XmlNode } from '../../../shared/formula/node.ts';
import { PDF_LIMITS, UnreadableError } from '../limits.ts';
import { type Box, type Matrix, times } from '../printed/geometry.ts';
import { inkPolygons } from '../printed/ink.ts';
import type { PrintedPage } from '../printed/page.ts';
import { scanTrees } from '../xml-tree.ts';
import { BROKEN, numbers, type OfdPageSource, type OfdResources } from './package.ts';
import { polygonsOf } from './paths.ts';
import { addText } from './text.ts';

/** Points per mm. */
const SCALE = 72 / 25.4;
/** Groups within each other. */
const DEEPEST = 8;
const OBJECTS = new Set(['ofd:TextObject', 'ofd:PathObject', 'ofd:CompositeObject']);

/**
 * Reads what a page draws: its characters and its straight rules. The page is null when it draws too much; `lost` says
 * what of it could not be read, one sentence each.
 */
export function readOfdPage({ width, height, contents, resources }: OfdPageSource): {
  page: PrintedPage | null;
  lost: string[];
} {
  const page: PrintedPage = { width: width * SCALE, height: height * SCALE, glyphs: [], rules: [] };
  const clip = { left: 0, top: 0, right: page.width, bottom: page.height };
  const draw = { page, clip, resources, runs: 0, objects: 0, unread: new Set<string>() };
  for (const content of contents) {
    if (!content) {
      draw.unread.add('这一页的内容不在文件里，没有读入；请用原软件重新导出 OFD 后再导入');
      continue;
    }
    try {
      scanTrees(content, OBJECTS, (node) => drawObject(node, [SCALE, 0, 0, SCALE, 0, 0], draw, 0), BROKEN);
    } catch (error) {
      if (error instanceof TooMuch) return { page: null, lost: [] };
      if (!(error instanceof UnreadableError)) throw error;
      draw.unread.add('这一页有损坏的内容，读入的可能不完整；请用原软件重新导出 OFD 后再导入');
    }
  }
  return { page, lost: [...draw.unread] };
}

class TooMuch extends Error {}

/** A page that is being read. */
interface Drawing {
  page: PrintedPage;
  clip: Box;
  resources: OfdResources;
  runs: number;
  objects: number;
  unread: Set<string>;
}

function drawObject(node: XmlNode, outer: Matrix, draw: Drawing, depth: number): void {
  const { page, clip, resources } = draw;
  const { attributes } = node;
  if (++draw.objects > PDF_LIMITS.operators) throw new TooMuch();
  if (attributes.Visible === 'false' || attributes.Alpha === '0') return;
  const [x = 0, y = 0] = numbers(attributes.Boundary);
  const own = numbers(attributes.CTM);
  const matrix = times(times(outer, [1, 0, 0, 1, x, y]), (own.length === 6 ? own : [1, 0, 0, 1, 0, 0]) as Matrix);
  switch (node.name) {
    case 'ofd:TextObject':
      draw.runs = addText(page.glyphs, node, matrix, clip, draw.runs + 1);
      break;
    case 'ofd:PathObject': {
      const { fill, stroke, width } = inkOf(node, resources);
      const data = child(node, 'ofd:AbbreviatedData')?.children.join('') ?? '';
      inkPolygons(page.rules, polygonsOf(data, matrix), {
        fills: attributes.Fill === 'true' && !isPale(fill),
        strokes: attributes.Stroke !== 'false' && !isPale(stroke),
        width: width * Math.hypot(matrix[0], matrix[1]),
        clip,
      });
      break;
    }
    case 'ofd:CompositeObject': {
      const group = resources.groups.get(attributes.ResourceID ?? '');
      if (group && depth < DEEPEST) drawAll(child(group, 'ofd:Content'), matrix, draw, depth + 1);
      else draw.unread.add('这一页有不能识别的图形组，其中的文字未读入；请用原软件重新导出 OFD 后再导入');
      break;
    }
  }
  if (page.glyphs.length > PDF_LIMITS.glyphs || page.rules.length > PDF_LIMITS.rules) throw new TooMuch();
}

/** The objects of a group, those in blocks too. */
function drawAll(node: XmlNode | undefined, matrix: Matrix, draw: Drawing, depth: number): void {
  for (const one of node ? elements(node) : []) {
    if (OBJECTS.has(one.name)) drawObject(one, matrix, draw, depth);
    else if (one.name === 'ofd:PageBlock') drawAll(one, matrix, draw, depth);
  }
}

/** Colors, where there are some, and the width of lines in mm: an object's own, else those of its parameters. */
function inkOf(node: XmlNode, { params }: OfdResources): { fill: string; stroke: string; width: number } {
  const chain = [node];
  for (let next = params.get(node.attributes.DrawParam ?? ''); next && chain.length < DEEPEST; ) {
    chain.push(next);
    next = params.get(next.attributes.Relative ?? '');
  }
  const color = (name: string) =>
    chain.map((one) => child(one, name)?.attributes.Value).find((value) => value !== undefined) ?? '';
  const width = Number(chain.find(({ attributes }) => attributes.LineWidth !== undefined)?.attributes.LineWidth);
  return {
    fill: color('ofd:FillColor'),
    stroke: color('ofd:StrokeColor'),
    width: width > 0 ? width : 0.353,
  };
}

/** White, or nearly: three parts of 255, or one of gray. */
function isPale(color: string): boolean {
  const parts = color.startsWith('#')
    ? [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
    : color
        .trim()
        .split(/\s+/)
        .map((part) =>
          part.startsWith('#') ? Number.parseInt(part.slice(1), 16) : Number(part === '' ? Number.NaN : part),
        );
  return (parts.length === 1 || parts.length === 3) && parts.every((part) => part >= 0xf4);
}
