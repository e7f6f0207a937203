import { Button, Popconfirm, Spin, Table } from 'antd';
import { useState } from 'react';
import type { Backup } from '../../shared/api.ts';
import { Failed } from '../boundary.tsx';
import { call } from '../bridge.ts';
import { useAnswer } from '../use-answer.ts';
import type { Workspace } from '../workspace.ts';
import { Setting } from './setting.tsx';

/** Where everything lies, and its backups: one is made now, or put in its place. */
export function DataSettings({ workspace }: { workspace: Workspace }) {
  const [info, again] = useAnswer(() => call('data.info', {}));
  const [making, setMaking] = useState(false);
  if (info.state === 'failed') return <Failed text={info.why} onRetry={again} />;
  if (info.state === 'loading') return <Spin />;
  const { folder, size, filings, backups } = info.value;
  const [last] = backups;
  const backUp = () => {
    setMaking(true);
    workspace.attempt(async () => {
      try {
        await workspace.flush();
        const { backup } = await call('data.backup', {});
        workspace.say(`已备份 ${backup.filings} 张表`);
        again();
      } finally {
        setMaking(false);
      }
    });
  };
  return (
    <>
      <Setting label="位置" about={`共 ${filings} 张表，${sizeOf(size)}`}>
        {(id) => (
          <>
            <output id={id} className="data-folder selectable">
              {folder}
            </output>
            {workspace.program.shell === 'electron' && (
              <Button
                size="small"
                onClick={() =>
                  workspace.attempt(async () => {
                    await call('data.open', {});
                  })
                }
              >
                打开
              </Button>
            )}
          </>
        )}
      </Setting>
      <Setting label="备份" about={last ? `上次备份：${timeOf(last)}` : '还没有备份'}>
        <Button loading={making} onClick={backUp}>
          立即备份
        </Button>
      </Setting>
      {backups.length > 0 && (
        <Table<Backup>
          size="small"
          rowKey="name"
          pagination={{ hideOnSinglePage: true, pageSize: 5, size: 'small' }}
          dataSource={[...backups]}
          columns={[
            { title: '从备份恢复', key: 'madeAt', render: (_, backup) => timeOf(backup) },
            { title: '表', key: 'filings', width: 96, render: (_, backup) => `${backup.filings} 张` },
            {
              key: 'restore',
              width: 96,
              render: (_, backup) => (
                <Popconfirm
                  title={`恢复到 ${timeOf(backup)} 的 ${backup.filings} 张表？`}
                  description="现在的数据另存一份，不会丢失。"
                  okText="恢复此备份"
                  cancelText="取消"
                  onConfirm={() => workspace.attempt(() => workspace.restoreBackup(backup.name))}
                >
                  <Button size="small" aria-label={`恢复 ${timeOf(backup)} 的备份`}>
                    恢复…
                  </Button>
                </Popconfirm>
              ),
            },
          ]}
        />
      )}
    </>
  );
}

const TIME = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeStyle: 'short' });

function timeOf({ madeAt }: Backup): string {
  return TIME.format(new Date(madeAt));
}

function sizeOf(bytes: number): string {
  return `${(bytes / 1024 / 1024).toLocaleString('zh-CN', { maximumFractionDigits: 1 })} MB`;
}
