import { fold } from '../../../shared/form/fold.ts';
import { type Form, type FormCell, fieldOf } from '../../../shared/form/form.ts';
import { patternFields } from '../../../shared/form/pattern.ts';
import { cellKinds } from './body-map.ts';
import { unitOfLine } from './money-unit.ts';

/** A line of the form that stands alone, above the frame or below it: title, year, unit line, 填报人：…. */
export type HeaderItem = { row: number; band: number; below: boolean; name: string; section: string | null } & (
  | { kind: 'label' | 'unit'; texts: Set<string> }
  | { kind: 'pattern'; pattern: string; also: readonly string[]; fields: string[]; weak: boolean }
);

/**
 * The unframed lines of all fixed bands, and the cells of framed rows that are beside no label. `row` counts all fixed
 * rows; `below` tells that a framed row of its band stands above it.
 */
export function lineItems(form: Form): HeaderItem[] {
  const items: HeaderItem[] = [];
  let index = 0;
  for (const [band, one] of form.bands.entries()) {
    if (one.kind !== 'fixed') continue;
    let below = false;
    const kinds = cellKinds(one.rows, form.columns.length);
    for (const [at, row] of one.rows.entries()) {
      const cells = row.frame ? row.cells.filter((cell) => kinds[at]?.get(cell) === 'line') : row.cells;
      const place = { row: index++, band, below, section: row.section ?? one.section ?? null };
      for (const cell of cells) items.push(...item(form, cell, place));
      below ||= row.frame;
    }
  }
  return items;
}

function item(form: Form, cell: FormCell, place: Pick<HeaderItem, 'row' | 'band' | 'below' | 'section'>): HeaderItem[] {
  if (cell.kind === 'label') {
    const texts = new Set([cell.text, ...(cell.also ?? [])].map(fold));
    const kind = [...texts].some((text) => unitOfLine(text) !== null) ? 'unit' : 'label';
    return [{ ...place, kind, texts, name: cell.text }];
  }
  if (cell.kind !== 'pattern') return [];
  const fields = patternFields(cell.pattern);
  for (const id of fields) fieldOf(form, id);
  const weak = cell.pattern.replace(/\{[^}]+\}|[[\]\s]/g, '') === '';
  return [{ ...place, kind: 'pattern', pattern: cell.pattern, also: cell.also ?? [], fields, weak, name: cell.name }];
}
