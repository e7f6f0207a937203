import { fold } from '../../../shared/form/fold.ts';
import {
  type Column,
  columnsOf,
  type Form,
  type Level,
  leaves,
  type TableBand,
  type Total,
} from '../../../shared/form/form.ts';
import { plainLevel } from '../../../shared/form/level-names.ts';
import { wordings } from './wordings.ts';

/** A printed column of a table band. */
export interface ColumnMap {
  id: string;
  /** Which of two lanes it is of; null for one that they share, or where there is one lane. */
  lane: number | null;
  name: string;
  texts: Set<string>;
  /** Those of the form's own wording. */
  own: Set<string>;
  /** Where the heading names fields. */
  patterns: readonly string[];
  /** The heading over it, an index into `groups`. */
  group: number | null;
  /** Its first column in the grid of the form. */
  col: number;
}

/** What one table band prints, or one of its lanes. */
export interface TableMap {
  form: Form;
  /** The band it is of, an index into the form's bands. */
  band: number;
  section: string | null;
  /** Ids of the tables, one for each lane. */
  tables: readonly string[];
  name: string;
  /** Printed columns, left to right. */
  columns: ColumnMap[];
  groups: { texts: Set<string>; name: string }[];
  /** How many columns and groups its heading begins with. */
  top: number;
  /** All folded names of columns and groups. */
  columnTexts: Set<string>;
  /** Wordings of the label left of it all. */
  side: Set<string>;
  totals: readonly Total[];
  /** Folded level-1 names, to the form's own wording. */
  level1: Map<string, string>;
  /** Folded level-2 names, to the level 1 they belong to. */
  level2: Map<string, string>;
  /** Each lane as a table of its own; the table itself where there is one. */
  lanes: TableMap[];
}

/** The table bands of a form. */
export function tableMaps(form: Form): TableMap[] {
  return form.bands.flatMap((band, at) => (band.kind === 'table' ? [tableMap(form, band, at)] : []));
}

function tableMap(form: Form, band: TableBand, at: number): TableMap {
  const groups: TableMap['groups'] = [];
  const printed = ({ colSpan = 1 }: Column) => colSpan > 0;
  const columns: ColumnMap[] = [];
  let col = band.side ? (band.side.colSpan ?? 1) : 0;
  const add = (column: Column, lane: number | null, group: number | null) => {
    if (!printed(column)) return;
    columns.push({ ...columnMap(column, lane, group), col });
    col += column.colSpan ?? 1;
  };
  for (const column of band.shared ?? []) add(column, null, null);
  for (const [index, lane] of band.lanes.entries()) {
    const number = band.lanes.length > 1 ? index : null;
    for (const one of lane.columns) {
      if (!('columns' in one)) {
        add(one, number, null);
        continue;
      }
      groups.push({ texts: wordings([one.text, ...(one.also ?? [])]), name: one.text });
      for (const column of leaves([one])) add(column, number, groups.length - 1);
    }
  }
  const levels = band.lanes.flatMap((lane) => lane.levels ?? []);
  const map: TableMap = {
    form,
    band: at,
    section: band.section ?? null,
    tables: band.lanes.map(({ id }) => id),
    name: band.lanes[0]?.name ?? '',
    columns,
    groups,
    top: topOf(columns, groups),
    columnTexts: new Set([...columns.flatMap(({ texts }) => [...texts]), ...groups.flatMap(({ texts }) => [...texts])]),
    side: wordings(band.side ? [band.side.text, ...(band.side.also ?? [])] : []),
    totals: band.totals ?? [],
    ...levelMaps(levels),
    lanes: [],
  };
  map.lanes =
    band.lanes.length === 1
      ? [map]
      : band.lanes.map((lane, index): TableMap => {
          const own = columns.filter((column) => column.lane === null || column.lane === index);
          const made = {
            ...map,
            ...levelMaps(lane.levels ?? []),
            tables: [lane.id],
            name: lane.name,
            columns: own,
            top: topOf(own, groups),
          };
          return { ...made, columnTexts: new Set(own.flatMap(({ texts }) => [...texts])), lanes: [] };
        });
  return map;
}

function topOf(columns: readonly ColumnMap[], groups: TableMap['groups']): number {
  return columns.filter(({ group }) => group === null).length + groups.length;
}

function columnMap(column: Column, lane: number | null, group: number | null): Omit<ColumnMap, 'col'> {
  const names = [column.name, ...(column.also ?? [])];
  return {
    id: column.id,
    lane,
    name: column.name,
    texts: wordings(names),
    own: wordings([column.name]),
    patterns: names.filter((one) => one.includes('{')),
    group,
  };
}

function levelMaps(levels: readonly Level[]): Pick<TableMap, 'level1' | 'level2'> {
  return {
    level1: new Map(
      levels.flatMap((level) =>
        [level.name, ...(level.also ?? [])].flatMap((name) => [
          [fold(name), level.name] as const,
          [plainLevel(name), level.name] as const,
        ]),
      ),
    ),
    level2: new Map(
      levels.flatMap((level) =>
        level.level2.flatMap((part) =>
          [part.name, ...(part.also ?? [])].map((name) => [fold(name), level.name] as const),
        ),
      ),
    ),
  };
}

/** Whether rows are told by their levels: everything else of a table without them stands in ruled cells, or is refused. */
export function hasLevels(table: TableMap): boolean {
  const has = (id: string) => table.columns.some((column) => column.id === id);
  return table.level1.size > 0 && has('level1') && has('level2') && has('level3');
}

/** All columns of a lane's rows, printed or not. */
export function rowColumns(table: TableMap): readonly Column[] {
  return columnsOf(table.form, table.tables[0] ?? '');
}
