import { catalog } from '../../../shared/form/catalog/catalog.ts';
import { fold } from '../../../shared/form/fold.ts';
import { mapForm } from './form-map.ts';

let labels: ReadonlySet<string> | undefined;

/** Whether a text is a label or a column's heading of a form in the catalog.all. */
export function isLabel(text: string): boolean {
  if (text.length > 60) return false;
  labels ??= new Set(catalog.all.map(mapForm).flatMap((map) => [...map.labelTexts, ...map.columnTexts]));
  return labels.has(fold(text));
}
