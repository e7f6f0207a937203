import { AuditOutlined, DiffOutlined, ForwardOutlined } from '@ant-design/icons';
import { Button, Card } from 'antd';
import type { ReactNode } from 'react';
import type { Action, ActionContext } from '../actions/action.ts';
import { actionOf } from '../actions/actions.ts';
import { useObservable } from '../state/observable.ts';
import { PageOver } from './page-over.tsx';
import './years.css';

interface Props {
  context: ActionContext;
  run(action: Action): void;
}

/** What each command does, in a sentence, and what is clicked. */
const CARDS: { id: string; icon: ReactNode; name: string; about: string; go: string }[] = [
  {
    id: 'roll-year',
    icon: <ForwardOutlined aria-hidden />,
    name: '结转下年',
    about: '由一个年度的表生成下一年的表，年度和文字中的年份一起后移，上年数值在旁对照。',
    go: '选择要结转的表…',
  },
  {
    id: 'compare-years',
    icon: <DiffOutlined aria-hidden />,
    name: '两个年度对比',
    about: '逐个项目对照两个年度的金额和指标，看出新增、变化和本年未列的项目。',
    go: '对比两个年度',
  },
  {
    id: 'year-review',
    icon: <AuditOutlined aria-hidden />,
    name: '年度审核汇总',
    about: '按单位汇总一个年度所有表的金额和审核问题，核对批复总额，导出审核报告。',
    go: '查看审核汇总',
  },
];

/** What is done with whole years. */
export function Years({ context, run }: Props) {
  useObservable(context.workspace.filings);
  return (
    <PageOver frame={context.workspace.frame} title="年度">
      <div className="years-cards">
        {CARDS.map(({ id, icon, name, about, go }) => {
          const action = actionOf(id);
          const enabled = action.enabled(context);
          return (
            <Card
              key={id}
              size="small"
              title={
                <>
                  {icon} {name}
                </>
              }
              className="years-card"
            >
              <p>{about}</p>
              <Button disabled={!enabled} onClick={() => run(action)}>
                {go}
              </Button>
              {!enabled && <p className="years-why">还没有表，请先新建或导入</p>}
            </Card>
          );
        })}
      </div>
    </PageOver>
  );
}
