import { Input, type InputRef, Select } from 'antd';
import { type KeyboardEvent, type RefObject, useCallback, useImperativeHandle, useMemo, useRef, useState } from 'react';
import type { Counts } from '../../shared/review.ts';
import { queryWords } from '../../shared/search-words.ts';
import { keyName } from '../actions/actions.ts';
import { chosenActions } from '../actions/list-actions.ts';
import { useObservable } from '../state/observable.ts';
import type { Workspace } from '../workspace.ts';
import { FilingBar } from './filing-bar.tsx';
import './filing-list.css';
import { type Grouping, groupings, type Row, type Sort, sorts } from './filing-rows.ts';
import { FilingTree, type FilingTreeHandle } from './filing-tree.tsx';

export interface FilingListHandle {
  focusSearch(): void;
}

interface Props {
  workspace: Workspace;
  handle: RefObject<FilingListHandle | null>;
  attempt(work: () => void | Promise<void>): void;
  onLeave(): void;
}

const optionsOf = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));
const SORTS = optionsOf(sorts).map(({ value, label }) => ({ value, label: `按${label}` }));
const GROUPINGS = optionsOf(groupings);

/** In the list, the keys of these commands are about the chosen filings. */
const KEYS: Record<string, string> = {
  'Ctrl+E': 'chosen-xlsx',
  'Ctrl+Shift+E': 'chosen-pdf',
  'Ctrl+Shift+P': 'chosen-print',
};

/** The filings by year and unit, with search over names and all text, several to choose, and the 回收站. */
export function FilingList({ workspace, handle, attempt, onLeave }: Props) {
  const view = useObservable(workspace.list);
  const { counts } = useObservable(workspace.review);
  const seen = useCallback((ids: readonly number[]) => workspace.review.seen(ids), [workspace]);
  const search = useRef<InputRef>(null);
  const tree = useRef<FilingTreeHandle>(null);
  useImperativeHandle(handle, () => ({ focusSearch: () => search.current?.focus({ cursor: 'all' }) }));
  const { summaries, trashed, query } = workspace;
  const words = useMemo(() => queryWords(query), [query]);
  const searching = words.length > 0;
  const { rows } = view.arrange(summaries, { searching, trashed });

  const open = (id: number) => {
    if (trashed) return workspace.say('回收站中的表请先恢复，再打开');
    // The table that opens takes the focus from nobody.
    (document.activeElement as HTMLElement | null)?.blur();
    attempt(() => workspace.open(id));
    onLeave();
  };

  /** An empty 回收站 has no rows: then the way back out of it. */
  const box = useRef<HTMLElement>(null);
  const focusTree = () => {
    if (tree.current) tree.current.focus();
    else box.current?.querySelector<HTMLElement>('.trash button')?.focus();
  };

  const key = (event: KeyboardEvent, row: Row | undefined) => {
    const name = keyName(event);
    const action = chosenActions.find((candidate) => candidate.id === KEYS[name]);
    if (action && view.chosen.size > 0) attempt(() => action.run({ workspace }));
    else if (name === 'Delete') remove(row?.kind === 'filing' ? row.summary.id : null);
    else if (name === 'Ctrl+Z' && workspace.offer) attempt(workspace.offer.take);
    else if (name === 'Escape') onLeave();
    else return;
    event.preventDefault();
  };

  /** Delete, for the chosen filings or the one the keys are on: to 回收站 at once, from there after a question. */
  const remove = (id: number | null) => {
    const ids = view.chosen.size > 0 || id === null ? view.inOrder() : [id];
    if (ids.length === 0) return workspace.say('请先选择要删除的表');
    if (!trashed) return attempt(() => workspace.trash(ids));
    view.choose(ids);
    view.ask('purge');
  };

  return (
    <nav ref={box} className="filing-list" aria-label="表的列表">
      <SearchBox
        input={search}
        query={query}
        onSearch={(text) => attempt(() => workspace.search(text))}
        onEnter={() => {
          const first = rows.find((row) => row.kind === 'filing');
          if (first && !trashed) open(first.summary.id);
        }}
        onDown={() => tree.current?.focus()}
      />
      {!trashed && (
        <div className="arrangement">
          <Select
            className="arranged"
            size="small"
            aria-label="排序"
            value={view.sort}
            options={SORTS}
            onChange={(sort: Sort) => view.setSort(sort)}
          />
          <Select
            className="arranged"
            size="small"
            aria-label="分组"
            value={view.grouping}
            options={GROUPINGS}
            onChange={(grouping: Grouping) => view.setGrouping(grouping)}
          />
        </div>
      )}
      <div className="tree">
        {rows.length > 0 ? (
          <FilingTree
            key={`${trashed} ${searching}`}
            rows={rows}
            current={trashed ? null : (workspace.current?.id ?? null)}
            chosen={view.chosen}
            words={words}
            label={trashed ? '回收站中的表' : searching ? `找到的表，共 ${workspace.found} 张` : '表'}
            handle={tree}
            counts={trashed ? NO_COUNTS : counts}
            onSeen={trashed ? NOBODY : seen}
            undated={trashed || view.grouping === 'none'}
            top={trashed || searching ? 0 : view.top}
            onScrolled={(top) => {
              if (!trashed && !searching) view.top = top;
            }}
            onOpen={open}
            onChoose={(ids) => view.choose(ids)}
            onFold={trashed || searching ? undefined : (group, closed) => view.fold(group, closed)}
            onKey={key}
          />
        ) : (
          <p className="none">{query ? '没有找到' : trashed ? '回收站是空的' : '还没有表'}</p>
        )}
      </div>
      {workspace.found > summaries.length && (
        <p className="more">
          共找到 {workspace.found} 张，只列出前 {summaries.length} 张，请再输入几个字
        </p>
      )}
      <FilingBar workspace={workspace} attempt={attempt} onDone={focusTree} onLeave={onLeave} />
    </nav>
  );
}

const NO_COUNTS: ReadonlyMap<number, Counts> = new Map();
const NOBODY = () => undefined;

interface SearchProps {
  input: RefObject<InputRef | null>;
  query: string;
  onSearch(text: string): void;
  onEnter(): void;
  onDown(): void;
}

/** The search box. What an input method is composing is shown, but not searched for. */
function SearchBox({ input, query, onSearch, onEnter, onDown }: SearchProps) {
  const [composing, setComposing] = useState<string | null>(null);
  return (
    <Input
      ref={input}
      allowClear
      placeholder="搜索项目或指标…"
      aria-label="搜索项目名称和表中文字"
      value={composing ?? query}
      onCompositionStart={(event) => setComposing(event.currentTarget.value)}
      onCompositionEnd={(event) => {
        setComposing(null);
        onSearch(event.currentTarget.value);
      }}
      onChange={(event) => {
        if (composing !== null && event.type === 'change') setComposing(event.target.value);
        else onSearch(event.target.value);
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.keyCode === 229) return;
        if (event.key === 'ArrowDown') onDown();
        else if (event.key === 'Enter') onEnter();
        else if (event.key === 'Escape' && query !== '') onSearch('');
        else return;
        event.preventDefault();
      }}
    />
  );
}
