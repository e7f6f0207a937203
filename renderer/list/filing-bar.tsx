import { Button } from 'antd';
import { useRef } from 'react';
import { chosenActions } from '../actions/list-actions.ts';
import { RollQuestion } from '../dialogs/roll-question.tsx';
import { YearQuestion } from '../dialogs/year-question.tsx';
import { copyToYear, rollForward } from '../other-years.ts';
import { useObservable } from '../state/observable.ts';
import type { Workspace } from '../workspace.ts';
import './filing-bar.css';

interface Props {
  workspace: Workspace;
  attempt(work: () => void | Promise<void>): void;
  /** The focus goes back to the list. */
  onDone(): void;
  /** The focus goes back to the table. */
  onLeave(): void;
}

/** Under the list: what can be done with the chosen filings, the questions this takes, and the way to 回收站. */
export function FilingBar({ workspace, attempt, onDone, onLeave }: Props) {
  const view = useObservable(workspace.list);
  const { trashed } = workspace;
  const chosen = view.inOrder();
  /** Whether the question was asked from here; a command asks it from the table, which then gets the focus back. */
  const askedHere = useRef(false);
  const goBack = () => {
    if (askedHere.current || trashed) onDone();
    else onLeave();
    askedHere.current = false;
  };
  const close = () => {
    view.ask(null);
    goBack();
  };
  /** What goes with the work it was for leaves the focus to where that was begun. */
  const act = (work: () => void | Promise<void>, back: () => void = onDone) =>
    attempt(async () => {
      await work();
      // Until it is drawn, a button that goes still has the focus.
      await new Promise((resolve) => setTimeout(resolve));
      if (document.activeElement === document.body) back();
    });
  return (
    <>
      {chosen.length > 0 && view.asking === null && (
        <section className="chosen-bar" aria-label="所选的表">
          <header>
            <span role="status">已选 {chosen.length} 张</span>
            <Button
              size="small"
              type="text"
              onClick={() => {
                view.choose([]);
                onDone();
              }}
            >
              取消选择
            </Button>
          </header>
          {!trashed && (
            <div className="buttons">
              {chosenActions
                .filter((action) => action.enabled({ workspace }))
                .map((action) => (
                  <Button
                    key={action.id}
                    size="small"
                    danger={action.id === 'chosen-trash'}
                    onClick={() => {
                      askedHere.current = true;
                      act(() => action.run({ workspace }));
                    }}
                  >
                    {action.id === 'chosen-trash' ? `${action.short}（${chosen.length} 张）` : action.short}
                  </Button>
                ))}
            </div>
          )}
        </section>
      )}
      {view.asking === 'copy' && !trashed && chosen.length > 0 && (
        <YearQuestion
          title="复制到其他年度"
          lead={`将 ${chosen.length} 张表复制到`}
          verb="复制"
          year={nextYear(workspace, chosen)}
          onAnswer={(year) => act(() => copyToYear(workspace, chosen, year), goBack)}
          onCancel={close}
        >
          <p>金额、文字和其中的年份照原样复制，不与原表对照。同一项目到下一年，请用“结转下年”。</p>
        </YearQuestion>
      )}
      {view.asking === 'roll' && !trashed && chosen.length > 0 && (
        <RollQuestion
          key={chosen.join(' ')}
          count={chosen.length}
          year={nextYear(workspace, chosen)}
          onRoll={(year, amounts) => act(() => rollForward(workspace, chosen, year, amounts), goBack)}
          onCancel={close}
        />
      )}
      <Trash workspace={workspace} chosen={chosen} act={act} onCancel={close} />
    </>
  );
}

/** The year after the latest of the chosen filings. */
function nextYear({ summaries, year }: Workspace, chosen: readonly number[]): number {
  const ids = new Set(chosen);
  const years = summaries.flatMap((summary) => (ids.has(summary.id) && summary.year !== null ? [summary.year] : []));
  return years.length > 0 ? Math.max(...years) + 1 : year;
}

interface TrashProps {
  workspace: Workspace;
  chosen: number[];
  act(work: () => void | Promise<void>): void;
  onCancel(): void;
}

/** The way to 回收站 and back; in it, restoring and deleting for good: the chosen filings, or all that are shown. */
function Trash({ workspace, chosen, act, onCancel }: TrashProps) {
  const { trashed, summaries, list } = workspace;
  const ids = chosen.length > 0 ? chosen : summaries.map((summary) => summary.id);
  if (trashed && list.asking === 'purge' && ids.length > 0)
    return (
      // biome-ignore lint/a11y/useSemanticElements: a question, not a group of fields
      <div
        className="question"
        role="group"
        aria-label="彻底删除"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          onCancel();
        }}
      >
        <p>彻底删除 {ids.length} 张表？删除后无法恢复。</p>
        <div className="buttons">
          <Button
            size="small"
            danger
            onClick={() =>
              act(async () => {
                list.ask(null);
                await workspace.purge(ids);
              })
            }
          >
            确认彻底删除
          </Button>
          <Button size="small" autoFocus onClick={onCancel}>
            取消
          </Button>
        </div>
      </div>
    );
  return (
    <div className="trash">
      <Button size="small" type="text" aria-pressed={trashed} onClick={() => act(() => workspace.showTrash(!trashed))}>
        {trashed ? '← 返回列表' : '回收站'}
      </Button>
      {trashed && ids.length > 0 && (
        <>
          <Button size="small" onClick={() => act(() => workspace.restore(ids))}>
            {chosen.length > 0 ? `恢复 ${ids.length} 张` : '全部恢复'}
          </Button>
          <Button size="small" danger onClick={() => list.ask('purge')}>
            彻底删除
          </Button>
        </>
      )}
    </div>
  );
}
