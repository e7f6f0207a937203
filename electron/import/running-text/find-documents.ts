import type { ViewRow } from '../recognition/view.ts';
import { type HeadingRead, type Outline, readHeadings } from './outline.ts';

/** A document of running text: its form, and in which row each of its headings stands. */
export interface Document {
  outline: Outline;
  /** By index of the part; parts whose heading is missing are not here. */
  headings: Map<number, { row: number; read: HeadingRead }>;
  /** Rows that it may have: from its first heading to the title of the next document or the end. */
  from: number;
  to: number;
}

/** Share of a form's headings that a document must have. */
const ENOUGH = 0.4;
/** The same for one without its title. */
const ENOUGH_UNTITLED = 0.6;

interface Match {
  part: number;
  row: number;
  read: HeadingRead;
}

/**
 * The documents in a file, in order. A document begins with its form's title and has its headings in their order; a
 * file that holds one without its title is known by the more of its headings.
 */
export function findDocuments(rows: readonly ViewRow[], outlines: readonly Outline[], isLine: LineTest): Document[] {
  const found = outlines.map((outline) => ({ outline, matches: matchesOf(outline, rows, isLine) }));
  const titles = found
    .flatMap(({ outline, matches }) => matches.flatMap(({ part, row }) => (part === 1 ? [{ outline, row }] : [])))
    .sort((a, b) => a.row - b.row);
  const next = new Map(outlines.map((outline) => [outline, 0]));
  const documents = titles.flatMap(({ outline, row }, at): Document[] => {
    const to = titles[at + 1]?.row ?? rows.length;
    const matches = found.find((one) => one.outline === outline)?.matches ?? [];
    let from = next.get(outline) ?? 0;
    while ((matches[from]?.row ?? row) < row) from++;
    let end = from;
    while ((matches[end]?.row ?? to) < to) end++;
    next.set(outline, end);
    const chain = longestChain(matches.slice(from, end));
    const enough = chain.length >= Math.max(2, (outline.parts.length - 1) * ENOUGH);
    return enough && chain[0]?.row === row ? [documentOf(outline, chain, row, to)] : [];
  });
  if (documents.length > 0) return documents;
  const untitled = found.flatMap(({ outline, matches }) => {
    const chain = longestChain(matches);
    const enough = chain.length >= Math.max(3, (outline.parts.length - 1) * ENOUGH_UNTITLED);
    return enough && chain[0] ? [documentOf(outline, chain, chain[0].row, rows.length)] : [];
  });
  return untitled.slice(0, 1);
}

export type LineTest = (row: ViewRow) => boolean;

function documentOf(outline: Outline, chain: readonly Match[], from: number, to: number): Document {
  return { outline, headings: new Map(chain.map(({ part, row, read }) => [part, { row, read }])), from, to };
}

function matchesOf(outline: Outline, rows: readonly ViewRow[], isLine: LineTest): Match[] {
  return rows.flatMap((row, at) => {
    const [cell] = row.cells;
    if (!cell || !isLine(row)) return [];
    return readHeadings(outline, cell.text).map(({ part, read }) => ({ part, row: at, read }));
  });
}

/** The most headings that stand in the order of the form; matches come by row. */
function longestChain(matches: readonly Match[]): Match[] {
  interface Link {
    match: Match;
    length: number;
    before: Link | null;
  }
  const best: (Link | null)[] = [];
  for (const match of matches) {
    let before: Link | null = null;
    for (let part = 0; part < match.part; part++) {
      const link = best[part] ?? null;
      if (link && link.match.row < match.row && link.length > (before?.length ?? 0)) before = link;
    }
    const length = (before?.length ?? 0) + 1;
    // The first of equals stays: what is said again further down is another document's.
    if (length > (best[match.part]?.length ?? 0)) best[match.part] = { match, length, before };
  }
  let last = best.reduce<Link | null>((a, b) => (b && b.length > (a?.length ?? 0) ? b : a), null);
  const chain: Match[] = [];
  for (; last; last = last.before) chain.unshift(last.match);
  return chain;
}
