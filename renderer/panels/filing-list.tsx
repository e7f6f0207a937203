import { Button, Input, type InputRef, Tree, type TreeDataNode } from 'antd';
import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { FilingSummary } from '../../shared/api.ts';
import { groupBy } from '../../shared/group-by.ts';
import type { Workspace } from '../workspace.ts';

export interface FilingListHandle {
  focusSearch(): void;
}

interface Props {
  workspace: Workspace;
  handle: RefObject<FilingListHandle | null>;
  attempt(work: () => void | Promise<void>): void;
  onLeave(): void;
}

/** The filings by year and unit, with search over names and all text, and the 回收站. */
export function FilingList({ workspace, handle, attempt, onLeave }: Props) {
  const search = useRef<InputRef>(null);
  const box = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(400);
  useImperativeHandle(handle, () => ({ focusSearch: () => search.current?.focus({ cursor: 'all' }) }));
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setHeight(entry.contentRect.height));
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const { summaries, trashed, query } = workspace;
  const ids = summaries.map((summary) => summary.id);
  const nodes = byYearAndUnit(summaries);
  return (
    <nav className="filing-list" aria-label="表的列表">
      <Input
        ref={search}
        allowClear
        placeholder="搜索项目或指标…"
        aria-label="搜索项目名称和表中文字"
        value={query}
        onChange={(event) => attempt(() => workspace.search(event.target.value))}
        onPressEnter={(event) => {
          const first = workspace.summaries[0];
          if (event.nativeEvent.isComposing || !first || trashed) return;
          attempt(() => workspace.open(first.id));
          onLeave();
        }}
      />
      <div className="tree" ref={box}>
        {nodes.length > 0 ? (
          <Tree
            key={`${trashed}-${query !== ''}`}
            height={height}
            blockNode
            defaultExpandAll
            treeData={nodes}
            selectedKeys={workspace.current && !trashed ? [String(workspace.current.id)] : []}
            titleRender={(node) => <span title={String(node.title)}>{node.title as string}</span>}
            onSelect={(_, { node }) => {
              const id = Number(node.key);
              if (!Number.isInteger(id) || trashed) return;
              attempt(() => workspace.open(id));
              onLeave();
            }}
          />
        ) : (
          <p className="none">{query ? '没有找到' : trashed ? '回收站是空的' : '还没有表'}</p>
        )}
      </div>
      <div className="trash">
        <Button
          size="small"
          type="text"
          aria-pressed={trashed}
          onClick={() => attempt(() => workspace.showTrash(!trashed))}
        >
          {trashed ? '← 返回列表' : '回收站'}
        </Button>
        {trashed && ids.length > 0 && (
          <>
            <Button size="small" onClick={() => attempt(() => workspace.restore(ids))}>
              全部恢复
            </Button>
            <Button size="small" danger onClick={() => attempt(() => workspace.purge(ids))}>
              彻底删除
            </Button>
          </>
        )}
      </div>
    </nav>
  );
}

function byYearAndUnit(summaries: FilingSummary[]): TreeDataNode[] {
  const years = groupBy(summaries, (summary) => summary.year);
  return [...years]
    .sort(([a], [b]) => (b ?? 0) - (a ?? 0))
    .map(([year, inYear]) => ({
      key: `year-${year}`,
      title: year === null ? '未定年度' : `${year} 年`,
      selectable: false,
      children: [...groupBy(inYear, (summary) => summary.unit)].map(([unit, filings]) => ({
        key: `unit-${year}-${unit}`,
        title: `${unit || '未填单位'}（${filings.length}）`,
        selectable: false,
        children: filings.map((filing) => ({
          key: String(filing.id),
          title: `${filing.name || '未命名项目'}${filing.found ? ` · ${filing.found}` : ''}`,
        })),
      })),
    }));
}
