import { Button, Card, Space } from 'antd';
import type { Action, ActionContext } from '../actions/action.ts';
import { actionOf } from '../actions/actions.ts';
import { PageOver } from './page-over.tsx';

interface Props {
  context: ActionContext;
  run(action: Action): void;
}

const ABOUT: Record<string, string> = {
  'roll-year': '由今年的表生成明年的表，年度和文字中的年份一起后移，上年数值在旁对照。',
  'compare-years': '逐个项目对照两个年度的金额和指标，可导出 Excel。',
  'year-review': '按单位汇总一个年度所有表的金额和审核问题，可导出审核报告。',
};

/** What is done with whole years. */
export function Years({ context, run }: Props) {
  return (
    <PageOver frame={context.workspace.frame} title="年度">
      <Space direction="vertical">
        {Object.entries(ABOUT).map(([id, about]) => {
          const action = actionOf(id);
          return (
            <Card key={id} title={action.label} size="small">
              <p>{about}</p>
              <Button disabled={!action.enabled(context)} onClick={() => run(action)}>
                {action.label}
              </Button>
            </Card>
          );
        })}
      </Space>
    </PageOver>
  );
}
