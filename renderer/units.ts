import type { FilingSummary } from '../shared/api.ts';
import { isExample } from '../shared/filing/example.ts';

/** The units that there are tables of, as they can be taken for another one. */
export function unitsOf(summaries: readonly FilingSummary[]): string[] {
  const units = new Set(summaries.filter((summary) => !isExample(summary)).map(({ unit }) => unit));
  return [...units].filter((unit) => unit !== '').sort((a, b) => a.localeCompare(b, 'zh-CN'));
}
