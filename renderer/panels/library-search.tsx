import { Button, Input, type InputRef } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { LibraryEntry } from '../../shared/library/library.ts';
import type { ActionContext } from '../actions/action.ts';
import { insertIndicator } from '../actions/library-actions.ts';
import { LibraryList } from './library-list.tsx';
import { MergeQuestion } from './library-merge.tsx';

interface Props {
  context: ActionContext;
  onEdit(entry: LibraryEntry): void;
  onRemove(entry: LibraryEntry): void;
  onMerge(into: string, ids: string[]): void;
}

/** The search box keeps the focus: arrows go through the list, Enter inserts, F2 edits. */
export function LibrarySearch({ context, onEdit, onRemove, onMerge }: Props) {
  const { library } = context.workspace;
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const box = useRef<InputRef>(null);
  useEffect(() => box.current?.focus(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the search depends on the entries behind it
  const found = useMemo(() => inOrder(library.search(query)), [library, library.entries, query]);
  const current = found[Math.min(at, found.length - 1)];
  const merging = found.filter(({ id }) => marked.has(id));
  const toggle = (id: string) => {
    const next = new Set(marked);
    if (!next.delete(id)) next.add(id);
    setMarked(next);
  };
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
  return (
    <>
      <Input
        ref={box}
        role="combobox"
        aria-expanded="true"
        aria-controls="library-list"
        aria-activedescendant={current ? `library-${current.id}` : undefined}
        aria-label="搜索指标库"
        placeholder="名称、拼音或首字母，如 满意度、myd"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.keyCode === 229) return;
          const step = steps[event.key];
          if (step !== undefined) setAt(Math.max(0, Math.min(at + step, found.length - 1)));
          else if (event.key === 'Enter' && current) insertIndicator(context, current);
          else if (event.key === 'F2' && current) onEdit(current);
          else return;
          event.preventDefault();
        }}
      />
      <p role="status" className="count">
        {found.length === 0 ? '没有找到，请换几个字' : `共 ${found.length} 项`}
      </p>
      <LibraryList
        entries={found}
        current={current ?? null}
        marked={marked}
        onChoose={(entry, add) => {
          setAt(found.indexOf(entry));
          if (add) toggle(entry.id);
          box.current?.focus();
        }}
        onInsert={(entry) => insertIndicator(context, entry)}
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
            <Button size="small" type="primary" onClick={() => insertIndicator(context, current)}>
              插入到表中
            </Button>
            <Button size="small" onClick={() => onEdit(current)}>
              修改
            </Button>
            <Button size="small" onClick={() => onRemove(current)}>
              移除
            </Button>
            <Button size="small" aria-pressed={marked.has(current.id)} onClick={() => toggle(current.id)}>
              {marked.has(current.id) ? '不合并' : '选来合并'}
            </Button>
          </div>
          {merging.length > 1 && (
            <MergeQuestion
              entries={merging}
              onMerge={(into, ids) => {
                setMarked(new Set());
                onMerge(into, ids);
              }}
            />
          )}
        </section>
      )}
    </>
  );
}

const ORDER = ['产出指标', '效益指标', '满意度指标', ''];
const LEVEL2 = [
  '数量指标',
  '质量指标',
  '时效指标',
  '成本指标',
  '经济效益指标',
  '社会效益指标',
  '生态效益指标',
  '可持续影响指标',
];

/** By level 1 and 2 as the forms have them, in each the most used first. */
function inOrder(entries: readonly LibraryEntry[]): LibraryEntry[] {
  const place = ({ level1, level2 }: LibraryEntry) => ORDER.indexOf(level1) * 20 + LEVEL2.indexOf(level2);
  return entries.toSorted((a, b) => place(a) - place(b) || b.uses - a.uses);
}
