import { Button, Input } from 'antd';
import { useEffect, useRef } from 'react';
import { belongsToInputMethod } from '../input-method.ts';
import { useObservable } from '../state/observable.ts';
import { restore } from '../trashing.ts';
import type { Workspace } from '../workspace.ts';
import { PageOver } from './page-over.tsx';
import './trash.css';
import type { ChoiceTableHandle } from '../choice-table.tsx';
import { clearable } from '../clearable.tsx';
import { TrashTable } from './trash-table.tsx';

/** 回收站: what was deleted, to be brought back or deleted for good. */
export function TrashPage({ workspace }: { workspace: Workspace }) {
  const { attempt, trashed, frame } = workspace;
  const { filings, query, chosen } = useObservable(trashed);
  const table = useRef<ChoiceTableHandle>(null);
  useEffect(() => attempt(() => trashed.search('')), [attempt, trashed]);
  const there = filings.flatMap(({ id }) => (chosen.has(id) ? [id] : []));
  const purge = () => frame.ask({ kind: 'purge', ids: there });
  const count = there.length > 0 ? ` ${there.length} 张` : '';
  return (
    <PageOver frame={frame} title="回收站">
      <div className="trash">
        <div className="trash-bar">
          <Input
            className="trash-search"
            allowClear={clearable}
            placeholder="搜索项目或单位…"
            aria-label="在回收站中搜索"
            value={query}
            onChange={(event) => attempt(() => trashed.search(event.target.value))}
            onKeyDown={(event) => {
              if (belongsToInputMethod(event.nativeEvent)) return;
              if (event.key === 'ArrowDown') table.current?.focus();
              else if (event.key === 'Escape' && query !== '') attempt(() => trashed.search(''));
              else return;
              event.preventDefault();
            }}
          />
          <Button type="primary" disabled={there.length === 0} onClick={() => attempt(() => restore(workspace, there))}>
            恢复{count}
          </Button>
          <Button danger disabled={there.length === 0} onClick={purge}>
            彻底删除{count}…
          </Button>
        </div>
        <TrashTable trashed={trashed} handle={table} onPurge={() => there.length > 0 && purge()} />
      </div>
    </PageOver>
  );
}
