import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { RefObject } from 'react';
import type { VersionDifference } from '../../shared/compare/compare-versions.ts';
import { displayName } from '../../shared/filing/display-name.ts';
import { summarise } from '../../shared/filing/filing.ts';
import { timeName } from '../day-name.ts';
import { LOCKED, type Session } from '../state/session.ts';
import { takeBackWhole } from '../taking-back.ts';
import type { Workspace } from '../workspace.ts';

interface Props {
  workspace: Workspace;
  session: Session;
  back: RefObject<HTMLButtonElement | null>;
  /** Whether what is looked at is what the table holds now. */
  isPresent: boolean;
  differing: readonly VersionDifference[];
  onClose(): void;
}

/** Above the history: the way back, what is looked at and how it is called, and what can be done with all of it. */
export function HistoryBar({ workspace, session, back, isPresent, differing, onClose }: Props) {
  const { history, frame, attempt } = workspace;
  const { past, listed, failed, pastFailed, revision } = history;
  const { name } = summarise(session.form, session.filing);
  const names = (listed?.versions ?? []).flatMap((version) =>
    version.revision === revision && version.name !== '' ? [version.name] : [],
  );
  const canTake = past !== null && session.locked === null && differing.some(({ edits }) => edits.length > 0);
  const isReading = failed === null && pastFailed === null;
  const when = past ? timeName(past.savedAt, new Date()) : '';
  return (
    <div className="history-bar">
      <Button size="small" ref={back} onClick={onClose}>
        返回编辑（Esc）
      </Button>
      <strong title={name}>{displayName(name)}</strong>
      <span role="status">{past ? statusOf(when, isPresent, differing.length) : isReading ? '正在读取…' : ''}</span>
      {names.map((name) => (
        <Button
          key={name}
          size="small"
          icon={<CloseOutlined aria-hidden />}
          iconPlacement="end"
          title={`去掉名称“${name}”`}
          aria-label={`去掉名称“${name}”`}
          onClick={() => attempt(() => history.unname(name))}
        >
          {name}
        </Button>
      ))}
      <span className="apart" />
      <Button
        size="small"
        disabled={revision === null || pastFailed !== null}
        onClick={() => revision !== null && frame.ask({ kind: 'name-version', id: session.id, revision })}
      >
        存为版本…
      </Button>
      <Button
        size="small"
        type="primary"
        disabled={!canTake}
        title={session.locked === null ? undefined : LOCKED}
        onClick={() => {
          if (!past) return;
          takeBackWhole(workspace, session, past);
          onClose();
        }}
      >
        取回整张表
      </Button>
    </div>
  );
}

function statusOf(when: string, isPresent: boolean, count: number): string {
  if (isPresent) return `${when}，现在的表`;
  return count === 0 ? `${when}，与现在相同` : `${when}，与现在有 ${count} 处不同`;
}
