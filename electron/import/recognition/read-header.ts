import { shorten } from '../../../shared/filing/parse.ts';
import { matchOf } from '../../../shared/filing/read-pattern.ts';
import { fold } from '../../../shared/form/fold.ts';
import { fieldOf } from '../../../shared/form/form.ts';
import { anyText, readPattern } from '../../../shared/form/pattern.ts';
import type { GridCell } from '../grid.ts';
import type { FormMap } from './form-map.ts';
import type { HeaderItem } from './line-map.ts';
import { unitLineIn, unitOfLine } from './money-unit.ts';
import { isFormalTitle } from './title.ts';
import { mastersAbove, type ViewCell, type ViewRow } from './view.ts';

/** What stands above the frame of one table. */
export interface Header {
  values: Map<string, { text: string; cell: GridCell }>;
  /** Unit of money as printed, e.g. 万元; null when there is no unit line. */
  unit: { text: string; cell: GridCell } | null;
  /** Rows of the grid that were understood, as indexes into the given rows. */
  rows: Set<number>;
  missing: HeaderItem[];
  /** Cells beside the lines of the header that are none of them. */
  strays: ViewCell[];
  hints: { cell: ViewCell; message: string }[];
}

/** Rows above the frame in which title, year and unit line are looked for. */
const REACH = 15;
/** A longer cell is no line of a header; patterns are not tried on it. */
const LONGEST = 2000;

export interface Match {
  item: HeaderItem;
  values: Record<string, string>;
  unit?: string;
}

/**
 * Reads the lines above the frame, from `start` upwards to `from`, in any order: each cell may be one line, or several
 * of them one after another (`本级预算项目绩效目标表 (2024年度)`).
 */
export function readHeader(map: FormMap, rows: ViewRow[], from: number, start: number): Header {
  const header: Header = { values: new Map(), unit: null, rows: new Set(), missing: [], strays: [], hints: [] };
  const open = new Set(map.header);
  // Tables name their unit of money also where the form prints no line for it.
  if (!map.header.some(({ kind }) => kind === 'unit')) open.add(UNIT_LINE);
  const rest: { at: number; cell: ViewCell; items: HeaderItem[] }[] = [];
  const accept = (matches: readonly Match[], cell: ViewCell, at: number) => {
    for (const { item, values, unit } of matches) {
      open.delete(item);
      if (unit) header.unit = { text: unit, cell: cell.cell };
      // Only where the form has a seal's place a value may be printed with one.
      const sealed = item.kind === 'pattern' && item.pattern.includes('章');
      for (const [id, text] of Object.entries(values))
        header.values.set(id, { text: sealed ? unsealed(text) : text, cell: cell.cell });
    }
    header.rows.add(at);
  };

  for (let at = start - 1; at >= Math.max(from, start - REACH) && open.size > 0; at--) {
    const row = rows[at] as ViewRow;
    const items: HeaderItem[] = [];
    const unmatched: ViewCell[] = [];
    let unfilled: string | null = null;
    for (const cell of row.cells) {
      const matches = matchCell(map, cell.text, [...open]);
      if (matches) {
        accept(matches, cell, at);
        items.push(...matches.map((match) => match.item));
        const last = matches.at(-1);
        const field = last?.item.kind === 'pattern' ? last.item.fields.at(-1) : undefined;
        unfilled = field !== undefined && last?.values[field] === '' ? field : null;
      } else if (unfilled !== null && !isStrictLine(map, cell.text, open)) {
        header.values.set(unfilled, { text: cell.text, cell: cell.cell });
        unfilled = null;
      } else unmatched.push(cell);
    }
    rest.push(...unmatched.map((cell) => ({ at, cell, items })));
  }
  for (const item of [...open].filter((candidate) => candidate.kind === 'pattern' && candidate.weak)) {
    const found = rest.find(({ cell, items }) => {
      const match = matchItem(map, item, cell.text);
      if (!match) return false;
      const strict = Object.entries(match.values).some(([id, text]) => text !== '' && matchOf(map.form)(id));
      return strict || items.some((sibling) => sibling.row === item.row);
    });
    const match = found && matchItem(map, item, found.cell.text);
    if (!found || !match) continue;
    accept([match], found.cell, found.at);
    rest.splice(rest.indexOf(found), 1);
  }
  for (const item of [...open]) {
    const found = rest.find(({ cell }) => matchYear(map, item, cell.text, true));
    const match = found && matchYear(map, item, found.cell.text, true);
    if (!found || !match) continue;
    accept([match], found.cell, found.at);
    rest.splice(rest.indexOf(found), 1);
  }
  readLongTitle();
  readWithin();
  header.strays = rest.filter(({ at }) => header.rows.has(at)).map(({ cell }) => cell);
  // A line of values alone may just be empty.
  header.missing = [...open].filter(
    (item) => item !== UNIT_LINE && (item.kind !== 'pattern' || !(item.weak || isOptional(item.pattern))),
  );
  return header;

  /**
   * A title with more words around it, `某区2025年本级预算项目绩效目标表`, or another one of a form of budget
   * performance, `某局2024年度项目支出绩效目标表`. Its year counts when it is the only one.
   */
  function readLongTitle(): void {
    for (const named of [true, false]) {
      const item = [...open].find(({ kind }) => kind === 'label') ?? null;
      const texts = item?.kind === 'label' ? [...item.texts] : [];
      const found = rest.find(({ cell }) =>
        named ? texts.some((text) => cell.folded.includes(text)) : isFormalTitle(cell.text),
      );
      if (!found) continue;
      const years = yearsIn(found.cell.folded);
      const dated =
        years.length === 1 ? first([...open], (other) => matchYear(map, other, years[0] ?? '', true)) : null;
      if (!item && !dated) continue;
      accept([...(item ? [{ item, values: {} }] : []), ...(dated ?? [])], found.cell, found.at);
      rest.splice(rest.indexOf(found), 1);
      if (item) header.hints.push({ cell: found.cell, message: `“${shorten(found.cell.text)}”按“${item.name}”读入` });
    }
  }

  /** Unit of money and year among words that are no line of the form: `编制科室：水利科  单位：元  （2025年度）`. */
  function readWithin(): void {
    for (const one of [...rest]) {
      const { cell, at } = one;
      if (cell.text.length > LONGEST_SPLIT) continue;
      const matches = [...open].flatMap((item) => matchWithin(map, item, cell.text) ?? []);
      if (matches.length === 0) continue;
      accept(matches, cell, at);
      rest.splice(rest.indexOf(one), 1);
      const read = matches.flatMap(({ unit, values }) => (unit ? [unit] : Object.values(values)));
      const said = read.map((text) => `“${text}”`).join('');
      header.hints.push({ cell, message: `“${shorten(cell.text)}”中只读入了${said}` });
    }
  }
}

/** The line of a unit of money that every table may have. */
const UNIT_LINE: HeaderItem = {
  row: -1,
  band: 0,
  below: false,
  section: null,
  kind: 'unit',
  texts: new Set(),
  name: '金额单位',
};

/** A unit of money or a year (`（2025年度）`, not `2025年3月`) that is set off within a text. */
function matchWithin(map: FormMap, item: HeaderItem, text: string): Match | null {
  if (item.kind === 'unit') {
    const line = unitLineIn(text);
    return line === null ? null : matchItem(map, item, line);
  }
  const dated = new Map<string, Match>();
  for (const piece of text.split(/\s+|(?=[(（〔【[])|(?<=[)）〕】\]])/)) {
    const match = /度|^[(（〔【[]/.test(piece) ? matchYear(map, item, piece, false) : null;
    if (match) dated.set(Object.values(match.values).join(), match);
  }
  const [match, other] = dated.values();
  return match && !other ? match : null;
}

/** Whether a text is a line of values alone that says so by what they look like: a code, the boxes of a choice. */
function isStrictLine(map: FormMap, text: string, open: ReadonlySet<HeaderItem>): boolean {
  return [...open].some((item) => {
    if (item.kind !== 'pattern' || !item.weak) return false;
    const strict = item.fields.every((id) => fieldOf(map.form, id).type === 'choice');
    return strict && matchItem(map, item, text) !== null;
  });
}

/** A line of which nothing is printed where its values are empty. */
function isOptional(pattern: string): boolean {
  return pattern.replace(/\[[^\]]*\]/g, '').trim() === '';
}

/** A row of more cells is no line above a frame: three lines side by side, or one in two cells. */
const MOST_CELLS = 6;

/** Whether a row is a line that stands above a form's frame: it says so by its own words. */
export function isHeaderRow(map: FormMap, row: ViewRow): boolean {
  if (row.cells.length > MOST_CELLS) return false;
  const sign = headerSigns(map);
  return row.cells.some(
    (cell) => (cell.folded === '' || sign.test(cell.folded)) && matchCell(map, cell.text, map.header) !== null,
  );
}

/**
 * The first of the lines right above row `start` that are of the form's header by their own words, below row `after`;
 * `start` where none is.
 */
export function headerTop(map: FormMap, rows: readonly ViewRow[], after: number, start: number): number {
  const open = new Set(map.header);
  const sign = headerSigns(map);
  let top = start;
  while (top - 1 > after) {
    const row = rows[top - 1] as ViewRow;
    if (row.cells.length > MOST_CELLS || mastersAbove(row).length > 0) break;
    const likely = row.cells.filter((cell) => cell.folded === '' || sign.test(cell.folded));
    const matches = likely.flatMap((cell) => matchCell(map, cell.text, [...open]) ?? []);
    if (matches.length === 0) break;
    for (const { item } of matches) open.delete(item);
    top--;
  }
  return top;
}

const signs = new WeakMap<FormMap, RegExp>();

/** Whether a text is one of the form's lines, or begins and ends with some. */
export function isLine(map: FormMap, text: string, items: readonly HeaderItem[]): boolean {
  return matchCell(map, text, items) !== null;
}

/** Two characters of each line of the header, without which a text cannot be one. */
function headerSigns(map: FormMap): RegExp {
  const done = signs.get(map);
  if (done) return done;
  const words = map.header.flatMap((item) => {
    if (item.kind === 'label') return [...item.texts].map((text) => text.slice(0, 2));
    if (item.kind !== 'pattern') return ['单位'];
    const literals = item.pattern.replace(/\[[^\]]*\]/g, '').split(/\{[^}]*\}/);
    const longest = fold(literals.reduce((a, b) => (b.length > a.length ? b : a), ''));
    return [(/[^():]{1,2}/.exec(longest) ?? [''])[0]];
  });
  const made = new RegExp(`\\d{4}|${words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, '\\$&')).join('|')}`, 'u');
  signs.set(map, made);
  return made;
}

/** Beyond this many spaces in a row a cell is taken apart there, and patterns are not tried across them. */
const WIDE_GAP = /\s{10}/;
/** A longer cell is not taken apart. */
const LONGEST_SPLIT = 200;

/**
 * The lines of the header that a cell holds, or null: the reading that finds most of them
 * (`填报单位(盖章)：某局 单位：元` is two lines, not a unit with a long name). Weak patterns (values alone) are not
 * taken for it by themselves.
 */
export function matchCell(map: FormMap, text: string, open: readonly HeaderItem[]): readonly Match[] | null {
  if (text.length > LONGEST) return null;
  if (text.length > LONGEST_KEPT) return matchAnew(map, text, open);
  const known = met.get(map) ?? { numbers: numbersOf(map), cells: new Map<string, readonly Match[] | null>() };
  met.set(map, known);
  const key = `${open.map((item) => known.numbers.get(item)).join()} ${text}`;
  const done = known.cells.get(key);
  if (done !== undefined) return done;
  if (known.cells.size >= MOST_KEPT) known.cells.clear();
  const matches = matchAnew(map, text, open);
  known.cells.set(key, matches);
  return matches;
}

/** Titles, years and units of money are the same in every table of a file. */
const met = new WeakMap<
  FormMap,
  { numbers: ReadonlyMap<HeaderItem, number>; cells: Map<string, readonly Match[] | null> }
>();
const MOST_KEPT = 500;
const LONGEST_KEPT = 60;

function numbersOf({ header, lines }: FormMap): ReadonlyMap<HeaderItem, number> {
  return new Map([...header, ...lines].map((item, number) => [item, number]));
}

function matchAnew(map: FormMap, text: string, open: readonly HeaderItem[]): readonly Match[] | null {
  // The most exact wording wins: labels before patterns, patterns with more printed words before others.
  const ranked = open.filter((item) => item.kind !== 'pattern' || !item.weak).sort((a, b) => rank(b) - rank(a));
  let best: readonly Match[] | null = first(ranked, (item) => matchItem(map, item, text));
  const better = (matches: readonly Match[] | null) => {
    if (matches && matches.length > (best?.length ?? 0)) best = matches;
  };
  if (text.replace(/\s+/g, ' ').length > LONGEST_SPLIT) return best;
  const weak = open.find((item) => item.kind === 'pattern' && item.weak);
  for (const at of splits(text)) {
    const [left, right] = [text.slice(0, at).trim(), text.slice(at).trim()];
    const beside = first(ranked, (item) => matchItem(map, item, left) ?? matchYear(map, item, left, false));
    if (beside) {
      const others = open.filter((other) => other !== beside[0]?.item);
      const rest = matchCell(map, right, others) ?? first(others, (item) => matchYear(map, item, right, false));
      if (rest) better([...beside, ...rest]);
    }
    const unitLine = weak && matchCell(map, right, ranked);
    const match = unitLine?.some(({ item }) => item.row === weak?.row)
      ? matchItem(map, weak as HeaderItem, left)
      : null;
    if (match && unitLine) better([match, ...unitLine]);
  }
  return best;
}

function first(items: readonly HeaderItem[], match: (item: HeaderItem) => Match | null): Match[] | null {
  for (const item of items) {
    const found = match(item);
    if (found) return [found];
  }
  return null;
}

function rank(item: HeaderItem): number {
  return item.kind === 'pattern' ? item.pattern.replace(/\{[^}]+\}/g, '').length : 1000;
}

/**
 * Places where one line may end and the next begin: spaces, opening brackets, the unit line, before and after a year.
 */
function splits(text: string): number[] {
  return [...text.matchAll(/\s+|[(（[［【〔]|(?:金额|货币|计量)?单位|(?<!\d)(?:19|20)\d{2}年|(?<=\d{4}年度?)(?!度)/g)]
    .map((match) => match.index)
    .filter((at) => at > 0 && at < text.length)
    .slice(0, 12);
}

/** The years in a title, in digits: `2024年度`, `二〇二四年`. */
function yearsIn(folded: string): string[] {
  const digits = '〇一二三四五六七八九';
  return [...folded.matchAll(/(?<!\d)(?:19|20)\d{2}(?!\d)|[〇○零一二三四五六七八九]{4}(?=年)/g)].map(([year]) =>
    [...year.replace(/[○零]/g, '〇')].map((one) => (digits.includes(one) ? String(digits.indexOf(one)) : one)).join(''),
  );
}

const YEAR =
  /^[([〔【]?(?:(?:预算|财政|会计|填报|申报|所属|项目)?(?:年度|年份):?)?((?:19|20)\d{2})(年度?)?(?:预算)?[)\]〕】]?$/;

/**
 * A year in another wording than the form's: `2025年度`, `(2025年)`, `〔2025年度〕`, `年度：2025`; with `bare` also the
 * number alone.
 */
function matchYear(map: FormMap, item: HeaderItem, text: string, bare: boolean): Match | null {
  if (item.kind !== 'pattern' || text.length > 30) return null;
  const [id, more] = item.fields;
  if (id === undefined || more !== undefined || fieldOf(map.form, id).type !== 'year') return null;
  const folded = fold(text).replace(
    /[〇○零一二三四五六七八九]{4}(?=年)/,
    (digits) => yearsIn(`${digits}年`)[0] ?? digits,
  );
  const year = YEAR.exec(folded)?.[1];
  return year !== undefined && (bare || folded !== year) ? { item, values: { [id]: year } } : null;
}

/** Printed words in brackets before the colon or the end: `填报单位(盖章)：`. */
const BRACKETED = /^([^:：(（{]{1,12})[(（][^()（）{}[\]]{1,6}[)）](?=\s*(?:[[:：]|$))/;

/** What is filled in, without the (盖章) that some print behind the colon: `填报单位：（盖章） 某某局`. */
function unsealed(text: string): string {
  return text.replace(/^[(（](?:盖章|公章|章|签章)[)）]\s*[:：]?\s*|\s*[(（](?:盖章|公章|签章)[)）]$/g, '');
}

export function matchItem(map: FormMap, item: HeaderItem, text: string): Match | null {
  if (WIDE_GAP.test(text.trim())) return null;
  const folded = fold(text);
  if (item.kind === 'pattern') {
    for (const pattern of [item.pattern, ...item.also]) {
      const values = readPattern(pattern, text, matchOf(map.form));
      if (values) return { item, values };
    }
    // 盖章 is printed as 公章, or not at all.
    const unsealed = item.pattern.replace(BRACKETED, '$1');
    const open = unsealed === item.pattern ? null : readPattern(unsealed, text.replace(BRACKETED, '$1'), anyText);
    if (open && !item.weak) return { item, values: open };
    // Digits may be full-width or spaced too: （２０２５年度）.
    const digits = item.fields.every((id) => ['year', 'integer'].includes(fieldOf(map.form, id).type));
    const plain = digits ? readPattern(item.pattern, folded, matchOf(map.form)) : null;
    return plain && { item, values: plain };
  }
  if (item.kind === 'label') return item.texts.has(folded) ? { item, values: {} } : null;
  const unit = unitOfLine(text);
  return unit ? { item, values: {}, unit } : null;
}
