import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { wrongTable } from '../review-samples.ts';
import { type App, launchBrowser, openApp } from './driver.ts';
import { ClerkWindow } from './window.ts';

/** A table that was just begun: what it does not have yet is to be filled in, until it is reviewed or exported. */

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

async function open(): Promise<{ app: App; clerk: ClerkWindow }> {
  const app = await openApp({ browser });
  onTestFinished(() => app.close());
  return { app, clerk: new ClerkWindow(app.page) };
}

async function begin(clerk: ClerkWindow): Promise<void> {
  await clerk.press('Alt+n');
  await clerk.page.locator('.ant-modal input:focus').waitFor();
  await clerk.press('Enter');
  await clerk.cell('projectName').waitFor();
}

const status = ({ page }: App) => page.locator('footer.status');
const mark = (clerk: ClerkWindow, path: string) => clerk.cell(path).locator('.mark');
const badge = ({ page }: App) => page.locator('.filing-row.current .counts').last();

test('a new table shows no error but what is to be filled in; F7 makes errors of it, also after a restart', async () => {
  const { app, clerk } = await open();
  const { page } = app;
  await begin(clerk);
  await status(app)
    .filter({ hasText: /待填 \d+ 项/ })
    .waitFor();
  await expect.poll(() => mark(clerk, 'projectName').getAttribute('class')).toBe('mark fill');
  expect(await page.locator('.mark.error').count()).toBe(0);
  await expect.poll(() => badge(app).getAttribute('aria-label')).toMatch(/^待填 \d+ 项/);

  // The panel lists it under a name of its own, with the way to the cell.
  await clerk.press('F8');
  await clerk.message(/待填，/);
  await clerk.press('F7');
  const panel = page.getByRole('region', { name: '审核', exact: true });
  await panel.getByRole('region', { name: '错误' }).waitFor();
  await panel
    .locator('.problem.error')
    .filter({ hasText: '项目名称为空' })
    .getByRole('button', { name: '去填写' })
    .click();
  await expect.poll(() => clerk.selected()).toBe('projectName');
  await expect.poll(() => mark(clerk, 'projectName').getAttribute('class')).toBe('mark error');
  await expect.poll(() => badge(app).getAttribute('aria-label')).toMatch(/^错误 \d+ 个/);
  await clerk.type('社区流动书车');
  await expect.poll(() => mark(clerk, 'projectName').count()).toBe(0);

  await clerk.saved();
  await page.reload();
  await clerk.cell('projectName').waitFor();
  await expect.poll(() => mark(clerk, 'implementationPeriod').getAttribute('class')).toBe('mark error');
});

test('the panel that stands there already lists what is to be filled in, and F7 leaves it open', async () => {
  const { app, clerk } = await open();
  await begin(clerk);
  await status(app).getByRole('button', { name: /待填/ }).click();
  const panel = app.page.getByRole('region', { name: '审核', exact: true });
  await panel.getByRole('region', { name: '待填' }).waitFor();
  expect(await panel.getByRole('region', { name: '错误' }).count()).toBe(0);
  await clerk.press('F7');
  await panel.getByRole('region', { name: '错误' }).waitFor();
  await clerk.press('F7');
  await panel.waitFor({ state: 'detached' });
});

test('the first export asks about what is missing as about errors; what is wrong was one all along', async () => {
  const { app, clerk } = await open();
  await begin(clerk);
  await clerk.press('Control+e');
  const asked = app.page.getByRole('alertdialog');
  await expect.poll(() => asked.textContent()).toMatch(/还有 \d+ 个错误/);
  await asked.getByRole('button', { name: '取消' }).click();
  await app.page.locator('.mark.error').first().waitFor();

  await clerk.drop([{ name: '表.json', bytes: new TextEncoder().encode(JSON.stringify(wrongTable('书车维修'))) }]);
  await clerk.message('已导入 1 张表');
  await clerk.expectTexts({ projectName: '书车维修' });
  await expect.poll(() => mark(clerk, 'periodFunding.total').getAttribute('class')).toBe('mark error');
});
