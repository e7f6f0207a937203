import { useMemo, useState } from 'react';
import { clashPath } from '../../shared/filing/rebase.ts';
import type { Problem } from '../../shared/problem.ts';
import { lostText } from '../state/open-clash.ts';
import type { Review } from '../state/review.ts';
import type { Session } from '../state/session.ts';
import { useSorted } from '../state/use-sorted.ts';
import { type Marks, marksOf } from './marks.ts';

const NONE: { standing: readonly Problem[] } = { standing: [] };

/** What the cells show of the filing's problems, and of texts that were not kept. */
export function useMarks(review: Review, session: Session): Marks {
  const { standing } = useSorted(review, session) ?? NONE;
  const { clashes } = session;
  const [marks, setMarks] = useState<Marks>(() => marksOf(standing, new Map()));
  const now = useMemo(
    () => marksOf(clashes.length > 0 ? [...standing, ...lostIn(session)] : standing, marks),
    [standing, clashes, session, marks],
  );
  if (now !== marks) setMarks(now);
  return now;
}

function lostIn({ form, filing, clashes }: Session): Problem[] {
  return clashes.flatMap((clash) => {
    const path = clashPath(filing, clash);
    return path === null ? [] : { rule: '', severity: 'error', message: lostText(form, filing, clash), path };
  });
}
