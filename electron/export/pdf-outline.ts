import type { Anchor } from './drawn.ts';
import { decimal, type PdfFile, type Ref, textString } from './pdf-file.ts';

/** An anchor on its page. `target` is a destination (ISO 32000-1, 12.3.2.2). */
export interface Placed extends Anchor {
  target: string;
}

/** The place on a page of this height in points, seen at the size that the page has. */
export function target(page: Ref, height: number, y: number): string {
  return `[${page}/XYZ 0 ${decimal(height - y)} null]`;
}

interface Bookmark {
  placed: Placed;
  ref: Ref;
  children: Bookmark[];
}

/** The bookmarks in their order; null when there are none. */
export function writeOutline(file: PdfFile, anchors: readonly Placed[]): Ref | null {
  const top: Bookmark[] = [];
  /** The last bookmark, the one above it, and so on; outermost first. */
  const path: Bookmark[] = [];
  for (const placed of anchors) {
    if (placed.title === undefined) continue;
    const bookmark: Bookmark = { placed, ref: file.ref(), children: [] };
    path.length = Math.min(path.length, Math.max(0, (placed.level ?? 1) - 1));
    (path.at(-1)?.children ?? top).push(bookmark);
    path.push(bookmark);
  }
  if (top.length === 0) return null;
  const root = file.ref();
  const open = writeChildren(file, root, top);
  return file.put(`<</Type/Outlines${ends(top)}/Count ${open}>>`, root);
}

/** Writes bookmarks of one level and returns how many there are with all below them. */
function writeChildren(file: PdfFile, parent: Ref, bookmarks: readonly Bookmark[]): number {
  let count = 0;
  for (const [index, { placed, ref, children }] of bookmarks.entries()) {
    const below = writeChildren(file, ref, children);
    const [before, after] = [bookmarks[index - 1], bookmarks[index + 1]];
    file.put(
      `<</Title${textString(placed.title ?? '')}/Parent ${parent}/Dest${placed.target}` +
        `${before ? `/Prev ${before.ref}` : ''}${after ? `/Next ${after.ref}` : ''}` +
        `${children.length > 0 ? `${ends(children)}/Count ${below}` : ''}>>`,
      ref,
    );
    count += 1 + below;
  }
  return count;
}

function ends(bookmarks: readonly Bookmark[]): string {
  return `/First ${bookmarks[0]?.ref}/Last ${bookmarks.at(-1)?.ref}`;
}

/**
 * The names that links go to.
 * @throws Error for two anchors of one name, and for a link to none.
 */
export class Destinations {
  readonly #names = new Map<string, { key: string; target?: string }>();

  /** The string that stands for a name in the file; the strings are in order, as a name tree has them. */
  key(name: string): string {
    const known = this.#names.get(name) ?? { key: `(${String(this.#names.size).padStart(6, '0')})` };
    this.#names.set(name, known);
    return known.key;
  }

  place({ name, target }: Placed): void {
    const key = this.key(name);
    if (this.#names.get(name)?.target) throw new Error(`two anchors are named ${name}`);
    this.#names.set(name, { key, target });
  }

  write(file: PdfFile): Ref | null {
    const entries = [...this.#names].map(([name, { key, target }]) => {
      if (!target) throw new Error(`a link goes to ${name}, where there is no anchor`);
      return `${key}${target}`;
    });
    return entries.length > 0 ? file.put(`<</Dests<</Names[${entries.join('')}]>>>>`) : null;
  }
}

/**
 * What viewers call the pages (ISO 32000-1, 12.4.2): the labels given, and where none is the page's number. Labels that
 * count up are written as one range.
 */
export function pageLabels(labels: readonly (string | undefined)[]): string | null {
  if (labels.every((label) => label === undefined)) return null;
  const ranges: string[] = [];
  let next = '';
  for (const [index, own] of labels.entries()) {
    const label = own ?? String(index + 1);
    const counted = /^[1-9]\d{0,8}$/.test(label);
    if (!counted || label !== next)
      ranges.push(`${index}<<${counted ? `/S/D/St ${label}` : `/P${textString(label)}`}>>`);
    next = counted ? String(Number(label) + 1) : '';
  }
  return `<</Nums[${ranges.join('')}]>>`;
}
