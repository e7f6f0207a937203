import type { Severity } from '../../shared/problem.ts';
import { type Counts, countProblems, countsInWords, shownSeverities } from '../../shared/review.ts';
import type { Review } from '../state/review.ts';
import type { Session } from '../state/session.ts';
import { useSorted } from '../state/use-sorted.ts';
import './review-counts.css';

/** Told apart by form as well as by colour, everywhere in the window. */
export const signs: Record<Severity, string> = { error: '●', fill: '□', warning: '▲', hint: '○' };

/** How many errors and warnings stand, and what is to be filled in; ✓ where there is nothing of it. */
export function Badge({ counts }: { counts: Counts }) {
  const shown = shownSeverities.filter((severity) => severity !== 'hint' && counts[severity] > 0);
  return (
    <span className="badge" role="img" aria-label={countsInWords(counts, shown) || '没有错误和警告'}>
      {shown.length === 0 && <span className="clean">✓</span>}
      {shown.map((severity) => (
        <span key={severity} className={severity}>
          {signs[severity]} {counts[severity]}
        </span>
      ))}
    </span>
  );
}

/** The badge of the open filing, a moment after each change. */
export function ReviewCounts({ review, session }: { review: Review; session: Session }) {
  const sorted = useSorted(review, session);
  return sorted && <Badge counts={countProblems(sorted.standing)} />;
}
