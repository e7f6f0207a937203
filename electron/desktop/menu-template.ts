import type { MenuItemConstructorOptions } from 'electron';
import type { MenuModel } from '../../shared/api.ts';

/** Names of keys in Electron's accelerators, where they are others than the page's. */
const KEY_NAMES: Record<string, string> = {
  '↑': 'Up',
  '↓': 'Down',
  '←': 'Left',
  '→': 'Right',
  '+': 'Plus',
  '>': '.',
  '<': ',',
  Esc: 'Escape',
  Del: 'Delete',
};
const KEY =
  /^(?:[A-Z0-9]|F\d{1,2}|Up|Down|Left|Right|Plus|Escape|Enter|Delete|Backspace|Space|Tab|Home|End|PageUp|PageDown|Insert|[-=,./;'[\]`\\])$/;

/**
 * A key as Electron shows it beside an item; undefined for one that it does not know, over which it would fail. The
 * page itself listens to all keys: a Chinese input method may be composing.
 */
export function shownKey(key: string): string | undefined {
  const [, modifiers = '', last = ''] = /^((?:(?:Ctrl|Alt|Shift)\+)*)(.+)$/.exec(key) ?? [];
  const name = KEY_NAMES[last] ?? (last.length === 1 ? last.toUpperCase() : last);
  return KEY.test(name) ? `${modifiers}${name}` : undefined;
}

/**
 * The menu bar of a window: what its page has in it, each menu followed by what the program itself adds to the one of
 * that name.
 */
export function menuTemplate(
  menus: readonly MenuModel[],
  own: Readonly<Record<string, MenuItemConstructorOptions[]>>,
  run: (id: string) => void,
): MenuItemConstructorOptions[] {
  const labels = [...new Set([...menus.map(({ label }) => label), ...Object.keys(own)])];
  return labels.map((label) => {
    const items = menus.filter((menu) => menu.label === label).flatMap((menu) => menu.items);
    const shown = items.map((item) => itemOf(item, run));
    const added = own[label] ?? [];
    const between = shown.length > 0 && added.length > 0 ? [SEPARATOR] : [];
    return { label, submenu: [...shown, ...between, ...added] };
  });
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

function itemOf(
  { id, label, key, enabled }: MenuModel['items'][number],
  run: (id: string) => void,
): MenuItemConstructorOptions {
  const accelerator = shownKey(key);
  return {
    id,
    // An & would underline the letter after it.
    label: label.replaceAll('&', '&&'),
    enabled,
    click: () => run(id),
    registerAccelerator: false,
    ...(accelerator !== undefined && { accelerator }),
  };
}
