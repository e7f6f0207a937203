import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ClerkWindow } from '../e2e/window.ts';
import { answerDialogs, type Desktop, furtherWindow, startDesktop } from './driver.ts';

/** The windows of the program as the system has them: title, menu bar, a second one beside the first. */

let desktop: Desktop;
let clerk: ClerkWindow;
const sample = join(import.meta.dirname, '..', '..', 'resources', 'samples', 'dalian-project.json');

beforeAll(async () => {
  desktop = await startDesktop();
  clerk = new ClerkWindow(desktop.page);
  await answerDialogs(desktop, [sample], '');
  await clerk.press('Control+o');
  await clerk.message('已导入 1 张表');
});

afterAll(async () => {
  await desktop?.close();
});

const titles = () =>
  desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle()));

const call = (page: Page, method: string, request: unknown) =>
  page.evaluate(
    ([name, asked]) =>
      (window as unknown as { jixiaobiao: { call(method: unknown, request: unknown): unknown } }).jixiaobiao.call(
        name,
        asked,
      ),
    [method, request],
  );

test('the title names the open table and its year', async () => {
  const { projectName, fiscalYear } = JSON.parse(await readFile(sample, 'utf8'));
  await expect.poll(titles).toEqual([expect.stringContaining(`绩效表 — ${projectName.slice(0, 10)}`)]);
  expect((await titles())[0]).toMatch(new RegExp(`（${fiscalYear}）$`));
});

test('a second window is on the same data; what one saves the other shows; closing it leaves the first', async () => {
  const page = await furtherWindow(desktop, () => call(desktop.page, 'window.open', { id: 1 }));
  const second = new ClerkWindow(page);
  await second.cell('projectName').waitFor();
  await second.goTo('supervisingDepartment');
  await second.type('另一窗口填的部门');
  await clerk.expectTexts({ supervisingDepartment: '另一窗口填的部门' });
  // What is being typed in the one that closes is entered; the other goes on.
  await second.goTo('implementingUnit');
  await page.keyboard.type('关窗前填的单位');
  const closed = page.waitForEvent('close');
  await desktop.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find(({ id }) => id === 2)
      ?.close(),
  );
  await closed;
  await clerk.expectTexts({ implementingUnit: '关窗前填的单位' });
  expect(await titles()).toHaveLength(1);
});

test('the menu bar has the commands of the window with their keys, and a click runs one', async () => {
  await desktop.app.evaluate(({ BrowserWindow }) => {
    const { setMenu } = BrowserWindow.prototype;
    BrowserWindow.prototype.setMenu = function (menu) {
      (globalThis as { shownMenu?: unknown }).shownMenu = menu;
      setMenu.call(this, menu);
    };
  });
  const page = await furtherWindow(desktop, () => call(desktop.page, 'window.open', {}));
  const second = new ClerkWindow(page);
  await second.cell('projectName').waitFor();
  const shown = () =>
    desktop.app.evaluate(() => {
      const menu = (globalThis as { shownMenu?: Electron.Menu }).shownMenu;
      return menu?.items.map(({ label, submenu }) => [label, submenu?.items.map((item) => item.label) ?? []] as const);
    });
  await expect
    .poll(async () => (await shown())?.map(([label]) => label))
    .toEqual(['文件', '编辑', '指标行', '审核', '年度', '视图', '帮助']);
  const menus = Object.fromEntries((await shown()) ?? []);
  expect(menus.文件).toContain('退出');
  expect(menus.视图).toContain('全屏');
  expect(menus.帮助).toContain('打开数据文件夹');

  await second.goTo('supervisingDepartment');
  await second.type('菜单撤销前');
  await second.saved();
  await expect
    .poll(() =>
      desktop.app.evaluate(
        () => (globalThis as { shownMenu?: Electron.Menu }).shownMenu?.getMenuItemById('undo')?.enabled,
      ),
    )
    .toBe(true);
  await desktop.app.evaluate(() =>
    (globalThis as { shownMenu?: Electron.Menu }).shownMenu?.getMenuItemById('undo')?.click(),
  );
  await second.expectTexts({ supervisingDepartment: '另一窗口填的部门' });
});

test('the preview shows the pages', async () => {
  await clerk.press('Control+Shift+V');
  await desktop.page.getByText(/^共 \d+ 页$/).waitFor();
  const drawn = () =>
    desktop.page.locator('canvas[data-page="1"]').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      return [...data].some((part, at) => at % 4 === 0 && part < 100);
    });
  await expect.poll(drawn).toBe(true);
  await clerk.press('Escape');
});
