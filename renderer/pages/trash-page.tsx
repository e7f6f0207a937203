import { Button, Space, Table } from 'antd';
import { useEffect, useState } from 'react';
import type { FilingSummary } from '../../shared/api.ts';
import { useObservable } from '../state/observable.ts';
import type { Workspace } from '../workspace.ts';
import { PageOver } from './page-over.tsx';

/** 回收站: what was deleted, to be brought back or deleted for good. */
export function TrashPage({ workspace }: { workspace: Workspace }) {
  const { filings } = useObservable(workspace.trashed);
  const [chosen, setChosen] = useState<number[]>([]);
  useEffect(() => workspace.attempt(() => workspace.trashed.refresh()), [workspace]);
  const there = chosen.filter((id) => filings.some((filing) => filing.id === id));
  return (
    <PageOver frame={workspace.frame} title="回收站">
      <Space>
        <Button disabled={there.length === 0} onClick={() => workspace.attempt(() => workspace.restore(there))}>
          恢复（{there.length} 张）
        </Button>
        <Button danger disabled={there.length === 0} onClick={() => workspace.frame.ask({ kind: 'purge', ids: there })}>
          彻底删除…
        </Button>
      </Space>
      <Table<FilingSummary>
        size="small"
        rowKey="id"
        dataSource={[...filings]}
        rowSelection={{ selectedRowKeys: there, onChange: (keys) => setChosen(keys.map(Number)) }}
        columns={[
          { title: '项目', dataIndex: 'name' },
          { title: '单位', dataIndex: 'unit' },
          { title: '年度', dataIndex: 'year' },
        ]}
        locale={{ emptyText: '回收站是空的' }}
      />
    </PageOver>
  );
}
