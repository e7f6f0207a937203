import { useEffect, useMemo, useRef, useState } from 'react';
import { compareVersions, type VersionDifference } from '../../shared/compare/compare-versions.ts';
import type { ActionContext } from '../actions/action.ts';
import { Failed } from '../boundary.tsx';
import { timeName } from '../day-name.ts';
import { useKeptFocus } from '../panels/kept-focus.ts';
import { panes, usePane } from '../panes.ts';
import { useObservable } from '../state/observable.ts';
import type { Session } from '../state/session.ts';
import { takeBack } from '../taking-back.ts';
import { HistoryBar } from './history-bar.tsx';
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
  const { attempt } = workspace;
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
  const isPresent = revision !== null && revision === listed?.steps[0]?.revision;
  return (
    <section
      className="history over-table"
      aria-label="历史版本"
      ref={element}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <HistoryBar
        workspace={workspace}
        session={session}
        back={back}
        isPresent={isPresent}
        differing={differing}
        onClose={onClose}
      />
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
              name={`${timeName(past.savedAt, new Date())} 的表`}
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
