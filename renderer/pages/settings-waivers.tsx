import { Button, Empty, Spin, Table } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { FilingSummary, Responses } from '../../shared/api.ts';
import { ruleOf } from '../../shared/checks/rules.ts';
import { reachOf } from '../../shared/checks/waivers.ts';
import { call } from '../bridge.ts';
import { sentenceOf } from '../faults.ts';
import { Failed } from '../frame/boundary.tsx';
import type { Workspace } from '../workspace.ts';

type Waiver = Responses['waivers.list']['waivers'][number];

/** 已忽略的提醒: every warning that is switched off, with its reason, to be switched on again. */
export function WaiverSettings({ workspace }: { workspace: Workspace }) {
  const [waivers, setWaivers] = useState<readonly Waiver[] | null>(null);
  const [filings, setFilings] = useState<readonly FilingSummary[]>([]);
  const [failed, setFailed] = useState('');
  const read = useCallback(() => {
    setFailed('');
    Promise.all([call('waivers.list', {}), workspace.filings.all()]).then(
      ([answer, all]) => {
        setWaivers(answer.waivers);
        setFilings(all);
      },
      (error: unknown) => setFailed(sentenceOf(error)),
    );
  }, [workspace]);
  useEffect(read, [read]);
  const restore = (id: number) =>
    workspace.attempt(async () => {
      await workspace.review.unwaive(id);
      read();
      workspace.say('已恢复提醒');
    });
  if (failed !== '') return <Failed text={failed} onRetry={read} />;
  if (waivers === null) return <Spin />;
  if (waivers.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有已忽略的提醒" />;
  const whereOf = ({ unit, filing }: Waiver) =>
    filing === null ? unit || '未填单位' : (filings.find(({ id }) => id === filing)?.name ?? '已删除的表');
  return (
    <Table<Waiver>
      size="small"
      rowKey="id"
      pagination={{ hideOnSinglePage: true, pageSize: 10 }}
      scroll={{ x: 560 }}
      dataSource={[...waivers]}
      columns={[
        {
          title: '已忽略的提醒',
          key: 'rule',
          render: (_, { rule }) => ruleOf(rule)?.title ?? rule,
        },
        { title: '范围', key: 'where', render: (_, waiver) => `${whereOf(waiver)}（${reachOf(waiver)}）` },
        { title: '理由', key: 'reason', dataIndex: 'reason' },
        {
          key: 'restore',
          width: 80,
          render: (_, { id, rule }) => (
            <Button size="small" aria-label={`恢复：${ruleOf(rule)?.title ?? rule}`} onClick={() => restore(id)}>
              恢复
            </Button>
          ),
        },
      ]}
    />
  );
}
