import { ApiError, type FilingFacts } from '../shared/api.ts';
import { readAmount } from '../shared/filing/amount.ts';
import { formOf } from '../shared/filing/form-of.ts';
import { yearAmount } from '../shared/filing/year-amount.ts';
import type { Store } from './store/store.ts';

/** What a list shows of one filing beside its summary; nothing where the filing is gone. */
export function factsOf(store: Store, id: number): FilingFacts[] {
  try {
    const { filing } = store.open(id);
    return [{ id, amount: readAmount(yearAmount(formOf(filing), filing)) || null }];
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not-found') return [];
    throw error;
  }
}
