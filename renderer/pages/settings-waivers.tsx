import { Button, Empty, Spin, Table } from 'antd';
import type { FilingSummary } from '../../shared/api.ts';
import { ruleOf } from '../../shared/checks/rules.ts';
import { reachOf, type Waiver } from '../../shared/checks/waivers.ts';
import { Failed } from '../boundary.tsx';
import { call } from '../bridge.ts';
import { useAnswer } from '../use-answer.ts';
import type { Workspace } from '../workspace.ts';

/** 已忽略的提醒: every warning that is switched off, with its reason, to be switched on again. */
export function WaiverSettings({ workspace }: { workspace: Workspace }) {
  const [answer, again] = useAnswer(async () => {
    const { waivers } = await call('waivers.list', {});
    return { waivers, filings: await workspace.filings.read(waivers.flatMap(({ filing }) => filing ?? [])) };
  });
  if (answer.state === 'failed') return <Failed text={answer.why} onRetry={again} />;
  if (answer.state === 'loading') return <Spin />;
  const { waivers, filings } = answer.value;
  if (waivers.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有已忽略的提醒" />;
  const restore = (id: number) =>
    workspace.attempt(async () => {
      await workspace.review.unwaive(id);
      workspace.say('已恢复提醒');
      again();
    });
  return (
    <Table<Waiver>
      size="small"
      rowKey="id"
      pagination={{ hideOnSinglePage: true, pageSize: 10 }}
      scroll={{ x: 560 }}
      dataSource={[...waivers]}
      columns={[
        { title: '已忽略的提醒', key: 'rule', render: (_, { rule }) => titleOf(rule) },
        { title: '范围', key: 'where', render: (_, waiver) => `${whereOf(waiver, filings)}（${reachOf(waiver)}）` },
        { title: '理由', key: 'reason', dataIndex: 'reason' },
        {
          key: 'restore',
          width: 80,
          render: (_, { id, rule }) => (
            <Button size="small" aria-label={`恢复：${titleOf(rule)}`} onClick={() => restore(id)}>
              恢复
            </Button>
          ),
        },
      ]}
    />
  );
}

const titleOf = (rule: string) => ruleOf(rule)?.title ?? rule;

/** What it holds for: a table by its name, or a unit. */
function whereOf({ unit, filing }: Waiver, filings: readonly FilingSummary[]): string {
  if (filing === null) return unit || '未填单位';
  return filings.find(({ id }) => id === filing)?.name ?? '已删除的表';
}
