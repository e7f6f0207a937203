import { readAmount, sumAmounts } from '../filing/amount.ts';
import { type Filing, isPrinted, printedFields, type Row, rowsOf, textOf, yearOf } from '../filing/filing.ts';
import { type Period, readPeriod } from '../filing/period.ts';
import { type Form, fieldOf } from '../form/form.ts';
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
  /** The indicator rows that are printed, with their places in the filing. */
  rows: readonly { row: Row; index: number }[];
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
  const rows = rowsOf(filing, 'indicators')
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => isPrinted(row));
  const printed = new Set(printedFields(form, filing.sections));
  const yearOfCode = textOf(filing, 'fiscalYear') === '' && form.yearFrom !== undefined;
  return { form, filing, printed, year: yearOf(form, filing), yearOfCode, period, rows };
}

/** The goals of the form, as fields. */
export function goalFields(form: Form): readonly string[] {
  return form.checks.goals?.fields ?? [];
}

/** What clerks write into a cell that has to hold something: no content. */
const FILLER = /^(无|暂无|略|同上)?$/;

/** Whether a field says nothing. */
export function isBlank(subject: Subject, field: string): boolean {
  return FILLER.test(bare(said(subject, field)));
}

/** The text of a field without outer spaces. */
export function said({ filing }: Subject, field: string): string {
  return textOf(filing, field).trim();
}

export function nameOf({ form }: Subject, field: string): string {
  return fieldOf(form, field).name;
}

/**
 * The amount of a field as a decimal string; of an empty total the sum of its parts, so that filling it in changes no
 * other rule's mind. '' when there is none, null when something is no amount.
 */
export function amountOf({ form, filing }: Subject, field: string): string | null {
  const amount = readAmount(textOf(filing, field));
  const sum = form.amounts.sums.find(({ total }) => total === field);
  if (amount !== '' || !sum) return amount;
  const parts = sum.parts.map((part) => textOf(filing, part));
  return parts.every((part) => part.trim() === '') ? '' : sumAmounts(parts);
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
  return text.normalize('NFKC').replace(/[\s\p{P}]+/gu, '');
}

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
