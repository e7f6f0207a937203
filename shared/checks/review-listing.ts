import { placeName } from '../filing/place-name.ts';
import type { Form } from '../form/form.ts';
import type { Listing, ListingColumn } from '../listing.ts';
import type { Problem } from '../problem.ts';
import { bySeverity, countProblems, severityNames } from '../review.ts';
import { ruleOf } from './rules.ts';
import { reachOf, type Sorted } from './waivers.ts';

/** One filing of an 审核报告, or without a name what concerns a unit as a whole. */
export interface ReviewedTable extends Sorted {
  /** Null for a filing of a form that this program does not know. */
  form: Form | null;
  unit: string;
  name: string;
}

const text = (name: string, width: number): ListingColumn => ({ name, width, type: 'text' });

const PROBLEMS = [
  text('单位', 40),
  text('项目', 42),
  text('位置', 31),
  text('级别', 12),
  text('问题', 80),
  text('依据', 36),
  text('处理', 32),
];
const WAIVED = [
  text('单位', 40),
  text('项目', 42),
  text('位置', 31),
  text('级别', 12),
  text('问题', 70),
  text('理由', 48),
  text('关闭的范围', 30),
];

/**
 * 审核报告, to hand to the section head: every problem that stands, and every warning that was switched off with its
 * reason. `year` is told where the report is one of a whole year; `units` are the problems of units as a whole.
 */
export function reviewListing(
  tables: readonly ReviewedTable[],
  units: readonly ReviewedTable[],
  year: number | null,
): Listing {
  const all = [...units, ...tables];
  const title = year === null ? '审核报告' : `${year}年度审核报告`;
  return {
    title,
    lines: summary(tables, all),
    tables: [
      { name: '问题', columns: PROBLEMS, rows: all.flatMap(problemRows), empty: '没有发现问题' },
      { name: '已关闭的提醒', columns: WAIVED, rows: all.flatMap(waivedRows), empty: '没有关闭的提醒' },
    ],
  };
}

function summary(tables: readonly ReviewedTable[], all: readonly ReviewedTable[]): string[] {
  const units = [...new Set(tables.map(({ unit }) => unit || '未填单位'))];
  const shown = units.slice(0, 3).join('、');
  const counts = countProblems(all.flatMap(({ standing }) => standing));
  const waived = all.reduce((sum, table) => sum + table.waived.length, 0);
  const wrong = tables.filter(({ standing }) => standing.some(({ severity }) => severity === 'error')).length;
  const clean = tables.filter(({ standing }) => standing.length === 0).length;
  return [
    `预算单位：${units.length > 3 ? `${shown}等 ${units.length} 个单位` : shown}`,
    `共 ${tables.length} 张表：${wrong} 张有错误，${tables.length - wrong - clean} 张有警告或提示，${clean} 张没有问题`,
    `错误 ${counts.error} 个，警告 ${counts.warning} 个，提示 ${counts.hint} 个；已关闭的提醒 ${waived} 个`,
  ];
}

function problemRows(table: ReviewedTable): string[][] {
  return bySeverity(table.standing).map((problem) => [
    table.unit,
    table.name,
    placeIn(table, problem),
    severityNames[problem.severity],
    problem.message,
    ruleOf(problem.rule)?.source ?? '',
    handling(problem),
  ]);
}

/** What is to be done about it. */
function handling({ severity, fix }: Problem): string {
  if (fix) return `可自动修复：${fix.label}`;
  return severity === 'error' ? '须修改' : '请核对，或写明理由后关闭';
}

function waivedRows(table: ReviewedTable): string[][] {
  return table.waived.map(({ problem, waiver }) => [
    table.unit,
    table.name,
    placeIn(table, problem),
    severityNames[problem.severity],
    problem.message,
    waiver.reason,
    `${reachOf(waiver)}\n${dateOf(waiver.createdAt)}`,
  ]);
}

/** The day that a clerk's calendar showed. */
function dateOf(iso: string): string {
  const day = new Date(iso);
  return `${day.getFullYear()}年${day.getMonth() + 1}月${day.getDate()}日`;
}

function placeIn({ form, name }: ReviewedTable, { path }: Problem): string {
  if (name === '') return '全单位';
  return form ? placeName(form, path) : '全表';
}
