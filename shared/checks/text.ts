import { readIndicatorValue } from '../filing/indicator-value.ts';
import { shorten } from '../filing/parse.ts';
import { type Period, readPeriod } from '../filing/period.ts';
import type { Severity } from '../problem.ts';
import type { Finding } from './subject.ts';
import { tidyPunctuation, tidySpaces, tidyValueSpaces } from './tidy.ts';

/** What one text shows of itself. `becomes` is the repaired text. */
export interface TextFinding {
  rule: string;
  severity?: Severity;
  message: string;
  becomes?: string;
  /** What the repair does, where “改为…” would not tell. */
  label?: string;
}

export interface TextAbout {
  /** What the clerk calls the place: 年度目标, 第3行 指标值. */
  name: string;
  /** An indicator's value, in which no space has its place. */
  value: boolean;
  year: number | null;
  period: Period | null;
}

const PLACEHOLDER =
  /(?<![A-Za-z0-9])(?:[Xx]{2,})(?![A-Za-z0-9])|×{2,}|待(?:填写|补充|完善|定)(?!期)|请(?:填写|输入|补充|选择)|\(略\)|\{[^{}\n]{1,12}\}|_{2,}|\*{2,}/;
/** A year as a year: 2025年, 2025年度, 2025.12, 2025/12/31, 2025-2026学年; not one of a document's number. */
const YEAR = /(?<![\dA-Za-z])((?:19|20)\d{2})(?=\s*(?:年(?!第\d+号)|[./-](?:\d{1,2}|(?:19|20)\d{2})(?!\d)))/gu;

/** R34 spaces, R55 placeholders, R56 years, R57 punctuation, in any text that the clerk writes. */
export function checkText(text: string, about: TextAbout): TextFinding[] {
  if (text.trim() === '') return [];
  const found: TextFinding[] = [];
  const spaced = about.value ? tidyValueSpaces(text) : tidySpaces(text);
  const plain = text.normalize('NFKC');
  // “2 0次” may be 20 or a slip of the hand: that is the clerk's to say.
  if (about.value && readIndicatorValue(spaced).number !== readIndicatorValue(text).number)
    found.push({ rule: 'R34', message: `${about.name}的数字中间有空格，请核对` });
  else if (spaced !== text)
    found.push({ rule: 'R34', message: `${about.name}中有多余的空格，请删去`, becomes: spaced, label: '删去空格' });
  const placeholder = about.value ? null : PLACEHOLDER.exec(plain)?.[0];
  if (placeholder) found.push({ rule: 'R55', message: `${about.name}中有未替换的“${placeholder}”，请填写实际内容` });
  const years = strangeYears(plain, about);
  if (years.length > 0)
    found.push({
      rule: 'R56',
      message: `${about.name}中的 ${years.join('、')} 年与预算年度 ${about.year} 年不符，请核对是否沿用了旧表`,
    });
  const tidy = about.value ? text : tidyPunctuation(text);
  if (tidy !== text)
    found.push({
      rule: 'R57',
      message: `${about.name}中标点重复或全角半角混用（“${around(text, tidy)}”），请整理`,
      becomes: tidy,
      label: '整理标点',
    });
  return found;
}

function strangeYears(text: string, { year, period }: TextAbout): number[] {
  if (year === null || readPeriod(text)) return [];
  const [first, last] = [Math.min(year - 1, period?.start.year ?? year), Math.max(year, period?.end.year ?? year)];
  const years = [...text.matchAll(YEAR)].map(([found]) => Number(found));
  return [...new Set(years)].filter((one) => one < first || one > last);
}

/** A few characters around the first place where two texts differ. */
function around(text: string, other: string): string {
  let at = 0;
  while (at < text.length && text[at] === other[at]) at++;
  return shorten(text.slice(Math.max(0, at - 4), at + 5));
}

/** The repair of a text finding as that of its place. */
export function repair(path: string, becomes?: string, label?: string): Pick<Finding, 'becomes' | 'label'> {
  return becomes === undefined ? {} : { becomes: { [path]: becomes }, ...(label !== undefined && { label }) };
}
