import { plainMatchOf } from '../../../shared/filing/read-pattern.ts';
import type { Form } from '../../../shared/form/form.ts';
import { readPattern } from '../../../shared/form/pattern.ts';
import type { Paragraph } from './outline.ts';

/** A paragraph of the file; of one that a page has cut, its lines. */
export interface Unit {
  text: string;
  place: string;
  lines?: { text: string; place: string }[];
}

/** Lines of a cut paragraph that are tried as one of their own. */
const MOST_LINES = 40;
/** Paragraphs after one that are tried as going on with it. */
const MOST_NEXT = 3;

/** What stands in the place of a paragraph of the form: values of its pattern, or text of its own. */
export interface ParagraphRead {
  values: Record<string, string>;
  own: string;
  /** As it stands in the file. */
  text: string;
  place: string;
}

interface Slot {
  paragraph: Paragraph;
  id: string;
}

/**
 * The paragraphs under one heading, given to those of the form in their order: what is of a pattern gives its values,
 * what is not is text of its own, of the free paragraph between its neighbours if there is one. By the id of the
 * form's paragraph; `left` is what has no place at all.
 */
export function readParagraphs(
  form: Form,
  slots: readonly Slot[],
  units: readonly Unit[],
): { read: Map<string, ParagraphRead>; left: Unit[] } {
  const read = new Map<string, ParagraphRead>();
  if (slots.length === 0) return { read, left: [...units] };
  let at = 0;
  let loose: Unit[] = [];
  const settle = (next: number) => {
    if (loose.length > 0) keepOwn(slots, read, at, next, loose);
    loose = [];
  };
  const slotOf = (text: string) =>
    slots.findIndex(({ paragraph }, k) => k >= at && valuesOf(form, paragraph, text) !== null);
  const queue = [...units].reverse();
  for (let unit = queue.pop(); unit; unit = queue.pop()) {
    const found = slotOf(unit.text);
    const slot = slots[found];
    if (!slot) {
      const [first, rest] = splitAtSentence(unit, slotOf);
      const whole = rest ? null : withNext(unit, queue, slotOf);
      if (rest) queue.push(rest, first);
      else if (whole) queue.push(whole);
      else loose.push(unit);
      continue;
    }
    settle(found);
    const values = valuesOf(form, slot.paragraph, unit.text) ?? {};
    read.set(slot.id, { values, own: '', text: unit.text, place: unit.place });
    at = found + 1;
  }
  settle(slots.length);
  return { read, left: [] };
}

/** A paragraph whose last line was full reads on into the next: its first lines that are of a pattern, and the rest. */
function splitAtSentence(unit: Unit, slotOf: (text: string) => number): [Unit, Unit | null] {
  const { lines = [] } = unit;
  let text = '';
  for (const [at, line] of lines.slice(0, MOST_LINES).entries()) {
    text += line.text;
    const next = lines[at + 1];
    if (next && slotOf(text) >= 0) return [{ ...unit, text, lines: [] }, joined(lines.slice(at + 1))];
  }
  return [unit, null];
}

/** A paragraph with the next few, where a line of it begins like a numbered one (`5、`); they are taken off the queue. */
function withNext(unit: Unit, queue: Unit[], slotOf: (text: string) => number): Unit | null {
  let lines = unit.lines ?? [];
  for (let count = 1; lines.length > 0 && count <= MOST_NEXT; count++) {
    const next = queue.at(-count)?.lines;
    if (!next) return null;
    lines = [...lines, ...next];
    const whole = joined(lines);
    if (slotOf(whole.text) < 0) continue;
    queue.length -= count;
    return whole;
  }
  return null;
}

/** Lines as one paragraph. */
export function joined(lines: { text: string; place: string }[]): Unit {
  return { text: lines.map(({ text }) => text).join(''), place: lines[0]?.place ?? '', lines };
}

/**
 * Keeps paragraphs that are of no pattern, between the slots that were matched before and after them: in the free one
 * there, else in those that are always printed, one each and the last with the rest.
 */
function keepOwn(
  slots: readonly Slot[],
  read: Map<string, ParagraphRead>,
  from: number,
  to: number,
  units: readonly Unit[],
): void {
  const set = (id: string, place: string, texts: string[]) =>
    read.set(id, { values: {}, own: texts.join('\n'), text: texts.join('\n'), place });
  const texts = units.map((unit) => unit.text);
  const between = slots.slice(from, to);
  const free = between.find(({ paragraph }) => paragraph.pattern === '');
  const always = between.filter(({ paragraph }) => paragraph.section === undefined);
  const chosen = free ? [free] : always.length > 0 ? always : between.slice(0, 1);
  for (const [at, { id }] of chosen.slice(0, units.length).entries()) {
    const last = at === chosen.length - 1;
    set(id, units[at]?.place ?? '', texts.slice(at, last ? undefined : at + 1));
  }
  if (chosen.length > 0) return;
  // More than the form has room for: the paragraph before says it too, or the one behind.
  const beside = slots[from - 1] ?? slots[to];
  const known = beside && read.get(beside.id);
  if (!known) return;
  set(beside.id, known.place, from > 0 ? [known.text, ...texts] : [...texts, known.text]);
}

/** The values of a paragraph that is of the pattern or of another wording of it; null when it is of none. */
function valuesOf(form: Form, { pattern, also = [] }: Paragraph, text: string): Record<string, string> | null {
  // Runs of spaces say no more than one, and would be tried in every way.
  const plain = text.replace(/\s+/g, ' ');
  if (plain.length > LONGEST_SENTENCE) return null;
  for (const wording of [pattern, ...also]) {
    if (wording === '') continue;
    const values = readPattern(wording, plain, plainMatchOf(form));
    if (values) return values;
  }
  return null;
}

/** Longest paragraph that may be of a pattern. */
const LONGEST_SENTENCE = 3000;
