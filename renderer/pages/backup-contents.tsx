import { Button, Popconfirm, Spin, type TableColumnsType } from 'antd';
import type { BackupContents, BackupFiling } from '../../shared/api.ts';
import { Failed } from '../boundary.tsx';
import { ChoiceTable } from '../choice-table.tsx';
import { KindAndName } from '../kind-and-name.tsx';
import { useObservable } from '../state/observable.ts';
import { takeOut } from '../taking-out.ts';
import type { Workspace } from '../workspace.ts';
import { backupTime } from './backup-words.ts';

const STATES: Record<BackupFiling['state'], string> = {
  same: '与现在相同',
  changed: '现在已改',
  trashed: '在回收站',
  gone: '现在没有',
};

/** Widths of the columns that do not grow, in px, with room for the largest letters. */
const [YEAR, STATE] = [76, 148];

const columns: TableColumnsType<BackupFiling> = [
  {
    title: '项目',
    key: 'name',
    ellipsis: true,
    render: (_, { name, form }) => <KindAndName name={name} form={form} />,
  },
  { title: '单位', dataIndex: 'unit', ellipsis: true },
  { title: '年度', dataIndex: 'year', width: YEAR },
  {
    title: '和现在比',
    key: 'state',
    width: STATE,
    render: (_, { state, doubtful }) => (
      <span className={`backup-state ${doubtful ? 'doubtful' : state}`}>
        {doubtful ? '内容可能有误' : STATES[state]}
      </span>
    ),
  },
];

/** What is in the backup that is looked into, before anything is taken out of it or put back. */
export function BackupContentsView({ workspace }: { workspace: Workspace }) {
  const { attempt, backups } = workspace;
  const { places, shown, contents, failed, chosen } = useObservable(backups);
  if (failed !== null)
    return (
      <Failed text={failed} onRetry={() => attempt(() => (shown && places ? backups.look(shown) : backups.read()))} />
    );
  if (places !== null && shown === null)
    return <p className="backup-none">还没有备份。有修改时每 15 分钟自动备份一次，退出时也会备份。</p>;
  if (!shown || !contents) return <Spin />;
  const time = backupTime(contents.madeAt);
  const count = chosen.size > 0 ? ` ${chosen.size} 张` : '';
  return (
    <section className="backup-contents" aria-label="备份的内容">
      <h2>{time} 的备份</h2>
      <p role="status">{inWords(contents)}</p>
      <div className="backup-bar">
        <Button type="primary" disabled={chosen.size === 0} onClick={() => attempt(() => takeOut(workspace))}>
          取出{count}
        </Button>
        <Popconfirm
          title={`用 ${time} 的备份换下现在的全部数据？`}
          description="现在的数据先存为一份备份，不会丢失。"
          okText="恢复此备份"
          cancelText="取消"
          disabled={contents.damaged}
          onConfirm={() => attempt(() => workspace.restoreBackup(shown))}
        >
          <Button disabled={contents.damaged}>恢复整份备份…</Button>
        </Popconfirm>
      </div>
      <ChoiceTable
        label="备份中的表"
        rows={contents.filings}
        columns={columns}
        chosen={chosen}
        onChoose={(ids) => backups.choose(ids)}
        empty="这份备份中没有表"
      />
    </section>
  );
}

/** `12 张表：9 张与现在相同，2 张现在已改，1 张现在没有；现在另有 3 张不在其中`. */
function inWords({ damaged, filings, unread, later }: BackupContents): string {
  const parts = Object.entries(STATES).flatMap(([state, words]) => {
    const count = filings.filter((filing) => filing.state === state).length;
    return count > 0 ? [`${count} 张${words}`] : [];
  });
  const first = damaged
    ? `这份备份已损坏，不能整份恢复，还能读出 ${filings.length} 张表${unread > 0 ? `，另有 ${unread} 张读不出来` : ''}`
    : `${filings.length} 张表`;
  const now = later > 0 ? `；现在另有 ${later} 张不在其中` : '';
  return `${first}${parts.length > 0 ? `：${parts.join('，')}` : ''}${now}`;
}
