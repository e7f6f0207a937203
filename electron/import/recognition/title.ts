import { byForm } from '../../../shared/filing/read-pattern.ts';
import { fold } from '../../../shared/form/fold.ts';
import { fieldOf } from '../../../shared/form/form.ts';
import { readPattern } from '../../../shared/form/pattern.ts';
import type { Grid } from '../grid.ts';
import type { FormMap } from './form-map.ts';
import { PRINTED_LABELS } from './known-labels.ts';
import { mastersAbove, type ViewRow } from './view.ts';

/** What stands above a table, or names its sheet, as the table's name. */
export interface Title {
  /** As printed, without line breaks. */
  text: string;
  /** Folded, without years, brackets behind it and 附件2 before it. */
  words: string;
  /** Index of its row; -1 for the name of the sheet. */
  row: number;
  /** Whether it is the name of a form of budget performance (项目支出绩效自评表), not just a line above the table. */
  formal: boolean;
}

/** How a title stands to a form: the form's own, one of the same kind (…绩效目标表), none, or another form's. */
export type TitleFit = 'own' | 'kin' | 'none' | 'other';

const LONGEST = 60;
/** Rows above a table in which its title is looked for. */
const REACH = 8;
/** Characters at the end that titles of one kind have in common: 绩效目标表. */
const COMMON_END = 5;

const YEAR = /[([〔【]*(?:(?:19|20)\d{2}|[〇○零一二三四五六七八九]{4})年?度?[)\]〕】]*/g;
/** 附件2 before a title; what a year follows without a space is no number of it. */
const NUMBERED = /^\s*(?:附件|附表|附|表)\s*(?:[\p{Nd}一二三四五六七八九十-]{1,3}(?!\p{Nd}))?\s*[:：.、．]?/u;
const FORMAL = /(?:绩效.{0,20}|(?:申报|自评|监控|审批|目标|评价).{0,6})表$|绩效.{0,10}(?:申报书|自评报告)$/;

/** The words of a title, '' when the text is none. */
function titleWords(text: string): string {
  if (text.length > LONGEST) return '';
  return fold(text.replace(NUMBERED, ''))
    .replace(YEAR, '')
    .replace(/^\d{1,3}[.、]/, '')
    .replace(/\([^()]{0,20}\)$/, '');
}

/** Whether a line is the name of a form of budget performance. */
export function isFormalTitle(text: string): boolean {
  if (text.length > LONGEST || !/[表书告]/.test(text)) return false;
  const words = titleWords(text);
  return FORMAL.test(words) && !PRINTED_LABELS.has(words) && !/[,。;:]|\.{2}|…/.test(words);
}

/**
 * The title of the table that begins in row `start`: the nearest line above that is one, else the sheet's name, else
 * the nearest short line that calls itself a table, else the nearest short line.
 */
export function titleAbove(
  grid: Grid,
  rows: readonly ViewRow[],
  start: number,
  isLabelRow: (row: ViewRow) => boolean,
): Title | null {
  let plain: Title | null = null;
  for (let at = start - 1; at >= Math.max(0, start - REACH); at--) {
    const row = rows[at] as ViewRow;
    const formal = mastersAbove(row).length === 0 ? row.cells.find(({ text }) => isFormalTitle(text)) : undefined;
    if (formal) return made(formal.text, at, true);
    if (isLabelRow(row)) break;
    const only = row.cells.length === 1 ? row.cells[0] : undefined;
    if (!only || !isPlainTitle(only.text)) continue;
    // A line may stand between a table and its name.
    const title = made(only.text, at, false);
    if (plain === null || (isNamed(title) && !isNamed(plain))) plain = title;
  }
  const sheet = /“(.+)”/s.exec(grid.name)?.[1];
  if (sheet && isFormalTitle(sheet)) return made(sheet, -1, true);
  return plain;
}

function made(text: string, row: number, formal: boolean): Title {
  return { text: text.replace(/\s+/g, ' '), words: titleWords(text), row, formal };
}

const isNamed = ({ words }: Title) => words.endsWith('表');

function isPlainTitle(text: string): boolean {
  const words = titleWords(text);
  return words.length >= 4 && text.length <= 30 && !/[,。;:、，；：]/.test(text) && !/^单位|\d{4}/.test(words);
}

const titleMatch = byForm((form) => (id) => {
  const { match, type } = fieldOf(form, id);
  return match ?? (['year', 'integer'].includes(type) ? '\\d+' : undefined);
});

/**
 * A title that says the year or a month among its words: `部门预算项目支出绩效自评表（{fiscalYear}年度）`, or one that the
 * form names as what its pattern usually says.
 */
function isPatternTitle(map: FormMap, item: FormMap['header'][number], { text, words }: Title): boolean {
  if (item.kind === 'pattern' && item.also.some((one) => fold(one) === words)) return true;
  if (item.kind !== 'pattern' || fold(item.pattern.replace(/\{[^}]+\}|[[\]]/g, '')).length < COMMON_END) return false;
  const match = titleMatch(map.form);
  return item.fields.every((id) => match(id) !== undefined) && readPattern(item.pattern, text, match) !== null;
}

interface Fit {
  fit: TitleFit;
  /** How much of the title says so, in characters. */
  length: number;
}

const NO_TITLE: Fit = { fit: 'none', length: 0 };
/** Tables of one file mostly have the same title. */
const fits = new WeakMap<FormMap, Map<string, Fit>>();
const MOST_FITS = 200;

export function titleFit(map: FormMap, title: Title | null): Fit {
  if (!title) return NO_TITLE;
  const known = fits.get(map) ?? new Map<string, Fit>();
  fits.set(map, known);
  const key = `${title.formal} ${title.words} ${title.text}`;
  const done = known.get(key);
  if (done) return done;
  if (known.size >= MOST_FITS) known.clear();
  const fit = fitOf(map, title);
  known.set(key, fit);
  return fit;
}

function fitOf(map: FormMap, title: Title): Fit {
  const is = (item: FormMap['header'][number]) =>
    (item.kind === 'label' && item.texts.has(title.words)) || isPatternTitle(map, item, title);
  if (!title.formal)
    return map.header.some(is) ? { fit: 'own', length: title.words.length } : { fit: 'none', length: 0 };
  let common = 0;
  for (const item of map.header) {
    if (item.kind === 'unit') continue;
    if (isPatternTitle(map, item, title)) return { fit: 'own', length: title.words.length };
    const texts = item.kind === 'pattern' ? [fold(item.pattern.replace(/^.*[}\]]/s, ''))] : [...item.texts];
    for (const text of texts) {
      if (item.kind === 'label' && title.words.includes(text)) return { fit: 'own', length: text.length };
      common = Math.max(common, commonEnd(title.words, text));
    }
  }
  return common >= COMMON_END ? { fit: 'kin', length: common } : { fit: 'other', length: 0 };
}

function commonEnd(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length;
}
