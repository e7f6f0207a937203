import { fold } from '../../../shared/form/fold.ts';
import { plainLevel } from '../../../shared/form/level-names.ts';
import type { TableMap } from './table-map.ts';
import type { ViewCell, ViewRow } from './view.ts';

/**
 * Level 1 that is none of the forms' classification, with its level 2: 财预〔2021〕101号 has costs as a level 1 of
 * their own.
 */
export const OTHER_LEVELS: readonly (readonly [string, readonly string[]])[] = [
  ['成本指标', ['经济成本指标', '社会成本指标', '生态环境成本指标']],
];
const OTHER_LEVEL2 = new Map(
  OTHER_LEVELS.flatMap(([level1, names]) =>
    names.flatMap((name) => [name, name.replace(/指标$/, '')].map((text) => [text, level1] as const)),
  ),
);

/** Whether a folded text is a level 1 where it is followed by `next`, or stands alone. */
export function isOtherLevel1(folded: string, next: string | undefined): boolean {
  return next !== undefined && OTHER_LEVEL2.get(next) === folded;
}

/** The level 1 that a level 2 of another classification belongs to. */
export function otherLevel1(level2: string): string | undefined {
  return OTHER_LEVEL2.get(level2);
}

/** A longer text is no level. */
const LONGEST = 40;

/** `产出指标(50分)`, `产出指标【40%】`, `产出指标50分`, `产出指标 50`: folded. */
const POINTS = /[([〔【]?(?:权重|分值|满分|计)?:?\d{1,3}(?:\.\d{1,2})?[分%]?[)\]〕】]?$/;
/** `一、产出指标`, `1.产出指标`, `(一)产出指标`, `A.产出指标`, `Ⅱ、产出指标`, `一级指标1：产出指标`: folded. */
const NUMBER =
  /^(?:[一二]级指标\d{0,2}[:.、]?|[([〔【]?(?:\d{1,2}(?:\.\d{1,2})*|[一二三四五六七八九十]{1,2}|[A-Za-z]|[IVX]{1,4})[.、:)\]〕】]+|\d{1,2})/u;
/** Marks around a name: `★…`, `【…】`, `“…”`, `*…`, `…；`. */
const MARKS = /^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu;

interface Named {
  name: string;
  left: string;
}

/** Every step of reading a table asks for the same cells of its rows. */
const asked = new WeakMap<TableMap, Map<string, Named>>();
const MOST_ASKED = 1000;

/**
 * The text of a level cell: without spaces and line breaks between its characters, and without points and ordinal
 * numbers around a name of the classification. `left` is what was taken off.
 */
export function levelName(map: TableMap, text: string): Named {
  if (text.length > LONGEST && !map.level1.has(text)) return { name: text, left: '' };
  const names = asked.get(map) ?? new Map<string, Named>();
  asked.set(map, names);
  const known = names.get(text);
  if (known) return known;
  if (names.size >= MOST_ASKED) names.clear();
  const named = levelNameOf(map, text);
  names.set(text, named);
  return named;
}

function levelNameOf(map: TableMap, text: string): Named {
  if (map.level1.has(text)) return { name: withPoints(map, text), left: '' };
  if (map.level2.has(text)) return { name: text, left: '' };
  // One character to a line, or spaced out: no text is written so, only a narrow cell.
  const spaced = /^\p{Script=Han}(?:\s+\p{Script=Han})+$/u.test(text);
  const plain = spaced || text.includes('\n') ? text.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '') : text;
  const isName = (folded: string) => map.level1.has(folded) || map.level2.has(folded) || OTHER_LEVEL2.has(folded);
  const folded = fold(plain);
  if (isName(folded)) return { name: withPoints(map, /[\s:：]/.test(plain) ? folded : plain), left: '' };
  let bare = folded;
  // Marks and numbers stand around one another: `★1.产出指标`, `【产出指标】(50分)`.
  for (let turn = 0; turn < 3 && !isName(bare); turn++)
    bare = [MARKS, NUMBER, POINTS].reduce((text, pattern) => (isName(text) ? text : text.replace(pattern, '')), bare);
  if (bare === folded || !isName(bare)) return { name: plain, left: '' };
  return { name: withPoints(map, bare), left: folded.replace(bare, ' ').trim().replace(/\s+/g, ' ') };
}

/** A level 1 as the form names it where that name carries points: 产出指标(50分). */
function withPoints(map: TableMap, name: string): string {
  const own = map.level1.get(fold(name));
  return own !== undefined && own !== name && plainLevel(own) === plainLevel(name) ? own : name;
}

/** Whether a cell says that its level is that of the row above: 同上, 〃. */
export function isDitto(text: string): boolean {
  return /^(?:同上|同前|〃|″|"|”|“|''|’’|々|同上[。.]?)$/.test(text.trim());
}

const MARK = /^[★☆▲△●○◆◇■□※*＊√✓✔◎⊙▶►➢]+\s*/u;
const SEVERAL = /\n\s*(?:三级)?指标\s*[\d０-９一二三四五六七八九十①-⑳]/u;
const PREFIX = /^(?:三级)?指标\s*(?:\d{1,2}|[０-９]{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳])\s*[:：.．、]\s*/u;

/** An indicator's name without the marks and numbers of a blank form before it: `★…`, `指标1：…`. */
export function indicatorName(text: string): { name: string; left: string } {
  // Several indicators in one cell stay as typed: their numbers tell them apart.
  if (SEVERAL.test(text)) return { name: text, left: '' };
  const name = text.replace(MARK, '').replace(PREFIX, '').replace(MARK, '');
  return { name, left: text.slice(0, text.length - name.length).trim() };
}

/**
 * The rows with the level names in their first cells written plainly, and what was taken off them. `isName` says that a
 * cell stands in the column of another name: that one is kept as typed, also where it reads like a level's.
 * `isLevel`: in that of a level.
 */
export function withLevelNames(
  map: TableMap,
  rows: ViewRow[],
  isName: (cell: ViewCell, row: ViewRow) => boolean,
  isLevel: (cell: ViewCell) => boolean,
): { rows: ViewRow[]; hints: { row: ViewRow; message: string }[] } {
  const hints: { row: ViewRow; message: string }[] = [];
  const plain = rows.map((row) => {
    let changed = false;
    const cells = row.cells.flatMap((cell, index) => {
      if (index > 1 || cell.folded === '' || isName(cell, row)) return cell;
      if (isLevel(cell) && isDitto(cell.text)) {
        hints.push({ row, message: `“${cell.text.trim()}”按上一行的指标级别读入` });
        changed = true;
        return [];
      }
      const { name, left } = levelName(map, cell.text);
      if (name === cell.text) return cell;
      // Only a name of the classification loses its spaces; other texts stay as typed.
      const folded = fold(name);
      if (left === '' && !map.level1.has(folded) && !map.level2.has(folded)) return cell;
      if (left !== '')
        hints.push({ row, message: `“${cell.text.replace(/\s+/g, ' ')}”按“${name}”读入，“${left}”未读入` });
      changed = true;
      return { ...cell, text: name, folded };
    });
    return changed ? { ...row, cells } : row;
  });
  return { rows: plain, hints };
}
