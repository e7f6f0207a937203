import { Button } from 'antd';
import { useState } from 'react';
import { ruleOf } from '../../shared/checks/rules.ts';
import type { Problem } from '../../shared/problem.ts';
import { type ReviewLine, severityNames, type UnitReview } from '../../shared/review.ts';
import { call } from '../bridge.ts';
import { signs } from '../panels/review-counts.tsx';

/** Rows drawn at first, and with each further click. */
export const SHOWN = 50;

interface Props {
  year: number;
  unit: string;
  row: UnitReview['rules'][number];
  attempt(work: () => void | Promise<void>): void;
  onShow(id: number, problem: Problem): void;
}

/** One rule with how often it is broken; its places are fetched when it is unfolded. */
export function YearRule({ year, unit, row, attempt, onShow }: Props) {
  const [lines, setLines] = useState<ReviewLine[] | null>(null);
  const [shown, setShown] = useState(SHOWN);
  const { rule, severity, standing, waived } = row;
  return (
    <details
      className="rule"
      data-rule={rule}
      data-severity={severity}
      onToggle={(event) => {
        if (!event.currentTarget.open || lines) return;
        attempt(async () => setLines((await call('review.lines', { year, unit, rule, severity })).lines));
      }}
    >
      <summary>
        <span className={severity}>
          <span aria-hidden="true">{signs[severity]}</span> {severityNames[severity]}
        </span>{' '}
        {rule} {ruleOf(rule)?.title ?? '读取'}：{standing} 处{waived > 0 && `，另有 ${waived} 处已忽略`}
      </summary>
      <ul>
        {lines?.slice(0, shown).map(({ id, name, place, problem, reason }) => (
          <li key={`${id} ${problem.path} ${problem.message}`}>
            <button type="button" className="text-button" onClick={() => onShow(id, problem)}>
              {name} · {place}：{problem.message}
            </button>
            {reason !== null && <span className="reason">已忽略：{reason}</span>}
          </li>
        ))}
      </ul>
      {lines && lines.length > shown && (
        <Button size="small" type="link" onClick={() => setShown(shown + SHOWN)}>
          再显示 {Math.min(SHOWN, lines.length - shown)} 处
        </Button>
      )}
    </details>
  );
}
