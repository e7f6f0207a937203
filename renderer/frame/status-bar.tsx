import { Button, Progress } from 'antd';
import { useDeferredValue } from 'react';
import { useObservable } from '../state/observable.ts';
import type { Session } from '../state/session.ts';
import type { Workspace } from '../workspace.ts';
import { SelectionStatus } from './selection-status.tsx';
import './status-bar.css';

/** Whether everything is on disk and since when, how many pages it prints on, and the last message. */
export function StatusBar({ workspace }: { workspace: Workspace }) {
  const { current, job, message, offer, notice, zoom, waitingElsewhere } = workspace;
  return (
    <footer className="status">
      {current && <SessionStatus session={current} workspace={workspace} />}
      {waitingElsewhere > 0 && (
        <span className="failed" role="status">
          另有 {waitingElsewhere} 张表未能保存（按 Ctrl+S 重试）
        </span>
      )}
      <SelectionStatus facts={workspace.selectionFacts} />
      <span>{Math.round(zoom * 100)} %</span>
      {job && (
        <span className="job">
          <span title={job.name}>
            正在{job.doing} {job.done} / {job.total}
            {job.name !== undefined && `：${job.name}`}
          </span>
          <Progress
            style={{ width: 120 }}
            size="small"
            showInfo={false}
            percent={Math.round((job.done / job.total) * 100)}
            aria-label={`${job.doing}进度`}
          />
          <Button size="small" type="link" onClick={() => workspace.attempt(() => workspace.cancelJob())}>
            取消{job.doing}
          </Button>
        </span>
      )}
      <span className="message" role="status" title={message || (notice ?? undefined)}>
        {message || notice}
      </span>
      {offer && (
        <Button size="small" onClick={() => workspace.attempt(offer.take)}>
          {offer.label}
        </Button>
      )}
    </footer>
  );
}

function SessionStatus({ session, workspace }: { session: Session; workspace: Workspace }) {
  useObservable(session);
  const { saving } = session;
  // A cell that was just entered is painted before the pages are counted.
  const sheet = useDeferredValue(session.sheet(workspace.seal));
  return (
    <>
      <span data-save-state={saving.state} className={saving.state === 'failed' ? 'failed' : ''} role="status">
        {saving.state === 'saved' && `已保存 ${clock(session.savedAt)}`}
        {saving.state === 'saving' && '正在保存…'}
        {saving.state === 'failed' && `${withCause(saving.reason)}（按 Ctrl+S 重试）`}
      </span>
      <span>打印共 {sheet.pages} 页</span>
    </>
  );
}

/** Some reasons say already that nothing was saved. */
function withCause(reason: string): string {
  return reason.includes('未能保存') ? reason : `未能保存：${reason}`;
}

function clock(iso: string): string {
  return new Date(iso).toLocaleTimeString('zh-CN', { hour12: false });
}
