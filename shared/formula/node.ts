/** An element of XML with everything in it; names with the usual prefix of their namespace (`m:f`). */
export interface XmlNode {
  name: string;
  attributes: Record<string, string>;
  children: (XmlNode | string)[];
}

export function elements(node: XmlNode | undefined): XmlNode[] {
  return (node?.children ?? []).filter((child): child is XmlNode => typeof child !== 'string');
}

export function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  for (const item of node?.children ?? []) if (typeof item !== 'string' && item.name === name) return item;
  return undefined;
}

/** All character data within. */
export function textWithin(node: XmlNode): string {
  return node.children.map((item) => (typeof item === 'string' ? item : textWithin(item))).join('');
}
