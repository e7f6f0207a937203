import { Empty, Table } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { FilingSummary } from '../../shared/api.ts';
import { amountPrinter } from '../../shared/filing/amount-groups.ts';
import { displayName } from '../../shared/filing/display-name.ts';
import type { Counts } from '../../shared/review.ts';
import { call } from '../bridge.ts';
import { useObservable } from '../state/observable.ts';
import { useSize } from '../use-size.ts';
import type { Workspace } from '../workspace.ts';

/** Amounts of the listed tables by id. */
type Amounts = ReadonlyMap<number, string | null>;

/** 最近打开: the tables that were open last, with how far they are. */
export function RecentTables({ workspace }: { workspace: Workspace }) {
  const { known, groups, first } = useObservable(workspace.filings);
  const { recent } = useObservable(workspace.list);
  const [amounts, setAmounts] = useState<Amounts>(new Map());
  const [read, setRead] = useState<readonly FilingSummary[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list says that they may have changed or gone
  useEffect(
    () => workspace.attempt(async () => setRead(await workspace.filings.read(recent))),
    [workspace, recent, groups],
  );
  const filings = read.map((filing) => known.get(filing.id) ?? filing);
  const key = filings.map(({ id, savedAt }) => `${id} ${savedAt}`).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when another table or another change of one is shown
  useEffect(() => {
    let wanted = true;
    const ids = filings.map(({ id }) => id);
    workspace.review.seen(ids, 'home');
    if (ids.length > 0)
      workspace.attempt(async () => {
        const { facts } = await call('filings.facts', { ids });
        if (wanted) setAmounts(new Map(facts.map(({ id, amount }) => [id, amount])));
      });
    return () => {
      wanted = false;
      workspace.review.seen([], 'home');
    };
  }, [workspace, key]);
  if (first === null)
    return (
      <Empty
        className="home-nothing"
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description="从这里开始：新建一张表，或导入去年的表"
      />
    );
  return <Listed workspace={workspace} filings={filings} amounts={amounts} />;
}

/** Where there is less room than this, in widths of a letter, a table is told by its name, its year and its state. */
const ROOM = 52;

interface ListedProps {
  workspace: Workspace;
  filings: FilingSummary[];
  amounts: Amounts;
}

function Listed({ workspace, filings, amounts }: ListedProps) {
  const { counts } = useObservable(workspace.review.listed);
  const { text } = useObservable(workspace.appearance);
  const box = useRef<HTMLElement>(null);
  const { width } = useSize(box);
  const roomy = width === 0 || width >= ROOM * text;
  const print = amountPrinter(filings.map(({ id }) => amounts.get(id)));
  return (
    <section ref={box} aria-label="最近打开" className="home-recent">
      <h2>最近打开</h2>
      <Table<FilingSummary>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={filings}
        locale={{ emptyText: '还没有打开过表，请在左侧列表中选择' }}
        onRow={({ id }) => ({ onClick: () => workspace.attempt(() => workspace.open(id)) })}
        rowClassName="home-row"
        columns={[
          {
            title: '项目',
            key: 'name',
            ellipsis: true,
            render: (_, { name }) => (
              <button type="button" className="text-button" title={name}>
                {displayName(name)}
              </button>
            ),
          },
          { title: '单位', dataIndex: 'unit', ellipsis: true, width: '22%', hidden: !roomy },
          { title: '年度', dataIndex: 'year', width: '5em' },
          {
            title: '金额（万元）',
            key: 'amount',
            align: 'right',
            width: '8.5em',
            render: (_, { id }) => print(amounts.get(id)),
          },
          { title: '状态', key: 'state', width: '7em', render: (_, { id }) => <State counts={counts.get(id)} /> },
          {
            title: '修改时间',
            key: 'savedAt',
            width: '9em',
            hidden: !roomy,
            render: (_, { savedAt }) => timeOf(savedAt),
          },
        ]}
      />
    </section>
  );
}

function State({ counts }: { counts: Counts | undefined }) {
  if (!counts) return null;
  if (counts.error > 0) return <span className="state error">错误 {counts.error}</span>;
  if (counts.fill > 0) return <span className="state">待填 {counts.fill}</span>;
  if (counts.warning > 0) return <span className="state warning">警告 {counts.warning}</span>;
  return <span className="state done">已完成</span>;
}

const TIME = new Intl.DateTimeFormat('zh-CN', {
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const DAY = new Intl.DateTimeFormat('zh-CN', { year: 'numeric', month: 'numeric', day: 'numeric' });

/** When something was saved: with the time in this year, with the year before. */
function timeOf(iso: string): string {
  const time = new Date(iso);
  return (time.getFullYear() === new Date().getFullYear() ? TIME : DAY).format(time);
}
