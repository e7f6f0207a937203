import {
  type Column,
  columnOf,
  columnsOf,
  type Field,
  type Form,
  fieldOf,
  groupTotal,
  isIndicators,
  paragraphFields,
  references,
  tableOf,
} from '../form/form.ts';
import { anyText, patternFields, printPattern, readPattern } from '../form/pattern.ts';
import { sameAmount } from './amount.ts';
import { amountBefore } from './change.ts';
import { normaliseSigns } from './complete-value.ts';
import { computedText, fieldOrColumn, isOnlyComputed, textAt, textsOf } from './computed.ts';
import { applyAll, type Edit, setText } from './edits.ts';
import type { Filing } from './filing.ts';
import { readIndicatorValue } from './indicator-value.ts';
import { cleanText, MAX_TEXT, shorten } from './parse.ts';
import { type Place, pathOf, placeOf, type RowPlace, rowPlaceOf } from './path.ts';
import { matchOf, readPatternText } from './read-pattern.ts';
import { insertAt, type NewRow } from './rows.ts';
import { numberParts, qualitativeSign, splitValue } from './split-value.ts';
import { isOfType, type Refusal, typedValue } from './typed-value.ts';

/** A cell that the clerk can type into: what the layout says of it (`SheetCell`). */
export interface EditableCell {
  path: string;
  pattern: string;
  run: { table: string; from: number; count: number }[] | null;
  name: string;
  /** Of a cell that stands for no row yet: the row that typing into it makes. */
  adds?: NewRow | null | undefined;
}

/**
 * The edits that typing `typed` into a cell stands for; none when nothing changes. Outer spaces are dropped, a value is
 * brought into the form of its type (typed-value.ts), the sign of an indicator value into one spelling (`>=30` →
 * `≥30`), a value of split columns is taken apart, a pattern is read back into its fields, a merged cell changes all its
 * rows. What is worked out refuses, unless the form lets the clerk type over it; the same text as is worked out, or
 * none, gives the worked-out one back. Text that cannot stand in the cell gives one Chinese sentence instead.
 */
export function enterText(form: Form, filing: Filing, cell: EditableCell, typed: string): Edit[] | Refusal {
  const text = groupName(form, cell, withoutIndent(form, cell, cleanText(typed)).trim());
  if (text.length > MAX_TEXT) return { refused: `${cell.name}不能超过 ${MAX_TEXT} 字` };
  if (cell.adds) return enterNewRow(form, filing, cell, cell.adds, text);
  if (cell.pattern !== '') return enterPattern(form, filing, cell, text);
  const place = placeOf(cell.path);
  const value = fieldOrColumn(form, place);
  if (!value) return { refused: `${cell.name}自动计算，不用填写` };
  if ('field' in place) return enterValue(form, filing, place, value, cell.name, text);
  const split = splitEdits(form, filing, place, text);
  if (split) return split;
  const runs = cell.run ?? [{ table: place.table, from: place.row, count: 1 }];
  const edits: Edit[] = [];
  for (const { table, from, count } of runs)
    for (let row = from; row < from + count; row++) {
      const more = enterValue(form, filing, { ...place, table, row }, value, cell.name, text);
      if ('refused' in more) return more;
      edits.push(...more);
    }
  return edits;
}

/** What is typed into the words of a group's sum (甲局小计) names the group: 甲局. */
function groupName(form: Form, { path }: EditableCell, text: string): string {
  const place = rowPlaceOf(path);
  const total = place && groupTotal(form, place.table, place.column);
  return (total && readPattern(total.text, text, anyText)?.[place.column]) ?? text;
}

function enterValue(
  form: Form,
  filing: Filing,
  place: Place,
  value: Field | Column,
  name: string,
  text: string,
): Edit[] | Refusal {
  if (isOnlyComputed(value)) return { refused: computedSentence(form, place, value, name) };
  const kept = keptText(form, place, value, name, text);
  if (typeof kept !== 'string') return kept;
  const isComputed = value.computed !== undefined && saysTheSame(kept, computedText(form, filing, place));
  return present([setText(filing, place, isComputed ? '' : kept)]);
}

function keptText(form: Form, place: Place, value: Field | Column, name: string, text: string): string | Refusal {
  const kept = typedValue(form, value, name, text);
  return typeof kept === 'string' && isIndicatorValue(form, place)
    ? normaliseSigns(kept, { fullSigns: form.checks.signs === 'full' })
    : kept;
}

/** The value that is wanted of an indicator, and the one that was reached. */
function isIndicatorValue(form: Form, place: Place): boolean {
  return !('field' in place) && ['value', 'actual'].includes(place.column) && isIndicators(form, place.table);
}

function saysTheSame(typed: string, worked: string): boolean {
  return typed === worked || sameAmount(typed, worked);
}

/** Who works the value out: 合计由财政拨款、其他资金自动计算. */
function computedSentence(form: Form, place: Place, { computed }: Field | Column, name: string): string {
  if (computed?.is === 'ordinal') return `${name}自动编排，不用填写`;
  const names = references(computed).map((ref) => referenceName(form, place, ref));
  const by = [...new Set(names)];
  const listed = by.length > MOST_NAMED ? `${by.slice(0, MOST_NAMED).join('、')}等` : by.join('、');
  return `${name}由${listed}自动计算，不用填写`;
}

const MOST_NAMED = 4;

function referenceName(form: Form, from: Place, ref: string): string {
  const [, table, column] = /^(\w+)\[\]\.(\w+)$/.exec(ref) ?? [];
  if (table !== undefined && column !== undefined)
    return `${tableOf(form, table)?.name ?? ''}各行${columnOf(form, table, column)?.name ?? ''}`;
  const own = 'field' in from ? undefined : columnOf(form, from.table, ref);
  return own?.name ?? fieldOf(form, ref).name;
}

/**
 * A value of split columns written as one (≥36个, 良好), into the column that joins them or into one of them; null when
 * the text is no such value there. Words go beside 定性.
 */
function splitEdits(form: Form, filing: Filing, place: RowPlace, text: string): Edit[] | null {
  const columns = columnsOf(form, place.table);
  const joined = columns.find(({ computed }) => computed?.is === 'join');
  if (joined?.computed?.is !== 'join') return null;
  const parts = patternFields(joined.computed.pattern);
  const isWhole = place.column === joined.id;
  const part = parts.includes(place.column) ? place.column : null;
  if (!isWhole && part !== 'sign' && part !== 'number') return null;
  const read = readIndicatorValue(text);
  const qualitative = qualitativeSign(form, place.table);
  const set = (texts: Record<string, string>): Edit[] =>
    present(parts.map((column) => setText(filing, { ...place, column }, texts[column] ?? '')));
  if (isWhole && (text === '' || read.number === null)) return set(splitValue(form, place.table, joined.id, text));
  if (read.number === null) {
    const hasSign = textAt(form, filing, { ...place, column: 'sign' }) !== '';
    return part === 'number' && text !== '' && !hasSign && read.word !== null && isWord(text)
      ? set({ sign: qualitative, number: text })
      : null;
  }
  if (!isWhole && (part === 'sign' || (read.sign === null && read.unit === '')))
    return part === 'sign' && read.sign !== null ? set(numberParts(form, place.table, read)) : null;
  const before = isWhole ? {} : { sign: textAt(form, filing, { ...place, column: 'sign' }) };
  const texts = numberParts(form, place.table, read);
  return set({ ...texts, sign: read.sign === null && before.sign !== qualitative ? (before.sign ?? '') : texts.sign });
}

/** A word that says how well (良好), no number in another writing. */
function isWord(text: string): boolean {
  return !/[\d０-９]/.test(text);
}

/** Makes the row that a cell without one stands for; an empty text makes none. */
function enterNewRow(form: Form, filing: Filing, cell: EditableCell, adds: NewRow, text: string): Edit[] | Refusal {
  if (text === '') return [];
  const { table, column } = adds;
  const { edits: insert, row } = insertAt(form, filing, adds);
  const path = pathOf({ table, row, column });
  const edits = enterText(form, applyAll(filing, insert), { path, pattern: '', run: null, name: cell.name }, text);
  if ('refused' in edits) return edits;
  return edits.length === 0 ? [] : [...insert, ...edits];
}

/**
 * A text in place of a pattern. A paragraph with a text of its own (`path` is no field of its pattern) takes any: what
 * fits the pattern goes into its fields, other text into its own, and none gives the pattern back.
 */
function enterPattern(form: Form, filing: Filing, cell: EditableCell, text: string): Edit[] | Refusal {
  const fields = patternFields(cell.pattern);
  const own: Place | null = fields.includes(cell.path) ? null : { field: cell.path };
  if (own && text === '') return present([setText(filing, own, '')]);
  const edits = patternEdits(form, filing, cell, fields, text, own !== null);
  if (own && (edits === null || 'refused' in edits)) return present([setText(filing, own, text)]);
  if (edits === null) {
    const [only, ...others] = fields;
    if (only !== undefined && others.length === 0 && fieldOf(form, only).type === 'year')
      return { refused: `请输入四位年度，如 2027` };
    const example = printPattern(cell.pattern, (id) => exampleOf(form, filing, id));
    return { refused: `${cell.name}应写成“${shorten(example, LONGEST_EXAMPLE)}”的样子` };
  }
  return own && !('refused' in edits) ? [...present([setText(filing, own, '')]), ...edits] : edits;
}

/** Characters of a pattern that a refusal quotes. */
const LONGEST_EXAMPLE = 60;

function exampleOf(form: Form, filing: Filing, id: string): string {
  const { type, options = [], name } = fieldOf(form, id);
  const text = textAt(form, filing, { field: id });
  if (type === 'choice') return options.map((option, at) => `${option}${at === 0 ? '☑' : '□'}`).join(' ');
  return text || `〈${name}〉`;
}

/** The edits of a text read back into the fields of its pattern; null when it does not fit. */
function patternEdits(
  form: Form,
  filing: Filing,
  { pattern, name }: EditableCell,
  fields: readonly string[],
  text: string,
  strict: boolean,
): Edit[] | Refusal | null {
  const values = readPatternText(form, pattern, text) ?? wholeValue(form, fields, text);
  if (!values) return null;
  const typed = fields.filter((id) => !isOnlyComputed(fieldOf(form, id)));
  const edits: Edit[] = [];
  for (const id of typed) {
    const field = fieldOf(form, id);
    const more = enterValue(form, filing, { field: id }, field, typed.length > 1 ? field.name : name, values[id] ?? '');
    if ('refused' in more) return more;
    if (strict && more.some((edit) => edit.kind === 'value' && !isOfType(field, edit.to))) return null;
    edits.push(...more);
  }
  const after = applyAll(filing, edits);
  for (const id of fields.filter((one) => !typed.includes(one))) {
    const place = { field: id };
    const said = values[id] ?? '';
    if (said === textAt(form, filing, place) || said === textAt(form, after, place)) continue;
    const last = lastYearEdit(form, after, fields, id, said);
    if (!last) return { refused: computedSentence(form, place, fieldOf(form, id), fieldOf(form, id).name) };
    edits.push(last);
  }
  return edits;
}

/** What a changed 增加12.5 says of last year's amount, where that is printed nowhere beside it; null where it is. */
function lastYearEdit(form: Form, filing: Filing, fields: readonly string[], id: string, said: string): Edit | null {
  const { computed } = fieldOf(form, id);
  if (computed?.is !== 'change' || fields.includes(computed.last)) return null;
  const place = placeOf(computed.last);
  const value = fieldOrColumn(form, place);
  const last = amountBefore(textsOf(form, filing, { field: id }, computed.now)[0] ?? '', said);
  if (!value || value.computed || last === null) return null;
  return setText(filing, place, typedText(form, value, last));
}

function typedText(form: Form, value: Field | Column, text: string): string {
  const kept = typedValue(form, value, value.name, text);
  return typeof kept === 'string' ? kept : text;
}

/** The text as the one value of a pattern, without the words around it; no text empties all values that may be empty. */
function wholeValue(form: Form, fields: readonly string[], text: string): Record<string, string> | null {
  const [only] = fields;
  const accepts = (id: string) =>
    fieldOf(form, id).type === 'choice' || new RegExp(`^(?:${matchOf(form)(id) ?? '.*'})$`, 'su').test(text);
  if (text === '') return fields.every((id) => isOnlyComputed(fieldOf(form, id)) || accepts(id)) ? {} : null;
  return only !== undefined && fields.length === 1 && accepts(only) ? { [only]: text } : null;
}

/** The text without the spaces that the layout prints before each line of an indented paragraph. */
function withoutIndent(form: Form, { path, pattern }: EditableCell, text: string): string {
  const isIndented = form.bands.some(
    (band) =>
      band.kind === 'text' &&
      band.paragraphs.some(
        (one) => one.indent !== undefined && one.pattern === pattern && paragraphFields(one)[0] === path,
      ),
  );
  return isIndented ? text.replace(/^\u3000+/gmu, '') : text;
}

function present(edits: (Edit | null)[]): Edit[] {
  return edits.filter((edit) => edit !== null);
}
