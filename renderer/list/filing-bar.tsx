import { CloseOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { aboutChosen, canRunOn, type FilingsActionId, filingsAction } from '../actions/list-actions.ts';
import { useObservable } from '../state/observable.ts';
import type { Workspace } from '../workspace.ts';
import './filing-bar.css';
import { ASKING } from './row-menu.tsx';

interface Props {
  workspace: Workspace;
  /** The focus goes back to the list. */
  onDone(): void;
}

const EXPORTS = ['xlsx', 'pdf', 'ofd'] satisfies FilingsActionId[];
const MORE = [
  'book',
  'lock',
  'unlock',
  'history',
  'copy',
  'last-year',
  'compare',
  'review-xlsx',
  'review-pdf',
] satisfies FilingsActionId[];

/** Under the list: what can be done with the chosen filings. */
export function FilingBar({ workspace, onDone }: Props) {
  useObservable(workspace.list);
  const about = aboutChosen(workspace);
  if (about.ids.length === 0) return null;
  const run = (id: FilingsActionId) => workspace.attempt(() => filingsAction(id).run(about));
  const menu = (ids: readonly FilingsActionId[]) => ({
    items: ids
      .map(filingsAction)
      .filter((action) => canRunOn(action, about))
      .map(({ id, label }) => ({ key: id, label: ASKING.includes(id) ? `${label}…` : label })),
    onClick: ({ key }: { key: string }) => run(key as FilingsActionId),
  });
  return (
    <section className="chosen-bar" aria-label="所选的表">
      <header>
        <span role="status">已选 {about.ids.length} 张</span>
        <Button
          size="small"
          type="text"
          icon={<CloseOutlined />}
          aria-label="取消选择"
          title="取消选择"
          onClick={() => {
            workspace.list.choose([]);
            onDone();
          }}
        />
      </header>
      <div className="chosen-buttons">
        <Dropdown trigger={['click']} menu={menu(EXPORTS)}>
          <BarButton name="导出" />
        </Dropdown>
        <BarButton name="打印" onClick={() => run('print')} />
        <BarButton name="结转下年" short="结转" onClick={() => run('roll')} />
        <Dropdown trigger={['click']} menu={menu(MORE)}>
          <BarButton name="更多" />
        </Dropdown>
        <BarButton name="删除" danger onClick={() => run('trash')} />
      </div>
    </section>
  );
}

interface ButtonProps {
  name: string;
  /** What stands on it, where that is less. */
  short?: string;
  danger?: boolean;
  onClick?(): void;
}

/** Words alone, without icons: the list is narrow, and nobody has to guess. */
function BarButton({ name, short = name, ...rest }: ButtonProps) {
  return (
    <Button size="small" type="text" aria-label={name} title={short === name ? undefined : name} {...rest}>
      {short}
    </Button>
  );
}
