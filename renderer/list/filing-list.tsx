import type { InputRef } from 'antd';
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import { queryWords } from '../../shared/search-words.ts';
import type { ActionContext } from '../actions/action.ts';
import { actionOf, keyName } from '../actions/actions.ts';
import { aboutChosen, type FilingsActionId, filingsAction } from '../actions/list-actions.ts';
import { runAction } from '../actions/run-action.ts';
import { belongsToInputMethod } from '../input-method.ts';
import { panes, usePane } from '../panes.ts';
import { useObservable } from '../state/observable.ts';
import { trash } from '../trashing.ts';
import { typesText } from '../typed-ahead.ts';
import { tableEntering } from './enter-table.ts';
import { FilingBar } from './filing-bar.tsx';
import './filing-list.css';
import type { Row } from '../state/filing-rows.ts';
import { FilingTree, type FilingTreeHandle } from './filing-tree.tsx';
import { ListButtons, SearchBox } from './list-head.tsx';
import { RowMenu } from './row-menu.tsx';

interface Props {
  context: ActionContext;
}

/** In the list, the keys of these commands are about the chosen filings. */
const KEYS: Record<string, FilingsActionId> = {
  'Ctrl+E': 'xlsx',
  'Ctrl+Shift+E': 'pdf',
  'Ctrl+P': 'print',
  'Ctrl+Shift+P': 'print',
};

/** The filings by year and unit, with search over names and all text, several to choose. */
export function FilingList({ context }: Props) {
  const { workspace } = context;
  const { attempt, filings, list: view, frame } = workspace;
  useObservable(view);
  const { groups, arrangement, known, query, found } = useObservable(filings);
  const { counts } = useObservable(workspace.review.listed);
  const { current } = useObservable(workspace.sessions);
  const [menuOf, setMenuOf] = useState<readonly number[]>([]);
  const seen = useCallback((ids: readonly number[]) => workspace.review.seen(ids), [workspace]);
  const near = useCallback((ids: readonly number[]) => attempt(() => filings.see(ids)), [attempt, filings]);
  const entering = useMemo(() => tableEntering(context), [context]);
  const box = useRef<HTMLElement>(null);
  const search = useRef<InputRef>(null);
  const tree = useRef<FilingTreeHandle>(null);
  usePane('list', { element: box, focus: () => tree.current?.focus() ?? search.current?.focus() });
  usePane('search', { element: box, focus: () => search.current?.focus({ cursor: 'all' }) });
  const words = useMemo(() => queryWords(query), [query]);
  const searching = words.length > 0;
  const rows = view.rows(groups, arrangement.grouping, { searching });
  const toTree = () => tree.current?.focus();

  const enter = (id: number) => attempt(() => entering.enter(id));
  /** The focus stays in the list, so that its keys are about the list; Enter and Tab go on to the table. */
  const open = (id: number, enters: boolean) => {
    if (enters) return enter(id);
    attempt(() => workspace.open(id));
  };
  const toTable = () =>
    attempt(async () => {
      await workspace.sessions.settled();
      frame.show('table');
      panes.focus('table');
    });

  const key = (event: KeyboardEvent, row: Row | undefined) => {
    if (belongsToInputMethod(event.nativeEvent)) return;
    const name = keyName(event);
    // The key itself goes where the focus is by then.
    if (typesText(event)) return search.current?.focus({ cursor: 'all' });
    const action = KEYS[name];
    if (action && view.chosen.size > 0) attempt(() => filingsAction(action).run(aboutChosen(workspace)));
    else if (name === 'Delete') remove(row?.kind === 'filing' ? row.id : null);
    else if (name === 'Ctrl+Z') takeBack();
    // In the list these are about the list, never about the table that is open beside it.
    else if (name === 'Ctrl+Y' || name === 'Ctrl+Shift+Z') workspace.say('列表中没有可恢复的操作');
    else if (name === 'Escape' || (name === 'Tab' && current && !workspace.frame.covered)) toTable();
    else return;
    event.preventDefault();
  };

  /** Delete, for the chosen filings or the one the keys are on: to 回收站 at once. */
  const remove = (id: number | null) => {
    const ids = view.chosen.size > 0 || id === null ? view.inOrder() : [id];
    if (ids.length === 0) return workspace.say('请先选择要删除的表');
    attempt(async () => {
      await workspace.sessions.settled();
      await trash(workspace, [...ids]);
    });
  };

  /** Ctrl+Z takes back what was done with tables, as long as that is offered. */
  const takeBack = () => {
    const { undo } = workspace.messages;
    if (undo) attempt(() => workspace.messages.take(undo));
    else workspace.say('列表中没有可撤销的操作；要撤销表中的修改，请先按 Tab 到表中');
  };

  const run = useCallback((action: string) => runAction(actionOf(action), context), [context]);

  return (
    <nav ref={box} className="filing-list" aria-label="表的列表" onKeyDownCapture={entering.keep}>
      <div className="list-head">
        <SearchBox
          input={search}
          query={query}
          onSearch={(text) => attempt(() => filings.search(text))}
          onEnter={() => {
            const [first] = rows.order;
            if (first !== undefined) enter(first);
          }}
          onDown={toTree}
        />
        <ListButtons view={view} onRun={run} />
      </div>
      {rows.length > 0 ? (
        <RowMenu about={{ workspace, ids: menuOf }} onOpenTable={enter} onClosed={toTree}>
          <FilingTree
            key={String(searching)}
            rows={rows}
            known={known}
            current={current?.id ?? null}
            chosen={view.chosen}
            words={words}
            label={searching ? `找到的表，共 ${found} 张` : '表'}
            handle={tree}
            counts={counts}
            onSeen={seen}
            onNear={near}
            undated={arrangement.grouping === 'none'}
            top={searching ? 0 : view.top}
            onScrolled={(top) => {
              if (!searching) view.top = top;
            }}
            onOpen={open}
            onChoose={(ids) => view.choose(ids)}
            onFold={searching ? undefined : (group, closed) => view.fold(group, closed)}
            onKey={key}
            onMenu={(row) => {
              const ids = rows.idsOf(row);
              setMenuOf(ids.every((id) => view.chosen.has(id)) ? view.inOrder() : ids);
            }}
          />
        </RowMenu>
      ) : (
        <p className="none">{query ? '没有找到' : '暂无绩效表'}</p>
      )}
      {found > rows.order.length && (
        <p className="more">
          共找到 {found} 张，只列出前 {rows.order.length} 张，请再输入几个字
        </p>
      )}
      <FilingBar workspace={workspace} onDone={toTree} />
    </nav>
  );
}
