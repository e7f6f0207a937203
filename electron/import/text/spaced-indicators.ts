import { fold } from '../../../shared/form/fold.ts';
import type { TableMap } from '../recognition/table-map.ts';
import type { SpacedRow } from './spaced-frame.ts';
import { type LevelName, placeLevels } from './spaced-levels.ts';
import { columnsOf, joinSegments, type Segment, type SpacedLine, unclear } from './spaced-lines.ts';

/** The header of the indicators: a line of nothing but their columns. */
export function isIndicatorHeader(map: TableMap, { segments }: SpacedLine): boolean {
  const columns = segments.map(({ text }) => map.columns.find(({ texts }) => texts.has(fold(text)))?.id);
  return segments.length >= 3 && columns.every((id) => id !== undefined) && new Set(columns).size === segments.length;
}

/**
 * How many of the lines below the header belong to the indicators: up to one that is set off and lies across columns.
 */
export function countIndicatorLines(map: TableMap, header: SpacedLine, lines: readonly SpacedLine[]): number {
  const end = lines.findIndex((line) => {
    const [only, another] = line.segments;
    if (!only || another || !(line.gap || line.page)) return false;
    const across = header.segments.filter(({ from, to }) => from < only.to && to > only.from).length > 1;
    const name = fold(only.text);
    return !map.level1.has(name) && !map.level2.has(name) && (across || line.page || /表$|[:：]/.test(only.text));
  });
  return end === -1 ? lines.length : end;
}

/**
 * The indicators below their header, by the columns of print that no line crosses. Throws when a column is not clear,
 * or which rows a level stands for.
 */
export function indicatorRows(map: TableMap, header: SpacedLine, given: readonly SpacedLine[]): SpacedRow[] {
  const lines = given
    .filter((line) => !isIndicatorHeader(map, line))
    .map((line) => ({ ...line, segments: line.segments.flatMap((segment) => apartLevels(map, segment)) }));
  const columns = columnsOf([...header.segments, ...lines.flatMap(({ segments }) => segments)]);
  const ids = columns.map(({ from, to }) => {
    const heads = header.segments.filter((head) => head.from >= from && head.to <= to);
    const id = map.columns.find(({ texts }) => texts.has(fold(heads[0]?.text ?? '')))?.id;
    if (heads.length !== 1 || id === undefined) throw unclear(header.number);
    return id;
  });
  const columnOf = (segment: Segment) => columns.findIndex(({ from, to }) => segment.from >= from && segment.to <= to);
  const isLevel = (col: number) => ids[col] === 'level1' || ids[col] === 'level2';
  const blocks = contentBlocks(lines, (segment) => !isLevel(columnOf(segment)));
  const rows: SpacedRow[] = [];
  /** The row that a line is of. */
  const position = new Map<SpacedLine, number>();
  let wrapped = false;
  for (const block of blocks) {
    const whole = block.map(({ segments }) => new Set(segments.map(columnOf)));
    const [level3, value] = [ids.indexOf('level3'), ids.indexOf('value')];
    const complete = (cols: Set<number>) => cols.has(level3) && cols.has(value);
    if (block.length > 1 && !whole.every(complete)) {
      if (whole.filter((cols) => cols.has(value)).length !== 1) throw unclear(block[0]?.number ?? header.number);
      wrapped = true;
      for (const line of block) position.set(line, rows.length);
      rows.push(rowOf(block));
    } else
      for (const line of block) {
        position.set(line, rows.length);
        rows.push(rowOf([line]));
      }
  }
  const [level1, level2] = ['level1', 'level2'].map((id) => namesOf(ids.indexOf(id)));
  const starts = level1 && level2 ? placeLevels(map, level1, level2, rows.length) : null;
  if (!level1 || !level2 || !starts) throw unclear(header.number);
  // The middle of a level is its middle row only where all rows are alike.
  if (wrapped && (level1.length !== rows.length || level2.length !== rows.length) && !isOnFirst())
    throw unclear(header.number);
  for (const [id, names, at] of [
    ['level1', level1, starts.level1],
    ['level2', level2, starts.level2],
  ] as const)
    for (const [k, { text }] of names.entries()) rows[at[k] as number]?.cells.push({ text, col: ids.indexOf(id) });
  for (const row of rows) row.cells.sort((a, b) => a.col - b.col);
  return [{ line: header.number, cells: header.segments.map(({ text }, col) => ({ text, col })) }, ...rows];

  function isOnFirst(): boolean {
    return [level1, level2].every((names, k) =>
      names?.every(({ at }, n) => at === (k === 0 ? starts?.level1 : starts?.level2)?.[n]),
    );
  }

  function rowOf(block: SpacedLine[]): SpacedRow {
    const cells = ids.flatMap((_, col) => {
      const parts = block.flatMap(({ segments }) => segments.filter((segment) => columnOf(segment) === col));
      if (isLevel(col) || parts.length === 0) return [];
      const text = joinSegments(parts);
      if (text === null) throw unclear(block[0]?.number ?? header.number);
      return [{ text, col }];
    });
    return { line: block[0]?.number ?? header.number, cells };
  }

  /** The names in a column of levels; one that is broken over lines is made one again. */
  function namesOf(col: number): LevelName[] | null {
    const known = (text: string) => map.level1.has(fold(text)) || map.level2.has(fold(text));
    const names: LevelName[] = [];
    let open: { text: string; places: number[] } | null = null;
    let above = -1;
    for (const line of lines) {
      const own = position.get(line);
      above = own ?? above;
      for (const segment of line.segments) {
        if (columnOf(segment) !== col) continue;
        const at = own ?? above + 0.5;
        open = open
          ? { text: open.text + segment.text, places: [...open.places, at] }
          : { text: segment.text, places: [at] };
        if (!known(open.text)) continue;
        const { text, places } = open;
        names.push({ text, at: ((places[0] as number) + (places.at(-1) as number)) / 2 });
        open = null;
      }
    }
    return open ? null : names;
  }
}

/** Names of level 1 and level 2 that fill their columns up to one space between them. */
function apartLevels(map: TableMap, segment: Segment): Segment[] {
  const [first = '', second, more] = segment.text.split(' ');
  if (second === undefined || more !== undefined || !map.level1.has(fold(first)) || !map.level2.has(fold(second)))
    return [segment];
  const width = (segment.to - segment.from - 1) / (first.length + second.length);
  const end = segment.from + first.length * width;
  return [
    { text: first, from: segment.from, to: end },
    { text: second, from: end + 1, to: segment.to },
  ];
}

/** The lines that hold more than levels, as they stand between empty lines. */
function contentBlocks(lines: readonly SpacedLine[], isContent: (segment: Segment) => boolean): SpacedLine[][] {
  const blocks: SpacedLine[][] = [];
  let gap = true;
  for (const line of lines) {
    gap ||= line.gap || line.page;
    if (!line.segments.some(isContent)) continue;
    const last = blocks.at(-1);
    if (last && !gap) last.push(line);
    else blocks.push([line]);
    gap = false;
  }
  return blocks;
}
