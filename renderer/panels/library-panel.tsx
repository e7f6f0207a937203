import { Button, Input, type InputRef } from 'antd';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { likelyDuplicates } from '../../shared/library/duplicates.ts';
import type { LibraryEntry } from '../../shared/library/library.ts';
import type { ActionContext } from '../actions/action.ts';
import { actionOf, keyLabel } from '../actions/actions.ts';
import { insertIndicator } from '../actions/library-actions.ts';
import { useObservable } from '../observable.ts';
import { IndicatorForm } from './indicator-form.tsx';
import { LibraryList } from './library-list.tsx';
import { DuplicateGroups, MergeQuestion } from './library-merge.tsx';
import './library.css';

interface Props {
  context: ActionContext;
  attempt(work: () => void | Promise<void>): void;
}

/** What the panel shows: the list, the form of an entry (null is a new one), duplicates, or what was removed. */
type View = { name: 'list' } | { name: 'form'; entry: LibraryEntry | null } | { name: 'duplicates' | 'hidden' };

/** The indicator library: search, edit, merge, import and export, and indicators for the open table. */
export function LibraryPanel({ context, attempt }: Props) {
  const { workspace, grid } = context;
  const library = useObservable(workspace.library);
  const [view, setView] = useState<View>({ name: 'list' });
  const duplicates = useMemo(() => likelyDuplicates(library.entries), [library.entries]);
  const propose = actionOf('propose');
  const title = useRef<HTMLHeadingElement>(null);
  const back = () => setView({ name: 'list' });
  const close = () => {
    library.show(null);
    grid.current?.focus();
  };
  // A view that goes takes its focus along; the heading of the next one stands in.
  useEffect(() => {
    if (view.name !== 'list' && view.name !== 'form') title.current?.focus();
  }, [view.name]);

  const readFile = () =>
    attempt(async () => {
      const { files, added, changed, same, problems } = await library.import();
      if (files === 0) return;
      if (problems.length > 0)
        workspace.report = {
          title: '指标库未导入之处',
          lines: problems.map((text) => ({ severity: 'error', text })),
        };
      workspace.say(`指标库：新增 ${added} 项，修改 ${changed} 项，${same} 项未变`);
    });
  const writeFile = () =>
    attempt(async () => {
      const name = await library.export();
      workspace.say(name === null ? '已取消，原有文件未改动' : `已导出 ${name}`);
    });

  return (
    <aside
      className="library-panel"
      aria-label="指标库"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
        if (view.name === 'list') grid.current?.focus();
        else back();
      }}
    >
      <header>
        <h2 ref={title} tabIndex={-1}>
          指标库{titles[view.name]}
        </h2>
        {view.name !== 'list' && (
          <Button size="small" onClick={back}>
            返回
          </Button>
        )}
        <Button size="small" onClick={close}>
          关闭
        </Button>
      </header>
      {view.name === 'list' && (
        <>
          <div className="buttons">
            <Button
              size="small"
              disabled={workspace.current === null}
              title={keyLabel(propose.keys[0] ?? '')}
              onClick={() => attempt(() => propose.run(context))}
            >
              {propose.label}
            </Button>
            <Button size="small" onClick={() => setView({ name: 'form', entry: null })}>
              新增
            </Button>
            <Button size="small" disabled={duplicates.length === 0} onClick={() => setView({ name: 'duplicates' })}>
              合并重复（{duplicates.length} 组）
            </Button>
            <Button size="small" disabled={library.hidden.length === 0} onClick={() => setView({ name: 'hidden' })}>
              已移除（{library.hidden.length}）
            </Button>
            <Button size="small" onClick={readFile}>
              导入
            </Button>
            <Button size="small" onClick={writeFile}>
              导出
            </Button>
          </div>
          <SearchedList
            context={context}
            onEdit={(entry) => setView({ name: 'form', entry })}
            onRemove={(entry) =>
              attempt(async () => {
                await library.remove([entry.id]);
                const take = () => library.restore([entry.name]);
                workspace.say(`已从指标库移除“${entry.name}”`, { label: '撤销移除', take });
              })
            }
            onMerge={(into, ids) => attempt(() => library.merge(into, ids))}
          />
        </>
      )}
      {view.name === 'form' && (
        <IndicatorForm
          entry={view.entry}
          onSave={(indicator) =>
            attempt(async () => {
              await library.save(view.entry?.id ?? null, indicator);
              workspace.say(`指标库已保存“${indicator.name}”`);
              back();
            })
          }
          onRestore={(names, ids) =>
            attempt(async () => {
              await library.restore(names, ids);
              back();
            })
          }
          onCancel={back}
        />
      )}
      {view.name === 'duplicates' && (
        <DuplicateGroups groups={duplicates} onMerge={(into, ids) => attempt(() => library.merge(into, ids))} />
      )}
      {view.name === 'hidden' && (
        <ul className="hidden-entries">
          {library.hidden.map((entry) => (
            <li key={entry.id}>
              {entry.name}
              <Button size="small" onClick={() => attempt(() => library.restore([entry.name]))}>
                恢复
              </Button>
            </li>
          ))}
        </ul>
      )}
    </aside>
  );
}

const titles = { list: '', form: '：指标', duplicates: '：可能重复的指标', hidden: '：已移除的指标' };

interface SearchedProps {
  context: ActionContext;
  onEdit(entry: LibraryEntry): void;
  onRemove(entry: LibraryEntry): void;
  onMerge(into: string, ids: string[]): void;
}

/** The search box keeps the focus: arrows go through the list, Enter inserts, F2 edits. */
function SearchedList({ context, onEdit, onRemove, onMerge }: SearchedProps): ReactNode {
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
