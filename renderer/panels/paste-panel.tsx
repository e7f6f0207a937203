import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { ActionContext } from '../actions/action.ts';
import { panes } from '../panes.ts';
import { LongList } from './long-list.tsx';
import './report.css';

/** Shows what a paste that does not fit would do, before anything changes. */
export function PastePanel({ context: { workspace, uncover } }: { context: ActionContext }) {
  const { pasting, frame, current: session } = workspace;
  const plan = pasting.planFor(session);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  if (!plan || !session) return null;
  const close = () => {
    pasting.close();
    frame.closeTab('paste');
    panes.focus('table');
  };
  const paste = () => {
    if (!workspace.commitDraft() || pasting.planFor(session) !== plan) return;
    uncover();
    session.perform({ label: '粘贴', path: plan.path, edits: plan.edits });
    close();
  };
  return (
    <section
      className="report"
      aria-label="粘贴预览"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        close();
      }}
    >
      <p>
        有 {plan.misfits.length} 处放不下，将改动 {plan.changes.length} 格
        {plan.rowsAdded > 0 && `，新增 ${plan.rowsAdded} 行`}。
      </p>
      <Button size="small" disabled={plan.edits.length === 0} onClick={paste}>
        粘贴放得下的部分
      </Button>{' '}
      <Button ref={first} size="small" onClick={close}>
        取消
      </Button>
      <h3>放不下</h3>
      <LongList items={plan.misfits}>
        {(misfit) => (
          <li className="error" key={misfit}>
            {misfit}
          </li>
        )}
      </LongList>
      <h3>将改动</h3>
      <LongList items={plan.changes}>
        {({ name, path, from, to }) => (
          <li key={path}>
            <b>{name}</b>：{from && <del>{from}</del>} {to}
          </li>
        )}
      </LongList>
    </section>
  );
}
