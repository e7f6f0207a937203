import type { OutlineRow } from '../shared/api.ts';
import { isExample } from '../shared/filing/example.ts';

/** The units that there are tables of, as they can be taken for another one. */
export function unitsOf(outline: readonly OutlineRow[]): string[] {
  const units = new Set(outline.filter((row) => !isExample(row)).map(({ unit }) => unit));
  return [...units].filter((unit) => unit !== '').sort((a, b) => a.localeCompare(b, 'zh-CN'));
}
