import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Filing } from '../shared/filing/filing.ts';
import { parseFiling } from '../shared/filing/parse.ts';

const folder = join(import.meta.dirname, '..', 'resources', 'samples');

/** The Dalian sample, in which the checks find nothing, as JSON for an import. */
export function cleanTable(): Record<string, unknown> & { indicators: Record<string, string>[] } {
  return JSON.parse(readFileSync(join(folder, 'dalian-project.json'), 'utf8'));
}

/**
 * The same with what reviewers send back: both totals empty beside two parts that are alike (errors, and hints about
 * the parts), a value without a unit (error), and two of “≥100%” (warnings).
 */
export function wrongTable(name: string): Record<string, unknown> {
  const table = cleanTable();
  const funding = { total: null, fiscal: '324.73', other: '324.73' };
  const values: Record<number, string> = { 0: '≥36', 3: '≥100%', 8: '≥100%' };
  return {
    ...table,
    projectName: name,
    periodGoal: `${name}按计划完成，车辆全年可用，居民借阅方便。`,
    annualGoal: `本年${name}全部完成并通过验收，车辆出勤不受影响。`,
    periodFunding: funding,
    annualFunding: funding,
    indicators: table.indicators.map((row, index) => ({ ...row, value: values[index] ?? row.value })),
  };
}

export function asFiling(table: unknown): Filing {
  const parsed = parseFiling(table);
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.filing;
}
