import { plainName } from '../filing/complete-value.ts';

/** The most characters that `indicatorSchema` takes of a name; a cell of a table may hold far more. */
export const LONGEST_NAME = 100;

/**
 * What makes two names one indicator: 维修面积（平方米） is 维修面积, spaces do not count, nor what stands behind the
 * first 100 characters. The key of a key is that key.
 */
export function nameKey(name: string): string {
  const key = cutName(plainName(name).toLowerCase());
  // A key may end in brackets again where two stood or where it was cut.
  return key.endsWith(')') && plainName(key) !== key ? nameKey(key) : key;
}

/** As much of a text as a name may have; no character is cut in two. */
export function cutName(text: string): string {
  return text
    .slice(0, LONGEST_NAME)
    .replace(/[\uD800-\uDBFF]$/u, '')
    .trim();
}
