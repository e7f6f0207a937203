import { elements, type XmlNode } from '../../shared/formula/node.ts';
import { TreeBuilder } from './tree-builder.ts';
import { scanXml } from './xml.ts';

/** Gives each outermost element of these names to `visit`, in order. Throws `UnreadableError` as `scanXml` does. */
export function scanTrees(
  part: Uint8Array,
  wanted: ReadonlySet<string>,
  visit: (node: XmlNode) => void,
  reason: string,
): void {
  const tree = new TreeBuilder();
  scanXml(
    part,
    {
      open: (name, attributes) => {
        if (tree.active || wanted.has(name)) tree.open(name, attributes);
      },
      text: (text) => tree.text(text),
      close: () => {
        const node = tree.active ? tree.close() : null;
        if (node) visit(node);
      },
    },
    reason,
  );
}

/** The first element of this name anywhere within. */
export function within(node: XmlNode, name: string): XmlNode | undefined {
  for (const element of elements(node)) {
    const found = element.name === name ? element : within(element, name);
    if (found) return found;
  }
  return undefined;
}
