import { summarise } from '../filing/filing.ts';
import { tablesOf } from '../form/form.ts';
import type { Listing, ListingColumn } from '../listing.ts';
import { type ChangeKind, type Compared, type ComparedRow, isChange } from './compare-filings.ts';
import type { YearComparison, YearTotals } from './compare-years.ts';
import type { Difference } from './difference.ts';

/** What the kinds of change are called, on the screen and in the workbook. */
export const KIND_NAMES: Record<ChangeKind, string> = {
  same: '相同',
  moved: '仅年份不同',
  changed: '变化',
  added: '新增',
  removed: '本年未列',
};

/** How many values of each kind there are, those that did not change at the end: 变化 5 · 新增 1 · 相同 20. */
export function countLine(rows: readonly { kind: ChangeKind }[]): string {
  const counts = (['changed', 'added', 'removed', 'moved', 'same'] as const).map((kind) => ({
    kind,
    count: rows.filter((row) => row.kind === kind).length,
  }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${KIND_NAMES[kind]} ${count}`)
    .join(' · ');
}

/** What the groups of compared rows are called: level 2 of indicators, and the table where a form has several. */
export function groupHead({ form }: Pick<Compared, 'form'>): string {
  return tablesOf(form).length > 1 ? '表、二级指标' : '二级指标';
}

/** The years that two compared columns are headed with; where they are the same or unknown, 前 and 后. */
export function headsOf(before: number | null, after: number | null): [string, string] {
  return before === null || after === null || before === after ? ['前', '后'] : [`${before} 年度`, `${after} 年度`];
}

const text = (name: string, width: number): ListingColumn => ({ name, width, type: 'text' });
const amount = (name: string, width: number): ListingColumn => ({ name, width, type: 'amount' });
/** A number in the worksheet has no +. */
const difference = (of: Difference | null): [string, string] => [of?.amount.replace('+', '') ?? '', of?.percent ?? ''];

/** Two filings value by value, to hand over; `changesOnly` leaves out what is the same. */
export function filingsListing(
  before: Compared,
  after: Compared,
  rows: readonly ComparedRow[],
  changesOnly: boolean,
): Listing {
  const [from, to] = [summarise(before.form, before.filing), summarise(after.form, after.filing)];
  const [early, late] = headsOf(from.year, to.year);
  const line = (head: string, { name, unit }: typeof from) => `${head}：${name}${unit ? `（${unit}）` : ''}`;
  return {
    title: '绩效目标表对比',
    lines: [line(early, from), line(late, to), countLine(rows)],
    tables: [
      {
        name: changesOnly ? '变化' : '逐项对比',
        columns: [
          text(groupHead(after), 30),
          text('项目', 50),
          text(early, 62),
          text(late, 62),
          amount('差额', 22),
          text('增减', 18),
          text('变化', 20),
        ],
        rows: rows
          .filter((row) => !changesOnly || isChange(row))
          .map((row) => [
            row.group,
            row.name,
            row.before,
            row.after,
            ...difference(row.difference),
            KIND_NAMES[row.kind],
          ]),
        empty: '没有变化',
      },
    ],
  };
}

/** What the sums of two years leave out, and why, a sentence each. */
export function leftOut({ unread, uncounted }: YearComparison): string[] {
  return [
    ...(unread > 0 ? [`${unread} 张表的金额不是数字，未计入合计`] : []),
    ...(uncounted > 0 ? [`合计只计项目的目标表；整体、自评、监控等 ${uncounted} 张表不重复计入`] : []),
  ];
}

/** Two years project by project, and what the units ask for. */
export function yearsListing(before: number, after: number, comparison: YearComparison, changesOnly: boolean): Listing {
  const { rows, units, total } = comparison;
  const [early, late] = headsOf(before, after);
  const unitRow = (name: string, { filings, ...of }: YearTotals) => [
    name,
    String(filings.before),
    String(filings.after),
    of.before,
    of.after,
    ...difference(of.difference),
  ];
  return {
    title: `${before}、${after} 年度绩效目标表对比`,
    lines: ['单位：万元', countLine(rows), ...leftOut(comparison)],
    tables: [
      {
        name: '各单位合计',
        columns: [
          text('单位', 80),
          amount(`${before} 张数`, 26),
          amount(`${after} 张数`, 26),
          amount(`${early}金额`, 36),
          amount(`${late}金额`, 36),
          amount('差额', 32),
          text('增减', 24),
        ],
        rows: [...units.map((unit) => unitRow(unit.unit || '未填单位', unit)), unitRow('合计', total)],
        empty: '没有表',
      },
      {
        name: changesOnly ? '变化的项目' : '各项目',
        columns: [
          text('单位', 52),
          text('项目名称', 82),
          amount(early, 28),
          amount(late, 28),
          amount('差额', 26),
          text('增减', 18),
          text('变化', 26),
        ],
        rows: rows
          .filter(({ kind }) => !changesOnly || kind !== 'same')
          .map((row) => [
            row.unit || '未填单位',
            row.name,
            row.before?.amount ?? '',
            row.after?.amount ?? '',
            ...difference(row.difference),
            row.kind === 'changed' ? `变化 ${row.changes} 处` : KIND_NAMES[row.kind],
          ]),
        empty: '没有变化',
      },
    ],
  };
}
