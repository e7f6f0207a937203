import { readIndicatorValue } from '../filing/indicator-value.ts';
import { shorten } from '../filing/parse.ts';
import { readPeriod } from '../filing/period.ts';
import { isPrintable } from '../layout/printable.ts';
import type { Severity } from '../problem.ts';
import type { Finding } from './subject.ts';
import { tidyPunctuation, tidySpaces, tidyValueSpaces } from './tidy.ts';
import type { Years } from './years.ts';

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
  /** What the clerk calls the place: 年度目标, 指标第 3 行·指标值. */
  name: string;
  /** An indicator's value, in which no space has its place. */
  value: boolean;
  years: Years | null;
}

const PLACEHOLDER =
  /(?<![A-Za-z0-9])(?:[Xx]{2,})(?![A-Za-z0-9])|×{2,}|(?<![接优招等有亟期对看款])待(?:填写|补充|完善|定(?!\p{Script=Han}))|请(?:填写|输入|补充)|请选择|\(略\)|\{[^{}\n]{1,12}\}|_{2,}|\*{2,}|某某|此处填写/u;
/**
 * A year as a year: 2025年, 2025年度, 2025.12, 2025/12/31. Not one of a document or a plan, of a span (2021-2025年),
 * nor one that tells history (2000年以前, 2018年成立, 2020年第三批).
 */
const HISTORY = '第|以前|之前|以来|前|起|至今|版|成立|建成|竣工|印发|发布|远景|末至';
const YEAR = new RegExp(
  `(?<![\\dA-Za-z]|\\d年?\\s*[-—–~至到])((?:19|20)\\d{2})(?!\\s*年?度?\\s*[-—–~至到]\\s*(?:19|20)\\d{2})(?=\\s*(?:年(?!${HISTORY})|[./-]\\d{1,2}(?!\\d)))`,
  'gu',
);
/** What every such year has, found faster. */
const ANY_YEAR = /(?:19|20)\d\d/;

/** R34 spaces, R55 placeholders, R56 years, R57 punctuation, R66 fonts, in any text that the clerk writes. */
export function checkText(text: string, about: TextAbout): TextFinding[] {
  if (text.trim() === '') return [];
  const found: TextFinding[] = checkPrintable(text, about.name);
  const spaced = about.value ? tidyValueSpaces(text) : tidySpaces(text);
  const plain = text.normalize('NFKC');
  if (spaced !== text || (SPACE.test(text) && STRAY.test(text))) {
    // “2 0次” may be 20 or a slip of the hand, “甲所 乙所” two names: that is the clerk's to say.
    const clear = about.value ? readsAlike(text, spaced) : !STRAY.test(spaced);
    found.push(
      clear && spaced !== text
        ? { rule: 'R34', message: `${about.name}中有多余的空格，请删去`, becomes: spaced, label: '删去空格' }
        : { rule: 'R34', message: `${about.name}的文字中间有空格，请删去或改用标点` },
    );
  }
  const placeholder = about.value ? null : placeholderIn(plain);
  if (placeholder) found.push({ rule: 'R55', message: `${about.name}中有未替换的“${placeholder}”，请填写实际内容` });
  const years = strangeYears(plain, about);
  if (years.length > 0) {
    const older = years.some((one) => one < (about.years?.budget ?? 0));
    const why = older ? '，请核对是否沿用了旧表' : '，请核对';
    found.push({
      rule: 'R56',
      message: `${about.name}中的 ${years.join('、')} 年与预算年度 ${about.years?.budget} 年不符${why}`,
    });
  }
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

/** By code unit: 1 for a character that a font is known to have; most texts have no other. */
const inFonts = new Uint8Array(0x10000);

function isInFonts(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (inFonts[text.charCodeAt(at)] === 0) return false;
  return true;
}

/** R66: characters that no font has, each once. */
function checkPrintable(text: string, name: string): TextFinding[] {
  if (isInFonts(text)) return [];
  const missing = [...new Set(text)].filter((character) => {
    const isThere = isPrintable(character);
    if (isThere && character.length === 1) inFonts[character.charCodeAt(0)] = 1;
    return !isThere;
  });
  if (missing.length === 0) return [];
  const codes = missing.slice(0, 5).map((one) => `“${one}”（U+${hex(one)}）`);
  const all = `${codes.join('、')}${missing.length > 5 ? `等 ${missing.length} 个字` : ''}`;
  const message = `${name}中的${all}字体里没有，印为“〓”，请改用其他字或打印后手写`;
  return [{ rule: 'R66', message }];
}

function hex(character: string): string {
  return (character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
}

/** The words of a template that a text (normalised to NFKC) still has, or null. */
export function placeholderIn(plain: string): string | null {
  return PLACEHOLDER.exec(plain)?.[0] ?? null;
}

const SPACE = /[ \u3000]/;
/** A space between two Chinese words. */
const STRAY = /\p{Script=Han}[ \u3000]+\p{Script=Han}/u;

/** Whether a value without its spaces says the same number: only then are they known to mean nothing. */
function readsAlike(text: string, spaced: string): boolean {
  const [before, after] = [readIndicatorValue(text), readIndicatorValue(spaced)];
  const plain = text.normalize('NFKC');
  return before.number !== null && before.number === after.number && !/\d\s+\d|\p{Script=Han}\s+\S/u.test(plain.trim());
}

function strangeYears(text: string, { years }: TextAbout): number[] {
  // The years come first: hardly a text has one, and a period takes longer to read.
  if (years === null || !ANY_YEAR.test(text)) return [];
  const said = [...text.matchAll(YEAR)].map(([found]) => Number(found));
  if (said.length === 0 || readPeriod(text)) return [];
  return [...new Set(said)].filter((one) => one < years.first || one > years.last);
}

/** A few characters around the first place where two texts differ. */
function around(text: string, other: string): string {
  let at = 0;
  while (at < text.length && text[at] === other[at]) at++;
  return shorten(text.slice(Math.max(0, at - 4), at + 5));
}

/** The repair of a text finding as that of its place, and of `also` where more places hold the text. */
export function repair(
  path: string,
  becomes?: string,
  label?: string,
  also: readonly string[] = [],
): Pick<Finding, 'becomes' | 'label'> {
  if (becomes === undefined) return {};
  const texts = Object.fromEntries([path, ...also].map((one) => [one, becomes]));
  return { becomes: texts, ...(label !== undefined && { label }) };
}
