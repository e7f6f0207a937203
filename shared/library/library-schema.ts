import * as z from 'zod';
import { normalText } from '../filing/normal-text.ts';

const line = z.string().overwrite(normalText).trim();

/** Items of a list are written with 、 between them wherever a clerk reads or types it, so none may hold one. */
const item = line
  .min(1)
  .max(60)
  .regex(/^[^、\n]*$/, '不能含有顿号');

/** What the library says of an indicator, shipped or the unit's own. */
export const indicatorSchema = z.strictObject({
  /**
   * As the classification of today's forms names them (`LEVELS_2015`); the form of a table decides where the indicator
   * goes in it. Both '' when an indicator was only ever used under names that no form has.
   */
  level1: line.max(40),
  level2: line.max(40),
  /** Level 2 under 成本指标, which 财预〔2021〕101号 makes a level 1. */
  cost: z.enum(['经济成本指标', '社会成本指标', '生态环境成本指标']).optional(),
  name: line.min(1).max(100),
  /** Further names of the same indicator, each offered as one to choose. */
  also: z.array(item).max(20),
  /** Null for a qualitative indicator. */
  sign: z.enum(['≥', '≤', '=', '>', '<']).nullable(),
  /** The usual one first; none for a qualitative indicator and for dates. */
  units: z.array(item).max(10),
  /** What a value may be, without sign and unit: `90`, `优/良/中/差`; '' when nothing is known. */
  reference: line.max(60),
  /** Kinds of project (专题) it is usual in. */
  kinds: z.array(item).max(20),
  /** Where it was taken from: the letters that `source` of the library explains. */
  source: line.max(20),
});

/** The shape of resources/library.json. */
export const librarySchema = z.strictObject({
  source: z.string(),
  /** Words by which a project's name tells its kind; the last kind has none and is that of all others. */
  kinds: z.array(z.strictObject({ name: item, words: z.array(z.string().min(2)) })).min(1),
  indicators: z.array(indicatorSchema.extend({ id: z.string().regex(/^c\d\d$/) })).min(1),
});
