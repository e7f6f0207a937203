import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { pdfText } from '../pdf-text.ts';
import { wrongTable } from '../review-samples.ts';
import { seriousFaults } from './axe.ts';
import { launchBrowser, openApp } from './driver.ts';
import { ClerkWindow } from './window.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

async function open(data?: string) {
  const app = await openApp({ browser, ...(data && { data }) });
  const clerk = new ClerkWindow(app.page);
  const settings = app.page.getByRole('region', { name: '设置', exact: true });
  return { app, page: app.page, clerk, settings };
}

test('what is settled on is kept from run to run, and new tables begin with it', async () => {
  const data = await mkdtemp(join(tmpdir(), 'jixiaobiao-settings-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const first = await open(data);
  await first.clerk.press('Control+,');
  const { settings, page } = first;
  await settings.getByLabel('单位名称').fill('海湾区档案馆');
  await settings.getByLabel('主管部门').fill('海湾区委办公室');
  await settings.getByLabel('表样').click();
  await page.keyboard.type('省级');
  await page.keyboard.press('Enter');
  await settings.getByRole('radio', { name: /^本年度/ }).check();
  await settings.getByRole('radio', { name: '45 毫米' }).check();
  await settings.getByRole('switch', { name: '印出虚线圈' }).click();
  await settings.getByRole('switch', { name: '存档 PDF/A' }).click();
  await settings.getByText('深色').click();
  await settings.getByRole('switch', { name: '高对比度' }).click();
  await expect.poll(() => page.evaluate(() => document.documentElement.className)).toContain('high-contrast');
  expect(await seriousFaults(page, '.page-over')).toEqual([]);
  const chosen = await settings.locator('.setting').filter({ hasText: '表样' }).textContent();
  await first.app.close();

  const { app, clerk, settings: again, page: next } = await open(data);
  await clerk.press('Control+,');
  expect(await again.getByLabel('单位名称').inputValue()).toBe('海湾区档案馆');
  expect(await again.locator('.setting').filter({ hasText: '表样' }).textContent()).toBe(chosen);
  expect(await again.getByRole('radio', { name: '45 毫米' }).isChecked()).toBe(true);
  expect(await again.getByRole('switch', { name: '印出虚线圈' }).isChecked()).toBe(false);
  expect(await again.getByRole('switch', { name: '存档 PDF/A' }).isChecked()).toBe(true);
  expect(await again.getByRole('switch', { name: '高对比度' }).isChecked()).toBe(true);
  await clerk.press('Alt+n');
  const dialog = next.getByRole('dialog', { name: '新建表' });
  await dialog.waitFor();
  expect(await dialog.getByLabel('预算年度').inputValue()).toBe(String(new Date().getFullYear()));
  await next.keyboard.type('库房恒温设备');
  await clerk.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => next.locator('.page').first().textContent()).toContain('海湾区档案馆');
  await app.close();
});

test('the sections are reached from the left, and nothing is cut in a small window', async () => {
  const app = await openApp({ browser, viewport: { width: 911, height: 512 } });
  const clerk = new ClerkWindow(app.page);
  await clerk.press('Control+,');
  const settings = app.page.getByRole('region', { name: '设置', exact: true });
  await settings.getByRole('link', { name: '关于' }).click();
  const about = settings.getByRole('region', { name: '关于' });
  await expect.poll(async () => ((await about.boundingBox())?.y ?? 1000) < 400).toBe(true);
  expect(app.page.url()).not.toContain('#');
  const overflow = await settings.evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await app.close();
});

test('the seal’s circle is left out of what is printed, its room is not', async () => {
  const { app, page, clerk, settings } = await open();
  await page.getByRole('button', { name: '打开示例表' }).click();
  await clerk.cell('projectName').waitFor();
  await clerk.press('Control+,');
  await settings.getByRole('radio', { name: '42 毫米' }).check();
  const printed = async () => {
    const download = page.waitForEvent('download');
    await clerk.press('Control+Shift+E');
    await clerk.exportAnyway();
    return (await pdfText(await readFile(await (await download).path())))[0] ?? '';
  };
  await clerk.press('Escape');
  expect(await printed()).toContain('（盖章处）');
  await clerk.press('Control+,');
  await settings.getByRole('switch', { name: '印出虚线圈' }).click();
  await clerk.press('Escape');
  expect(await printed()).not.toContain('（盖章处）');
  await app.close();
});

test('a warning that was switched off stands among the settings, and is switched on again from there', async () => {
  const { app, page, clerk, settings } = await open();
  await clerk.drop([{ name: '表.json', bytes: Buffer.from(JSON.stringify([wrongTable('书车维修')])) }]);
  await clerk.message('已导入 1 张表');
  await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    const waiver = { unit: '滨城区图书馆', rule: 'R35', filing: 1, path: null, reason: '合同约定全部验收' };
    await fetch('call/waivers.set', { method: 'POST', headers, body: JSON.stringify(waiver) });
  });
  await clerk.press('Control+,');
  const row = settings.getByRole('row').filter({ hasText: '合同约定全部验收' });
  await row.getByText('书车维修（本表同类）').waitFor();
  await row.getByRole('button', { name: /^恢复/ }).click();
  await clerk.message('已恢复提醒');
  await settings.getByText('没有已忽略的提醒').waitFor();
  await app.close();
});

test('a backup is made now', async () => {
  const { app, clerk, settings } = await open();
  await clerk.drop([{ name: '表.json', bytes: Buffer.from(JSON.stringify([wrongTable('书车维修')])) }]);
  await clerk.message('已导入 1 张表');
  await clerk.press('Control+,');
  const data = settings.getByRole('region', { name: '数据' });
  await data.getByText(app.data).waitFor();
  await data.getByText('共 1 张表').waitFor();
  await data.getByText('还没有备份').waitFor();
  await data.getByRole('button', { name: '立即备份' }).click();
  await clerk.message('已备份 1 张表');
  await data.getByText('上次备份：').waitFor();
  await app.close();
});
