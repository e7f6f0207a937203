import { Decimal } from 'decimal.js';
import { type Column, type Computed, columnOf, type Field, type Form, fieldOf, references } from '../form/form.ts';
import { printPattern } from '../form/pattern.ts';
import { printAmount, readAmount, sumAmounts } from './amount.ts';
import { type Filing, isPrinted, type Row, rowsOf, typedText } from './filing.ts';
import { type Place, pathOf, type RowPlace } from './path.ts';
import { scoreOf } from './score.ts';

/** Values that follow from others. Nothing of them is stored; `textAt` is the one reader that works them out. */

/** Whether nobody types the value: it is worked out, and the form does not let the clerk type over it. */
export function isOnlyComputed({ computed, override }: Pick<Column | Field, 'computed' | 'override'>): boolean {
  return computed !== undefined && override === undefined;
}

/** The field or column of a place; undefined where the form has none. */
export function fieldOrColumn(form: Form, place: Place): Field | Column | undefined {
  if ('field' in place) return form.fields.find(({ id }) => id === place.field);
  return columnOf(form, place.table, place.column);
}

/** Whether a column is typed, or follows from others of its row that are: nothing else of the filing changes its text. */
export function isOfRow(form: Form, table: string, column: Column): boolean {
  const there = ofRow.get(column);
  if (there?.form === form && there.table === table) return there.is;
  const is = followsFromRow(form, table, column, []);
  ofRow.set(column, { form, table, is });
  return is;
}

/** Forms may have a column in common: what is known of it is of the table that was asked for last. */
const ofRow = new WeakMap<Column, { form: Form; table: string; is: boolean }>();

function followsFromRow(form: Form, table: string, column: Column, from: readonly Column[]): boolean {
  const { computed } = column;
  if (!computed) return true;
  if (computed.is === 'ordinal' || from.includes(column)) return false;
  return references(computed).every((ref) => {
    const other = columnOf(form, table, ref);
    return other !== undefined && followsFromRow(form, table, other, [...from, column]);
  });
}

/** What columns that go by their row alone were worked out to; an edit changes few rows of a table. */
const knownOfRows = new WeakMap<Row, Map<Column, { form: Form; text: string }>>();

const known = new WeakMap<Filing, Map<string, string>>();

/** The text of a value as it is printed: what is typed, else what it is worked out to; '' when that is unknown. */
export function textAt(form: Form, filing: Filing, place: Place): string {
  const value = fieldOrColumn(form, place);
  if (!value?.computed) return typedText(filing, place);
  const typed = value.override === undefined ? '' : typedText(filing, place);
  return typed === '' ? computedText(form, filing, place) : typed;
}

/** What a computed value is worked out to, whatever is typed over it. */
export function computedText(form: Form, filing: Filing, place: Place): string {
  const value = fieldOrColumn(form, place);
  if (!value?.computed) return '';
  if (!('field' in place) && isOfRow(form, place.table, value)) return ofRowAlone(form, filing, place, value);
  let texts = known.get(filing);
  if (!texts) {
    texts = new Map();
    known.set(filing, texts);
  }
  const path = pathOf(place);
  const done = texts.get(path);
  if (done !== undefined) return done;
  // A value that follows from itself is unknown.
  texts.set(path, '');
  const text = work(form, filing, place, value.computed, value.type ?? 'line');
  texts.set(path, text);
  return text;
}

function ofRowAlone(form: Form, filing: Filing, place: RowPlace, column: Column): string {
  const row = rowsOf(filing, place.table)[place.row];
  const texts = row && knownOfRows.get(row);
  const there = texts?.get(column);
  if (there?.form === form) return there.text;
  const text = column.computed ? work(form, filing, place, column.computed, column.type ?? 'line') : '';
  if (texts) texts.set(column, { form, text });
  else if (row) knownOfRows.set(row, new Map([[column, { form, text }]]));
  return text;
}

function work(form: Form, filing: Filing, place: Place, computed: Computed, type: string): string {
  const texts = (ref: string) => textsOf(form, filing, place, ref);
  const text = (ref: string) => texts(ref)[0] ?? '';
  switch (computed.is) {
    case 'sum': {
      const sum = sumOf(computed.of.flatMap(texts));
      return sum === '' || type !== 'amount' ? sum : printAmount(sum, form.amounts.decimals);
    }
    case 'share': {
      const [part, whole] = [decimal(text(computed.part)), decimal(text(computed.whole))];
      if (!part || !whole || whole.isZero()) return '';
      return `${part.times(100).div(whole).toFixed(computed.decimals, Decimal.ROUND_HALF_UP)}%`;
    }
    case 'points': {
      const share = decimal(text(computed.share).replace(/[%％]$/, ''));
      const all = typeof computed.of === 'number' ? new Decimal(computed.of) : decimal(text(computed.of));
      if (!share || !all) return '';
      const part = Decimal.max(0, Decimal.min(share, 100)).div(100);
      return plainNumber(all.times(part).toDecimalPlaces(computed.decimals, Decimal.ROUND_HALF_UP));
    }
    case 'score':
      return scoreOf(text(computed.target), text(computed.actual), text(computed.of), computed.decimals).score ?? '';
    case 'join':
      // 定性 says what kind of value it is and is no part of it.
      return printPattern(computed.pattern, (ref) => (text(ref) === '定性' ? '' : text(ref)));
    case 'change': {
      const [now, last] = [decimal(text(computed.now)), decimal(text(computed.last))];
      if (!now || !last) return '';
      const change = now.minus(last);
      return `${change.isNegative() ? '减少' : '增加'}${printAmount(change.abs().toFixed(), form.amounts.decimals)}`;
    }
    case 'yearBefore':
      return /^\d{4}$/.test(text(computed.year)) ? String(Number(text(computed.year)) - 1) : '';
    case 'ordinal':
      return 'field' in place ? '' : ordinal(filing, place.table, place.row);
  }
}

/** The number of a row among those that are printed. */
function ordinal(filing: Filing, table: string, row: number): string {
  const rows = rowsOf(filing, table);
  let numbers = ordinals.get(rows);
  if (!numbers) {
    let count = 0;
    numbers = rows.map((one) => (isPrinted(one) ? String(++count) : ''));
    ordinals.set(rows, numbers);
  }
  return numbers[row] ?? '';
}

const ordinals = new WeakMap<readonly Row[], string[]>();

/** The texts that a reference names: of a field, of a column in the same row, or of a whole column. */
export function textsOf(form: Form, filing: Filing, from: Place, ref: string): string[] {
  const whole = /^(\w+)\[\]\.(\w+)$/.exec(ref);
  if (whole) {
    const [, table, column] = whole as unknown as [string, string, string];
    return rowsOf(filing, table).flatMap((row, index) =>
      isPrinted(row) ? [textAt(form, filing, { table, row: index, column })] : [],
    );
  }
  if (!('field' in from) && columnOf(form, from.table, ref)) return [textAt(form, filing, { ...from, column: ref })];
  return [textAt(form, filing, { field: ref })];
}

/** The exact sum of amounts; '' when there are none, or one of them is no amount. */
export function sumOf(texts: readonly string[]): string {
  const filled = texts.filter((text) => text.trim() !== '');
  return filled.length === 0 ? '' : (sumAmounts(filled) ?? '');
}

/** The amount that a reference names, exact: the sum where it is a whole column. '' when empty or no amount. */
export function amountAt(form: Form, filing: Filing, ref: string): string {
  return sumOf(textsOf(form, filing, { field: '' }, ref));
}

function decimal(text: string): Decimal | null {
  const amount = readAmount(text.trim());
  return amount ? new Decimal(amount) : null;
}

function plainNumber(value: Decimal): string {
  return value.toFixed();
}

/** The printed text of a pattern of fields. A choice prints every option with its box: 新增项目☑ 延续项目□. */
export function patternText(form: Form, filing: Filing, pattern: string): string {
  return printPattern(pattern, (id) => {
    const text = textAt(form, filing, { field: id });
    const { type, options = [] } = fieldOf(form, id);
    if (type !== 'choice') return text;
    return options.map((option) => `${option}${option === text ? '☑' : '□'}`).join(' ');
  });
}
