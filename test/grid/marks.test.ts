import { expect, test } from 'vitest';
import { inReadingOrder, markOf, marksOf, nextProblem } from '../../renderer/grid/marks.ts';
import { cellAt } from '../../renderer/grid/navigation.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { hebeiProject } from '../../shared/form/catalog/hebei-project.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';
import type { Problem, Severity } from '../../shared/problem.ts';
import { asFiling, cleanTable } from '../review-samples.ts';

const sheet = layout(dalianProject, asFiling(cleanTable()), { seal: null, blankRows: true });
const problem = (path: string, severity: Severity = 'error', message = `${path} 有误`): Problem => ({
  rule: 'R00',
  severity,
  message,
  path,
});
const cell = (path: string) => cellAt(sheet, path) as SheetCell;

test('a cell shows the worst of its problems, and says them all', () => {
  const marks = marksOf([problem('projectName', 'hint', '甲'), problem('projectName', 'warning', '乙')], new Map());
  expect(markOf(cell('projectName'), marks)).toEqual({ severity: 'warning', text: '警告：乙\n提示：甲' });
  expect(markOf(cell('annualGoal'), marks)).toBeNull();
});

test('a merged level cell shows the problems of every row it stands for, once where they are alike', () => {
  const marks = marksOf(
    [problem('indicators[1].level2', 'error', '同一句'), problem('indicators[2].level2', 'error', '同一句')],
    new Map(),
  );
  expect(cell('indicators[2].level2').path).toBe('indicators[0].level2');
  expect(markOf(cell('indicators[0].level2'), marks)).toEqual({ severity: 'error', text: '错误：同一句' });
  expect(markOf(cell('indicators[3].level2'), marks)).toBeNull();
});

test('a cell with printed words around several values shows the problems of each of them', () => {
  const plan = layout(hebeiProject, asFiling({ form: 'hebei-project' }), { seal: null, blankRows: true });
  const pattern = plan.cells.find((one) => (one.pattern.match(/\{/g)?.length ?? 0) > 1) as SheetCell;
  const [, second = ''] = [...pattern.pattern.matchAll(/\{([^}]+)\}/g)].map((found) => found[1] as string);
  expect(cellAt(plan, second)).toBe(pattern);
  expect(markOf(pattern, marksOf([problem(second)], new Map()))?.severity).toBe('error');
});

test('problems that say the same as before are the same marks, so that nothing is drawn anew', () => {
  const before = marksOf([problem('projectName'), problem('')], new Map());
  expect(marksOf([problem('projectName')], before)).toBe(before);
  expect(marksOf([problem('projectName', 'error', '别的')], before)).not.toBe(before);
  expect(marksOf([], before)).not.toBe(before);
});

test('the next problem is looked for from the selected cell, or follows on the one shown last', () => {
  const [name, total, value] = ['projectName', 'annualFunding.total', 'indicators[1].value'] as const;
  const all = [problem(value), problem(total, 'hint', '二'), problem(total, 'error', '一'), problem(''), problem(name)];
  const placed = inReadingOrder(sheet, all);
  expect(placed.map((one) => one.problem.path)).toEqual(['', name, total, total, value]);
  const from = (selected: string, step: 1 | -1, at: Problem | null = null) =>
    nextProblem(sheet, placed, selected, at, step);
  expect(from('fiscalYear', 1)).toBe(1);
  expect(from(name, 1)).toBe(2);
  expect(from(total, 1), 'of two in one cell the second follows').toBe(4);
  expect(from(total, 1, placed[2]?.problem)).toBe(3);
  expect(from('indicators[9].value', 1), 'round to those of the whole table').toBe(0);
  expect(from('fiscalYear', -1)).toBe(0);
  expect(from(name, -1, placed[0]?.problem)).toBe(4);
  expect(from(name, 1, problem('periodGoal')), 'one that is gone is not followed').toBe(2);
  expect(nextProblem(sheet, [], name, null, 1)).toBe(-1);
});
