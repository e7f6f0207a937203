import { Button, Empty, Space } from 'antd';
import type { Action, ActionContext } from '../actions/action.ts';
import { actionOf } from '../actions/actions.ts';
import { useObservable } from '../state/observable.ts';
import { PageOver } from './page-over.tsx';

interface Props {
  context: ActionContext;
  run(action: Action): void;
}

/** Where the program begins: what can be begun, and what was opened last. */
export function Home({ context, run }: Props) {
  const { workspace } = context;
  const { summaries } = useObservable(workspace.filings);
  return (
    <PageOver frame={workspace.frame} title="从这里开始：新建一张表，或导入去年的表">
      <Space>
        <Button type="primary" onClick={() => run(actionOf('new'))}>
          新建
        </Button>
        <Button onClick={() => run(actionOf('import'))}>导入去年的表</Button>
      </Space>
      {summaries.length === 0 && <Empty description="暂无绩效表" />}
    </PageOver>
  );
}
