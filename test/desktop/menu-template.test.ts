import { describe, expect, test } from 'vitest';
import { menuTemplate, shownKey } from '../../electron/desktop/menu-template.ts';
import { actions, keyLabel } from '../../renderer/actions/actions.ts';

describe('a key beside an item', () => {
  test.each([
    ['Ctrl+Shift+S', 'Ctrl+Shift+S'],
    ['Alt+↑', 'Alt+Up'],
    ['Ctrl+Del', 'Ctrl+Delete'],
    ['Ctrl++', 'Ctrl+Plus'],
    ['Ctrl+=', 'Ctrl+='],
    ['F8', 'F8'],
    ['', undefined],
    ['空格', undefined],
  ])('%s', (key, shown) => expect(shownKey(key)).toBe(shown));

  test('is shown for every command of the window that has one', () => {
    const keys = actions.flatMap((action) => action.keys.slice(0, 1)).map(keyLabel);
    expect(keys.filter((key) => shownKey(key) === undefined)).toEqual([]);
  });
});

test('a menu has what the page says, then what the program adds to it; a click is told by id', () => {
  const run: string[] = [];
  const template = menuTemplate(
    [
      { label: '文件', items: [{ id: 'new', label: '新建 A&B', key: 'Alt+N', enabled: true }] },
      { label: '视图', items: [{ id: 'dark', label: '深色', key: '', enabled: false }] },
    ],
    { 文件: [{ label: '退出' }], 帮助: [{ label: '关于' }] },
    (id) => run.push(id),
  );
  expect(template).toMatchObject([
    {
      label: '文件',
      submenu: [
        { id: 'new', label: '新建 A&&B', accelerator: 'Alt+N', registerAccelerator: false, enabled: true },
        { type: 'separator' },
        { label: '退出' },
      ],
    },
    { label: '视图', submenu: [{ id: 'dark', label: '深色', enabled: false }] },
    { label: '帮助', submenu: [{ label: '关于' }] },
  ]);
  const [file] = template as { submenu: { click?(): void }[] }[];
  file?.submenu[0]?.click?.();
  expect(run).toEqual(['new']);
});

test('before the page has said anything, the menu has what the program adds', () => {
  const template = menuTemplate([], { 文件: [{ label: '退出' }] }, () => undefined);
  expect(template).toEqual([{ label: '文件', submenu: [{ label: '退出' }] }]);
});
