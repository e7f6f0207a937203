import { Button } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { likelyDuplicates } from '../../shared/library/duplicates.ts';
import type { LibraryEntry } from '../../shared/library/library.ts';
import type { ActionContext } from '../actions/action.ts';
import { actionOf, keyLabel } from '../actions/actions.ts';
import { useObservable } from '../observable.ts';
import { IndicatorForm } from './indicator-form.tsx';
import { DuplicateGroups } from './library-merge.tsx';
import { LibrarySearch } from './library-search.tsx';
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
          <LibrarySearch
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
