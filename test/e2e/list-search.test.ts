import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gate } from '../gate.ts';
import { seriousFaults } from './axe.ts';
import { launchBrowser, ready } from './driver.ts';
import { dataWith, filing, listOf, threeUnits } from './listed.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

test('sorted and grouped as the clerk likes, folded, scrolled, and all of it there again after a restart', async () => {
  const many = Array.from({ length: 300 }, (_, k) => filing(`第${k + 1}号工程`, k < 150 ? '市政所' : '档案馆'));
  const { app, names, tree, clerk, page, bar } = await listOf(browser, await dataWith([...threeUnits(), ...many]));
  const choose = async (option: string) => {
    await page.getByRole('button', { name: '排序和分组' }).click();
    await page.getByRole('menuitem', { name: option, exact: true }).click();
  };
  await choose('不分组');
  await choose('按编号');
  await expect.poll(async () => (await names()).slice(0, 2)).toEqual(['丙路灯养护', '甲档案数字化']);
  await choose('按名称');
  await expect.poll(async () => (await names())[0]).toBe('丙路灯养护');
  await choose('年度和单位');
  await tree.focus();
  await clerk.press('End', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowLeft', 'ArrowLeft');
  await expect.poll(async () => (await names()).includes('丁消毒设备')).toBe(false);
  await clerk.press('Home', ...Array(40).fill('ArrowDown'), 'Enter');
  const name = '第189号工程';
  await clerk.expectTexts({ projectName: name });
  const settled = page.waitForResponse(
    (reply) => reply.request().postData()?.includes('"list.top","value":"3000"') ?? false,
  );
  await tree.evaluate((element) => element.scrollTo(0, 3000));
  await settled;
  await page.reload();
  await ready(page);
  await clerk.expectTexts({ projectName: name });
  await expect.poll(() => tree.evaluate((element) => element.scrollTop)).toBe(3000);
  await tree.focus();
  await clerk.press('Control+a');
  await bar.getByText('已选 305 张').waitFor();
  await clerk.press('End');
  await expect.poll(async () => (await names()).at(-1)).toBe('甲旧档案整理');
  expect(await names()).not.toContain('丁消毒设备');
  await app.close();
});

test('the selected cell is there again after another table and after a restart', async () => {
  const { app, row, clerk, page } = await listOf(browser, threeUnits());
  await row('乙库房维修').click();
  await clerk.expectTexts({ projectName: '乙库房维修' });
  const settled = page.waitForResponse((reply) => reply.request().postData()?.includes('"annualGoal"') ?? false);
  await clerk.cell('annualGoal').click();
  await settled;
  await row('甲档案数字化').click();
  await clerk.expectTexts({ projectName: '甲档案数字化' });
  expect(await clerk.selected()).toBe('projectName');
  const written = page.waitForResponse((reply) => reply.request().postData()?.includes('"annualGoal"') ?? false);
  await row('乙库房维修').click();
  await clerk.expectTexts({ projectName: '乙库房维修' });
  expect(await clerk.selected()).toBe('annualGoal');
  await written;
  await page.reload();
  await ready(page);
  await clerk.expectTexts({ projectName: '乙库房维修' });
  expect(await clerk.selected()).toBe('annualGoal');
  await app.close();
});

test('what was found is marked, in the name and in the text, whatever its width', async () => {
  const { app, clerk, tree, page } = await listOf(browser, threeUnits());
  await clerk.press('Control+Shift+F');
  await page.keyboard.type('档案 ≥１');
  const marks = tree.locator('mark');
  await expect.poll(() => marks.allTextContents()).toEqual(['档案', '≥1', '档案', '档案', '≥1']);
  await tree.getByText('年度指标值：≥1项').first().waitFor();
  await clerk.press('Escape');
  await expect.poll(() => marks.count()).toBe(0);
  await app.close();
});

test('of two answers that cross, that to the later question stays', async () => {
  const { app, clerk, names, tree, page } = await listOf(browser, threeUnits());
  const { opened: held, open: release } = gate();
  await page.route('**/call/filings.arranged', async (route) => {
    if (route.request().postData()?.includes('"档"')) await held;
    await route.continue();
  });
  await clerk.press('Control+Shift+F');
  await page.keyboard.insertText('档');
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('路灯');
  await tree.getByText('丙路灯养护').waitFor();
  const late = page.waitForResponse((reply) => reply.request().postData()?.includes('"档"') ?? false);
  release();
  await (await late).finished();
  expect((await names()).filter((name) => !/（/.test(name))).toEqual(['丙路灯养护']);
  await app.close();
});

test('Ctrl+G goes to a filing by words of its name and unit, and back with Enter alone', async () => {
  const { app, clerk, row, page, focusIn } = await listOf(browser, threeUnits());
  await row('乙库房维修').click();
  await clerk.expectTexts({ projectName: '乙库房维修' });
  await clerk.press('Control+g');
  const box = page.getByRole('combobox', { name: '切换到另一张表' });
  await expect.poll(() => box.evaluate((input) => input === document.activeElement)).toBe(true);
  await page.keyboard.insertText('档案馆 2025');
  await expect.poll(() => page.getByRole('option').count()).toBe(1);
  expect(await seriousFaults(page, '.ant-modal'), '.ant-modal').toEqual([]);
  await clerk.press('Enter');
  await clerk.expectTexts({ projectName: '甲旧档案整理' });
  await focusIn('.editor, .filing-tree');
  await clerk.press('Control+g');
  await page.getByRole('option').first().waitFor();
  await clerk.press('Enter');
  await clerk.expectTexts({ projectName: '乙库房维修' });
  await clerk.press('Control+g');
  await page.getByRole('option').first().waitFor();
  await clerk.press('ArrowDown', 'Escape');
  await box.waitFor({ state: 'detached' });
  await clerk.expectTexts({ projectName: '乙库房维修' });
  await app.close();
});

test('查找功能 stands by menu; what is searched for comes from all of them, with its menu and key', async () => {
  const { app, clerk, page } = await listOf(browser, threeUnits());
  await clerk.press('Control+k');
  const palette = page.getByRole('listbox', { name: '查找功能' });
  await palette
    .getByRole('group', { name: '文件' })
    .getByRole('option', { name: /^新建(?!窗口|套表)/ })
    .waitFor();
  await palette.getByRole('group', { name: '编辑' }).getByRole('option', { name: '搜索所有表' }).waitFor();
  expect(await seriousFaults(page, '.ant-modal'), '.ant-modal').toEqual([]);
  await page.keyboard.insertText('打印');
  await expect.poll(() => palette.getByRole('group').count()).toBe(1);
  expect(await palette.getByRole('option').first().textContent()).toMatch(/^打印.*文件/);
  await clerk.press('Escape');
  await app.close();
});

test('of 5,000 filings only those in view are drawn, and End reaches the last one', async () => {
  const many = Array.from({ length: 5000 }, (_, k) => filing(`第${k + 1}号工程`));
  const { app, clerk, tree, bar } = await listOf(browser, many);
  await clerk.press('Control+Shift+F', 'ArrowDown', 'End');
  await tree.getByText('第5000号工程').waitFor();
  expect(await tree.locator('.filing-row').count()).toBeLessThan(120);
  await clerk.press('Home');
  await tree.getByText('2026 年（5000）').waitFor();
  await clerk.press('Control+a');
  await bar.getByText('已选 5000 张').waitFor();
  await app.close();
});

test('a data file without tables says so, and a search that finds none too', async () => {
  const { app, page } = await listOf(browser, []);
  await page.getByText('暂无绩效表').waitFor();
  await page.getByLabel('搜索项目名称和表中文字').fill('无此词');
  await page.getByText('没有找到').waitFor();
  await app.close();
});
