import type { FormCell, FormRow } from '../form.ts';

/** Short spellings of what the forms of the catalog are made of. */

type More<K extends FormCell['kind']> = Partial<Omit<Extract<FormCell, { kind: K }>, 'kind'>>;

export const label = (text: string, more: More<'label'> = {}): FormCell => ({ kind: 'label', text, ...more });
export const value = (field: string, more: More<'field'> = {}): FormCell => ({ kind: 'field', field, ...more });
export const pattern = (name: string, text: string, more: More<'pattern'> = {}): FormCell => ({
  kind: 'pattern',
  name,
  pattern: text,
  ...more,
});
export const blank = (more: More<'blank'> = {}): FormCell => ({ kind: 'blank', ...more });

/** A row inside the frame, 8 mm high at least. */
export const row = (cells: FormCell[], more: Partial<FormRow> = {}): FormRow => ({
  frame: true,
  height: 8,
  cells,
  ...more,
});
/** A line above or below the frame. */
export const line = (cells: FormCell[], more: Partial<FormRow> = {}): FormRow => row(cells, { frame: false, ...more });

export const left = { style: { align: 'left' } } as const;
export const right = { style: { align: 'right' } } as const;
