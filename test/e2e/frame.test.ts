import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, launchBrowser, openApp, ready } from './driver.ts';
import { ClerkWindow } from './window.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const SIZES = [
  { width: 911, height: 512 },
  { width: 1280, height: 720 },
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];

/** The window with the samples of these forms, the last of them open. */
async function windowWith(viewport: { width: number; height: number }, ...forms: string[]): Promise<App> {
  const app = await openApp({ browser, viewport });
  const clerk = new ClerkWindow(app.page);
  for (const form of forms) {
    await clerk.drop([{ name: `${form}.json`, bytes: await readFile(`resources/samples/${form}.json`) }]);
    await clerk.message('已导入 1 张表');
  }
  return app;
}

const boxOf = async (page: Page, selector: string) => {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`${selector} is not there`);
  return box;
};

/** The part of the desk in which a page can be seen: beside its scroll bar, and not under the panel. */
async function seen(page: Page): Promise<{ left: number; right: number }> {
  return page.evaluate(() => {
    const desk = document.querySelector('.desk') as HTMLElement;
    const { left } = desk.getBoundingClientRect();
    return { left, right: left + desk.clientWidth };
  });
}

test.each(SIZES)(
  'at $width × $height the toolbar is one row, and every command in it is in the window',
  async (size) => {
    const app = await windowWith(size, 'dalian-project');
    const bar = await boxOf(app.page, '.toolbar');
    expect(bar.height).toBe(44);
    const buttons = await app.page.locator('.toolbar button').all();
    expect(buttons.length).toBeGreaterThan(7);
    for (const button of buttons) {
      const box = await button.boundingBox();
      expect(box && box.x >= bar.x && box.x + box.width <= bar.x + bar.width).toBe(true);
      expect(box && box.y >= bar.y && box.y + box.height <= bar.y + bar.height).toBe(true);
    }
    await app.close();
  },
);

test.each(['dalian-project', 'hebei-project', 'evaluation-2020'])(
  'with the panel open at 1280 × 720 the whole width of %s is seen, and stays so when panes change',
  async (form) => {
    const app = await windowWith({ width: 1280, height: 720 }, form);
    const clerk = new ClerkWindow(app.page);
    const whole = () =>
      expect
        .poll(
          async () => {
            const [paper, desk] = [await boxOf(app.page, '.page'), await seen(app.page)];
            return paper.x >= desk.left && paper.x + paper.width <= desk.right;
          },
          { message: 'the whole page is seen' },
        )
        .toBe(true);
    await clerk.press('F7');
    await app.page.getByRole('complementary', { name: '面板' }).waitFor();
    await whole();
    const narrow = (await boxOf(app.page, '.page')).width;
    await clerk.press('Control+Shift+B');
    await app.page.getByRole('complementary', { name: '面板' }).waitFor({ state: 'detached' });
    await whole();
    await expect.poll(async () => (await boxOf(app.page, '.page')).width).toBeGreaterThan(narrow);
    await clerk.press('Control+b');
    await app.page.getByRole('navigation', { name: '表的列表' }).waitFor({ state: 'detached' });
    await whole();
    await app.page.setViewportSize({ width: 1100, height: 700 });
    await whole();
    await app.close();
  },
);

test('the list and the panel are resized by dragging, and are as wide and as open the next time', async () => {
  const app = await windowWith({ width: 1440, height: 900 }, 'dalian-project');
  const { page } = app;
  const clerk = new ClerkWindow(page);
  await clerk.press('F7');
  const list = await boxOf(page, '.filing-list');
  await page.mouse.move(list.x + list.width, list.y + 300);
  await page.mouse.down();
  await page.mouse.move(list.x + list.width + 60, list.y + 300, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => Math.round((await boxOf(page, '.filing-list')).width - list.width)).toBe(60);
  await clerk.press('Control+s');
  await clerk.saved();
  await page.reload();
  await ready(page);
  await expect.poll(async () => Math.round((await boxOf(page, '.filing-list')).width - list.width)).toBe(60);
  await page.getByRole('complementary', { name: '面板' }).waitFor();
  await app.close();
});

test('in a narrow window the list folds by itself, comes when it is asked for, and the panel lies over the page', async () => {
  const app = await windowWith({ width: 1280, height: 720 }, 'dalian-project');
  const { page } = app;
  const clerk = new ClerkWindow(page);
  const list = page.getByRole('navigation', { name: '表的列表' });
  await list.waitFor();
  await page.setViewportSize({ width: 911, height: 512 });
  await list.waitFor({ state: 'detached' });
  const wide = (await boxOf(page, '.desk')).width;
  await clerk.press('F7');
  await page.getByRole('complementary', { name: '面板' }).waitFor();
  expect((await boxOf(page, '.desk')).width, 'the page keeps its room').toBe(wide);
  await page.getByRole('navigation', { name: '主要功能' }).getByRole('button', { name: '表', exact: true }).click();
  await list.waitFor();
  await page.setViewportSize({ width: 1366, height: 768 });
  await list.waitFor();
  await app.close();
});

test('what is written in the panel stays, with the caret, when the window is made wider or narrower', async () => {
  const app = await windowWith({ width: 1000, height: 700 }, 'dalian-project');
  const { page } = app;
  const clerk = new ClerkWindow(page);
  await clerk.press('Control+Shift+L');
  await page.locator('.library-list [role=option]').first().waitFor();
  await clerk.press('F2');
  const name = page.getByLabel('三级指标', { exact: true });
  await name.fill('改到一半的名称');
  for (const width of [1440, 1000, 1440]) {
    await page.setViewportSize({ width, height: 700 });
    expect(await name.inputValue(), `${width}`).toBe('改到一半的名称');
    expect(await name.evaluate((field) => field === document.activeElement), `${width}`).toBe(true);
  }
  await app.close();
});

test('zoom is a mode: a fixed scale stays, 整页 shows all of a page, 适宽 is what it begins with', async () => {
  const app = await windowWith({ width: 1366, height: 768 }, 'dalian-project');
  const { page } = app;
  const clerk = new ClerkWindow(page);
  const scale = page.locator('.status .scale');
  await expect.poll(() => scale.textContent()).toMatch(/适宽/);
  await clerk.press('Control+0');
  await expect.poll(() => scale.textContent()).toMatch(/^100 % 固定/);
  await clerk.press('F7');
  await expect.poll(() => scale.textContent()).toMatch(/^100 % 固定/);
  await clerk.press('Control+8');
  await expect.poll(() => scale.textContent()).toMatch(/整页/);
  const [paper, desk] = [await boxOf(page, '.page'), await boxOf(page, '.desk')];
  expect(paper.height).toBeLessThanOrEqual(desk.height);
  await page.getByRole('button', { name: '放大页面' }).click();
  await expect.poll(() => scale.textContent()).toMatch(/固定/);
  await app.close();
});

test('one tab of the panel is shown at a time, and Esc leads from it to the table', async () => {
  const app = await windowWith({ width: 1440, height: 900 }, 'dalian-project');
  const { page } = app;
  const clerk = new ClerkWindow(page);
  await clerk.press('F7');
  const tabs = page.getByRole('tab');
  await expect.poll(() => page.getByRole('tab', { selected: true }).allTextContents()).toEqual(['审核']);
  await clerk.press('Control+Shift+L');
  await expect.poll(() => page.getByRole('tab', { selected: true }).allTextContents()).toEqual(['指标库']);
  expect(await page.getByRole('tabpanel').count()).toBe(1);
  await tabs.filter({ hasText: '审核' }).click();
  await clerk.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.matches('.editor'))).toBe(true);
  await app.close();
});

test('every place of the rail can be gone to and left with Esc, and no key reaches the table under it', async () => {
  const app = await windowWith({ width: 1280, height: 720 }, 'dalian-project');
  const { page } = app;
  const clerk = new ClerkWindow(page);
  const name = await clerk.text('projectName');
  for (const place of ['首页', '年度', '回收站', '设置']) {
    await page.getByRole('navigation', { name: '主要功能' }).getByRole('button', { name: place, exact: true }).click();
    await page.locator('.page-over').waitFor();
    await clerk.press('Delete', 'x');
    await page.locator('.page-over h1').click();
    await clerk.press('Escape');
    await page.locator('.page-over').waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.matches('.editor'))).toBe(true);
  }
  expect(await clerk.text('projectName')).toBe(name);
  await app.close();
});

test('what has no room in the toolbar is in 更多, and there can do what the selection allows whenever it opens', async () => {
  const app = await windowWith({ width: 560, height: 512 }, 'dalian-project');
  const clerk = new ClerkWindow(app.page);
  const deletes = async (path: string) => {
    await clerk.cell(path).click();
    await app.page.getByRole('button', { name: '更多' }).click();
    const item = app.page.getByRole('menuitem', { name: '删除' });
    await item.waitFor();
    const can = await item.isEnabled();
    await clerk.press('Escape');
    await item.waitFor({ state: 'hidden' });
    return can;
  };
  expect(await deletes('projectName')).toBe(false);
  expect(await deletes('indicators[1].level3')).toBe(true);
  expect(await deletes('projectName')).toBe(false);
  await app.close();
});

test('the menu of the rail has every command by its menu, with its key, and runs it', async () => {
  const app = await windowWith({ width: 1280, height: 720 }, 'dalian-project');
  const { page } = app;
  const clerk = new ClerkWindow(page);
  await page.getByRole('navigation', { name: '主要功能' }).getByRole('button', { name: '菜单' }).click();
  await expect
    .poll(() => page.getByRole('menuitem').allTextContents())
    .toEqual(['文件', '编辑', '指标行', '审核', '年度', '视图', '帮助']);
  await page.getByRole('menuitem', { name: '帮助' }).hover();
  await page.getByRole('menuitem', { name: '查找功能' }).click();
  await page.locator('.palette').waitFor();
  await clerk.press('Escape');
  await app.close();
});

test('a letter that is typed touches its cell alone; a cell that is entered neither the rows of the list nor toolbar nor panel', async () => {
  const app = await windowWith({ width: 1440, height: 900 }, 'dalian-project');
  const { page } = app;
  const clerk = new ClerkWindow(page);
  await clerk.press('Control+Shift+L');
  await page.getByRole('tabpanel').waitFor();
  await clerk.press('Escape');
  await clerk.goTo('supervisingDepartment');
  await clerk.type('文化和旅游局甲', 'Tab');
  await clerk.saved();
  await clerk.goTo('supervisingDepartment');
  /** Which of these parts were touched since this was asked last. */
  const touched = () =>
    page.evaluate(() => {
      const kept = window as unknown as { touched?: Set<string> };
      const known = [...(kept.touched ?? [])];
      if (!kept.touched) {
        const seen = new Set<string>();
        kept.touched = seen;
        for (const part of ['.toolbar', '.rail', '.filing-tree', '.panel', '.page', '.status'])
          new MutationObserver(() => seen.add(part)).observe(document.querySelector(part) as Element, {
            subtree: true,
            childList: true,
            attributes: true,
            characterData: true,
          });
      }
      kept.touched.clear();
      return known;
    });
  await touched();
  // What the panel shows comes by and by.
  await expect.poll(async () => (await touched()).filter((part) => part !== '.status'), { interval: 300 }).toEqual([]);
  await page.keyboard.type('文化和旅游局乙');
  await page.waitForFunction(
    () => (document.querySelector('.editor') as HTMLTextAreaElement).value === '文化和旅游局乙',
  );
  expect((await touched()).filter((part) => part !== '.status')).toEqual([]);
  await clerk.press('Tab');
  await clerk.saved();
  expect((await touched()).filter((part) => part !== '.status' && part !== '.page')).toEqual([]);
  await app.close();
});

test('files over the window are told what happens when they are let go', async () => {
  const app = await openApp({ browser });
  const { page } = app;
  const drag = (type: string, what: 'file' | 'text') =>
    page.evaluate(
      ([name, kind]) => {
        const dataTransfer = new DataTransfer();
        if (kind === 'file') dataTransfer.items.add(new File(['1'], '表.xlsx'));
        else dataTransfer.setData('text/plain', '文字');
        document.body.dispatchEvent(new DragEvent(name as string, { dataTransfer, bubbles: true, cancelable: true }));
      },
      [type, what],
    );
  const told = page.getByText('松开即可导入');
  await drag('dragover', 'file');
  await told.waitFor();
  await drag('dragleave', 'file');
  await told.waitFor({ state: 'detached' });
  await drag('dragover', 'text');
  expect(await told.count()).toBe(0);
  await app.close();
});
