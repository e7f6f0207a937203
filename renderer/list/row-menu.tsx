import { Dropdown, type MenuProps } from 'antd';
import { type ReactNode, useState } from 'react';
import { type About, canRunOn, type FilingsActionId, filingsAction } from '../actions/list-actions.ts';
import { withinWindow } from '../within-window.ts';

interface Props {
  about: About;
  /** Opens the one table that the menu is about, to go on in it. */
  onOpenTable(id: number): void;
  /** The focus goes back to the list. */
  onClosed(): void;
  children: ReactNode;
}

/** Which commands the menu has, in groups. */
const GROUPS: readonly (readonly FilingsActionId[])[] = [
  ['window', 'history'],
  ['roll', 'book', 'copy', 'last-year', 'compare'],
  ['xlsx', 'pdf', 'ofd', 'print'],
  ['lock', 'unlock'],
  ['trash'],
];

/** Commands that ask something first. */
export const ASKING: readonly string[] = ['roll', 'copy', 'lock', 'unlock'] satisfies FilingsActionId[];

/** The menu of the right button over the list: about the row under it, or about all chosen ones when it is one of them. */
export function RowMenu({ about, onOpenTable, onClosed, children }: Props) {
  const [open, setOpen] = useState(false);
  const { workspace, ids } = about;
  const [only] = ids;
  const offered = GROUPS.map((group) => group.map(filingsAction).filter((action) => canRunOn(action, about)));
  const items: NonNullable<MenuProps['items']> = [
    ...(ids.length === 1 ? [{ key: 'open', label: '打开', extra: 'Enter' }] : []),
    ...offered.flatMap((group, at) => [
      ...(at > 1 || (at > 0 && ids.length === 1) ? [{ key: `line-${at}`, type: 'divider' as const }] : []),
      ...group.map(({ id, label }) => ({
        key: id,
        label: `${label}${ids.length > 1 ? `（${ids.length} 张）` : ''}${ASKING.includes(id) ? '…' : ''}`,
        danger: id === 'trash',
        ...(id === 'trash' && { extra: 'Del' }),
      })),
    ]),
  ];
  return (
    <Dropdown
      {...withinWindow}
      trigger={['contextMenu']}
      autoFocus
      open={open && ids.length > 0}
      onOpenChange={(opens) => {
        setOpen(opens);
        if (!opens) onClosed();
      }}
      menu={{
        items,
        onClick: ({ key }) => {
          if (key === 'open') return only !== undefined && onOpenTable(only);
          const action = offered.flat().find(({ id }) => id === key);
          if (action) workspace.attempt(() => action.run(about));
          return undefined;
        },
      }}
    >
      <div className="tree">{children}</div>
    </Dropdown>
  );
}
