import { elements, type XmlNode } from '../../shared/formula/node.ts';
import { TreeBuilder } from './tree-builder.ts';
import { scanXml } from './xml.ts';

/**
 * Gives each outermost element of these names to `visit`, in order, but for what stands in elements named `unread`.
 * Throws `UnreadableError` as `scanXml` does.
 */
export function scanTrees(
  part: Uint8Array,
  wanted: ReadonlySet<string>,
  visit: (node: XmlNode) => void,
  reason: string,
  unread?: string,
): void {
  const tree = new TreeBuilder();
  /** Depth within an element that is not read. */
  let skipped = 0;
  scanXml(
    part,
    {
      open: (name, attributes) => {
        if (skipped > 0 || name === unread) skipped++;
        else if (tree.active || wanted.has(name)) tree.open(name, attributes);
      },
      text: (text) => {
        if (skipped === 0) tree.text(text);
      },
      close: () => {
        if (skipped > 0) {
          skipped--;
          return;
        }
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
