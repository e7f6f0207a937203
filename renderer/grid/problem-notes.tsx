import type { Problem } from '../../shared/problem.ts';
import { ProblemNote } from '../panels/problem-note.tsx';
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
        <li key={`${problem.rule} ${problem.path} ${problem.message}`}>
          <ProblemNote
            problem={problem}
            onFix={act(() => deeds.fix(problem))}
            onIgnore={act(() => deeds.ignore(problem))}
          />
        </li>
      ))}
    </ul>
  );
}
