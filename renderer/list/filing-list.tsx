import { Input, type InputRef, Select } from 'antd';
import { type KeyboardEvent, type RefObject, useCallback, useMemo, useRef, useState } from 'react';
import { queryWords } from '../../shared/search-words.ts';
import type { ActionContext } from '../actions/action.ts';
import { keyName } from '../actions/actions.ts';
import { chosenActions } from '../actions/list-actions.ts';
import { panes, usePane } from '../panes.ts';
import { useObservable } from '../state/observable.ts';
import { FilingBar } from './filing-bar.tsx';
import './filing-list.css';
import { type Grouping, groupings, type Row, type Sort, sorts } from './filing-rows.ts';
import { FilingTree, type FilingTreeHandle } from './filing-tree.tsx';

interface Props {
  context: ActionContext;
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

/** The filings by year and unit, with search over names and all text, several to choose. */
export function FilingList({ context: { workspace, grid, uncover } }: Props) {
  const { attempt, filings, list: view, frame } = workspace;
  useObservable(view);
  const { summaries, query, found } = useObservable(filings);
  const { counts } = useObservable(workspace.review);
  const { current } = useObservable(workspace.sessions);
  const seen = useCallback((ids: readonly number[]) => workspace.review.seen(ids), [workspace]);
  const box = useRef<HTMLElement>(null);
  const search = useRef<InputRef>(null);
  const tree = useRef<FilingTreeHandle>(null);
  usePane('list', { element: box, focus: () => tree.current?.focus() ?? search.current?.focus() });
  usePane('search', { element: box, focus: () => search.current?.focus({ cursor: 'all' }) });
  const words = useMemo(() => queryWords(query), [query]);
  const searching = words.length > 0;
  const { rows } = view.arrange(summaries, { searching });

  /** The focus stays in the list, so that its keys are about the list; Enter and Tab go on to the table. */
  const open = (id: number, enters: boolean) =>
    attempt(async () => {
      await workspace.open(id);
      if (!enters) return;
      uncover();
      grid.current?.focus();
    });

  const enter = () => {
    frame.show('table');
    panes.focus('table');
  };

  const key = (event: KeyboardEvent, row: Row | undefined) => {
    const name = keyName(event);
    const action = chosenActions.find((candidate) => candidate.id === KEYS[name]);
    const offer = workspace.messages.last.offers.find(({ label }) => label.startsWith('撤销'));
    if (action && view.chosen.size > 0) attempt(() => action.run({ workspace }));
    else if (name === 'Delete') remove(row?.kind === 'filing' ? row.summary.id : null);
    else if (name === 'Ctrl+Z' && offer) attempt(offer.take);
    else if (name === 'Escape' || (name === 'Tab' && current)) enter();
    else return;
    event.preventDefault();
  };

  /** Delete, for the chosen filings or the one the keys are on: to 回收站 at once. */
  const remove = (id: number | null) => {
    const ids = view.chosen.size > 0 || id === null ? view.inOrder() : [id];
    if (ids.length === 0) return workspace.say('请先选择要删除的表');
    attempt(() => workspace.trash(ids));
  };

  return (
    <nav ref={box} className="filing-list" aria-label="表的列表">
      <SearchBox
        input={search}
        query={query}
        onSearch={(text) => attempt(() => filings.search(text))}
        onEnter={() => {
          const first = rows.find((row) => row.kind === 'filing');
          if (first) open(first.summary.id, true);
        }}
        onDown={() => tree.current?.focus()}
      />
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
      <div className="tree">
        {rows.length > 0 ? (
          <FilingTree
            key={String(searching)}
            rows={rows}
            current={current?.id ?? null}
            chosen={view.chosen}
            words={words}
            label={searching ? `找到的表，共 ${found} 张` : '表'}
            handle={tree}
            counts={counts}
            onSeen={seen}
            undated={view.grouping === 'none'}
            top={searching ? 0 : view.top}
            onScrolled={(top) => {
              if (!searching) view.top = top;
            }}
            onOpen={open}
            onChoose={(ids) => view.choose(ids)}
            onFold={searching ? undefined : (group, closed) => view.fold(group, closed)}
            onKey={key}
          />
        ) : (
          <p className="none">{query ? '没有找到' : '暂无绩效表'}</p>
        )}
      </div>
      {found > summaries.length && (
        <p className="more">
          共找到 {found} 张，只列出前 {summaries.length} 张，请再输入几个字
        </p>
      )}
      <FilingBar workspace={workspace} onDone={() => tree.current?.focus()} />
    </nav>
  );
}

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
