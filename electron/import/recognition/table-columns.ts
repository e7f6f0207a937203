import type { ColumnMap, TableMap } from './table-map.ts';
import type { ViewCell, ViewRow } from './view.ts';

/** Columns of a table as its header row gives them; a column the form does not have has no id. */
export interface Zone {
  id: string | null;
  /** The lane it is of; null for one that lanes share, or where there is one lane. */
  lane: number | null;
  col: number;
  name: string;
  /** A heading over several columns that are named in the row below. */
  group?: number;
  /** It says what the heading before it says, and is none by itself: of a merge that was taken apart and filled. */
  filled?: true;
  /** What its words say of fields. */
  said?: Record<string, string>;
  /** The column holds a part of the value: its sign before the number, or its unit behind it. */
  part?: 'sign' | 'unit';
}

/** Columns of a value that is split: 运算符号│指标值│度量单位. Folded. */
const PARTS: Record<NonNullable<Zone['part']>, RegExp> = {
  sign: /^(?:年度|绩效)?(?:指标|指标值|目标|目标值)?(?:(?:运算|计算|比较|逻辑|判断|关系|数学|取值|条件|约束|大小|值)?(?:符号?|标识)|(?:比较|取值|判断)?条件|(?:比较|大小|逻辑)?关系|算式|性质|方向|运算方式|计算方式)$/,
  unit: /^(?:年度|绩效)?(?:指标|指标值|目标|目标值|值)?(?:度量|计量|计算)?(?:单位|量纲)$/,
};
/** What the middle column of a split value is called beside 指标值. */
const NUMBER = /^(?:年度|绩效)?(?:指标|目标)?(?:值|数值|内容)(?:\(.{1,6}\))?$|^内容\(指标值\)$/;
/** The label that stands left of the whole block of indicators. */
const SIDE = /^(?:项目|年度|长期|中期|实施期)*绩效指标(?:\(?\d{1,3}分?\)?)?$/;

/** The label that stands left of a table's rows and headings. */
export function isSideLabel(map: TableMap, folded: string): boolean {
  return SIDE.test(folded) || map.side.has(folded);
}

/** The header row of a table; null when the row is none. A label left of the whole table is no column. */
export function readHeaderRow(map: TableMap, row: ViewRow): Zone[] | null {
  // Most rows are none: that is told first.
  const least = Math.min(3, map.top);
  let there = 0;
  for (const { folded } of row.cells) if (map.columnTexts.has(folded)) there++;
  if (there < least - 1) return null;
  const zones: Zone[] = [];
  const taken = new Set<ColumnMap>();
  for (const [index, cell] of row.cells.slice(0, 100).entries()) {
    const column = columnOf(map, cell, taken);
    const group = column ? -1 : map.groups.findIndex(({ texts }) => texts.has(cell.folded));
    if (!column && group < 0 && index === 0 && isSideLabel(map, cell.folded)) continue;
    if (column) taken.add(column);
    const filled = !column && cell.folded === row.cells[index - 1]?.folded;
    zones.push({
      id: column?.id ?? null,
      lane: column ? column.lane : (zones.at(-1)?.lane ?? null),
      col: cell.col,
      name: cell.text,
      ...(group >= 0 ? { group } : {}),
      ...(filled ? { filled } : {}),
      ...(cell.said ? { said: cell.said } : {}),
    });
  }
  if (countKnown(zones) < least - 1) return null;
  if (map.columns.some(({ id }) => id === 'value')) nameParts(zones, row);
  // Two columns are easily met elsewhere.
  if (least < 3 && countKnown(zones) < zones.length) return null;
  return countKnown(zones) >= least ? zones : null;
}

/** How many headings are those of a column of the form, or of several. */
export function countKnown(zones: readonly Zone[]): number {
  return zones.filter(({ id, group }) => id !== null || group !== undefined).length;
}

/** The column that a heading names: by its own wording first. */
function columnOf(map: TableMap, { folded }: ViewCell, taken: ReadonlySet<ColumnMap>): ColumnMap | undefined {
  // Most cells are no heading of the table.
  if (!map.columnTexts.has(folded)) return undefined;
  let other: ColumnMap | undefined;
  for (const column of map.columns) {
    if (taken.has(column)) continue;
    if (column.own.has(folded)) return column;
    if (!other && column.texts.has(folded)) other = column;
  }
  return other;
}

/** The columns of a split value, where there are any. */
function nameParts(zones: Zone[], row: ViewRow): void {
  const folded = (zone: Zone) => row.cells.find((cell) => cell.col === zone.col)?.folded ?? '';
  const parts = zones.filter(
    (zone) => zone.id === null && Object.values(PARTS).some((texts) => texts.test(folded(zone))),
  );
  if (parts.length === 0) return;
  if (!zones.some((zone) => zone.id === 'value')) {
    const number = zones.find((zone) => zone.id === null && NUMBER.test(folded(zone)));
    if (!number) return;
    number.id = 'value';
  }
  const value = zones.findIndex((zone) => zone.id === 'value');
  for (const part of parts) {
    const at = zones.indexOf(part);
    // A unit of money or of measure somewhere else belongs to another column.
    if (PARTS.sign.test(folded(part)) && at < value && at >= value - 2) part.part = 'sign';
    else if (PARTS.unit.test(folded(part)) && at > value && at <= value + 2) part.part = 'unit';
  }
}

/**
 * The columns of a heading of two rows: those that the second row names under a group, or the 符号│值│单位 that 指标值 is
 * split into. Null when that row is none of the heading.
 */
export function withSecondRow(map: TableMap, zones: Zone[], row: ViewRow | undefined): Zone[] | null {
  if (!row) return null;
  const [once, own] = withoutFilled(map, zones, row);
  return once.some(({ group }) => group !== undefined) ? withLeaves(map, once, own) : withParts(once, own);
}

/** Headings once each, and the second row without what stands again in it below its own column. */
function withoutFilled(map: TableMap, zones: Zone[], row: ViewRow): [Zone[], ViewRow] {
  const first = zones[0]?.col ?? 0;
  const again = ({ col, text, folded }: ViewCell) =>
    col < first ? isSideLabel(map, folded) : zones.some((zone) => zone.col === col && zone.name === text);
  return [zones.filter(({ filled }) => !filled), { ...row, cells: row.cells.filter((cell) => !again(cell)) }];
}

/**
 * The columns named under groups. In a browser's copy the second row has nothing but these: then the columns are
 * numbered from left to right.
 */
function withLeaves(map: TableMap, zones: Zone[], row: ViewRow): Zone[] | null {
  const groups = zones.flatMap(({ group }) => (group === undefined ? [] : [group]));
  const taken = new Set(map.columns.filter(({ group }) => group === null || !groups.includes(group)));
  const leaves = row.cells.map((cell) => {
    const column = columnOf(map, cell, taken);
    if (column) taken.add(column);
    return { cell, column };
  });
  // A row of values may have a word of the headings.
  if (leaves.filter(({ column }) => column).length * 2 <= leaves.length) return null;
  const uncovered = leaves.some(({ cell, column }) => {
    const at = zones.findIndex(({ group }) => group !== undefined && group === column?.group);
    const end = zones[at + 1]?.col ?? Number.POSITIVE_INFINITY;
    return at >= 0 && (cell.col < (zones[at]?.col ?? 0) || cell.col >= end);
  });
  const zone = ({ cell, column }: (typeof leaves)[number]): Zone => ({
    id: column?.id ?? null,
    lane: column?.lane ?? null,
    col: cell.col,
    name: cell.text,
  });
  if (!uncovered)
    return [...zones.filter(({ group }) => group === undefined), ...leaves.map(zone)].sort((a, b) => a.col - b.col);
  const from = zones[0]?.col ?? 0;
  return zones
    .flatMap((one) => {
      if (one.group === undefined) return [one];
      return leaves.filter(({ column }) => column?.group === one.group).map(zone);
    })
    .map((one, index) => ({ ...one, col: from + index }));
}

/** The columns where 指标值 is split in a second row: 符号│值│单位 under it. */
function withParts(zones: Zone[], { cells }: ViewRow): Zone[] | null {
  const value = zones.find(({ id }) => id === 'value');
  const part = (folded: string) =>
    PARTS.sign.test(folded) ? 'sign' : PARTS.unit.test(folded) ? 'unit' : NUMBER.test(folded) ? 'value' : null;
  const parts = cells.map(({ folded }) => part(folded));
  if (!value || cells.length < 2 || !parts.includes('value') || new Set(parts).size !== parts.length) return null;
  if (parts.includes(null) || cells[0]?.col !== value.col) return null;
  const [from, to] = [value.col, cells.at(-1)?.col ?? value.col];
  const split = cells.map(({ col, text }, at): Zone => {
    const is = parts[at];
    const part = is === 'sign' || is === 'unit' ? is : undefined;
    return { id: part ? null : 'value', lane: value.lane, col, name: text, ...(part ? { part } : {}) };
  });
  return [...zones.filter(({ col }) => col < from || col > to), ...split].sort((a, b) => a.col - b.col);
}

export function zoneAt(zones: Zone[], col: number): Zone | null {
  for (let at = zones.length - 1; at >= 0; at--) {
    const zone = zones[at] as Zone;
    if (zone.col <= col) return zone;
  }
  return null;
}
