import { useDeferredValue } from 'react';
import type { Sorted } from '../../shared/checks/waivers.ts';
import { useObservable } from './observable.ts';
import type { Review } from './review.ts';
import type { Session } from './session.ts';

/** What stands and what is switched off in the open filing, a moment after each change: no keystroke waits for it. */
export function useSorted(review: Review, session: Session): Sorted {
  useObservable(review);
  useObservable(session);
  return review.sorted(session, useDeferredValue(session.filing));
}
