import { fold } from '../../../shared/form/fold.ts';
import { isFormalTitle } from '../recognition/title.ts';
import type { ViewRow } from '../recognition/view.ts';
import type { Document, LineTest } from './find-documents.ts';
import type { HeadingRead, Item } from './outline.ts';

/** What stands under one heading: rows `from` to `to`, and what the form has there. */
export interface Stretch {
  /** Row of the heading and what it says; null for what stands above the title. */
  heading: { row: number; read: HeadingRead } | null;
  items: Item[];
  from: number;
  to: number;
}

/** Longest line above the title that is a heading of the publication. */
const LONGEST_ABOVE = 40;

/**
 * The document by its headings; what belongs to a heading that is missing is looked for under the one before. The last
 * stretch ends where a table that is none of its own begins. Rows before `free` are taken.
 */
export function stretches(rows: readonly ViewRow[], document: Document, free: number, isLine: LineTest): Stretch[] {
  const { outline, headings, from, to } = document;
  const found: Stretch[] = [];
  for (const [index, { items }] of outline.parts.entries()) {
    const heading = headings.get(index);
    if (heading) found.push({ heading, items: [...items], from: heading.row + 1, to });
    else if (index > 0) found.at(-1)?.items.push(...items);
    else if (items.length > 0 && from > free && isAbove(rows[from - 1], isLine))
      found.push({ heading: null, items: [...items], from: from - 1, to: from });
  }
  for (const [at, one] of found.entries()) {
    const next = found[at + 1];
    one.to = next ? (next.heading?.row ?? to) : endOf(rows, one, to, isLine);
  }
  return found;
}

function isAbove(row: ViewRow | undefined, isLine: LineTest): boolean {
  return row !== undefined && isLine(row) && (row.cells[0]?.text.length ?? 0) <= LONGEST_ABOVE;
}

/** The row after the last one of the document. */
function endOf(rows: readonly ViewRow[], { items, from }: Stretch, to: number, isLine: LineTest): number {
  const hasTables = items.some(({ kind }) => kind === 'table');
  const last = items.at(-1);
  const { pattern = '', also = [] } = last?.kind === 'paragraph' ? last.paragraph : {};
  const words = pattern === '' ? [] : [pattern, ...also].map(fold);
  for (let at = from; at < to; at++) {
    const row = rows[at] as ViewRow;
    const text = row.cells[0]?.text ?? '';
    if (!isLine(row)) {
      if (!hasTables) return at;
    } else if (isFormalTitle(text)) return at;
    else if (words.includes(fold(text))) return at + 1;
  }
  return to;
}
