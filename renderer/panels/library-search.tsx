import { Button, Input, type InputRef } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import { libraryOrder } from '../../shared/library/levels.ts';
import type { LibraryEntry } from '../../shared/library/library.ts';
import type { ActionContext } from '../actions/action.ts';
import { keyName } from '../actions/actions.ts';
import { insertIndicator } from '../actions/library-actions.ts';
import { belongsToInputMethod } from '../input-method.ts';
import type { Offer } from '../state/messages.ts';
import { LibraryList } from './library-list.tsx';
import { MergeQuestion } from './library-merge.tsx';

/** What is searched for, which entry is the current one, and which are chosen to be merged. */
export interface Searching {
  query: string;
  at: number;
  marked: ReadonlySet<string>;
}
export const NOTHING_SEARCHED: Searching = { query: '', at: 0, marked: new Set() };

interface Props {
  context: ActionContext;
  /** Kept by the panel, so that it is as it was when the clerk comes back from an entry. */
  searching: Searching;
  /** Whether the clerk comes back from an entry, and goes on here. */
  takesFocus: boolean;
  onSearch(searching: Searching): void;
  onEdit(entry: LibraryEntry): void;
  onRemove(entry: LibraryEntry): void;
  onMerge(into: string, ids: string[]): void;
}

/** The search box keeps the focus: arrows go through the list, Enter inserts, F2 edits. */
export function LibrarySearch({ context, searching, takesFocus, onSearch, onEdit, onRemove, onMerge }: Props) {
  const { library } = context.workspace;
  const { query, at, marked } = searching;
  const change = (part: Partial<Searching>) => onSearch({ ...searching, ...part });
  /** Takes back what was inserted last, as long as the search words are those it was inserted with. */
  const inserted = useRef<{ offer: Offer; query: string } | null>(null);
  const insert = (entry: LibraryEntry) => {
    const offer = insertIndicator(context, entry);
    inserted.current = offer && { offer, query };
  };
  const box = useRef<InputRef>(null);
  useEffect(() => {
    if (takesFocus) box.current?.focus();
  }, [takesFocus]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the search depends on the entries behind it
  const found = useMemo(() => inOrder(library.search(query)), [library, library.entries, query]);
  const current = found[Math.min(at, found.length - 1)];
  const merging = found.filter(({ id }) => marked.has(id));
  const toggled = (id: string) => {
    const next = new Set(marked);
    if (!next.delete(id)) next.add(id);
    return next;
  };
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
  return (
    <>
      <Input
        ref={box}
        data-first
        role="combobox"
        aria-expanded="true"
        aria-controls="library-list"
        aria-activedescendant={current ? `library-${current.id}` : undefined}
        aria-label="搜索指标库"
        placeholder="名称、拼音或首字母，如 满意度、myd"
        value={query}
        onChange={(event) => {
          inserted.current = null;
          change({ query: event.target.value, at: 0 });
        }}
        onKeyDown={(event) => {
          if (belongsToInputMethod(event.nativeEvent)) return;
          const step = steps[event.key];
          if (step !== undefined) change({ at: Math.max(0, Math.min(at + step, found.length - 1)) });
          else if (event.key === 'Enter' && current) insert(current);
          else if (event.key === 'F2' && current) onEdit(current);
          // Right after an insertion Ctrl+Z means that, not the search words.
          else if (keyName(event.nativeEvent) === 'Ctrl+Z' && inserted.current?.query === query) {
            context.workspace.attempt(inserted.current.offer.take);
            inserted.current = null;
          } else return;
          event.preventDefault();
        }}
      />
      <p role="status" className="count">
        {!library.loaded ? '正在加载…' : found.length === 0 ? '没有找到，请换几个字' : `共 ${found.length} 项`}
      </p>
      <LibraryList
        entries={found}
        current={current ?? null}
        marked={marked}
        onChoose={(entry, add) => {
          change({ at: found.indexOf(entry), marked: add ? toggled(entry.id) : marked });
          box.current?.focus();
        }}
        onInsert={insert}
      />
      {current && (
        <section className="entry-bar" aria-label="所选指标">
          <p>
            <b>{current.name}</b>
            {current.also.length > 0 && <span>又称 {current.also.join('、')}</span>}
            {current.values.length > 0 && (
              <span>用过 {current.values.map(({ text, times }) => `${text} ×${times}`).join('、')}</span>
            )}
          </p>
          <div className="buttons">
            <Button size="small" type="primary" onClick={() => insert(current)}>
              插入到表中
            </Button>
            <Button size="small" onClick={() => onEdit(current)}>
              修改
            </Button>
            <Button size="small" onClick={() => onRemove(current)}>
              删除
            </Button>
            <Button
              size="small"
              aria-pressed={marked.has(current.id)}
              onClick={() => change({ marked: toggled(current.id) })}
            >
              {marked.has(current.id) ? '不合并' : '与其他指标合并'}
            </Button>
          </div>
          {merging.length > 1 && (
            <MergeQuestion
              entries={merging}
              onMerge={(into, ids) => {
                change({ marked: new Set() });
                onMerge(into, ids);
                // The question goes and would take the focus along.
                box.current?.focus();
              }}
            />
          )}
        </section>
      )}
    </>
  );
}

const ORDER = libraryOrder.flatMap(({ level1, level2 }) => level2.map((name) => `${level1} ${name}`));

/** By level 1 and 2 as the forms have them, in each the most used first. */
function inOrder(entries: readonly LibraryEntry[]): LibraryEntry[] {
  const place = ({ level1, level2 }: LibraryEntry) => {
    const at = ORDER.indexOf(`${level1} ${level2}`);
    // What was only used under levels that no form has stands last.
    return at < 0 ? ORDER.length : at;
  };
  return entries.toSorted((a, b) => place(a) - place(b) || b.uses - a.uses);
}
