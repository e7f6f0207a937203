import type { Subject } from './subject.ts';

/** The budget year, and the years that a text may speak of beside it. */
export interface Years {
  budget: number;
  first: number;
  last: number;
}

/**
 * The years that a text of the field or table may speak of. The id of what is of the whole implementation period begins
 * with `period`: where nothing tells how long that is, it may last for ever. A project whose year is only that of its
 * code lives on; what came out of a year is followed by measures in the next. A budget is made in the year before it,
 * and tells what there was at the end of the one before that.
 */
export function yearsAround({ form, year, yearOfCode, period }: Subject, id: string): Years | null {
  if (year === null) return null;
  const isOpen = yearOfCode || (period === null && id.startsWith('period'));
  const measures = form.kind === 'evaluation' || form.kind === 'monitor' ? 1 : 0;
  return {
    budget: year,
    first: Math.min(year - (form.kind === 'disclosure' ? 2 : 1), period?.start.year ?? year),
    last: isOpen ? 9999 : Math.max(year + measures, period?.end.year ?? year),
  };
}
