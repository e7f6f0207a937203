import { app, type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { BackendEvent, MenuModel } from '../../shared/api.ts';
import { menuTemplate } from './menu-template.ts';

/** What the program itself has in the menus, with keys only for what Electron does. */
function ownItems(openFolder: () => void): Record<string, MenuItemConstructorOptions[]> {
  return {
    文件: [{ role: 'quit', label: '退出', accelerator: 'CommandOrControl+Q' }],
    视图: [
      { role: 'togglefullscreen', label: '全屏', accelerator: 'F11' },
      ...(app.isPackaged ? [] : [{ role: 'toggleDevTools', label: '开发者工具' } as const]),
    ],
    帮助: [
      { label: '打开数据文件夹', click: openFolder },
      { label: `关于${app.name}`, click: () => app.showAboutPanel() },
    ],
  };
}

/**
 * Gives a window its menu bar; a click on an item of the page's is a command to that window. Until its page has said
 * what is in it, a window has the program's own items.
 */
export function createMenus(openFolder: () => void) {
  app.setAboutPanelOptions({ applicationName: app.name, applicationVersion: app.getVersion() });
  const own = ownItems(openFolder);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate([], own, () => undefined)));
  /** What each window's menu bar was built from: the page tells it often, and mostly only what is enabled is new. */
  const built = new WeakMap<BrowserWindow, { shape: string; menu: Menu }>();

  return (window: BrowserWindow, menus: readonly MenuModel[]): void => {
    const shape = JSON.stringify(menus, (key, value) => (key === 'enabled' ? undefined : value));
    const there = built.get(window);
    if (there?.shape === shape) {
      enable(there.menu, menus);
      return;
    }
    const run = (id: string) => window.webContents.send('event', { event: 'command', id } satisfies BackendEvent);
    const menu = Menu.buildFromTemplate(menuTemplate(menus, own, run));
    window.setMenu(menu);
    built.set(window, { shape, menu });
  };
}

function enable(menu: Menu, menus: readonly MenuModel[]): void {
  for (const item of menus.flatMap(({ items }) => items)) {
    const shown = menu.getMenuItemById(item.id);
    if (shown) shown.enabled = item.enabled;
  }
}
