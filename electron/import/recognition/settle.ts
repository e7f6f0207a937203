import { Decimal } from 'decimal.js';
import { readAmount } from '../../../shared/filing/amount.ts';
import { computedText, fieldOrColumn, sumOf } from '../../../shared/filing/computed.ts';
import { type Filing, isPrinted, type Row, rowsOf } from '../../../shared/filing/filing.ts';
import { shorten } from '../../../shared/filing/parse.ts';
import { type Place, pathOf } from '../../../shared/filing/path.ts';
import { rowCellName } from '../../../shared/filing/place-name.ts';
import { readPatternText } from '../../../shared/filing/read-pattern.ts';
import { splitValue } from '../../../shared/filing/split-value.ts';
import { columnsOf, type Form, fieldOf } from '../../../shared/form/form.ts';
import { patternFields } from '../../../shared/form/pattern.ts';
import type { GridCell } from '../grid.ts';
import type { Slot } from './body-map.ts';
import type { FilingNotes } from './filing-notes.ts';
import { isPatternSlot } from './form-map.ts';
import { inUnitOf } from './money-unit.ts';
import { rowColumns, type TableMap } from './table-map.ts';
import type { TotalRow } from './totals.ts';
import { type FieldValue, percentTimes, valueText } from './values.ts';
import type { ViewCell } from './view.ts';

/** A computed value as a file prints it. */
interface Printed {
  place: Place;
  text: string;
  /** The same in the form's unit of money. */
  said: string;
  cell: GridCell;
}

/**
 * What a file says as the program keeps it: amounts, ticks and choices in their one spelling; patterns taken apart;
 * computed values left out and compared with what they are worked out to.
 */
export class Settled {
  readonly values: Record<string, string> = {};
  readonly tables: Record<string, Row[]> = {};
  private readonly form: Form;
  private readonly notes: FilingNotes;
  private readonly unit: string;
  private readonly printed: Printed[] = [];

  constructor(form: Form, notes: FilingNotes, unit: string) {
    this.form = form;
    this.notes = notes;
    this.unit = unit;
  }

  fields(given: readonly [slot: Slot, value: FieldValue][]): void {
    const found = given.flatMap(([slot, value]) =>
      isPatternSlot(slot)
        ? this.partsOf(slot, value).map(([id, part]) => ({ id, value: part, unit: this.unitIn(slot, id) }))
        : [{ id: slot as string, value, unit: this.unit }],
    );
    const { times, doubtful } = percentTimes(
      this.form,
      found.map(({ id, value }) => [id, value]),
    );
    if (doubtful) {
      const meant = times === 100 ? '0.5 读作 50%' : '0.5 读作 0.5%';
      const message = `没有百分号的比例一律按同一种写法读入（${meant}），请核对`;
      this.notes.add('hint', doubtful.value.cell.place, message, doubtful.id);
    }
    for (const { id, value, unit } of found) {
      const field = fieldOf(this.form, id);
      if (field.computed) {
        this.printed.push({
          place: { field: id },
          text: value.text,
          said: inUnit(value.text, field, unit, this.form),
          cell: value.cell,
        });
        continue;
      }
      const read = valueText(this.form, field, value, unit, times);
      if (read.text !== '') this.values[id] = read.text;
      if (read.error) this.notes.add('error', value.cell.place, read.error, id);
      if (read.hint) this.notes.add('hint', value.cell.place, read.hint, id);
    }
  }

  /** A sentence that names its unit (收入1.5万元) has its amounts in that, whatever the table has. */
  private unitIn(pattern: string, id: string): string {
    return pattern.includes(`{${id}}${this.form.unitOfMoney}`) ? this.form.unitOfMoney : this.unit;
  }

  /** The fields in a text of a pattern; where it has not all of it, line by line. */
  private partsOf(pattern: string, { text, cell }: FieldValue): [string, FieldValue][] {
    const entries = (read: Record<string, string>) =>
      Object.entries(read).map(([id, part]): [string, FieldValue] => [id, { text: part, cell }]);
    const whole = readPatternText(this.form, pattern, text);
    if (whole) return entries(whole);
    const lines = text.split('\n');
    const taken: [string, FieldValue][] = [];
    for (const part of pattern.split('\n').filter((line) => patternFields(line).length > 0)) {
      const at = lines.findIndex((line) => line.trim() !== '' && readPatternText(this.form, part, line));
      if (at < 0) continue;
      taken.push(...entries(readPatternText(this.form, part, lines[at] ?? '') ?? {}));
      lines[at] = '';
    }
    const left = lines.filter((line) => line.trim() !== '').join(' ');
    if (left !== '') this.notes.add('error', cell.place, `不是表样的写法，未读入“${shorten(left, 200)}”`);
    return taken;
  }

  /** Gives the index of each row that is kept. `isJoined`: the file has no columns for the parts of a split value. */
  rows(
    table: TableMap,
    rows: readonly Row[],
    cells: readonly ReadonlyMap<string, ViewCell>[],
    isJoined: boolean,
  ): number[] {
    const id = table.tables[0] ?? '';
    const columns = rowColumns(table);
    const typed = columns.filter(({ computed, override }) => !computed || override !== undefined);
    // Those that make a row one that is printed.
    const telling = typed.filter(({ id }) => isPrinted({ [id]: 'x' }));
    const kept = [...rows.keys()].filter((at) => telling.some(({ id }) => (rows[at]?.[id] ?? '').trim() !== ''));
    const made = kept.map((at, index): Row => {
      const row = rows[at] as Row;
      const settled: Row = {};
      for (const column of columns) {
        const text = row[column.id] ?? '';
        const cell = cells[at]?.get(column.id)?.cell;
        const place: Place = { table: id, row: index, column: column.id };
        if (column.computed) {
          if (text !== '' && cell)
            this.printed.push({ place, text, said: inUnit(text, column, this.unit, this.form), cell });
          if (column.override !== undefined) settled[column.id] = '';
          continue;
        }
        const value = cell ? { text, cell } : null;
        const read = value ? valueText(this.form, named(this.form, place, column), value, this.unit, 1) : { text };
        settled[column.id] = read.text;
        if (read.error && cell) this.notes.add('error', cell.place, read.error, pathOf(place));
        if (read.hint && cell) this.notes.add('hint', cell.place, read.hint, pathOf(place));
      }
      return settled;
    });
    this.tables[id] = isJoined ? made.map((row) => splitJoined(this.form, id, row)) : made;
    return kept;
  }

  /** What the file prints of computed values that the clerk may type over is kept where it differs. */
  keepOverrides(filing: Filing): void {
    for (const { place, said } of this.printed) {
      const value = fieldOrColumn(this.form, place);
      if (value?.override === undefined || !/[\p{L}\p{N}]/u.test(said)) continue;
      if (isSame(said, computedText(this.form, filing, place))) continue;
      if ('field' in place) this.values[place.field] = said;
      else (this.tables[place.table]?.[place.row] as Row)[place.column] = said;
    }
  }

  /** Compares what the file prints of other computed values with what they are worked out to. */
  compare(filing: Filing): void {
    for (const { place, text, said, cell } of this.printed) {
      const value = fieldOrColumn(this.form, place);
      if (!value || value.override !== undefined || !/[\p{L}\p{N}]/u.test(text)) continue;
      const own = computedText(this.form, filing, place);
      if (isSame(said, own)) continue;
      const name =
        'field' in place
          ? fieldOf(this.form, place.field).name
          : rowCellName(this.form, place.table, place.row, value.name);
      if (own === '' && !/[1-9]/.test(text)) continue;
      const worked = own === '' ? '按表中数据算不出来' : `按表中数据应为“${own}”`;
      const message = `${name}印的是“${shorten(text)}”，${worked}；这一格自动计算，请核对`;
      this.notes.add('warning', cell.place, message, pathOf(place));
    }
  }

  /** Compares rows of sums with the sums of the rows. `groups` are the rows that each one sums up. */
  compareTotals(
    filing: Filing,
    table: TableMap,
    totals: readonly TotalRow[],
    groups: readonly (readonly number[])[],
  ): void {
    for (const [at, { row, total, sums, strays }] of totals.entries()) {
      for (const cell of strays) this.notes.stray(cell);
      for (const [column, cell] of sums) {
        const id = table.tables.find((one) => columnsOf(this.form, one).some((own) => own.id === column)) ?? '';
        const sum = sumOf((groups[at] ?? []).map((index) => textOfRow(this.form, filing, id, index, column)));
        const spec = columnsOf(this.form, id).find((own) => own.id === column);
        const name = spec?.name ?? column;
        if (isSame(inUnit(cell.text, spec, this.unit, this.form), sum) || (sum === '' && !/[1-9]/.test(cell.text)))
          continue;
        const words = row.cells[0]?.text ?? total.text;
        this.notes.add(
          'warning',
          cell.cell.place,
          `“${shorten(words)}”的${name}印的是“${shorten(cell.text)}”，各行之和是“${sum || '空'}”，请核对`,
        );
      }
    }
  }
}

/** An amount in the form's unit of money; any other text as it is. */
function inUnit(text: string, value: { type?: string | undefined } | undefined, unit: string, form: Form): string {
  const amount = value?.type === 'amount' && unit !== form.unitOfMoney ? readAmount(text) : null;
  return amount ? inUnitOf(form, amount, unit) : text;
}

function textOfRow(form: Form, filing: Filing, table: string, row: number, column: string): string {
  const typed = rowsOf(filing, table)[row]?.[column];
  return typed !== undefined && typed !== '' ? typed : computedText(form, filing, { table, row, column });
}

/** A column with the name of its cell, for messages. */
function named(form: Form, place: Place, column: ReturnType<typeof rowColumns>[number]) {
  return {
    get name() {
      return 'field' in place ? column.name : rowCellName(form, place.table, place.row, column.name);
    },
    type: column.type ?? ('line' as const),
    ...(column.options ? { options: column.options } : {}),
  };
}

/** Whether two texts are the same number, or the same text. */
function isSame(a: string, b: string): boolean {
  const number = (text: string) =>
    readAmount(
      text
        .normalize('NFKC')
        .replace(/[%分]$/, '')
        .trim(),
    );
  const [one, other] = [number(a), number(b)];
  if (one !== null && other !== null && one !== '' && other !== '') return new Decimal(one).equals(other);
  return a.trim() === b.trim();
}

/** A value that a file has in one column where the form has its sign, number and unit apart. */
function splitJoined(form: Form, table: string, row: Row): Row {
  const join = columnsOf(form, table).find(({ computed }) => computed?.is === 'join');
  if (!join || row.sign !== '' || row.unit || !row.number || readAmount(row.number) !== null) return row;
  return { ...row, ...splitValue(form, table, join.id, row.number) };
}
