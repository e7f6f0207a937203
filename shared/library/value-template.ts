import { normaliseSigns } from '../filing/complete-value.ts';
import { readIndicatorValue } from '../filing/indicator-value.ts';
import type { LibraryIndicator } from './library.ts';

/** Sign and unit of a value whose number the clerk types between them. */
export interface ValueTemplate {
  sign: string;
  unit: string;
}

/** How the sign of an indicator is shown: a number that is only counted (4项) has none, and is not 定性 for that. */
export function shownSign({ sign, units }: Pick<LibraryIndicator, 'sign' | 'units'>): string {
  return sign ?? (units.length > 0 ? '' : '定性');
}

/** What values of an indicator look like, one template a unit; none for a qualitative one. */
export function templatesOf({ sign, units }: LibraryIndicator): ValueTemplate[] {
  if (sign === null && units.length === 0) return [];
  return (units.length > 0 ? units : ['']).map((unit) => ({ sign: sign ?? '', unit }));
}

/**
 * The value that a text typed into a template stands for. Sign and unit alone are no value: they give '', so that no
 * half value is ever printed and the check still reports the cell as not filled (R28). A text with a sign or unit of
 * its own keeps those; words (良好) stand alone.
 */
export function fillTemplate({ sign, unit }: ValueTemplate, text: string): string {
  const typed = normaliseSigns(text.trim());
  const wrapped = typed.startsWith(sign) && typed.endsWith(unit) && typed.length >= sign.length + unit.length;
  if (!wrapped) return typed;
  const inner = typed.slice(sign.length, typed.length - unit.length).trim();
  if (inner === '') return '';
  const value = readIndicatorValue(inner);
  if (value.number === null) return inner;
  const completed = value.unit === '' ? inner.replace(/^.*[\d０-９]/su, (number) => `${number}${unit}`) : inner;
  return normaliseSigns(value.sign === null ? `${sign}${completed}` : completed);
}

/** Whole values that a typed number may become; none when what was typed says its unit, or is no number. */
export function completeValue(indicator: LibraryIndicator, typed: string): string[] {
  const value = readIndicatorValue(typed);
  if (value.number === null || value.unit !== '') return [];
  const texts = templatesOf(indicator).map((template) =>
    fillTemplate(template, `${template.sign}${typed.trim()}${template.unit}`),
  );
  return [...new Set(texts)].filter((text) => text !== normaliseSigns(typed.trim()));
}
