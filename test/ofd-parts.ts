import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';

/** An element of an OFD's XML as it is written, without its prefix. */
export interface OfdNode {
  name: string;
  attributes: Record<string, string>;
  children: OfdNode[];
  text: string;
}

/** The XML parts of an OFD by their paths, and its other parts. */
export function ofdParts(bytes: Uint8Array): { xml: Map<string, OfdNode>; files: Map<string, Uint8Array> } {
  const xml = new Map<string, OfdNode>();
  const files = new Map<string, Uint8Array>();
  for (const [path, part] of Object.entries(unzipSync(bytes)))
    if (path.endsWith('.xml')) xml.set(path, parse(strFromU8(part)));
    else files.set(path, part);
  return { xml, files };
}

function parse(text: string): OfdNode {
  const open: OfdNode[] = [{ name: '', attributes: {}, children: [], text: '' }];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (uri !== 'http://www.ofdspec.org/2016') throw new Error(`${local} is in the namespace ${uri}`);
    const own = Object.values(attributes).filter(({ name }) => !name.startsWith('xmlns'));
    const node = {
      name: local,
      attributes: Object.fromEntries(own.map((a) => [a.name, a.value])),
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (piece) => {
    const node = open.at(-1);
    if (node) node.text += piece;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  return open[0]?.children[0] as OfdNode;
}

export function* nodesWithin(node: OfdNode): Generator<OfdNode> {
  yield node;
  for (const child of node.children) yield* nodesWithin(child);
}

/** Where each character of a page begins, in mm from its top left corner. */
export function charactersOf(page: OfdNode): { text: string; x: number; baseline: number }[] {
  return [...nodesWithin(page)].flatMap((node) => {
    if (node.name !== 'TextObject') return [];
    const [left = 0, top = 0] = (node.attributes.Boundary ?? '').split(' ').map(Number);
    return node.children.flatMap((code) => {
      if (code.name !== 'TextCode') return [];
      let x = left + Number(code.attributes.X);
      const steps = (code.attributes.DeltaX ?? '').split(' ').map(Number);
      const baseline = top + Number(code.attributes.Y);
      return Array.from(code.text, (text, k) => {
        const place = { text, x, baseline };
        x += steps[k] ?? 0;
        return place;
      });
    });
  });
}
