import { groupBy } from './group-by.ts';

/** How the list of filings is arranged: the store arranges it, and the window asks for it by these names. */

export const sorts = { name: '名称', saved: '最近修改', number: '编号' } as const;
export type Sort = keyof typeof sorts;

export const groupings = { unit: '年度和单位', year: '年度', none: '不分组' } as const;
export type Grouping = keyof typeof groupings;

export interface Arrangement {
  sort: Sort;
  grouping: Grouping;
}

/** How a list is arranged that was set so; by name, year and unit where nothing was. */
export function arrangementOf(sort: string, grouping: string): Arrangement {
  return {
    sort: Object.hasOwn(sorts, sort) ? (sort as Sort) : 'name',
    grouping: Object.hasOwn(groupings, grouping) ? (grouping as Grouping) : 'unit',
  };
}

/** What decides where a filing stands. */
export interface Placed {
  id: number;
  name: string;
  unit: string;
  year: number | null;
  savedAt: string;
}

/** What the filings of a group share; null where the list is not grouped by it, a year also where they have none. */
export interface GroupHead {
  year: number | null;
  unit: string | null;
}

/** Filings that stand together, by their ids from top to bottom. */
export interface FilingGroup extends GroupHead {
  ids: number[];
}

const { compare } = new Intl.Collator('zh-CN', { numeric: true });
/** Units that a dictionary has in the same place (ＡＢ and AB) are two all the same. */
const compareUnits = (a: string, b: string) => compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

/** Which of two filings stands first: by name as a dictionary has it, by time (newest first) or by number. */
export const comparers: Record<Sort, (a: Placed, b: Placed) => number> = {
  name: (a, b) => compare(a.name, b.name) || a.id - b.id,
  saved: (a, b) => (a.savedAt < b.savedAt ? 1 : a.savedAt > b.savedAt ? -1 : b.id - a.id),
  number: (a, b) => a.id - b.id,
};

/** What a filing shares with those that it stands with. */
export function headOf({ year, unit }: Placed, grouping: Grouping): GroupHead {
  return { year: grouping === 'none' ? null : year, unit: grouping === 'unit' ? unit : null };
}

/** Which of two groups stands first: that of the newer year, then that of the unit. */
export function compareGroups(a: GroupHead, b: GroupHead): number {
  return (b.year ?? 0) - (a.year ?? 0) || compareUnits(a.unit ?? '', b.unit ?? '');
}

/** The filings as the list shows them. Those of a group are sorted by themselves, which takes far less than all at once. */
export function arrange(filings: readonly Placed[], { sort, grouping }: Arrangement): FilingGroup[] {
  const years = groupBy(filings, (filing) => headOf(filing, grouping).year);
  const groups = [...years.values()].flatMap((inYear) => [
    ...groupBy(inYear, (filing) => headOf(filing, grouping).unit).values(),
  ]);
  return groups
    .map((placed) => ({
      ...headOf(placed[0] as Placed, grouping),
      ids: placed.sort(comparers[sort]).map(({ id }) => id),
    }))
    .sort(compareGroups);
}
