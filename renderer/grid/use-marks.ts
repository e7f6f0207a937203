import { useMemo, useState } from 'react';
import { type Review, useSorted } from '../state/review.ts';
import type { Session } from '../state/session.ts';
import { type Marks, marksOf } from './marks.ts';

/** What the cells show of the filing's problems. */
export function useMarks(review: Review, session: Session): Marks {
  const { standing } = useSorted(review, session);
  const [marks, setMarks] = useState<Marks>(() => marksOf(standing, new Map()));
  const now = useMemo(() => marksOf(standing, marks), [standing, marks]);
  if (now !== marks) setMarks(now);
  return now;
}
