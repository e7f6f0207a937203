import { apply, applyAll, type Edit } from '../filing/edits.ts';
import { type EditableCell, enterText } from '../filing/enter.ts';
import { type Filing, type Row, rowsOf, textOf, withRows } from '../filing/filing.ts';
import { cleanText, shorten } from '../filing/parse.ts';
import { pathOf, placeOf } from '../filing/path.ts';
import { columnsOf, type Form } from '../form/form.ts';
import { printPattern } from '../form/pattern.ts';
import { levelName } from './levels.ts';

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
  readonly changes: PasteChange[] = [];
  rowsAdded = 0;
  #misfits: string[] = [];
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
    const place = placeOf(cell.path);
    const level1 = 'row' in place ? rowsOf(this.filing, 'indicators')[place.row]?.level1 : undefined;
    const text = 'row' in place ? levelName(this.form, place.column, typed, level1) : typed;
    const edits = enterText(this.form, this.filing, cell, text);
    if ('refused' in edits) {
      this.refuse(text, edits.refused);
      return;
    }
    const from = printedIn(this.filing, cell);
    const filing = applyAll(this.filing, edits);
    const to = printedIn(filing, cell);
    // The same words in a pattern may be read as other fields: what prints alike is no change.
    if (from === to) return;
    this.edits.push(...edits);
    this.filing = filing;
    this.changes.push({ name: cell.name, path: cell.path, from, to });
  }

  /** Adds rows at the end in one edit; `pasted` tells which of their columns were on the clipboard. */
  append(rows: { row: Row; pasted: Set<string> }[]): void {
    if (rows.length === 0) return;
    const at = rowsOf(this.filing, 'indicators').length;
    const edit: Edit = { kind: 'insert', table: 'indicators', at, rows: rows.map(({ row }) => row) };
    this.edits.push(edit);
    this.filing = apply(this.filing, edit);
    this.rowsAdded += rows.length;
    for (const [k, { row, pasted }] of rows.entries())
      for (const column of columnsOf(this.form, 'indicators')) {
        const to = row[column.id] ?? '';
        if (to === '' || !pasted.has(column.id)) continue;
        const path = pathOf({ table: 'indicators', row: at + k, column: column.id });
        this.changes.push({ name: rowCellName(at + k, column.name), path, from: '', to });
      }
  }

  /** The text as the cell of a new row would hold it; null when it is refused, which is then a misfit. */
  textForNewRow(row: number, column: { id: string; name: string }, text: string): string | null {
    const cell = {
      path: pathOf({ table: 'indicators', row: 0, column: column.id }),
      pattern: '',
      run: null,
      name: rowCellName(row, column.name),
    };
    const edits = enterText(this.form, withRows(this.filing, 'indicators', [{}]), cell, text);
    if ('refused' in edits) {
      this.refuse(text, edits.refused);
      return null;
    }
    const [edit] = edits;
    return edit?.kind === 'cell' ? edit.to : '';
  }

  /** Notes a text that is not written, and why; empty texts are no loss. */
  refuse(text: string, why: string): void {
    if (!isBlank(text)) this.tell(`“${shorten(cleanText(text))}”没有写入：${why}`);
  }

  tell(misfit: string): void {
    if (this.#misfits.length < MOST_TOLD) this.#misfits.push(misfit);
    else this.#untold++;
  }

  get misfits(): string[] {
    return this.#untold > 0 ? [...this.#misfits, `另有 ${this.#untold} 处内容没有写入，请分次粘贴`] : this.#misfits;
  }
}

function printedIn(filing: Filing, cell: EditableCell): string {
  if (cell.pattern !== '') return printPattern(cell.pattern, (id) => textOf(filing, id));
  const place = placeOf(cell.path);
  if ('field' in place) return textOf(filing, place.field);
  return rowsOf(filing, 'indicators')[cell.run?.[0]?.from ?? place.row]?.[place.column] ?? '';
}

/** Name of an indicator cell, as the layout names it. */
export function rowCellName(row: number, column: string): string {
  return `第${row + 1}行 ${column}`;
}

/** Whether nothing would be left of a text that is entered. */
export function isBlank(text: string): boolean {
  return cleanText(text).trim() === '';
}
