import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { compareVersions, type VersionDifference } from '../../shared/compare/compare-versions.ts';
import { displayName } from '../../shared/filing/display-name.ts';
import { summarise } from '../../shared/filing/filing.ts';
import type { ActionContext } from '../actions/action.ts';
import { Failed } from '../boundary.tsx';
import { clockName, dayName } from '../day-name.ts';
import { useKeptFocus } from '../panels/kept-focus.ts';
import { panes, usePane } from '../panes.ts';
import { useObservable } from '../state/observable.ts';
import { LOCKED, type Session } from '../state/session.ts';
import { takeBack, takeBackWhole } from '../taking-back.ts';
import { HistoryDifferences } from './history-differences.tsx';
import { HistoryList } from './history-list.tsx';
import { HistorySheet } from './history-sheet.tsx';
import './history.css';

interface Props {
  context: ActionContext;
  session: Session;
  onClose(): void;
}

/** 历史版本: what the open table was, beside what differs from now. It covers the table; Esc goes back. */
export function HistoryPage({ context, session, onClose }: Props) {
  const { workspace } = context;
  const { attempt, frame } = workspace;
  const history = useObservable(workspace.history);
  const { filing, form, locked, savedAt } = useObservable(session);
  const { seal } = useObservable(workspace.preferences);
  const { past, listed, failed, pastFailed, revision } = history;
  /** The cell that is shown on the page of that time. */
  const [shown, setShown] = useState<VersionDifference | null>(null);
  const element = useRef<HTMLElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const back = useRef<HTMLButtonElement>(null);
  const differences = useRef<HTMLElement>(null);
  usePane('view', { element, focus: () => (list.current ?? back.current)?.focus() });
  useEffect(() => {
    attempt(() => workspace.history.show(session.id));
    return () => workspace.history.close();
  }, [workspace, attempt, session]);
  // What is saved while the page is shown belongs to the past too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when something is saved, locked or unlocked
  useEffect(() => {
    if (workspace.history.listed) attempt(async () => void (await workspace.history.refresh()));
  }, [savedAt, locked]);
  useKeptFocus(element);
  const hasList = listed !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the list is there it takes a focus that nothing else has
  useEffect(() => {
    if (panes.isLost() || panes.holds('table', 'view')) panes.focus('view');
  }, [hasList]);
  const differing = useMemo(() => (past ? compareVersions(form, past.filing, filing) : []), [form, past, filing]);
  const { name } = summarise(form, filing);
  const names = (listed?.versions ?? []).flatMap((version) =>
    version.revision === revision && version.name !== '' ? [version.name] : [],
  );
  const today = new Date();
  const isPresent = revision !== null && revision === listed?.steps[0]?.revision;
  const when = past ? `${dayName(past.savedAt, today)} ${clockName(past.savedAt)}` : '';
  const isReading = failed === null && pastFailed === null;
  const canTake = past !== null && locked === null && differing.some(({ edits }) => edits.length > 0);
  return (
    <section
      className="history"
      aria-label="历史版本"
      ref={element}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        onClose();
      }}
    >
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
          title={locked === null ? undefined : LOCKED}
          onClick={() => {
            if (!past) return;
            takeBackWhole(workspace, session, past);
            onClose();
          }}
        >
          取回整张表
        </Button>
      </div>
      <div className="history-parts">
        {failed !== null && !listed ? (
          <Failed text={failed} onRetry={() => attempt(() => history.show(session.id))} onClose={onClose} />
        ) : (
          <HistoryList
            history={history}
            list={list}
            attempt={attempt}
            onLook={() => setShown(null)}
            onEnter={() => differences.current?.querySelector('button')?.focus()}
          />
        )}
        <div className="history-then">
          {pastFailed !== null && revision !== null && (
            <Failed text={pastFailed} onRetry={() => attempt(() => history.look(history.at, revision))} />
          )}
          {past && (
            <HistorySheet
              key={session.id}
              filing={past.filing}
              seal={seal}
              name={`${when} 的表`}
              differing={differing}
              shown={shown}
              onShow={setShown}
            />
          )}
          {past && !isPresent && (
            <HistoryDifferences
              element={differences}
              differing={differing}
              shown={shown}
              locked={locked !== null}
              onShow={setShown}
              onTakeBack={(difference) => {
                takeBack(workspace, session, past, difference);
                setShown(null);
              }}
            />
          )}
        </div>
      </div>
    </section>
  );
}

function statusOf(when: string, isPresent: boolean, count: number): string {
  if (isPresent) return `${when}，现在的表`;
  return count === 0 ? `${when}，与现在相同` : `${when}，与现在有 ${count} 处不同`;
}
