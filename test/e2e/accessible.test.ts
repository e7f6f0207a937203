import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openApp } from './driver.ts';
import { ClerkWindow } from './window.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join('\n')}`);
  expect(serious, screen).toEqual([]);
}

test('axe finds nothing serious on any screen', async () => {
  const app = await openApp({ browser });
  const clerk = new ClerkWindow(app.page);
  await expectAccessible(app.page, 'empty window');
  await clerk.press('Alt+n');
  await app.page.locator('.new-filing').waitFor();
  await expectAccessible(app.page, 'new filing');
  await clerk.press('Escape');
  await clerk.drop([
    { name: 'dalian.json', bytes: await readFile('resources/samples/dalian-project.json') },
    { name: 'hebei.json', bytes: await readFile('resources/samples/hebei-project.json') },
    { name: 'broken.docx', bytes: new Uint8Array([0x50, 0x4b, 3, 4]) },
  ]);
  await clerk.message('已导入 2 张表');
  await expectAccessible(app.page, 'table with report');
  await clerk.goTo('annualGoal');
  await clerk.press('F2');
  await expectAccessible(app.page, 'editing');
  await clerk.press('Escape');
  for (const [key, shown, screen] of [
    ['Control+k', '.palette', 'command list'],
    ['F1', '.key-sheet', 'keys'],
    ['Control+Shift+V', '.preview canvas', 'print preview'],
  ] as const) {
    await clerk.press(key);
    await app.page.locator(shown).waitFor();
    await expectAccessible(app.page, screen);
    await clerk.press('Escape');
    await app.page.locator(shown).waitFor({ state: 'detached' });
  }
  await clerk.press('Control+Shift+L');
  await app.page.locator('.library-list [role=option]').first().waitFor();
  await expectAccessible(app.page, 'library');
  await clerk.press('F2');
  await app.page.locator('.indicator-form').waitFor();
  await expectAccessible(app.page, 'indicator');
  await clerk.press('Escape', 'Control+Shift+K');
  await app.page.getByLabel('项目名称或简介').fill('信息系统运维');
  await app.page.locator('.proposal-panel [type=checkbox]').first().waitFor();
  await expectAccessible(app.page, 'proposed indicators');
  await clerk.press('Control+Shift+K');
  await clerk.press('Control+h');
  await app.page.getByLabel('替换为').waitFor();
  await expectAccessible(app.page, 'find and replace');
  await clerk.press('Escape');
  await clerk.press('Control+Shift+H');
  await app.page.locator('.high-contrast').waitFor();
  await expectAccessible(app.page, 'high contrast');
  await app.page.getByRole('button', { name: '回收站' }).click();
  await expectAccessible(app.page, 'trash');
  await app.close();
});
