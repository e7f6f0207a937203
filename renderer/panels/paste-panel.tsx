import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { PastePlan } from '../../shared/clipboard/paste.ts';
import './report.css';

interface Props {
  plan: PastePlan;
  onPaste(): void;
  onCancel(): void;
}

/** Shows what a paste that does not fit would do, before anything changes. */
export function PastePanel({ plan, onPaste, onCancel }: Props) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <aside
      className="report"
      aria-label="粘贴预览"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <header>
        <h2>粘贴预览</h2>
      </header>
      <p>
        有 {plan.misfits.length} 处放不下，将改动 {plan.changes.length} 格
        {plan.rowsAdded > 0 && `，新增 ${plan.rowsAdded} 行`}。
      </p>
      <Button size="small" disabled={plan.edits.length === 0} onClick={onPaste}>
        粘贴放得下的部分
      </Button>{' '}
      <Button ref={first} size="small" onClick={onCancel}>
        取消
      </Button>
      <h3>放不下</h3>
      <ul>
        {plan.misfits.map((misfit) => (
          <li className="error" key={misfit}>
            {misfit}
          </li>
        ))}
      </ul>
      <h3>将改动</h3>
      <ul>
        {plan.changes.map(({ name, path, from, to }) => (
          <li key={path}>
            <b>{name}</b>：{from && <del>{from}</del>} {to}
          </li>
        ))}
      </ul>
    </aside>
  );
}
