import type { FormMap } from './form-map.ts';
import { isOtherLevel1, otherLevel1 } from './level-names.ts';
import type { ViewCell, ViewRow } from './view.ts';

/** Columns of an indicator table as its header row gives them; a column the form does not have has no id. */
export interface Zone {
  id: string | null;
  col: number;
  name: string;
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

/** The header row of the indicators; null when the row is none. A label left of the whole block is no column. */
export function readHeaderRow(map: FormMap, row: ViewRow): Zone[] | null {
  // Most rows are none: that is told first.
  const least = Math.min(3, map.columns.length);
  let there = 0;
  for (const { folded } of row.cells) if (map.columnTexts.has(folded)) there++;
  if (there < least - 1) return null;
  const zones: Zone[] = [];
  for (const [index, cell] of row.cells.slice(0, 100).entries()) {
    const column = map.columns.find(({ id, texts }) => texts.has(cell.folded) && !zones.some((zone) => zone.id === id));
    if (!column && index === 0 && SIDE.test(cell.folded)) continue;
    zones.push({ id: column?.id ?? null, col: cell.col, name: cell.text });
  }
  const named = zones.filter((zone) => zone.id !== null).length;
  if (named < least - 1) return null;
  nameParts(zones, row);
  const all = zones.filter((zone) => zone.id !== null).length;
  return all >= least ? zones : null;
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
 * The columns where the header's 指标值 is split in a second row: 符号│值│单位 under it. Null when that row is none of
 * the header.
 */
export function withSecondRow(zones: Zone[], row: ViewRow | undefined): Zone[] | null {
  const value = zones.find(({ id }) => id === 'value');
  const cells = row?.cells ?? [];
  const part = (folded: string) =>
    PARTS.sign.test(folded) ? 'sign' : PARTS.unit.test(folded) ? 'unit' : NUMBER.test(folded) ? 'value' : null;
  const parts = cells.map(({ folded }) => part(folded));
  if (!value || cells.length < 2 || !parts.includes('value') || new Set(parts).size !== parts.length) return null;
  if (parts.includes(null) || cells[0]?.col !== value.col) return null;
  const [from, to] = [value.col, cells.at(-1)?.col ?? value.col];
  const split = cells.map(({ col, text }, at): Zone => {
    const is = parts[at];
    return is === 'sign' || is === 'unit' ? { id: null, col, name: text, part: is } : { id: 'value', col, name: text };
  });
  return [...zones.filter(({ col }) => col < from || col > to), ...split].sort((a, b) => a.col - b.col);
}

export function zoneAt(zones: Zone[], col: number): Zone | null {
  return zones.findLast((zone) => zone.col <= col) ?? null;
}

export interface Arranged {
  cells: Map<string, ViewCell>;
  strays: { cell: ViewCell; column: string | null }[];
  /** The sign and the unit of a split value. */
  parts: { sign?: ViewCell; unit?: ViewCell };
  /** The cells did not stand under their headers and were told by their content. */
  shifted: boolean;
}

/**
 * The cells of one row by column. `fixed` are the level columns covered by a merge here; `loose` tells that blank cells
 * may be missing. A row that was shifted or lost its first cells is told by the names of level 1 and 2.
 */
export function arrange(map: FormMap, zones: Zone[], row: ViewRow, fixed: Set<string>, loose: boolean): Arranged {
  const parts: Arranged['parts'] = {};
  const unknown: ViewCell[] = [];
  const cells = row.cells.filter((cell) => {
    const zone = zoneAt(zones, cell.col);
    if (zone?.part && !parts[zone.part]) parts[zone.part] = cell;
    else if (zone?.id === null) unknown.push(cell);
    return zone?.id !== null;
  });
  const columns = zones.filter((zone): zone is Zone & { id: string } => zone.id !== null);
  const result: Arranged = { cells: new Map(), strays: [], parts, shifted: false };
  result.strays = unknown.map((cell) => ({ cell, column: zoneAt(zones, cell.col)?.name ?? null }));

  const at = (cell: ViewCell | undefined) => (cell ? (zoneAt(zones, cell.col)?.id ?? null) : null);
  const index = (id: string) => columns.findIndex((column) => column.id === id);
  const isLevel1 = (cell: ViewCell | undefined) => cell !== undefined && map.level1.has(cell.folded);
  const isLevel2 = (cell: ViewCell | undefined) =>
    cell !== undefined && (map.level2.has(cell.folded) || otherLevel1(cell.folded) !== undefined);
  const [first, second] = cells;
  let start = 0;
  let rest = cells;
  let shift = 0;
  const take = (id: string, cell: ViewCell) => {
    result.cells.set(id, cell);
    rest = rest.filter((other) => other !== cell);
    start = Math.max(start, index(id) + 1);
    shift = (columns[index(id)]?.col ?? cell.col) - cell.col;
  };
  const free = (id: string) => index(id) >= 0 && !fixed.has(id);

  if (first && second && isLevel1(first) && isLevel2(second) && free('level1') && free('level2')) {
    if (at(first) !== 'level1' || at(second) !== 'level2') {
      take('level1', first);
      take('level2', second);
    }
  } else if (first && isLevel1(first) && at(first) === 'level2' && free('level1')) take('level1', first);
  else if (first && isLevel2(first) && at(first) !== 'level2' && free('level2') && at(first) !== 'value') {
    // Where every column has its cell, the name is meant for the column it stands in: 成本指标 as a level 1.
    const whole = columns.every(({ id }) => cells.some((cell) => at(cell) === id));
    if (!whole && !isOtherLevel1(first.folded, second?.folded)) take('level2', first);
  } else if (loose && first && second && lostItsLevels(first)) {
    start = index('level3');
    shift = (columns[start]?.col ?? 0) - first.col;
  }
  result.shifted = result.cells.size > 0 || start > 0;

  place();
  return result;

  /** Blank level cells were lost at the left: what stands there is the indicator's own text. */
  function lostItsLevels(cell: ViewCell): boolean {
    const column = at(cell);
    if ((column !== 'level1' && column !== 'level2') || isLevel1(cell) || isLevel2(cell)) return false;
    const filled = new Set(cells.map(at));
    const second = !filled.has('level2') || column === 'level2';
    return !filled.has('level3') || (second && !filled.has('value'));
  }

  function place(): void {
    const open = columns.slice(start).filter((column) => !result.cells.has(column.id));
    const found = rest.map((cell) => zoneAt(columns, cell.col + shift)?.id ?? null);
    if (found.every((id, k) => id !== null && open.some((column) => column.id === id) && found.indexOf(id) === k)) {
      for (const [k, cell] of rest.entries()) result.cells.set(found[k] as string, cell);
      return;
    }
    result.shifted = true;
    // From the first cell that shares a column with its neighbour on, the cells go by their order.
    const clash = Math.max(
      0,
      found.findIndex((id, k) => id === null || found.indexOf(id) !== k || found.lastIndexOf(id) !== k),
    );
    for (const [k, cell] of rest.slice(0, clash).entries()) result.cells.set(found[k] as string, cell);
    const tail = rest.slice(clash);
    const from = open.findIndex((column) => column.id === found[clash]);
    const left = open.slice(Math.max(0, from)).filter((column) => !result.cells.has(column.id));
    const value = left.find((column) => column.id === 'value');
    if (tail.length === left.length) for (const [k, cell] of tail.entries()) result.cells.set(left[k]?.id ?? '', cell);
    else if (tail.length === 2 && left[0]?.id === 'level3' && value && tail[0] && tail[1]) {
      result.cells.set('level3', tail[0]);
      result.cells.set('value', tail[1]);
    } else {
      for (const [k, cell] of tail.entries()) {
        const id = found[clash + k] ?? null;
        if (id !== null && left.some((column) => column.id === id) && !result.cells.has(id)) result.cells.set(id, cell);
        else result.strays.push({ cell, column: null });
      }
    }
  }
}
