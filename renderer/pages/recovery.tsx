import { Button, Table, type TableColumnsType } from 'antd';
import { useEffect, useRef } from 'react';
import type { Backup, RecoveredFiling, Recovery, Request } from '../../shared/api.ts';
import { displayName } from '../../shared/filing/display-name.ts';
import './recovery.css';

interface Props {
  recovery: Recovery;
  onAnswer(answer: Request<'store.recover'>): void;
  /** Shows the folder of the data file; null where the shell cannot. */
  onOpenFolder: (() => void) | null;
}

/** What has become of the data file at this start, what is kept where and what to do: read before anything else. */
export function RecoveryPage({ recovery, onAnswer, onOpenFolder }: Props) {
  const { kind, reason, kept, salvaged, backups } = recovery;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const [title, advice] = wordsOf(recovery);
  const [newest] = backups;
  const restore = (backup: Backup, primary: boolean) => (
    <Button type={primary ? 'primary' : 'default'} onClick={() => onAnswer({ how: 'backup', name: backup.name })}>
      恢复{inWords(backup)}
    </Button>
  );
  const asks = kind === 'backups';
  return (
    <main className="recovery" role="alertdialog" aria-label="数据文件">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p>{reason}。</p>
      {kept !== undefined && (
        <p>
          {kind === 'fewer' ? '打开时的文件另存为' : '原来的文件没有删除，改名为'}
          <span className="selectable">“{kept}”</span>，在数据文件夹中。
        </p>
      )}
      <p>{advice}</p>
      <div className="buttons">
        {asks && newest && restore(newest, true)}
        <Button type={asks ? 'default' : 'primary'} onClick={() => onAnswer({ how: 'new' })}>
          {asks ? '不恢复，从空白开始' : '知道了，继续使用'}
        </Button>
        {onOpenFolder && <Button onClick={onOpenFolder}>打开数据文件夹</Button>}
      </div>
      {salvaged && salvaged.others.length > 0 && <Others filings={salvaged.others} />}
      {(asks ? backups.length > 1 : newest) && (
        <section aria-label="备份">
          <h2>{asks ? '更早的备份' : '也可以改用备份（现在的文件会另存，不会丢失）'}</h2>
          <ul>
            {(asks ? backups.slice(1) : backups).map((backup) => (
              <li key={backup.name}>
                <Button type="link" size="small" onClick={() => onAnswer({ how: 'backup', name: backup.name })}>
                  恢复{inWords(backup)}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}

function Others({ filings }: { filings: RecoveredFiling[] }) {
  const columns: TableColumnsType<RecoveredFiling> = [
    { title: '状态', dataIndex: 'state', width: 96, render: (state: RecoveredFiling['state']) => STATES[state] },
    { title: '名称', dataIndex: 'name', ellipsis: true, render: displayName },
    { title: '单位', dataIndex: 'unit', width: 180, ellipsis: true },
    { title: '年度', dataIndex: 'year', width: 72 },
    { title: '说明', dataIndex: 'why', width: 400 },
  ];
  return (
    <section aria-label="需要核对的内容">
      <h2>需要核对的内容（{filings.length}）</h2>
      <Table<RecoveredFiling>
        size="small"
        rowKey={(filing) => filings.indexOf(filing)}
        columns={columns}
        dataSource={filings}
        pagination={{ hideOnSinglePage: true, pageSize: 8, size: 'small', showSizeChanger: false }}
      />
    </section>
  );
}

const STATES: Record<RecoveredFiling['state'], string> = { older: '较早', doubtful: '可能有误', missing: '读不出' };

/** The title, and what to do. */
function wordsOf({ kind, salvaged }: Recovery): [title: string, advice: string] {
  const disk = '磁盘可能有故障，请尽快把数据文件夹复制到另一个磁盘';
  switch (kind) {
    case 'salvaged':
      return salvaged && salvaged.others.length > 0
        ? [
            '数据文件有损坏，已尽量读出',
            `请核对下面的内容：“较早”的补上后来的修改，“可能有误”的逐格核对，“读不出”的重新填写。${disk}。`,
          ]
        : ['数据文件有损坏，内容已全部读出', `没有缺少内容，可以继续使用。${disk}。`];
    case 'restored':
      return ['数据文件已损坏，已用备份恢复', `请把备份之后的修改补上。${disk}。`];
    case 'emptied':
      return [
        '数据文件已损坏，没有读出内容',
        '如果 U 盘或其他电脑上有数据文件夹的副本，请退出软件，把副本中的数据文件和 backups 文件夹复制到数据文件夹，再启动。',
      ];
    case 'fewer':
      return [
        '少了最近的修改',
        '如果刚从 U 盘或其他电脑复制过数据文件，请看复制的是不是最新的一份；否则请把缺少的修改补上，或改用下面的备份。',
      ];
    default:
      return [
        '没有找到原来的数据文件',
        '如果文件被移到了别处，请退出软件，把它移回数据文件夹，再启动；否则请恢复备份。',
      ];
  }
}

function inWords({ madeAt, filings }: Backup): string {
  const time = new Date(madeAt).toLocaleString('zh-CN', { dateStyle: 'long', timeStyle: 'short', hour12: false });
  return ` ${time} 的备份（${filings} 张表）`;
}
