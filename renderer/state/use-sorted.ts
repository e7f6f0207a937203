import type { Sorted } from '../../shared/checks/waivers.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { useAfterPaint } from '../after-paint.ts';
import { useObservable } from './observable.ts';
import type { Review } from './review.ts';
import type { Session } from './session.ts';

/**
 * What stands and what is switched off in the open filing, a moment after each change: no keystroke waits for it. Null
 * until a filing that has just opened is painted.
 */
export function useSorted(review: Review, session: Session): Sorted | null {
  useObservable(review);
  useObservable(session);
  const filing = useAfterPaint<Filing | null>(session.filing, null);
  return filing && review.sorted(session, filing);
}
