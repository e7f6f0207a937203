import { catalog } from '../../../shared/form/catalog/catalog.ts';
import { fold } from '../../../shared/form/fold.ts';
import { fieldOf } from '../../../shared/form/form.ts';
import type { GridCell, GridRow } from '../grid.ts';
import type { BodyRow, Label } from '../recognition/body-map.ts';
import { type FormMap, mainTable, mapForm } from '../recognition/form-map.ts';
import { knownLabels } from '../recognition/known-labels.ts';
import { levelName } from '../recognition/level-names.ts';
import { isHeaderRow } from '../recognition/read-header.ts';
import { isFootLabel } from '../recognition/remark.ts';
import type { TableMap } from '../recognition/table-map.ts';
import { isFormalTitle } from '../recognition/title.ts';

/** A cell of a text in which nothing tells where a row ends. */
export interface SequenceCell {
  text: string;
  /** Line of the file, counted from 1. */
  line: number;
  lastLine: number;
}

/** Labels of one block of lines beyond which its lines are no row. */
const MOST_LABELS_OF_ROW = 10;
/** Cells that stand for one value at most. */
const MOST_PARTS = 200;

/**
 * The cells of a text in which every cell is a line with blank lines between all of them (so a web page's table is
 * saved), or a line with none between; null where blank lines tell the rows.
 */
export function cellSequence(lines: readonly { number: number; text: string }[]): SequenceCell[] | null {
  const known = knownLabels(catalog.all);
  const isLabel = (text: string) => text.length <= 60 && known.has(fold(text));
  const blocks: { number: number; text: string }[][] = [[]];
  for (const line of lines) {
    if (line.text.lastIndexOf('\t') > 0) return null;
    if (line.text.trim() !== '' || line.text.includes('\t')) blocks.at(-1)?.push(line);
    else if (blocks.at(-1)?.length) blocks.push([]);
  }
  let [labelled, single, most] = [0, 0, 0];
  for (const block of blocks) {
    const labels = block.filter(({ text }) => isLabel(text)).length;
    if (labels > 0) labelled++;
    if (labels > 0 && block.length === 1) single++;
    most = Math.max(most, labels);
  }
  const cell = (block: { number: number; text: string }[]): SequenceCell => ({
    text: block.map(({ text }) => text.trim()).join('\n'),
    line: block[0]?.number ?? 0,
    lastLine: block.at(-1)?.number ?? 0,
  });
  const filled = blocks.filter((block) => block.length > 0);
  if (labelled >= 4 && single >= labelled * 0.8) return filled.map(cell);
  const tabs = lines.some(({ text }) => text.includes('\t'));
  return !tabs && most >= MOST_LABELS_OF_ROW ? filled.flatMap((block) => block.map((line) => cell([line]))) : null;
}

/**
 * The rows of a sequence of cells, by the labels of the form that most of them are of: each label takes the cells up to
 * the next one, and indicators are told by their levels and the number of columns.
 */
export function sequenceRows(cells: readonly SequenceCell[]): GridRow[] {
  const folded = cells.map(({ text }) => (text.length > 60 ? '' : fold(text)));
  const counts = catalog.all.map(mapForm).map((map) => ({
    map,
    count: new Set(folded.filter((text) => map.labelTexts.has(text) || map.columnTexts.has(text))).size,
  }));
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return new Sequence(best.map, cells, folded).rows();
}

/** One walk over the cells. */
class Sequence {
  private readonly map: FormMap;
  private readonly table: TableMap | null;
  private readonly cells: readonly SequenceCell[];
  private readonly folded: readonly string[];
  private readonly known = knownLabels(catalog.all);
  private readonly made: GridRow[] = [];
  private used = new Set<Label>();
  private after = -1;
  private at = 0;

  constructor(map: FormMap, cells: readonly SequenceCell[], folded: readonly string[]) {
    this.map = map;
    this.table = mainTable(map);
    this.cells = cells;
    this.folded = folded;
  }

  rows(): GridRow[] {
    while (this.at < this.cells.length) {
      const heading = this.headingAt(this.at);
      const spec = this.specAt(this.at);
      if (heading > 0) this.indicators(heading);
      else if (spec) this.frameRow(spec);
      else if (this.known.has(this.folded[this.at] ?? '') && !this.isHeader(this.at)) {
        const end = this.valuesEnd(this.at + 1);
        this.push(this.range(this.at, end).map((cell, col) => ({ cell, col })));
        this.at = end;
      } else this.line();
    }
    return this.made;
  }

  /** A line outside of the table; a title begins a new one. */
  private line(): void {
    if (this.isHeader(this.at)) {
      this.used = new Set();
      this.after = -1;
    }
    const cell = this.cells[this.at] as SequenceCell;
    this.push([{ cell, col: 0 }], isFootLabel(cell.text));
    this.at++;
  }

  /** The row of the form whose next label stands at a cell. */
  private specAt(at: number): BodyRow | null {
    const text = this.folded[at] ?? '';
    if (!this.map.labelTexts.has(text)) return null;
    const find = () =>
      this.map.body.filter((spec) => spec.labels.some((label) => label.texts.has(text) && !this.used.has(label)));
    let specs = find();
    if (specs.length === 0 && this.map.body[0]?.labels.some((label) => label.texts.has(text))) {
      this.used = new Set();
      this.after = -1;
      specs = find();
    }
    return specs.find((spec) => spec.index >= this.after) ?? specs[0] ?? null;
  }

  /** The labels of one row of the form, each with its value, and the values under them. */
  private frameRow(spec: BodyRow): void {
    const row: { cell: SequenceCell; col: number }[] = [];
    const heads: number[] = [];
    let col = 0;
    let rest: SequenceCell[] = [];
    while (this.at < this.cells.length && rest.length === 0) {
      const text = this.folded[this.at] ?? '';
      const label = spec.labels.find((one) => !this.used.has(one) && one.texts.has(text));
      if (!label) break;
      this.used.add(label);
      row.push({ cell: this.cells[this.at] as SequenceCell, col });
      if (label.under !== null) heads.push(col);
      const end = this.valuesEnd(this.at + 1);
      const values = this.range(this.at + 1, end);
      this.at = end;
      const taken = label.right === null ? 0 : this.taken(label.right, values);
      if (taken > 0) row.push({ cell: joined(values.slice(0, taken)), col: col + 1 });
      rest = values.slice(taken);
      col += 2;
    }
    this.after = spec.index;
    this.push(row);
    const below = this.map.body[spec.index + 1];
    if (rest.length > 0 && below?.labels.length === 0) this.valueRow(below, heads, rest);
    else for (const cell of rest) this.push([{ cell, col: 0 }], false);
  }

  /** How many of the cells behind a label are its value: a text has paragraphs, an amount is a number. */
  private taken(field: string, values: SequenceCell[]): number {
    const [first] = values;
    if (!first) return 0;
    const { type } = fieldOf(this.map.form, field);
    if (type === 'text') return values.length;
    if (type === 'amount' || type === 'percent') return /^[^\p{L}]*\d|^[/\\—－-]+$|^无$/u.test(first.text) ? 1 : 0;
    return 1;
  }

  private valueRow(spec: BodyRow, heads: number[], values: SequenceCell[]): void {
    const count = spec.fields.length;
    if (count === 1) {
      this.push([{ cell: joined(values), col: heads[0] ?? 1 }]);
      return;
    }
    const half = values.length / 2;
    const twice =
      count === 2 &&
      Number.isInteger(half) &&
      values.slice(0, half).every(({ text }, k) => text === values[half + k]?.text);
    const parts =
      values.length === count ? values : twice ? [joined(values.slice(0, half)), joined(values.slice(half))] : null;
    if (parts) this.push(parts.map((cell, k) => ({ cell, col: heads[k] ?? k })));
    // Which of the values are whose cannot be told: they are named as not understood.
    else for (const cell of values) this.push([{ cell, col: 0 }]);
  }

  /** How many cells from `at` on head the indicators, the label left of the block included; 0 for none. */
  private headingAt(at: number): number {
    const found = new Set<string>();
    const side = (this.folded[at] ?? '').endsWith('绩效指标') && !this.columnAt(at) ? 1 : 0;
    let next = at + side;
    for (; next < this.cells.length; next++) {
      const id = this.columnAt(next);
      if (!id || found.has(id)) break;
      found.add(id);
    }
    return found.size >= 3 ? next - at : 0;
  }

  private columnAt(at: number): string | undefined {
    return this.table?.columns.find(({ texts }) => texts.has(this.folded[at] ?? ''))?.id;
  }

  private indicators(heading: number): void {
    const side = this.columnAt(this.at) ? 0 : 1;
    this.push(this.range(this.at, this.at + heading).map((cell, col) => ({ cell, col })));
    this.at += heading;
    const width = heading - side;
    while (this.at < this.cells.length && !this.ends(this.at)) {
      const levels: { cell: SequenceCell; col: number }[] = [];
      const first = this.levelAt(this.at);
      if (first) levels.push({ cell: this.cells[this.at++] as SequenceCell, col: side + first - 1 });
      if (first === 1 && this.levelAt(this.at) === 2)
        levels.push({ cell: this.cells[this.at++] as SequenceCell, col: side + 1 });
      const from = this.at;
      while (this.at < this.cells.length && !this.levelAt(this.at) && !this.ends(this.at)) this.at++;
      const own = this.range(from, this.at);
      const each = width - 2;
      const size = own.length % each === 0 ? each : Math.max(own.length, 1);
      for (let k = 0; k < Math.max(own.length, 1); k += size)
        this.push([
          ...(k === 0 ? levels : []),
          // Fewer cells than columns: all get the first column, and reading takes them in order and tells of it.
          ...own
            .slice(k, k + size)
            .map((cell, index) => ({ cell, col: side + 2 + (own.length > 1 && own.length < each ? 0 : index) })),
        ]);
    }
  }

  private levelAt(at: number): 1 | 2 | null {
    const cell = this.cells[at];
    if (!cell || cell.text.length > 40) return null;
    if (!this.table) return null;
    const name = fold(levelName(this.table, cell.text).name);
    return this.table.level1.has(name) ? 1 : this.table.level2.has(name) ? 2 : null;
  }

  /** Whether the indicators end before a cell: a title, a heading, a row of the frame, a line of signatures. */
  private ends(at: number): boolean {
    const text = this.folded[at] ?? '';
    if (this.levelAt(at)) return false;
    return (
      this.headingAt(at) > 0 ||
      this.map.labelTexts.has(text) ||
      isFootLabel(this.cells[at]?.text ?? '') ||
      this.isHeader(at)
    );
  }

  /** The end of the cells that belong to a label before `from`. */
  private valuesEnd(from: number): number {
    let at = from;
    while (at < Math.min(this.cells.length, from + MOST_PARTS)) {
      const text = this.folded[at] ?? '';
      if (this.known.has(text) || this.headingAt(at) > 0 || this.isHeader(at)) break;
      at++;
    }
    return at;
  }

  private isHeader(at: number): boolean {
    const cell = this.cells[at];
    if (!cell) return false;
    if (isFormalTitle(cell.text)) return true;
    const made = { text: cell.text, col: 0, colSpan: 1, rowSpan: 1, place: '' };
    const view = { cell: made, col: 0, text: cell.text, folded: this.folded[at] ?? '' };
    return isHeaderRow(this.map, {
      row: { line: 0, lastLine: 0, apart: false, tabular: false, cells: [made] },
      cells: [view],
    });
  }

  private range(from: number, to: number): SequenceCell[] {
    return this.cells.slice(from, to);
  }

  private push(cells: { cell: SequenceCell; col: number }[], tabular = true): void {
    if (cells.length === 0) return;
    const made = cells.map(
      ({ cell, col }): GridCell => ({ text: cell.text, col, colSpan: 1, rowSpan: 1, place: `第 ${cell.line} 行` }),
    );
    this.made.push({
      line: cells[0]?.cell.line ?? 0,
      lastLine: cells.at(-1)?.cell.lastLine ?? 0,
      apart: false,
      tabular,
      cells: made,
    });
  }
}

function joined(cells: SequenceCell[]): SequenceCell {
  return {
    text: cells.map(({ text }) => text).join('\n'),
    line: cells[0]?.line ?? 0,
    lastLine: cells.at(-1)?.lastLine ?? 0,
  };
}
