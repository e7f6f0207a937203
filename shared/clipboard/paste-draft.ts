import { sameAmount } from '../filing/amount.ts';
import { isOnlyComputed, patternText, textAt } from '../filing/computed.ts';
import { apply, applyAll, type Edit } from '../filing/edits.ts';
import { type EditableCell, enterText } from '../filing/enter.ts';
import { type Filing, type Row, rowsOf, withRows } from '../filing/filing.ts';
import { cleanText, shorten } from '../filing/parse.ts';
import { type Place, pathOf, placeOf, rowPlaceOf } from '../filing/path.ts';
import { rowCellName } from '../filing/place-name.ts';
import { joinedColumns } from '../filing/split-value.ts';
import { type Column, columnOf, type Form, type TableBand } from '../form/form.ts';
import { levelName } from '../form/level-names.ts';
import { isSumOf } from './totals.ts';

/** A text of the filing that a paste changes; the path is that of the filing after the paste. */
export interface PasteChange {
  name: string;
  path: string;
  from: string;
  to: string;
}

/** Most misfits that are told one by one. */
const MOST_TOLD = 500;

/** A paste while it is planned: the edits so far, and the filing as they leave it. */
export class PasteDraft {
  readonly form: Form;
  filing: Filing;
  readonly edits: Edit[] = [];
  readonly #changes: PasteChange[] = [];
  rowsAdded = 0;
  #left: { differs: () => string | null; text: string }[] = [];
  #misfits: string[] = [];
  /** By cells that have got a part of what was pasted beside them what that was: 36个 for that of its unit. */
  readonly #givenBeside = new Map<string, string>();
  /** What `write` has changed, by its path. */
  readonly #written = new Map<string, PasteChange>();
  #untold = 0;

  constructor(form: Form, filing: Filing) {
    this.form = form;
    this.filing = filing;
  }

  /**
   * Enters a text as if it were typed into the cell, level names as the form has them. A text that the cell refuses is
   * a misfit.
   */
  write(cell: EditableCell, typed: string): void {
    const text = this.#named(cell.path, typed);
    const from = printedIn(this.form, this.filing, cell);
    // Typed, the same words might be read in another way.
    if (withoutIndent(text) === withoutIndent(from)) return;
    const beside = this.#givenBeside.get(cell.path);
    if (beside !== undefined) {
      this.refuse(text, besideOf(beside));
      return;
    }
    const edits = enterText(this.form, this.filing, cell, text);
    if ('refused' in edits) {
      this.refuse(text, edits.refused);
      return;
    }
    const filing = applyAll(this.filing, edits);
    const made = edits.some(({ kind }) => kind === 'insert');
    const shown = cell.adds && made ? { ...cell, path: pathOf({ ...cell.adds, row: cell.adds.at }), adds: null } : cell;
    const to = printedIn(this.form, filing, shown);
    // The same words in a pattern may be read as other fields: what prints alike is no change.
    if (from === to) return;
    if (made) this.rowsAdded++;
    this.edits.push(...edits);
    this.filing = filing;
    for (const edit of edits)
      if (edit.kind === 'cell' && pathOf(edit) !== shown.path && this.#isPart(edit))
        this.#giveBeside(pathOf(edit), edit.to, text);
    const change = { name: cell.name, path: shown.path, from, to };
    this.#changes.push(change);
    this.#written.set(change.path, change);
  }

  /** A cell has got its part of `text`, which was pasted beside it: what it got itself before that is told. */
  #giveBeside(path: string, to: string, text: string): void {
    if (to !== '') this.#givenBeside.set(path, text);
    const own = this.#written.get(path);
    if (!own) return;
    this.refuse(own.to, besideOf(text));
    own.to = to;
  }

  /** Whether a cell holds a part of a value that has several. */
  #isPart({ table, column }: { table: string; column: string }): boolean {
    return joinedColumns(this.form, table, 'value').includes(column);
  }

  #named(path: string, typed: string): string {
    const place = rowPlaceOf(path);
    if (!place) return typed;
    const { table, row, column } = place;
    return levelName(this.form, table, column, typed, rowsOf(this.filing, table)[row]?.level1);
  }

  /** Adds rows at `at` in one edit; `pasted` tells which of their columns were on the clipboard. */
  insert(table: string, at: number, rows: { row: Row; pasted: ReadonlySet<string> }[]): void {
    if (rows.length === 0) return;
    const edit: Edit = { kind: 'insert', table, at, rows: rows.map(({ row }) => row) };
    this.edits.push(edit);
    this.filing = apply(this.filing, edit);
    this.rowsAdded += rows.length;
    for (const [k, { row, pasted }] of rows.entries())
      for (const [column, to] of Object.entries(row)) {
        if (to === '' || !pasted.has(column)) continue;
        const path = pathOf({ table, row: at + k, column });
        this.#changes.push({ name: this.nameOf(table, at + k, column), path, from: '', to });
      }
  }

  /**
   * The row `index` of a table that is to be added, with one more text as its cell would hold it; unchanged when that
   * is refused, which is then a misfit.
   */
  withText(table: string, index: number, row: Row, column: Column, text: string): Row {
    const cell = {
      path: pathOf({ table, row: 0, column: column.id }),
      pattern: '',
      run: null,
      name: this.nameOf(table, index, column.id),
    };
    const alone = withRows(this.filing, table, [row]);
    const edits = enterText(this.form, alone, cell, text);
    if ('refused' in edits) {
      this.refuse(text, edits.refused);
      return row;
    }
    return rowsOf(applyAll(alone, edits), table)[0] ?? row;
  }

  /** Name of a row's cell, as the layout names it. */
  nameOf(table: string, row: number, column: string): string {
    const name = patternText(this.form, this.filing, columnOf(this.form, table, column)?.name ?? column);
    return rowCellName(this.form, table, row, name);
  }

  /** Leaves a text out that the table works out itself; told at the end where it then says something else. */
  leave(place: Place, name: string, text: string): void {
    const differs = () => {
      const own = textAt(this.form, this.filing, place);
      return saysTheSame(own, text) ? null : `${name}自动计算${own === '' ? '，现为空' : `，为“${own}”`}`;
    };
    this.#left.push({ differs, text });
  }

  /** Leaves a sum out that the table prints; told at the end where it then has another. */
  leaveSum(band: TableBand, words: string | null, place: { table: string; column: string }, text: string): void {
    const differs = () =>
      isSumOf(this.form, this.filing, band, words, place, text) ? null : '合计自动计算，与表中各行之和不同';
    this.#left.push({ differs, text });
  }

  /** Compares what was left out with what the filing has now. */
  settle(): void {
    for (const { differs, text } of this.#left) {
      const why = isBlank(text) ? null : differs();
      if (why !== null) this.refuse(text, why);
    }
    this.#left = [];
  }

  /** Notes a text that is not written, and why; empty texts are no loss. */
  refuse(text: string, why: string): void {
    if (!isBlank(text)) this.tell(`“${shorten(cleanText(text))}”没有写入：${why}`);
  }

  tell(misfit: string): void {
    if (this.#misfits.length < MOST_TOLD) this.#misfits.push(misfit);
    else this.#untold++;
  }

  /** What the edits come to: a cell that has got back what it held is not among them. */
  get changes(): PasteChange[] {
    return this.#changes.filter(({ from, to }) => from !== to);
  }

  get misfits(): string[] {
    return this.#untold > 0 ? [...this.#misfits, `另有 ${this.#untold} 处内容没有写入，请分次粘贴`] : this.#misfits;
  }
}

const besideOf = (text: string) => `旁边填的是“${shorten(text)}”`;

function printedIn(form: Form, filing: Filing, cell: EditableCell): string {
  if (cell.adds) return '';
  const place = placeOf(cell.path);
  if (cell.pattern === '') return textAt(form, filing, place);
  const own = 'field' in place ? textAt(form, filing, place) : '';
  return own !== '' && isOwnText(form, cell) ? own : patternText(form, filing, cell.pattern);
}

/** A text without the spaces that the layout prints before the lines of a paragraph. */
function withoutIndent(text: string): string {
  return cleanText(text)
    .replace(/^\u3000+/gmu, '')
    .trim();
}

/** Whether a paragraph has a text of its own beside its pattern. */
function isOwnText(form: Form, { path, pattern }: EditableCell): boolean {
  return form.fields.some(({ id }) => id === path) && !pattern.includes(`{${path}}`);
}

/** Whether a value as it was pasted is the one that is worked out: amounts in any writing. */
function saysTheSame(own: string, text: string): boolean {
  const plain = (one: string) => one.normalize('NFKC').replace(/[\s%]+/g, '');
  return plain(own) === plain(text) || sameAmount(plain(own), plain(text));
}

/** Whether a column of a table is never written: nobody types it, and no text of it is taken apart. */
export function isLeftOut(column: Column): boolean {
  return isOnlyComputed(column) && column.computed?.is !== 'join';
}

/** Whether nothing would be left of a text that is entered. */
export function isBlank(text: string): boolean {
  return cleanText(text).trim() === '';
}
