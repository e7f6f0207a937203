import { Table, type TableColumnsType, type TableProps } from 'antd';
import { type ComponentRef, type KeyboardEvent, type RefObject, useImperativeHandle, useRef, useState } from 'react';
import type { FilingSummary } from '../../shared/api.ts';
import { displayName } from '../../shared/filing/display-name.ts';
import { useObservable } from '../state/observable.ts';
import type { Trash } from '../state/trash.ts';
import { useSize } from './use-size.ts';

export interface TrashTableHandle {
  /** Gives the focus to the row that had it last. */
  focus(): void;
}

interface Props {
  trashed: Trash;
  handle: RefObject<TrashTableHandle | null>;
  onPurge(): void;
}

const zh = new Intl.Collator('zh-CN', { numeric: true });
const when = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'medium', timeStyle: 'short' });
/** Height of a row and of the headings, and the widths of the columns that do not grow, in px. */
const ROW = 39;
const HEAD = 39;
const [YEAR, TIME, BOX] = [80, 190, 40];

type Sorting = { by: 'name' | 'unit' | 'year' | 'trashedAt'; order: 'ascend' | 'descend' };

/** The deleted filings, the last deleted first. One box at a time is reached with Tab; arrows go from row to row. */
export function TrashTable({ trashed, handle, onPurge }: Props) {
  const { filings, chosen, query } = useObservable(trashed);
  const box = useRef<HTMLElement>(null);
  const table = useRef<ComponentRef<typeof Table>>(null);
  const { width, height } = useSize(box);
  const [sorting, setSorting] = useState<Sorting>({ by: 'trashedAt', order: 'descend' });
  const [at, setAt] = useState(0);
  const rows = sorted(filings, sorting);
  const active = Math.min(at, rows.length - 1);

  const focus = (index: number) => {
    setAt(index);
    table.current?.scrollTo({ index });
    // The row may have to be drawn first.
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus());
  };
  useImperativeHandle(handle, () => ({ focus: () => focus(Math.max(0, active)) }));

  const page = Math.max(1, Math.floor((height - HEAD) / ROW) - 1);
  const steps: Record<string, number> = {
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: -page,
    PageDown: page,
    Home: -Infinity,
    End: Infinity,
  };
  const keyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step !== undefined && rows.length > 0) focus(Math.max(0, Math.min(rows.length - 1, active + step)));
    else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey))
      trashed.choose(rows.map(({ id }) => id));
    else if (event.key === 'Delete') onPurge();
    else return;
    event.preventDefault();
  };

  const column = (by: Sorting['by'], title: string, wide?: number) => ({
    title,
    dataIndex: by,
    sorter: true,
    sortOrder: sorting.by === by ? sorting.order : null,
    ellipsis: true,
    ...(wide !== undefined && { width: wide }),
  });
  const columns: TableColumnsType<FilingSummary> = [
    { ...column('name', '项目'), render: (name: string) => displayName(name) },
    column('unit', '单位'),
    column('year', '年度', YEAR),
    { ...column('trashedAt', '删除时间', TIME), render: (time?: string) => time && when.format(new Date(time)) },
  ];
  const selection: TableProps<FilingSummary>['rowSelection'] = {
    selectedRowKeys: [...chosen],
    columnWidth: BOX,
    onChange: (keys) => trashed.choose(keys.map(Number)),
    getCheckboxProps: ({ id, name }) => {
      const index = rows.findIndex((row) => row.id === id);
      return {
        'aria-label': `选择${displayName(name)}`,
        tabIndex: index === active ? 0 : -1,
        'data-row': index,
      } as object;
    },
  };
  return (
    <section className="trash-table" aria-label="已删除的表" ref={box} onKeyDown={keyDown}>
      <Table<FilingSummary>
        ref={table}
        size="small"
        rowKey="id"
        virtual
        scroll={{ x: Math.max(480, width), y: Math.max(80, height - HEAD) }}
        pagination={false}
        showSorterTooltip={false}
        sortDirections={['ascend', 'descend', 'ascend']}
        columns={columns}
        dataSource={rows}
        rowSelection={selection}
        onRow={({ id }, index) => ({
          onClick: (event) => {
            if ((event.target as HTMLElement).closest('label')) return;
            trashed.choose(chosen.has(id) ? [...chosen].filter((other) => other !== id) : [...chosen, id]);
            focus(index ?? 0);
          },
        })}
        onChange={(_, __, sorter) => {
          const { field, order } = Array.isArray(sorter) ? (sorter[0] ?? {}) : sorter;
          if (field && order) setSorting({ by: field as Sorting['by'], order });
        }}
        locale={{ emptyText: <span className="none">{query === '' ? '回收站是空的' : '没有找到'}</span> }}
      />
    </section>
  );
}

function sorted(filings: readonly FilingSummary[], { by, order }: Sorting): FilingSummary[] {
  const sign = order === 'ascend' ? 1 : -1;
  return filings.toSorted((a, b) => sign * zh.compare(String(a[by] ?? ''), String(b[by] ?? '')) || a.id - b.id);
}
