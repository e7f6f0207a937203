import type { XmlNode } from '../../shared/formula/node.ts';
import { UnreadableError } from './limits.ts';

/** Elements within each other; a Word document with tables, text boxes and equations has some fifty. */
const DEEPEST = 300;

/** Builds one element out of the events of `scanXml`; `close` gives it when it is whole. */
export class TreeBuilder {
  #open: XmlNode[] = [];

  get active(): boolean {
    return this.#open.length > 0;
  }

  open(name: string, attributes: Record<string, string>): void {
    const node: XmlNode = { name, attributes, children: [] };
    this.#open.at(-1)?.children.push(node);
    this.#open.push(node);
    if (this.#open.length > DEEPEST) throw new UnreadableError('文档的结构嵌套过深，无法读取；请用原软件打开后另存');
  }

  /** Takes an element that is whole already. */
  append(node: XmlNode): void {
    this.#open.at(-1)?.children.push(node);
  }

  text(text: string): void {
    const siblings = this.#open.at(-1)?.children;
    if (!siblings) return;
    const last = siblings.at(-1);
    if (typeof last === 'string') siblings[siblings.length - 1] = last + text;
    else siblings.push(text);
  }

  close(): XmlNode | null {
    const node = this.#open.pop();
    return node && this.#open.length === 0 ? node : null;
  }
}
