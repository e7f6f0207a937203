import { Tag } from 'antd';
import { type KeyboardEvent, type RefObject, useEffect, useMemo } from 'react';
import { clockName, dayName } from '../day-name.ts';
import type { History } from '../state/history.ts';
import { type HistoryLine, historyGroups } from '../state/history-days.ts';

interface Props {
  history: History;
  list: RefObject<HTMLDivElement | null>;
  attempt(work: () => void | Promise<void>): void;
  /** Another version is looked at. */
  onLook(): void;
  /** Goes on to what differs. */
  onEnter(): void;
}

/** Lines that PageUp and PageDown go over. */
const PAGE = 10;

/** What was saved, by name and by day; what is marked with the arrow keys is looked at. */
export function HistoryList({ history, list, attempt, onLook, onEnter }: Props) {
  const { listed, unfolded, at } = history;
  const groups = useMemo(() => (listed ? historyGroups(listed, unfolded, new Date()) : []), [listed, unfolded]);
  const lines = groups.flatMap((group) => group.lines);
  const index = lines.findIndex(({ key }) => key === at);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the marked line is kept in view
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at, groups]);
  const choose = (line: HistoryLine | undefined) => {
    if (!line) return;
    if (line.kind === 'more') return history.unfold(line.day);
    onLook();
    attempt(() => history.look(line.key, line.revision));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + PAGE,
      PageUp: index - PAGE,
      Home: 0,
      End: lines.length - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) choose(lines[Math.max(0, Math.min(to, lines.length - 1))]);
    else if (event.key === 'Enter') onEnter();
    else return;
    event.preventDefault();
  };
  return (
    <div className="history-list">
      <div
        role="listbox"
        aria-label="历史版本"
        aria-activedescendant={index >= 0 ? lineId(at) : undefined}
        tabIndex={0}
        ref={list}
        onKeyDown={onKeyDown}
      >
        {groups.map(({ key, title, lines }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
          <div role="group" aria-label={title} key={key}>
            <p className="history-day" aria-hidden="true">
              {title}
            </p>
            {lines.map((line) => (
              <Line key={line.key} line={line} chosen={line.key === at} onChoose={() => choose(line)} />
            ))}
          </div>
        ))}
      </div>
      {listed?.cut && <p className="history-note">只列出最近 {listed.steps.length} 次修改</p>}
      {listed && listed.locks.length > 0 && (
        <section className="history-note" aria-label="定稿记录">
          <strong>定稿记录</strong>
          <ul>
            {listed.locks.map(({ lockedAt, unlockedAt, reason }) => (
              <li key={lockedAt}>
                {timeOf(lockedAt)} 定稿{unlockedAt !== null && `，${timeOf(unlockedAt)} 解除：${reason}`}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

interface LineProps {
  line: HistoryLine;
  chosen: boolean;
  onChoose(): void;
}

function Line({ line, chosen, onChoose }: LineProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list keeps the focus and points to its marked line
    // biome-ignore lint/a11y/useKeyWithClickEvents: the same
    <div
      role="option"
      id={lineId(line.key)}
      aria-selected={chosen}
      className={line.kind === 'more' ? 'history-line more' : 'history-line'}
      onClick={onChoose}
    >
      {line.kind === 'more' ? (
        `展开其余 ${line.count} 次`
      ) : (
        <>
          <time>{line.time}</time>
          <span className="history-label" title={line.label}>
            {line.label}
          </span>
          {line.present && <Tag variant="outlined">现在</Tag>}
          {line.damaged && (
            <Tag variant="outlined" color="warning">
              已损坏
            </Tag>
          )}
          {line.names.map((name) => (
            <Tag key={name} variant="outlined" color="processing">
              {name}
            </Tag>
          ))}
        </>
      )}
    </div>
  );
}

const lineId = (key: string) => `history-${key}`;

function timeOf(iso: string): string {
  return `${dayName(iso, new Date())} ${clockName(iso)}`;
}
