import { readAmount, sumAmounts } from '../filing/amount.ts';
import { fieldOrColumn, textAt, textsOf } from '../filing/computed.ts';
import { type Filing, isPrinted, printedFields, type Row, rowsOf, textOf, yearOf } from '../filing/filing.ts';
import { pathOf } from '../filing/path.ts';
import { type Period, readPeriod } from '../filing/period.ts';
import { rowCellName } from '../filing/place-name.ts';
import {
  type Column,
  columnOf,
  columnsOf,
  type Form,
  fieldOf,
  isIndicators,
  mainIndicators,
  printedBands,
} from '../form/form.ts';
import { patternFields, printPattern } from '../form/pattern.ts';
import type { Severity } from '../problem.ts';

/** What the rules look at: a filing with what several of them need. */
export interface Subject {
  form: Form;
  filing: Filing;
  /** Fields that the form prints for this filing. */
  printed: ReadonlySet<string>;
  /** The budget year, where the filing tells it. */
  year: number | null;
  /** Whether only the project's code tells the year: that of its birth. */
  yearOfCode: boolean;
  period: Period | null;
  /** The sums whose total is printed, with the parts that are. */
  sums: readonly Sum[];
  /** The tables that are printed, in printed order. */
  tables: readonly TableSubject[];
  /** Those of indicators. */
  indicators: readonly TableSubject[];
  /** The one that goals and the budget are compared with: `indicators`, else the first; null when there is none. */
  main: TableSubject | null;
}

/** A table of the filing as the rules look at it. */
export interface TableSubject {
  id: string;
  /** Its name where several tables of the form are of the same kind, so that what is said of it names it; else ''. */
  name: string;
  columns: readonly Column[];
  /** Which rules apply to its rows, and their limits. */
  checks: Form['checks']['tables'][string];
  /** The rows that are printed, with their places in the filing. */
  rows: readonly SubjectRow[];
}

export interface SubjectRow {
  /** The texts of all columns, with what is worked out. */
  row: Row;
  /** The row as it is kept; it never changes, it is replaced. */
  typed: Row;
  index: number;
}

/** What a rule found; run.ts makes a `Problem` of it. */
export interface Finding {
  rule: string;
  /** Where it is not the rule's own. */
  severity?: Severity;
  message: string;
  path: string;
  also?: string[];
  /** The automatic repair: new texts by path. */
  becomes?: Record<string, string>;
  /** What the repair does, where “改为…” would not tell: 整理标点. */
  label?: string;
}

export function subjectOf(form: Form, filing: Filing): Subject {
  const period = form.checks.period ? readPeriod(textOf(filing, form.checks.period.field)) : null;
  const tables = tableSubjects(form, filing);
  const indicators = tables.filter(({ id }) => isIndicators(form, id));
  const main = indicators.find(({ id }) => id === mainIndicators(form)?.id) ?? null;
  const printed = new Set(printedFields(form, filing.sections));
  const sums = sumsOf(form, printed, tables);
  const yearOfCode = textOf(filing, 'fiscalYear') === '' && form.yearFrom !== undefined;
  return { form, filing, printed, year: yearOf(form, filing), yearOfCode, period, sums, tables, indicators, main };
}

function tableSubjects(form: Form, filing: Filing): TableSubject[] {
  const lanes = printedBands(form, filing.sections).flatMap((band) => (band.kind === 'table' ? band.lanes : []));
  return lanes.map(({ id, name }) => {
    const columns = columnsOf(form, id);
    const worked = columns.filter(({ computed }) => computed !== undefined);
    const rows = rowsOf(filing, id).flatMap((typed, index): SubjectRow[] => {
      if (!isPrinted(typed)) return [];
      const texts = worked.map(({ id: column }) => [column, textAt(form, filing, { table: id, row: index, column })]);
      return [{ row: worked.length === 0 ? typed : { ...typed, ...Object.fromEntries(texts) }, typed, index }];
    });
    const alike = lanes.filter((other) => isIndicators(form, other.id) === isIndicators(form, id));
    return { id, name: alike.length > 1 ? name : '', columns, checks: form.checks.tables[id] ?? {}, rows };
  });
}

/** What is said of a table as a whole, with its name where the form has several of its kind. */
export function ofTable({ name }: TableSubject, message: string): string {
  return name === '' ? message : `${name}：${message}`;
}

/** The heading of a column in this filing; headings may be patterns of fields (`1-{month}月执行数`). */
export function headingOf({ form, filing }: Pick<Subject, 'form' | 'filing'>, { name }: Column): string {
  return name.includes('{') ? printPattern(name, (field) => textAt(form, filing, { field })) : name;
}

/**
 * The path of the row's cell that shows a column. What is said of one that is printed nowhere points at another of its
 * row: of a joined value at one of its columns, `part` (`sign`, `unit`) where there is such a one, else that of the
 * number; of the reason of a typed-over value at that; else at the first that is printed.
 */
export function cellPath({ id, columns }: TableSubject, row: number, column: string, part = 'number'): string {
  const path = (at: string) => pathOf({ table: id, row, column: at });
  const own = columns.find((one) => one.id === column);
  if (own?.colSpan !== 0) return path(column);
  const printed = columns.filter(({ colSpan }) => colSpan !== 0).map((one) => one.id);
  const parts =
    own.computed?.is === 'join' ? patternFields(own.computed.pattern).filter((one) => printed.includes(one)) : [];
  const overridden = columns.find(({ override }) => override === column)?.id;
  return path([part, 'number'].find((one) => parts.includes(one)) ?? parts[0] ?? overridden ?? printed[0] ?? column);
}

/** The goals of the form, as fields. */
export function goalFields(form: Form): readonly string[] {
  return form.checks.goals?.fields ?? [];
}

/** What clerks write into a cell that has to hold something: no content. */
const FILLER = /^(无|暂无|略|同上)?$/;
/** More letters than any of these has. */
const SAYS_MORE = /[\p{L}\p{N}]{3}/u;

/** Whether a field says nothing. */
export function isBlank(subject: Subject, field: string): boolean {
  const text = said(subject, field);
  return !SAYS_MORE.test(text) && FILLER.test(bare(text));
}

/** The text of a field without outer spaces, worked out where it is not typed. */
export function said({ form, filing }: Pick<Subject, 'form' | 'filing'>, field: string): string {
  return textAt(form, filing, { field }).trim();
}

/** Forms that are about one project. */
const OF_PROJECTS: readonly Form['kind'][] = ['project', 'evaluation', 'monitor'];

/** The name of the project that the form is about; '' of other forms, and where it is not filled in. */
export function projectName(subject: Pick<Subject, 'form' | 'filing'>): string {
  const { kind, list } = subject.form;
  const [field] = list.name;
  return field !== undefined && OF_PROJECTS.includes(kind) ? said(subject, field) : '';
}

/** What a reference names: 年度金额; of a whole column 年度主要任务总额合计. */
export function nameOf({ form }: Pick<Subject, 'form'>, ref: string): string {
  const whole = wholeColumn(ref);
  if (!whole) return fieldOf(form, ref).name;
  const { table, column } = whole;
  const title = columnOf(form, table, column)?.name ?? column;
  return `${tableName(form, table)}${title}${/[合总小]计$/.test(title) ? '' : '合计'}`;
}

function tableName(form: Form, table: string): string {
  return (
    form.bands.flatMap((band) => (band.kind === 'table' ? band.lanes : [])).find(({ id }) => id === table)?.name ?? ''
  );
}

/** The table and the column of a reference to a whole column (`tasks[].total`); null for a field. */
export function wholeColumn(ref: string): { table: string; column: string } | null {
  const [, table, column] = /^(\w+)\[\]\.(\w+)$/.exec(ref) ?? [];
  return table === undefined || column === undefined ? null : { table, column };
}

/** The places that a reference names: its field, or the printed cells of its column, at most so many that it helps. */
export function pathsOf({ tables }: Pick<Subject, 'tables'>, ref: string): string[] {
  const whole = wholeColumn(ref);
  if (!whole) return [ref];
  const table = tables.find(({ id }) => id === whole.table);
  return (table?.rows ?? []).slice(0, MOST_PLACES).map(({ index }) => pathOf({ ...whole, row: index }));
}

const MOST_PLACES = 20;

export type Sum = Form['amounts']['sums'][number];

function sumsOf(form: Form, printed: ReadonlySet<string>, tables: readonly TableSubject[]): Sum[] {
  const isPrinted = (ref: string) => {
    const whole = wholeColumn(ref);
    return whole ? tables.some(({ id }) => id === whole.table) : printed.has(ref);
  };
  return form.amounts.sums
    .filter(({ total }) => isPrinted(total))
    .map((sum) => ({ ...sum, parts: sum.parts.filter(isPrinted) }));
}

/**
 * The amount that a reference names as a decimal string, of a whole column its sum; of an empty total what the parts of
 * its first sum come to, so that filling it in changes no other rule's mind. '' when there is none, null when something
 * is no amount.
 */
export function amountOf(subject: Subject, ref: string): string | null {
  return amountBy(subject, subject.sums, ref);
}

function amountBy(subject: Subject, sums: readonly Sum[], ref: string): string | null {
  const amount = typedAmount(subject, ref);
  const sum = sums.find(({ total }) => total === ref);
  if (amount !== '' || !sum) return amount;
  // A total that is part of itself would be looked up without end.
  const others = sums.filter(({ total }) => total !== ref);
  return addUp(sum.parts.map((part) => amountBy(subject, others, part)));
}

/** The amount that a reference names, without looking at what it is the sum of. */
export function typedAmount({ form, filing }: Pick<Subject, 'form' | 'filing'>, ref: string): string | null {
  const texts = textsOf(form, filing, { field: '' }, ref);
  return wholeColumn(ref) ? addUp(texts.map(readAmount)) : readAmount(texts[0] ?? '');
}

function addUp(amounts: readonly (string | null)[]): string | null {
  if (amounts.includes(null)) return null;
  const filled = amounts.filter((amount) => amount !== null && amount !== '') as string[];
  return filled.length === 0 ? '' : sumAmounts(filled);
}

/** Whether nobody types the value of a reference. */
export function isWorkedOut({ form }: Pick<Subject, 'form'>, ref: string): boolean {
  const whole = wholeColumn(ref);
  return fieldOrColumn(form, whole ? { ...whole, row: 0 } : { field: ref })?.computed !== undefined;
}

/** 第3行, with the table's name where the form has several. */
export function rowName({ form }: Pick<Subject, 'form'>, { id }: TableSubject, index: number): string {
  return rowCellName(form, id, index, '');
}

/** Whether the project lasts longer than the year: by its period, also where that is told as its length (3年). */
export function lastsYears({ form, filing, period }: Subject): boolean {
  if (period) return period.start.year !== period.end.year;
  const field = form.checks.period?.field;
  const length = field === undefined ? null : /^(\d+|[二两三四五六七八九十]+)年$/.exec(textOf(filing, field).trim());
  return length !== null && length[1] !== '1';
}

/** The calendar years that the period touches. */
export function yearsOf(period: Period): { first: number; last: number } {
  return { first: period.start.year, last: period.end.year };
}

/** Most names are what they are compared by. */
const BARE = /^[0-9A-Za-z\u4e00-\u9fff]*$/;

/** Text for comparing: without spaces, full-width letters as half-width, no punctuation. */
export function bare(text: string): string {
  if (BARE.test(text)) return text;
  const plain = text.normalize('NFKC');
  // Some marks of rare scripts are two code units.
  if (SURROGATE.test(plain)) return plain.replace(/[\s\p{P}]+/gu, '');
  let kept = '';
  let from = 0;
  for (let at = 0; at < plain.length; at++) {
    if (!isMark(plain, at)) continue;
    kept += plain.slice(from, at);
    from = at + 1;
  }
  return kept + plain.slice(from);
}

/** Whether a space or a mark stands here; that is asked of every character of every text. */
function isMark(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const known = marks[code];
  if (known) return known === 2;
  const character = text[at] as string;
  const isOne = MARK.test(character);
  marks[code] = isOne ? 2 : 1;
  return isOne;
}

const SURROGATE = /[\ud800-\udfff]/;
const MARK = /[\s\p{P}]/u;
/** By code unit: 0 where none was met yet, 1 for others, 2 for spaces and marks. */
const marks = new Uint8Array(0x10000);

/**
 * What a name says without its remarks: 结余率(计算方法为:结余数/预算数) is 结余率. A bracket that nothing closes was
 * cut. As `bare`, but brackets are left out with what stands in them, unless nothing else is there.
 */
export function coreName(name: string): string {
  if (!/[([（［【〔]/.test(name)) return bare(name);
  let plain = name.normalize('NFKC');
  for (let inner = ''; inner !== plain; ) {
    inner = plain;
    plain = plain.replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】|〔[^〔〕]*〕/g, '');
  }
  return bare(plain.replace(/[([【〔].*$/s, '')) || bare(name);
}
