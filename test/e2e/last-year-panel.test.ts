import { expect, test } from 'vitest';
import type { App } from './driver.ts';
import { onSample } from './on-sample.ts';
import type { ClerkWindow } from './window.ts';

/** The tab 上年: what has changed since last year, line by line. */

let app: App;
let clerk: ClerkWindow;
onSample((opened, window) => {
  [app, clerk] = [opened, window];
});

test('what differs from last year is listed with both values, grows while the clerk types, and leads to its cell', async () => {
  const { page } = app;
  await clerk.press('Control+k');
  await page.locator('.palette').waitFor();
  await page.keyboard.insertText('整个年度结转下年');
  await page.getByRole('option', { name: '整个年度结转下年' }).first().waitFor();
  await clerk.press('Enter');
  await page.getByRole('button', { name: '结转 1 张' }).click();
  await clerk.message('已结转 1 张表到 2027 年度');
  await clerk.expectTexts({ fiscalYear: '(2027年度)' });

  await clerk.goTo('annualFunding.total');
  await clerk.type('1234567.5');
  await clerk.press('F7');
  await page.getByRole('tab', { name: '上年' }).click();
  const panel = page.getByRole('region', { name: '上年的数值' });
  const line = panel.getByRole('button', { name: /年度金额/ });
  await expect.poll(() => line.textContent()).toMatch(/年度金额2026 [\d,.]+2027 1,234,567\.5/);
  await clerk.cell('projectName').click();
  await line.click();
  expect(await clerk.selected()).toBe('annualFunding.total');
  await page.waitForFunction(() => document.activeElement?.classList.contains('editor'));

  // The notes beside the page come and go with the switch.
  const notes = page.getByRole('complementary', { name: '上年对照' });
  await notes.waitFor();
  await panel.getByRole('switch', { name: '在页面旁显示上年数值' }).click();
  await notes.waitFor({ state: 'detached' });
  await panel.getByRole('button', { name: '与上年对比' }).click();
  await page.getByRole('region', { name: '对比', exact: true }).waitFor();
});
