import { Button } from 'antd';
import { ruleOf } from '../../shared/checks/rules.ts';
import type { Problem } from '../../shared/problem.ts';
import { severityNames } from '../../shared/review.ts';
import { signs } from './review-counts.tsx';
import './problem-note.css';

interface Props {
  problem: Problem;
  onFix(): void;
  /** Goes to where the reason is given for switching the warning off. */
  onIgnore(): void;
}

/** A problem as its cell tells it: what is wrong, who says so, and what can be done at once. */
export function ProblemNote({ problem, onFix, onIgnore }: Props) {
  const { severity, message, fix } = problem;
  const canIgnore = isWaivable(problem);
  return (
    <section className="problem-note" aria-label={severityNames[severity]}>
      <p className={severity}>
        <span className="sign" aria-hidden="true">
          {signs[severity]}
        </span>{' '}
        {message}
      </p>
      <Basis rule={problem.rule} />
      {(fix || canIgnore) && (
        <div className="tools">
          {fix && (
            <Button size="small" type="primary" className="wrapping" onClick={onFix}>
              修复：{fix.label}
            </Button>
          )}
          {canIgnore && (
            <Button size="small" onClick={onIgnore}>
              忽略此提醒…
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

/** Who says so: the rule's number and title, and the document it goes back to. */
export function Basis({ rule }: { rule: string }) {
  const of = ruleOf(rule);
  if (!of) return null;
  return (
    <p className="basis">
      依据：{of.source}
      <br />
      {of.id} {of.title}
    </p>
  );
}

/** Whether a reason can be given for leaving it as it is. */
export function isWaivable({ rule, severity }: Problem): boolean {
  return ruleOf(rule) !== null && (severity === 'warning' || severity === 'hint');
}
