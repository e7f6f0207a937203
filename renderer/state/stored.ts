import type { Filing } from '../../shared/filing/filing.ts';
import { formOf } from '../../shared/filing/form-of.ts';
import type { Form } from '../../shared/form/form.ts';
import { call } from '../bridge.ts';

/** A stored filing with its form, as the window compares it with an open one. */
export interface Stored {
  id: number;
  form: Form;
  filing: Filing;
}

/** A filing read anew from the store. */
export async function readStored(id: number): Promise<Stored & { previous: number | null; locked: boolean }> {
  const { filing, previous, locked } = await call('filings.open', { id });
  return { id, form: formOf(filing), filing, previous, locked: locked !== null };
}
