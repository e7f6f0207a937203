import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
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

test('an import shows the file it is at and is cancelled by a click, and nothing of it goes in', async () => {
  const app = await openApp({ browser });
  const clerk = new ClerkWindow(app.page);
  const sample = JSON.parse(await readFile('resources/samples/dalian-project.json', 'utf8'));
  const many = Array.from({ length: 4500 }, () => sample);
  await clerk.drop([
    { name: '先.json', bytes: Buffer.from(JSON.stringify(sample)) },
    { name: '很多.json', bytes: Buffer.from(JSON.stringify(many)) },
    { name: '后.json', bytes: Buffer.from(JSON.stringify(sample)) },
  ]);
  await app.page.getByText('正在导入 1 / 3：很多.json').waitFor();
  await app.page.getByRole('button', { name: '取消导入' }).click();
  const began = performance.now();
  await clerk.message('已取消导入，没有导入任何表');
  expect(performance.now() - began).toBeLessThan(3000);
  expect(await app.page.locator('.job').count()).toBe(0);
  expect(await app.page.getByRole('treeitem').count()).toBe(0);
  await app.close();
});
