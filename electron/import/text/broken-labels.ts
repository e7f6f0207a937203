import { catalog } from '../../../shared/form/catalog/catalog.ts';
import { fold } from '../../../shared/form/fold.ts';
import { mapForm } from '../recognition/form-map.ts';
import { knownLabels } from '../recognition/known-labels.ts';
import { OTHER_LEVELS } from '../recognition/level-names.ts';

/** Most lines over which one label is broken: `绩⏎效⏎指⏎标`. */
const MOST_LINES = 12;
/** A longer piece is no part of a label that is broken over lines. */
const LONGEST = 16;

interface Words {
  whole: ReadonlySet<string>;
  /** The beginnings of them, shorter than the whole. */
  begun: ReadonlySet<string>;
}

let words: Words | undefined;

/** Labels, columns and level names of all forms. */
function labelWords(): Words {
  if (words) return words;
  const whole = new Set(knownLabels(catalog.all));
  for (const map of catalog.all.map(mapForm))
    for (const { level1, level2, side } of map.tables)
      for (const text of [...level1.keys(), ...level2.keys(), ...side]) whole.add(text);
  for (const map of catalog.all.map(mapForm))
    for (const pattern of map.headings) whole.add(fold(pattern).replace(/\{\w+\}|\d+/g, '#'));
  for (const [level1, level2] of OTHER_LEVELS) for (const text of [level1, ...level2]) whole.add(text);
  const begun = new Set<string>();
  for (const text of whole) for (let end = 1; end < text.length; end++) begun.add(text.slice(0, end));
  words = { whole, begun };
  return words;
}

/**
 * Lines of rows of tab-separated cells in which a label was broken over lines, made one again: a browser copies the
 * narrow cell 绩效指标 as `绩`, `效`, `指`, `标⇥一级指标⇥…`, and `资金投入`, `(万元)⇥…`. The lines between hold nothing
 * else. The line breaks stay within the cell, so that its lines can be counted.
 */
export function joinLabels<T extends { text: string }>(lines: readonly T[]): T[] {
  const joined: T[] = [];
  for (let at = 0; at < lines.length; ) {
    let line = lines[at] as T;
    let next = at + 1;
    for (;;) {
      const found = joinAt(line.text, lines, next);
      if (!found) break;
      line = { ...line, text: found.text };
      next = found.next;
    }
    joined.push(line);
    at = next;
  }
  return joined;
}

function joinAt(text: string, lines: readonly { text: string }[], from: number): { text: string; next: number } | null {
  const cut = text.lastIndexOf('\t') + 1;
  const start = text.slice(cut);
  if (start === '' || start.length > LONGEST || lines[from] === undefined) return null;
  const { whole, begun } = labelWords();
  // Headings may name a month: 1-7月⏎执行数.
  const numbered = (text: string) =>
    begun.has(text) || whole.has(text) || !/\d/.test(text) ? text : text.replace(/\d{1,4}/g, '#');
  let label = numbered(fold(start));
  let joined = text;
  for (let at = from; begun.has(label) && at < Math.min(lines.length, from + MOST_LINES); at++) {
    const line = lines[at]?.text ?? '';
    const tab = line.indexOf('\t');
    const piece = tab < 0 ? line : line.slice(0, tab);
    if (piece.trim() === '' || piece.length > LONGEST) return null;
    const folded = fold(piece);
    // A colon alone is no part of a label.
    if (folded === '') return null;
    label = numbered(label + folded);
    joined += `\n${piece}`;
    // Two labels, one behind the other, are two cells.
    if (whole.has(folded) && whole.has(fold(start))) return null;
    // So are a unit of measure that ends a row (本) and a label that begins the next.
    if (whole.has(folded) && cut > 0 && start.length === 1) return null;
    // So are a text and a label where both lines have all the cells of a row.
    if (whole.has(folded) && tab >= 0 && line.split('\t').length === text.split('\t').length) return null;
    const more = tab >= 0 || cut > 0;
    if (whole.has(label) && more && !(begun.has(label) && tab < 0))
      return { text: joined + (tab < 0 ? '' : line.slice(tab)), next: at + 1 };
    if (tab >= 0) return null;
  }
  return null;
}
