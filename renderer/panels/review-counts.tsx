import type { Severity } from '../../shared/problem.ts';
import { type Counts, countProblems, severities, severityNames } from '../../shared/review.ts';
import { type Review, useSorted } from '../state/review.ts';
import type { Session } from '../state/session.ts';
import './review-counts.css';

/** Told apart by form as well as by colour, everywhere in the window. */
export const signs: Record<Severity, string> = { error: '●', warning: '▲', hint: '○' };

/** How many errors and warnings stand; ✓ where there are none. */
export function Badge({ counts }: { counts: Counts }) {
  const shown = severities.filter((severity) => severity !== 'hint' && counts[severity] > 0);
  const said = shown.map((severity) => `${counts[severity]} 个${severityNames[severity]}`).join('，');
  return (
    <span className="badge" role="img" aria-label={said || '没有错误和警告'}>
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
  return <Badge counts={countProblems(useSorted(review, session).standing)} />;
}
