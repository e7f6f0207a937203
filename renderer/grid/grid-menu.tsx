import { Dropdown, type MenuProps } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { type Action, type ActionContext, labelOf } from '../actions/action.ts';
import { keyLabel } from '../actions/actions.ts';
import { cellMenu } from '../actions/cell-menu.ts';
import { withinWindow } from '../within-window.ts';
import './grid-menu.css';
import { type TextDeed, textMenu } from './text-menu.ts';

interface Props {
  context: ActionContext;
  run(action: Action): void;
  children: ReactNode;
}

/** The table with the menu of the right button and of the menu key. Nothing of the menu is there while it is closed. */
export function GridMenu({ context, run, children }: Props) {
  const [place, setPlace] = useState<{ x: number; y: number } | null>(null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the menu key comes here from the editor
    <div
      className="desk-area"
      onContextMenu={(event) => {
        event.preventDefault();
        setPlace({ x: event.clientX, y: event.clientY });
      }}
    >
      {children}
      {place && (
        <Open key={`${place.x} ${place.y}`} context={context} run={run} place={place} onClose={() => setPlace(null)} />
      )}
    </div>
  );
}

interface OpenProps extends Omit<Props, 'children'> {
  place: { x: number; y: number };
  onClose(): void;
}

function Open({ context, run, place, onClose }: OpenProps) {
  const { grid, workspace } = context;
  /** What it offers is that of the moment when it was opened. */
  const [ofText] = useState(() => (grid.current?.editing() ? textMenu(workspace) : null));
  const [groups] = useState(() => (ofText ? [] : cellMenu(context)));
  const items = ofText
    ? [ofText.map(textItem)]
    : groups.map((group) => group.map((action) => cellItem(action, context)));
  const close = () => {
    onClose();
    grid.current?.focus();
  };
  useEffect(() => {
    const onPress = ({ target }: PointerEvent) => {
      if ((target as Element).closest('[role=menu]') === null) onClose();
    };
    window.addEventListener('pointerdown', onPress, { capture: true });
    return () => window.removeEventListener('pointerdown', onPress, { capture: true });
  });
  return (
    <Dropdown
      open
      autoFocus
      {...withinWindow}
      trigger={[]}
      onOpenChange={(open) => open || close()}
      menu={{
        items: items.flatMap((group, index) => (index === 0 ? group : [{ type: 'divider' as const }, ...group])),
        onClick: ({ key }) => {
          close();
          const action = groups.flat().find(({ id }) => id === key);
          if (action) run(action);
          const deed = ofText?.find(({ id }) => id === key);
          if (deed) workspace.attempt(deed.run);
        },
      }}
    >
      <span className="menu-place" style={{ left: place.x, top: place.y }} />
    </Dropdown>
  );
}

type Item = NonNullable<MenuProps['items']>[number];

function cellItem(action: Action, context: ActionContext): Item {
  return { key: action.id, label: labelOf(action, context), extra: keyLabel(action.keys[0] ?? '') };
}

function textItem({ id, label, key }: TextDeed): Item {
  return { key: id, label, extra: key };
}
