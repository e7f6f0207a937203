import {
  DownOutlined,
  EllipsisOutlined,
  ExportOutlined,
  EyeOutlined,
  FileExcelOutlined,
  FilePdfOutlined,
  FileProtectOutlined,
  FormOutlined,
  SafetyCertificateOutlined,
} from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { type ReactNode, useState } from 'react';
import type { SealDiameter } from '../../shared/api.ts';
import { type Action, type ActionContext, labelOf } from '../actions/action.ts';
import { actionOf, keyLabel } from '../actions/actions.ts';
import { copyActions } from '../actions/copy-actions.ts';
import { makeActions } from '../actions/make-actions.ts';
import { canRun } from '../actions/menu.ts';
import { panes } from '../panes.ts';
import { useObservable, useObserved } from '../state/observable.ts';
import type { Session } from '../state/session.ts';
import { actionIcons } from './action-icons.tsx';

interface MenuButtonProps {
  name: string;
  icon: ReactNode;
  text: boolean;
  disabled?: boolean;
  onOpenChange?(open: boolean): void;
  menu: MenuProps;
}

function MenuButton({ name, icon, text, disabled = false, onOpenChange, menu }: MenuButtonProps) {
  const { onClick } = menu;
  return (
    <Dropdown
      trigger={['click']}
      disabled={disabled}
      {...(onOpenChange && { onOpenChange })}
      menu={{
        ...menu,
        onClick: (info) => {
          onClick?.(info);
          panes.focus('table');
        },
      }}
    >
      <Button type="text" icon={icon} aria-label={name} title={text ? undefined : name} disabled={disabled}>
        {text && name}
        <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}

interface Props {
  context: ActionContext;
  text: boolean;
}

interface RunProps extends Props {
  run(action: Action): void;
}

const SEALS: Record<string, string> = { none: '不留盖章处', 42: '留 42 毫米盖章处', 45: '留 45 毫米盖章处' };

/** The room that is left for the unit's seal. */
export function SealMenu({ context: { workspace }, text }: Props) {
  const { seal } = useObservable(workspace.preferences);
  const { away } = useObservable(workspace.frame);
  if (away || !workspace.current?.form.seal) return null;
  const items = Object.entries(SEALS).map(([key, label]) => ({ key, label }));
  const onClick = ({ key }: { key: string }) =>
    workspace.preferences.setSeal((key === 'none' ? null : Number(key)) as SealDiameter);
  const menu = { items, selectable: true, selectedKeys: [String(seal ?? 'none')], onClick };
  return <MenuButton name="盖章处" icon={<SafetyCertificateOutlined />} text={text} menu={menu} />;
}

/** What the form of the open table offers: parts that can be hidden, copies, tables that are made of it. */
export function FormMenu({ context, run, text }: RunProps) {
  const session = context.workspace.current;
  const { away } = useObservable(context.workspace.frame);
  return session && !away && <FormMenuOf context={context} run={run} text={text} session={session} />;
}

function FormMenuOf({ context: { workspace }, run, text, session }: RunProps & { session: Session }) {
  const on = useObserved(session, () => session.filing.sections);
  const locked = useObserved(session, () => session.locked !== null);
  const commands = [copyActions(session), makeActions(session)];
  const { sections } = session.form;
  const shown = sections.filter(({ id }) => on.includes(id)).map(({ id }) => id);
  const parts = [
    sections.map(({ id, name }) => ({ key: id, label: `显示“${name}”行`, disabled: locked })),
    ...commands.map((offered) =>
      offered.map(({ id, label, edits }) => ({ key: id, label, disabled: locked && edits === true })),
    ),
  ].filter((part) => part.length > 0);
  if (parts.length === 0) return null;
  const items = parts.flatMap((part, at) => (at > 0 ? [{ type: 'divider' as const }, ...part] : part));
  const onClick = ({ key }: { key: string }) => {
    const action = commands.flat().find(({ id }) => id === key);
    if (action) return run(action);
    const section = sections.find(({ id }) => id === key);
    if (!section || !workspace.commitDraft()) return undefined;
    const edit = { kind: 'section' as const, section: section.id, on: !shown.includes(section.id) };
    session.perform({ label: `${edit.on ? '显示' : '隐藏'}${section.name}`, path: '', edits: [edit] });
    return undefined;
  };
  const menu = { items, selectable: true, multiple: true, selectedKeys: shown, onClick };
  return <MenuButton name="表样选项" icon={<FormOutlined />} text={text} menu={menu} />;
}

/** Excel, PDF, OFD, and the PDF to look at. */
export function OutMenu({ context, run, text }: RunProps) {
  const icons: Record<string, ReactNode> = {
    xlsx: <FileExcelOutlined />,
    pdf: <FilePdfOutlined />,
    ofd: <FileProtectOutlined />,
    preview: <EyeOutlined />,
  };
  useObservable(context.workspace.frame);
  const items = Object.entries(icons).map(([id, icon]) => ({
    key: id,
    icon,
    label: actionOf(id).label,
    extra: keyLabel(actionOf(id).keys[0] ?? ''),
  }));
  const disabled = !canRun(actionOf('xlsx'), context);
  const menu = { items, onClick: ({ key }: { key: string }) => run(actionOf(key)) };
  return <MenuButton name="导出" icon={<ExportOutlined />} text={text} disabled={disabled} menu={menu} />;
}

/** Commands that are called less often, or have no room; what they are called and can do is asked whenever the menu opens. */
export function MoreMenu({ context, run, ids }: Omit<RunProps, 'text'> & { ids: readonly string[] }) {
  const [open, setOpen] = useState(false);
  const { current } = context.workspace;
  const senseless = current !== null && current.locked !== null ? 'lock' : 'unlock';
  const shown = open ? ids.filter((id) => id !== senseless).map(actionOf) : [];
  const items = shown.map((action) => ({
    key: action.id,
    icon: actionIcons[action.id],
    label: labelOf(action, context),
    disabled: !canRun(action, context),
  }));
  const menu = { items, onClick: ({ key }: { key: string }) => run(actionOf(key)) };
  return <MenuButton name="更多" icon={<EllipsisOutlined />} text={false} menu={menu} onOpenChange={setOpen} />;
}
