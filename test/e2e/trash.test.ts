import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFaults } from './axe.ts';
import { launchBrowser } from './driver.ts';
import { filing, type Listed, listOf, threeUnits } from './listed.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

/** A window whose 回收站 holds these, shown. */
async function trashOf(filings = threeUnits()) {
  const listed = await listOf(browser, filings);
  const { tree, clerk, page } = listed;
  await tree.focus();
  await clerk.press('Control+a', 'Delete');
  await clerk.message(`已将 ${filings.length} 张表移到回收站`);
  await page.getByRole('button', { name: '回收站', exact: true }).click();
  const trash = page.getByRole('region', { name: '回收站' });
  await trash.getByText(filings[0]?.values.projectName ?? '').waitFor();
  const button = (name: RegExp) => trash.getByRole('button', { name });
  const inTrash = () =>
    trash
      .getByRole('checkbox', { name: /^选择/ })
      .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-label')?.slice(2)));
  return { ...listed, trash, button, inTrash };
}

const box = ({ page }: Listed, name: string) => page.getByRole('checkbox', { name: `选择${name}` });

test('回收站 tells when each table came there, the last first, and is searched and sorted', async () => {
  const bin = await trashOf();
  const { trash, page, inTrash, app } = bin;
  await trash.getByRole('columnheader', { name: '删除时间' }).waitFor();
  await expect.poll(inTrash).toHaveLength(5);
  await expect.poll(() => trash.getByText(/^20\d\d年\d+月\d+日 \d\d:\d\d$/).count()).toBe(5);
  expect(await seriousFaults(page, '.page-over'), '.page-over').toEqual([]);
  await trash.getByRole('columnheader', { name: '单位' }).click();
  await expect.poll(async () => (await inTrash()).at(-1)).toBe('丁消毒设备');
  await trash.getByLabel('在回收站中搜索').fill('路灯');
  await expect.poll(inTrash).toEqual(['丙路灯养护']);
  await trash.getByLabel('在回收站中搜索').press('Escape');
  await expect.poll(inTrash).toHaveLength(5);
  await app.close();
});

test('nothing is done to tables that are not chosen: both buttons wait for a choice', async () => {
  const bin = await trashOf();
  const { button, app } = bin;
  expect(await button(/^恢复/).isDisabled()).toBe(true);
  expect(await button(/^彻底删除/).isDisabled()).toBe(true);
  await box(bin, '丁消毒设备').click();
  expect(await button(/^恢复 1 张/).isEnabled()).toBe(true);
  await box(bin, '丁消毒设备').click();
  expect(await button(/^恢复/).isDisabled()).toBe(true);
  await app.close();
});

test('single tables are restored and can be opened from there, or deleted for good after a question', async () => {
  const bin = await trashOf();
  const { page, clerk, button, inTrash, row, app } = bin;
  await box(bin, '丁消毒设备').click();
  await button(/^恢复 1 张/).click();
  await clerk.message('已恢复 1 张表');
  await row('丁消毒设备').waitFor();
  await box(bin, '丙路灯养护').click();
  await box(bin, '乙库房维修').click();
  await button(/^彻底删除 2 张/).click();
  await page.getByText('彻底删除 2 张表？').waitFor();
  expect(await seriousFaults(page, '.ant-modal'), '.ant-modal').toEqual([]);
  await clerk.press('Enter');
  await page.getByText('彻底删除 2 张表？').waitFor({ state: 'detached' });
  expect(await inTrash()).toHaveLength(4);
  await button(/^彻底删除 2 张/).click();
  await page.getByRole('dialog').getByRole('button', { name: '彻底删除 2 张' }).click();
  await clerk.message('已彻底删除 2 张表');
  await expect.poll(async () => (await inTrash()).toSorted()).toEqual(['甲旧档案整理', '甲档案数字化']);
  await box(bin, '甲旧档案整理').click();
  await button(/^恢复 1 张/).click();
  await page.getByRole('button', { name: '打开', exact: true }).last().click();
  await clerk.expectTexts({ projectName: '甲旧档案整理' });
  await app.close();
});

test('the keyboard alone goes through thousands of tables, chooses, restores and leaves', async () => {
  const many = Array.from({ length: 2000 }, (_, k) => filing(`第${k + 1}号工程`));
  const bin = await trashOf(many);
  const { page, clerk, trash, app, inTrash } = bin;
  expect((await inTrash()).length).toBeLessThan(100);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await trash.getByLabel('在回收站中搜索').focus();
  await clerk.press('ArrowDown');
  await expect.poll(focused).toBe('选择第1号工程');
  await clerk.press('ArrowDown', 'Space');
  await trash.getByRole('button', { name: '恢复 1 张' }).waitFor();
  await clerk.press('End');
  await expect.poll(focused).toBe('选择第2000号工程');
  await clerk.press('Space', 'PageUp');
  await trash.getByRole('button', { name: '恢复 2 张' }).waitFor();
  await clerk.press('Delete');
  await page.getByText('彻底删除 2 张表？').waitFor();
  await clerk.press('Escape');
  await page.getByText('彻底删除 2 张表？').waitFor({ state: 'detached' });
  await trash.getByRole('button', { name: '恢复 2 张' }).press('Enter');
  await clerk.message('已恢复 2 张表');
  await trash.getByLabel('在回收站中搜索').press('Escape');
  await trash.waitFor({ state: 'detached' });
  await app.close();
});
