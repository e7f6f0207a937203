import { app, Menu, type MenuItemConstructorOptions, shell } from 'electron';

/**
 * The menu bar. It has keys only for what Electron itself does: every key of editing belongs to the page, where a
 * Chinese input method may be composing.
 */
export function setMenu(dataFolder: string): void {
  const menus: MenuItemConstructorOptions[] = [
    { label: '文件', submenu: [{ role: 'quit', label: '退出', accelerator: 'CommandOrControl+Q' }] },
    {
      label: '视图',
      submenu: [
        { role: 'zoomIn', label: '放大界面' },
        { role: 'zoomOut', label: '缩小界面' },
        { role: 'resetZoom', label: '界面恢复原大小' },
        { type: 'separator' },
        { role: 'togglefullscreen', label: '全屏', accelerator: 'F11' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools', label: '开发者工具' } as const]),
      ],
    },
    {
      label: '帮助',
      submenu: [
        { label: '打开数据文件夹', click: () => void shell.openPath(dataFolder) },
        { label: `关于${app.name}`, click: () => app.showAboutPanel() },
      ],
    },
  ];
  app.setAboutPanelOptions({ applicationName: app.name, applicationVersion: app.getVersion() });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menus));
}
