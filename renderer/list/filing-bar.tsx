import {
  CalendarOutlined,
  CloseOutlined,
  DeleteOutlined,
  EllipsisOutlined,
  ExportOutlined,
  PrinterOutlined,
} from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import type { ReactNode } from 'react';
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

/** Lists at least this wide, in px, have room for words beside the icons. */
const WIDE = 400;

const EXPORTS = ['xlsx', 'pdf'] satisfies FilingsActionId[];
const MORE = [
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
  const wide = useObservable(workspace.frame).listWidth >= WIDE;
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
        <Tooltip title="取消选择">
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined />}
            aria-label="取消选择"
            onClick={() => {
              workspace.list.choose([]);
              onDone();
            }}
          />
        </Tooltip>
      </header>
      <div className="chosen-buttons">
        <Dropdown trigger={['click']} menu={menu(EXPORTS)}>
          <BarButton name="导出" wide={wide} icon={<ExportOutlined />} />
        </Dropdown>
        <BarButton name="打印" wide={wide} icon={<PrinterOutlined />} onClick={() => run('print')} />
        <BarButton name="结转下年" wide={wide} icon={<CalendarOutlined />} onClick={() => run('roll')} />
        <Dropdown trigger={['click']} menu={menu(MORE)}>
          <BarButton name="更多" wide={wide} icon={<EllipsisOutlined />} />
        </Dropdown>
        <BarButton name="删除" wide={wide} icon={<DeleteOutlined />} danger onClick={() => run('trash')} />
      </div>
    </section>
  );
}

interface ButtonProps {
  name: string;
  wide: boolean;
  icon: ReactNode;
  danger?: boolean;
  onClick?(): void;
}

/** A button whose words are in its tooltip where there is no room for them. */
function BarButton({ name, wide, ...rest }: ButtonProps) {
  return (
    <Tooltip title={wide ? '' : name}>
      <Button size="small" type="text" aria-label={name} {...rest}>
        {wide && name}
      </Button>
    </Tooltip>
  );
}
