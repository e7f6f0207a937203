import type { TableColumnsType } from 'antd';
import { type RefObject, useState } from 'react';
import type { FilingSummary } from '../../shared/api.ts';
import { displayName } from '../../shared/filing/display-name.ts';
import { ChoiceTable, type ChoiceTableHandle } from '../choice-table.tsx';
import { useObservable } from '../state/observable.ts';
import type { Trash } from '../state/trash.ts';

interface Props {
  trashed: Trash;
  handle: RefObject<ChoiceTableHandle | null>;
  onPurge(): void;
}

const zh = new Intl.Collator('zh-CN', { numeric: true });
const when = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'medium', timeStyle: 'short' });
/** Widths of the columns that do not grow, in px. */
const [YEAR, TIME] = [80, 190];

type Sorting = { by: 'name' | 'unit' | 'year' | 'trashedAt'; order: 'ascend' | 'descend' };

/** The deleted filings, the last deleted first. */
export function TrashTable({ trashed, handle, onPurge }: Props) {
  const { filings, chosen, query } = useObservable(trashed);
  const [sorting, setSorting] = useState<Sorting>({ by: 'trashedAt', order: 'descend' });
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
  return (
    <ChoiceTable
      label="已删除的表"
      rows={sorted(filings, sorting)}
      columns={columns}
      chosen={chosen}
      onChoose={(ids) => trashed.choose(ids)}
      empty={query === '' ? '回收站是空的' : '没有找到'}
      onDelete={onPurge}
      onSort={(_, __, sorter) => {
        const { field, order } = Array.isArray(sorter) ? (sorter[0] ?? {}) : sorter;
        if (field && order) setSorting({ by: field as Sorting['by'], order });
      }}
      handle={handle}
    />
  );
}

function sorted(filings: readonly FilingSummary[], { by, order }: Sorting): FilingSummary[] {
  const sign = order === 'ascend' ? 1 : -1;
  return filings.toSorted((a, b) => sign * zh.compare(String(a[by] ?? ''), String(b[by] ?? '')) || a.id - b.id);
}
