import type { z } from 'zod';
import shipped from '../../resources/library.json' with { type: 'json' };
import type { indicatorSchema, librarySchema } from './library-schema.ts';

export type LibraryIndicator = z.infer<typeof indicatorSchema>;

/** The library that comes with the program. That it is of its shape, a test looks after. */
export const shippedLibrary = shipped as z.infer<typeof librarySchema>;

/** An indicator as the window lists it: what is known of it, and how the unit has used it. */
export interface LibraryEntry extends LibraryIndicator {
  /** `c12` shipped, `own-3` the unit's own, `used-…` met in the unit's tables only. */
  id: string;
  /** The name as the unit's tables have it, where that is longer than the library's names: what a table is given. */
  whole?: string;
  /** A shipped one that the unit has changed. */
  changed: boolean;
  /**
   * In how many projects it stands, 回收站 left out: the tables of several years of one project count once. By kind of
   * project, by unit and by value, most first.
   */
  uses: number;
  usedIn: Count[];
  usedBy: Count[];
  values: Count[];
  /** Names that count as this one since they were merged with it. */
  merged: string[];
}

export interface Count {
  text: string;
  times: number;
}

/** The value that others set, as it is shown beside a cell: `≥90%`, `优/良/中/差`; '' when nothing is known. */
export function referenceOf({ sign, units, reference }: LibraryIndicator): string {
  if (reference === '') return '';
  return `${sign ?? ''}${reference}${/^[\d.]+$/.test(reference) ? (units[0] ?? '') : ''}`;
}
