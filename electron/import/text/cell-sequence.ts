import { catalog } from '../../../shared/form/catalog/catalog.ts';
import { fold } from '../../../shared/form/fold.ts';
import type { GridCell, GridRow } from '../grid.ts';
import type { BodyRow, Label } from '../recognition/body-map.ts';
import { type FormMap, mapForm, slotType } from '../recognition/form-map.ts';
import { knownLabels } from '../recognition/known-labels.ts';
import { levelName } from '../recognition/level-names.ts';
import { isHeaderRow, isLine } from '../recognition/read-header.ts';
import { isFootLabel } from '../recognition/remark.ts';
import { isSideLabel } from '../recognition/table-columns.ts';
import { hasLevels, type TableMap } from '../recognition/table-map.ts';
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
  const counts = catalog.all.map(mapForm).map((map) => ({ map, count: likeness(map, folded) }));
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return new Sequence(best.map, cells, folded).rows();
}

/**
 * How many labels and columns of a form stand there, each text for one of them, less those that do not; its own wordings
 * and its title count more.
 */
function likeness(map: FormMap, folded: readonly string[]): number {
  const open = new Map<string, number>();
  for (const text of folded) open.set(text, (open.get(text) ?? 0) + 1);
  const columns = map.tables.flatMap((table) => table.columns);
  const parts = [...map.body.flatMap((row) => (row.sections.length > 0 ? [] : row.labels)), ...columns];
  const titled = map.header.some((item) => item.kind === 'label' && [...item.texts].some((text) => open.has(text)));
  const take = (wordings: ReadonlySet<string>) => {
    const text = [...wordings].find((one) => (open.get(one) ?? 0) > 0);
    if (text !== undefined) open.set(text, (open.get(text) ?? 0) - 1);
    return text !== undefined;
  };
  return parts.reduce((sum, { own, texts }) => sum + (take(own) ? 1.5 : take(texts) ? 1 : -0.5), titled ? 5 : 0);
}

/** One walk over the cells. */
class Sequence {
  private readonly map: FormMap;
  /** The table whose rows are walked over, and how many tables were met. */
  private table: TableMap | null = null;
  private met = 0;
  private readonly cells: readonly SequenceCell[];
  private readonly folded: readonly string[];
  private readonly known = knownLabels(catalog.all);
  private readonly made: GridRow[] = [];
  private used = new Set<Label>();
  private after = -1;
  private at = 0;

  constructor(map: FormMap, cells: readonly SequenceCell[], folded: readonly string[]) {
    this.map = map;
    this.cells = cells;
    this.folded = folded;
  }

  rows(): GridRow[] {
    while (this.at < this.cells.length) {
      const heading = this.headingAt(this.at);
      const spec = this.specAt(this.at);
      // The label left of a table is printed again where its heading goes to the next page.
      const again = this.headingAt(this.at + 1);
      if (again?.side === 1 && again.table.side.has(this.folded[this.at] ?? '')) this.at++;
      else if (heading) this.tableRows(heading);
      else if (spec) this.frameRow(spec);
      else if (this.known.has(this.folded[this.at] ?? '') && !this.isHeader(this.at)) {
        const end = this.valuesEnd(this.at + 1);
        this.push(this.range(this.at, end).map((cell, col) => ({ cell, col })));
        this.at = end;
      } else this.line();
    }
    return this.made;
  }

  private begin(): void {
    this.used = new Set();
    this.after = -1;
    this.met = 0;
  }

  /** A line outside of the table; a title begins a new one. */
  private line(): void {
    if (this.isHeader(this.at)) {
      this.begin();
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
      this.begin();
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
      const several = label.right === null && label.values.some(({ slot }) => slot !== null);
      const taken = label.right === null ? 0 : this.taken(label.right, values);
      if (taken > 0) row.push({ cell: joined(values.slice(0, taken)), col: col + 1 });
      // Several values stand in their order; how many there are tells whether one is missing.
      if (several) row.push(...values.map((cell, k) => ({ cell, col: col + 1 + k })));
      rest = several ? [] : values.slice(taken);
      col += several ? 1 + values.length : 2;
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
    const type = slotType(this.map.form, field);
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

  /** The table that cells from `at` on head, the label left of it included, and how many cells the heading has. */
  private headingAt(at: number): { table: TableMap; size: number; side: 0 | 1 } | null {
    let best: { table: TableMap; size: number; side: 0 | 1 } | null = null;
    for (const table of this.map.tables.slice(this.met)) {
      const labelled = isSideLabel(table, this.folded[at] ?? '') && !isColumn(table, this.folded[at] ?? '');
      const side = labelled ? 1 : 0;
      let size: number = side;
      const most = table.columns.length + table.groups.length + side;
      while (size < most && isColumn(table, this.folded[at + size] ?? '')) size++;
      const found = new Set(this.folded.slice(at + side, at + size)).size;
      if (found < Math.min(3, table.columns.length)) continue;
      const own = labelled && table.side.has(this.folded[at] ?? '');
      if (!best || size > best.size || (own && size === best.size && !best.table.side.has(this.folded[at] ?? '')))
        best = { table, size, side };
    }
    return best;
  }

  private tableRows({ table, size, side }: { table: TableMap; size: number; side: 0 | 1 }): void {
    this.table = table;
    this.met = this.map.tables.indexOf(table) + 1;
    const isGroup = (at: number) => table.groups.some(({ texts }) => texts.has(this.folded[at] ?? ''));
    const heading = this.range(this.at, this.at + size).filter((_, k) => !isGroup(this.at + k));
    this.push(heading.map((cell, col) => ({ cell, col })));
    this.at += size;
    if (table.lanes.length === 1 && table.groups.length === 0 && hasLevels(table)) this.indicators(size - side, side);
    else {
      // Nothing tells where a row of it ends: reading names it as not understood.
      const from = this.at;
      while (this.at < this.cells.length && !this.ends(this.at)) this.at++;
      this.push(this.range(from, this.at).map((cell, col) => ({ cell, col: side + col })));
    }
    this.table = null;
  }

  private indicators(width: number, side: 0 | 1): void {
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
          // Another number of cells than columns: all get the first column, and reading takes them in order, or tells
          // which are none.
          ...own
            .slice(k, k + size)
            .map((cell, index) => ({ cell, col: side + 2 + (own.length > 1 && size !== each ? 0 : index) })),
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
      this.headingAt(at) !== null ||
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
      const isLineBelow = () => isLine(this.map, this.cells[at]?.text ?? '', this.map.lines);
      if (this.known.has(text) || this.headingAt(at) !== null || this.isHeader(at) || isLineBelow()) break;
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

function isColumn(table: TableMap, folded: string): boolean {
  return table.columnTexts.has(folded);
}

function joined(cells: SequenceCell[]): SequenceCell {
  return {
    text: cells.map(({ text }) => text).join('\n'),
    line: cells[0]?.line ?? 0,
    lastLine: cells.at(-1)?.lastLine ?? 0,
  };
}
