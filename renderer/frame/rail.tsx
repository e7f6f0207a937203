import {
  BookOutlined,
  CalendarOutlined,
  DeleteOutlined,
  HomeOutlined,
  MenuOutlined,
  ReadOutlined,
  SettingOutlined,
  TableOutlined,
} from '@ant-design/icons';
import { Dropdown, type MenuProps } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import type { Action, ActionContext } from '../actions/action.ts';
import { actionOf, keyLabel } from '../actions/actions.ts';
import { commandsOf, menusOf } from '../actions/menu.ts';
import { usePane } from '../panes.ts';
import { useObservable } from '../state/observable.ts';
import { submenusWithinWindow } from '../within-window.ts';
import './rail.css';

interface Props {
  context: ActionContext;
  run(action: Action): void;
}

/** The places of the program, at the left edge. */
export function Rail({ context, run }: Props) {
  const { frame } = context.workspace;
  useObservable(frame);
  const element = useRef<HTMLElement>(null);
  usePane('rail', { element });
  const [open, setOpen] = useState(false);
  const { view, tab, listOpen, covered } = frame;
  const go = (id: string) => run(actionOf(id));
  return (
    <nav className="rail" aria-label="主要功能" ref={element}>
      <Dropdown
        trigger={['click']}
        open={open}
        onOpenChange={setOpen}
        menu={{
          ...submenusWithinWindow,
          items: open ? itemsOf(context) : [],
          onClick: ({ key }) => {
            const action = commandsOf(context).find(({ id }) => id === key);
            if (action) run(action);
          },
        }}
      >
        <RailButton icon={<MenuOutlined />} name="菜单" />
      </Dropdown>
      <RailButton icon={<HomeOutlined />} name="首页" active={view === 'home'} onClick={() => go('home')} />
      <RailButton
        icon={<TableOutlined />}
        name="表"
        active={!covered}
        title={
          covered
            ? '回到打开的表'
            : `${listOpen ? '收起' : '展开'}列表（${keyLabel(actionOf('list-pane').keys[0] ?? '')}）`
        }
        onClick={() => {
          // Where the table is shown already, its list comes or goes.
          if (covered) frame.show('table');
          else frame.showList(!listOpen);
        }}
      />
      <RailButton icon={<BookOutlined />} name="指标库" active={tab === 'library'} onClick={() => go('library')} />
      <RailButton
        icon={<CalendarOutlined />}
        name="年度"
        active={view === 'years' || view === 'comparison' || view === 'year-review'}
        onClick={() => go('years')}
      />
      <RailButton icon={<ReadOutlined />} name="套表" active={view === 'books'} onClick={() => go('books')} />
      <RailButton icon={<DeleteOutlined />} name="回收站" active={view === 'trash'} onClick={() => go('trash-page')} />
      <span className="apart" />
      <RailButton
        icon={<SettingOutlined />}
        name="设置"
        active={view === 'settings' || view === 'backups'}
        onClick={() => go('settings')}
      />
    </nav>
  );
}

function itemsOf(context: ActionContext): NonNullable<MenuProps['items']> {
  return menusOf(context).map(({ label, items }) => ({
    key: label,
    label,
    children: items.map(({ id, label: name, key, enabled }) => ({
      key: id,
      label: name,
      extra: key,
      disabled: !enabled,
    })),
  }));
}

interface ButtonProps {
  icon: ReactNode;
  name: string;
  active?: boolean;
  title?: string;
  onClick?(): void;
}

function RailButton({ icon, name, active = false, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={active ? 'active' : undefined}
      aria-current={active ? 'page' : undefined}
      {...rest}
    >
      <span aria-hidden="true">{icon}</span>
      {name}
    </button>
  );
}
