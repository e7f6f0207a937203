import { Button } from 'antd';
import { useState } from 'react';
import { ruleOf } from '../../shared/checks/rules.ts';
import { isWaivable } from '../../shared/checks/waivers.ts';
import type { Problem } from '../../shared/problem.ts';
import { severityNames } from '../../shared/review.ts';
import './problem-notes.css';

/** What the clerk can do about a problem where it stands. */
export interface ProblemDeeds {
  fix(problem: Problem): void;
  /** Asks for the reason to switch the warning off. */
  ignore(problem: Problem): void;
}

interface Props {
  problems: readonly Problem[];
  deeds: ProblemDeeds;
  onClose(): void;
}

/** The problems of one cell: what is wrong and what can be done. */
export function ProblemNotes({ problems, deeds, onClose }: Props) {
  const act = (deed: () => void) => () => {
    onClose();
    deed();
  };
  return (
    <ul className="problem-notes" aria-label="此处的问题">
      {problems.map((problem) => (
        <ProblemNote
          key={`${problem.rule} ${problem.path} ${problem.message}`}
          problem={problem}
          onFix={act(() => deeds.fix(problem))}
          onIgnore={act(() => deeds.ignore(problem))}
        />
      ))}
    </ul>
  );
}

function ProblemNote({ problem, onFix, onIgnore }: { problem: Problem; onFix(): void; onIgnore(): void }) {
  const { rule, severity, message, fix } = problem;
  const [open, setOpen] = useState(false);
  const source = ruleOf(rule);
  return (
    <li className={severity}>
      <p>
        <b>{severityNames[severity]}</b> {message}
      </p>
      <div className="deeds">
        {fix && (
          <Button size="small" type="primary" onClick={onFix}>
            修复：{fix.label}
          </Button>
        )}
        {source && (
          <Button size="small" type="link" aria-expanded={open} onClick={() => setOpen(!open)}>
            依据
          </Button>
        )}
        {isWaivable(problem) && (
          <Button size="small" type="link" onClick={onIgnore}>
            忽略此提醒…
          </Button>
        )}
      </div>
      {open && source && (
        <p className="source">
          {source.id} {source.title}
          <br />
          {source.source}
        </p>
      )}
    </li>
  );
}
