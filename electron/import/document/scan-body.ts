import type { XmlNode } from '../../../shared/formula/node.ts';
import { TreeBuilder } from '../tree-builder.ts';
import type { XmlEvents } from '../xml.ts';

/** What becomes of an element: it is entered, read as a whole, or left out with all that stands in it. */
export type Way = 'enter' | 'whole' | 'skip';

/** What a kind of document makes of the elements of its body. */
export interface BodyReader {
  begin(name: string, attributes: Record<string, string>): Way;
  /** Takes an element that was read as a whole. */
  whole(node: XmlNode): void;
  /** Ends an element that was entered. */
  leave(name: string): void;
}

/** What a reader of a body hears of the part that it stands in. */
export function bodyEvents(reader: BodyReader): XmlEvents {
  return new BodyEvents(reader);
}

/** Reads what was read as a whole once more, element by element: the content of a text box. */
export function scanNode(node: XmlNode, reader: BodyReader): void {
  replay(node, new BodyEvents(reader));
}

class BodyEvents {
  #reader: BodyReader;
  #tree = new TreeBuilder();
  /** Depth within an element that is left out. */
  #skipped = 0;

  constructor(reader: BodyReader) {
    this.#reader = reader;
  }

  open = (name: string, attributes: Record<string, string>): void => {
    if (this.#skipped > 0) this.#skipped++;
    else if (this.#tree.active) this.#tree.open(name, attributes);
    else {
      const way = this.#reader.begin(name, attributes);
      if (way === 'whole') this.#tree.open(name, attributes);
      if (way === 'skip') this.#skipped = 1;
    }
  };

  whole = (node: XmlNode): void => {
    if (this.#skipped > 0) return;
    if (this.#tree.active) this.#tree.append(node);
    else if (this.#reader.begin(node.name, node.attributes) === 'whole') this.#reader.whole(node);
  };

  text = (text: string): void => {
    if (this.#skipped === 0) this.#tree.text(text);
  };

  close = (name: string): void => {
    if (this.#skipped > 0) this.#skipped--;
    else if (this.#tree.active) {
      const node = this.#tree.close();
      if (node) this.#reader.whole(node);
    } else this.#reader.leave(name);
  };
}

function replay(node: XmlNode, to: BodyEvents): void {
  to.open(node.name, node.attributes);
  for (const item of node.children) {
    if (typeof item === 'string') to.text(item);
    else replay(item, to);
  }
  to.close(node.name);
}
