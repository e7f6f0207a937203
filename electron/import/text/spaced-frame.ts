import { fold } from '../../../shared/form/fold.ts';
import type { Label } from '../recognition/body-map.ts';
import type { FormMap } from '../recognition/form-map.ts';
import { columnsOf, joinSegments, type Segment, type SpacedLine, unclear } from './spaced-lines.ts';

/** A row of the table with its cells; `col` tells which cells stand below one another. */
export interface SpacedRow {
  line: number;
  cells: { text: string; col: number }[];
}

/**
 * The rows of a form's frame above the indicators. A label has its value beside it on the same line, or below it in its
 * column. Throws when a value cannot be told to be of one label.
 */
export function frameRows(map: FormMap, given: readonly SpacedLine[]): SpacedRow[] {
  const labels = new Map<string, Label[]>();
  for (const label of map.body.flatMap((row) => row.labels))
    for (const text of label.texts) labels.set(text, [...(labels.get(text) ?? []), label]);
  const of = (segment: Segment) => labels.get(fold(segment.text)) ?? [];
  const isLabel = (segment: Segment) => of(segment).length > 0;
  const isHead = (segment: Segment) => of(segment).some(({ under }) => under !== null);
  const lines = withoutGroups(given, (text) => {
    const found = labels.get(fold(text)) ?? [];
    return found.length > 0 && found.every(({ right, under }) => right === null && under === null);
  });
  const rows: SpacedRow[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as SpacedLine;
    const end = at + 1 + lines.slice(at + 1).findIndex((next) => next.segments.some(isLabel));
    const below = lines.slice(at + 1, end > at ? end : lines.length);
    if (line.segments.every(isHead)) {
      rows.push(...headRows(line, below));
      at += 1 + below.length;
      continue;
    }
    if (line.segments.some(isLabel) && takesRowBelow(line)) {
      rows.push(labelRow(line));
      const value = joinSegments(below.flatMap(({ segments }) => segments));
      if (below.length > 0 && (value === null || below.some(({ segments }) => segments.length > 1)))
        throw unclear(line.number);
      if (below[0] && value) rows.push({ line: below[0].number, cells: [{ text: value, col: 1 }] });
      at += 1 + below.length;
      continue;
    }
    const block = blockAt(at);
    rows.push(block.length === 1 ? labelRow(line) : blockRow(block));
    at += block.length;
  }
  return rows;

  /** Below the labels of this line the form has a row of one value without a label. */
  function takesRowBelow(line: SpacedLine): boolean {
    const spec = map.body[of(line.segments.find(isLabel) as Segment)[0]?.row ?? -1];
    const next = spec && map.body[spec.index + 1];
    return (
      next?.labels.length === 0 &&
      next.fields.length === 1 &&
      spec?.labels.every(({ under }) => under === null) === true
    );
  }

  /** The line alone where it and its neighbours have labels of their own; else the lines up to the next empty one. */
  function blockAt(start: number): SpacedLine[] {
    const next = lines.slice(start + 1).findIndex(({ gap }) => gap);
    const block = lines.slice(start, next === -1 ? lines.length : start + 1 + next);
    return block.every(({ segments }) => segments.some(isLabel)) ? block.slice(0, 1) : block;
  }

  /** Labels with at most one value right of each. */
  function labelRow(line: SpacedLine): SpacedRow {
    const { segments } = line;
    const wrong = segments.some((segment, k) => !isLabel(segment) && (k === 0 || !isLabel(segments[k - 1] as Segment)));
    if (wrong) throw unclear(line.number);
    return { line: line.number, cells: segments.map(({ text }, col) => ({ text, col })) };
  }

  /** One row whose values have several lines, set off by empty lines: each line stands right of its label. */
  function blockRow(block: SpacedLine[]): SpacedRow {
    const [labelled, another] = block.filter(({ segments }) => segments.some(isLabel));
    const line = (block[0] as SpacedLine).number;
    if (!labelled || another) throw unclear(line);
    const own = labelled.segments.filter(isLabel);
    const cells = own.flatMap((label, k) => {
      const next = own[k + 1];
      const lines = block.flatMap(({ segments }) =>
        segments.filter(
          (segment) => !own.includes(segment) && segment.from >= label.to && (!next || segment.to <= next.from),
        ),
      );
      const value = lines.length === 0 ? '' : joinSegments(lines);
      if (value === null || (lines.length > 1 && columnsOf(lines).length > 1)) throw unclear(line);
      return [
        { text: label.text, col: 2 * k, lines: 1 },
        { text: value, col: 2 * k + 1, lines: lines.length },
      ];
    });
    const placed = cells.reduce((sum, cell) => sum + cell.lines, 0);
    if (placed !== block.reduce((sum, { segments }) => sum + segments.length, 0)) throw unclear(line);
    return { line: labelled.number, cells: cells.map(({ text, col }) => ({ text, col })) };
  }

  /** Labels and the values in their columns below. */
  function headRows(heads: SpacedLine, below: SpacedLine[]): SpacedRow[] {
    const all = [...heads.segments, ...below.flatMap(({ segments }) => segments)];
    const columns = columnsOf(all);
    const inside = (segment: Segment, k: number) =>
      segment.from >= (columns[k]?.from ?? 0) && segment.to <= (columns[k]?.to ?? 0);
    const clear = columns.every((_, k) => heads.segments.filter((head) => inside(head, k)).length === 1);
    if (!clear) throw unclear(heads.number);
    const rows: SpacedRow[] = [
      { line: heads.number, cells: heads.segments.map(({ text }, col) => ({ text, col: col + 1 })) },
    ];
    const cells = columns.map((_, k) => {
      const lines = below.flatMap(({ segments }) => segments.filter((segment) => inside(segment, k)));
      const text = lines.length === 0 ? '' : joinSegments(lines);
      if (text === null) throw unclear(below[0]?.number ?? heads.number);
      return { text, col: k + 1 };
    });
    if (below[0]) rows.push({ line: below[0].number, cells });
    return rows;
  }
}

/** Most lines that a label over several rows is broken into. */
const MOST_LINES = 5;

/** The lines without the labels at their left that only name a group of rows; they stand in the middle of it. */
export function withoutGroups(lines: readonly SpacedLine[], isGroup: (text: string) => boolean): SpacedLine[] {
  const dropped = new Set<Segment>();
  for (const at of lines.keys()) {
    const parts: Segment[] = [];
    let count = 0;
    for (let k = at; k < lines.length && parts.length < MOST_LINES; k++) {
      const left = lines[k]?.segments.find((segment) => !dropped.has(segment));
      const above = parts.at(-1);
      const besides = left && above && (left.from >= above.to || left.to <= above.from);
      if (k === at && !left) break;
      if (!left || besides) continue;
      parts.push(left);
      if (isGroup(parts.map(({ text }) => text).join(''))) count = parts.length;
    }
    for (const part of parts.slice(0, count)) dropped.add(part);
  }
  const kept: SpacedLine[] = [];
  let gap = false;
  for (const line of lines) {
    const segments = line.segments.filter((segment) => !dropped.has(segment));
    gap ||= line.gap;
    if (segments.length === 0) continue;
    kept.push({ ...line, segments, gap });
    gap = false;
  }
  return kept;
}
