import { LeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { LibraryPlan } from '../../shared/api.ts';
import { likelyDuplicates } from '../../shared/library/duplicates.ts';
import type { LibraryEntry } from '../../shared/library/library.ts';
import type { ActionContext } from '../actions/action.ts';
import { panes } from '../panes.ts';
import { useObservable } from '../state/observable.ts';
import { IndicatorForm } from './indicator-form.tsx';
import { ImportQuestion } from './library-import.tsx';
import { DuplicateGroups } from './library-merge.tsx';
import { LibrarySearch, NOTHING_SEARCHED } from './library-search.tsx';
import './library.css';

interface Props {
  context: ActionContext;
}

/**
 * What the panel shows: the list, the form of an entry (null is a new one), an import's question, duplicates, removed
 * ones.
 */
type View =
  | { name: 'list' }
  | { name: 'form'; entry: LibraryEntry | null }
  | { name: 'import'; plan: LibraryPlan }
  | { name: 'duplicates' | 'hidden' };

/** The indicator library: search, edit, merge, import and export, and indicators for the open table. */
export function LibraryPanel({ context }: Props) {
  const { workspace } = context;
  const { attempt } = workspace;
  const library = useObservable(workspace.library);
  const [view, setView] = useState<View>(() => {
    const { writing, entries } = workspace.library;
    return writing ? { name: 'form', entry: entries.find(({ id }) => id === writing.id) ?? null } : { name: 'list' };
  });
  const [searching, setSearching] = useState(NOTHING_SEARCHED);
  const duplicates = useMemo(() => likelyDuplicates(library.entries), [library.entries]);
  /** Whether something else stood here before the list. */
  const [returned, setReturned] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  /** What had the focus goes: the heading takes it, in the list the search box. */
  const takeFocus = () => (title.current ? title.current.focus() : panes.focus('panel'));
  const show = (next: View) => {
    library.writing = null;
    setReturned(true);
    setView(next);
  };
  const back = () => {
    if (view.name === 'import') workspace.say('未导入，指标库未改动');
    show({ name: 'list' });
  };
  // A view that goes takes its focus along; the heading of the next one stands in.
  useEffect(() => {
    if (view.name === 'duplicates' || view.name === 'hidden') title.current?.focus();
  }, [view.name]);

  const readFile = () =>
    attempt(async () => {
      const plan = await library.plan();
      const { files, indicators, same, problems } = plan;
      if (files === 0) return;
      // One reason for which nothing came in is told by the message alone.
      if (problems.length > 1 || (problems.length > 0 && indicators.length + same > 0))
        workspace.reports.tell({
          title: '指标库未导入之处',
          lines: problems.map((text) => ({ severity: 'error', text })),
        });
      if (indicators.length > 0) show({ name: 'import', plan });
      workspace.say(
        indicators.length > 0
          ? '请在指标库中确认导入'
          : same > 0
            ? `${same} 项都与指标库相同，没有可导入的`
            : (problems[0] ?? '文件中没有指标，指标库未改动'),
      );
    });
  /** Takes a change of the library back. The button of its message goes with it, so the panel takes the focus. */
  const undone = (undo: number, text: string) => async () => {
    await library.takeBack(undo);
    takeFocus();
    workspace.say(text);
  };
  const takeFile = (plan: LibraryPlan) =>
    attempt(async () => {
      show({ name: 'list' });
      const undo = await library.import(plan);
      const take = undone(undo, '已撤销导入，指标库与导入前相同');
      const { added, changed, same } = plan;
      workspace.say(`指标库：新增 ${added.length} 项，修改 ${changed.length} 项，${same} 项未变`, {
        label: '撤销导入',
        take,
        undoes: true,
      });
    });
  const merge = (into: string, ids: string[]) =>
    attempt(async () => {
      const nameOf = (id: string) => library.entries.find((entry) => entry.id === id)?.name ?? '';
      const kept = nameOf(into);
      const others = ids.filter((id) => id !== into).map((id) => `“${nameOf(id)}”`);
      const named = others.length > 3 ? `${others.slice(0, 3).join('、')}等 ${others.length} 项` : others.join('、');
      const undo = await library.merge(into, ids);
      const take = undone(undo, '已撤销合并');
      workspace.say(`已把${named}并入“${kept}”`, { label: '撤销合并', take, undoes: true });
      if (view.name === 'duplicates') takeFocus();
    });
  const writeFile = () => attempt(() => workspace.exports.library());

  return (
    <section
      className="library-panel"
      aria-label="指标库"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
        // From a view inside it Esc leads back to the list, from there to the table.
        if (view.name === 'list') return;
        event.preventDefault();
        back();
      }}
    >
      {view.name !== 'list' && (
        <header>
          <Button size="small" icon={<LeftOutlined />} onClick={back}>
            返回
          </Button>
          <h3 ref={title} tabIndex={-1}>
            {titles[view.name]}
          </h3>
        </header>
      )}
      {view.name === 'list' && (
        <>
          <div className="buttons">
            <Button size="small" onClick={() => show({ name: 'form', entry: null })}>
              新增
            </Button>
            <Button size="small" disabled={duplicates.length === 0} onClick={() => show({ name: 'duplicates' })}>
              合并重复（{duplicates.length} 组）
            </Button>
            <Button size="small" disabled={library.hidden.length === 0} onClick={() => show({ name: 'hidden' })}>
              已删除指标（{library.hidden.length}）
            </Button>
            <Button size="small" onClick={readFile}>
              导入
            </Button>
            <Button size="small" onClick={writeFile}>
              导出
            </Button>
          </div>
          <LibrarySearch
            context={context}
            searching={searching}
            takesFocus={returned}
            onSearch={setSearching}
            onEdit={(entry) => show({ name: 'form', entry })}
            onRemove={(entry) =>
              attempt(async () => {
                await library.remove([entry.id]);
                const take = () => library.restore([entry.name]);
                workspace.say(`已从指标库删除“${entry.name}”`, { label: '撤销删除', take, undoes: true });
              })
            }
            onMerge={merge}
          />
        </>
      )}
      {view.name === 'form' && (
        <IndicatorForm
          entry={view.entry}
          begun={library.writing?.written ?? null}
          onWrite={(written) => {
            library.writing = { id: view.entry?.id ?? null, written };
          }}
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
      {view.name === 'duplicates' && <DuplicateGroups groups={duplicates} onMerge={merge} />}
      {view.name === 'import' && (
        <ImportQuestion plan={view.plan} onImport={() => takeFile(view.plan)} onCancel={back} />
      )}
      {view.name === 'hidden' && (
        <ul className="hidden-entries">
          {library.hidden.map((entry) => (
            <li key={entry.id}>
              {entry.name}
              <Button
                size="small"
                onClick={() =>
                  attempt(async () => {
                    await library.restore([entry.name]);
                    workspace.say(`指标库又列出“${entry.name}”`);
                    takeFocus();
                  })
                }
              >
                恢复
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const titles = {
  form: '指标',
  import: '确认导入',
  duplicates: '可能重复的指标',
  hidden: '已删除的指标',
};
