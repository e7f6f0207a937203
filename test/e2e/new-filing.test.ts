import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalog } from '../../shared/form/catalog/catalog.ts';
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

test('forms stand in groups with a picture each; words and arrow keys choose one, Enter makes the filing', async () => {
  const app = await openApp({ browser });
  const { page } = app;
  const clerk = new ClerkWindow(page);
  await clerk.press('Alt+n');
  const dialog = page.getByRole('dialog', { name: '新建表' });
  const radios = dialog.getByRole('radio');
  await expect.poll(() => radios.count()).toBe(new Set(catalog.all.map(({ id }) => id)).size);
  // Every page is drawn: lines and bars of its own.
  const pictures = dialog.locator('.form-picture');
  await expect.poll(() => pictures.locator('path').count()).toBe(2 * (await pictures.count()));
  const drawn = await pictures.evaluateAll((list) =>
    list.map((one) => one.querySelectorAll('path')[1]?.getAttribute('d')),
  );
  expect(new Set(drawn).size).toBe(drawn.length);
  expect(drawn.every((path) => (path?.length ?? 0) > 20)).toBe(true);
  expect(await seriousFaults(page, '.ant-modal')).toEqual([]);

  // The name has the focus; what a unit's form asks for is not asked of a project's.
  expect(await dialog.getByLabel('项目名称（选填）').evaluate((field) => field === document.activeElement)).toBe(true);
  const search = dialog.getByLabel('搜索表样');
  await search.fill('自评');
  await expect.poll(() => radios.count()).toBe(2);
  expect(await dialog.getByRole('radio', { checked: true }).getAttribute('value')).toBe('evaluation-2020');
  await clerk.press('ArrowDown');
  await dialog.getByText('已选：').filter({ hasText: '四川' }).waitFor();
  await search.fill('部门整体 申报');
  await dialog.getByLabel('部门（单位）名称（选填）').fill('海湾区档案馆');
  expect(await dialog.getByLabel(/^项目简介/).count()).toBe(0);
  await clerk.press('Enter');
  await clerk.cell('unitName').waitFor();
  await clerk.expectTexts({ unitName: '海湾区档案馆' });

  // The form used last stands first, and is proposed.
  await clerk.press('Alt+n');
  await dialog.getByText('上次用过').waitFor();
  expect(await radios.first().isChecked()).toBe(true);
  expect(await radios.first().getAttribute('value')).toBe('unit-2015');
  await search.fill('没有这样的表');
  await dialog.getByText('没有找到，请换几个字').waitFor();
  expect(await dialog.getByRole('button', { name: '新建', exact: true }).isDisabled()).toBe(true);
  await clerk.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await app.close();
});

test('name, unit and department go into the new table; the next one begins with them, in the year that is due', async () => {
  const app = await openApp({ browser });
  const { page } = app;
  const clerk = new ClerkWindow(page);
  await page.clock.setFixedTime(new Date('2026-11-25T10:00'));
  const dialog = page.getByRole('dialog', { name: '新建表' });
  await clerk.press('Alt+n');
  await dialog.waitFor();
  expect(await dialog.getByLabel('预算年度').inputValue()).toBe('2027');
  await page.keyboard.type('古树名木保护');
  await dialog.getByLabel('单位（选填）', { exact: true }).fill('海湾区园林中心');
  await dialog.getByLabel('主管部门（选填）').fill('海湾区住建局');
  // A failure loses nothing of it.
  await page.route('**/call/filings.create', (route) => route.abort(), { times: 1 });
  await clerk.press('Enter');
  await dialog.getByRole('alert').waitFor();
  await clerk.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await clerk.expectTexts({
    fiscalYear: '(2027年度)',
    projectName: '古树名木保护',
    implementingUnit: '海湾区园林中心',
    supervisingDepartment: '海湾区住建局',
  });

  await page.clock.setFixedTime(new Date('2026-06-30T10:00'));
  await clerk.press('Alt+n');
  await dialog.waitFor();
  expect(await dialog.getByLabel('预算年度').inputValue()).toBe('2026');
  const unit = dialog.getByLabel('单位（选填）', { exact: true });
  expect(await unit.inputValue()).toBe('海湾区园林中心');
  expect(await dialog.getByLabel('主管部门（选填）').inputValue()).toBe('海湾区住建局');
  // Units that there are tables of are offered; Enter takes the marked one, and only then makes the table.
  await unit.fill('园林');
  await page.getByRole('option', { name: '海湾区园林中心' }).waitFor({ state: 'attached' });
  await unit.press('ArrowDown');
  await unit.press('Enter');
  expect(await unit.inputValue()).toBe('海湾区园林中心');
  expect(await dialog.isVisible()).toBe(true);
  await unit.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await clerk.expectTexts({ fiscalYear: '(2026年度)', projectName: '', implementingUnit: '海湾区园林中心' });
  app.complaints.length = 0;
  await app.close();
});

test('the unit of the open table decides which form stands first', async () => {
  const app = await openApp({ browser });
  const { page } = app;
  const clerk = new ClerkWindow(page);
  await clerk.drop([
    { name: 'dalian.json', bytes: await readFile('resources/samples/dalian-project.json') },
    { name: 'hebei.json', bytes: await readFile('resources/samples/hebei-project.json') },
  ]);
  await clerk.message('已导入 2 张表');
  const tree = page.getByRole('tree', { name: '表' });
  for (const [name, form] of [
    ['社区流动书车', 'dalian-project'],
    ['城市公共自行车', 'hebei-project'],
  ] as const) {
    await tree.getByRole('treeitem', { name }).first().click();
    await expect.poll(() => page.locator('.page').first().textContent()).toContain(name);
    await clerk.press('Alt+n');
    await page.locator('.new-filing input:checked').waitFor();
    expect(await page.locator('.new-filing input:checked').getAttribute('value')).toBe(form);
    await clerk.press('Escape');
    await page.locator('.new-filing').waitFor({ state: 'detached' });
  }
  await app.close();
});

test('what is typed right after Enter waits for the new table, and goes into its first empty cell', async () => {
  const app = await openApp({ browser });
  const { page } = app;
  const clerk = new ClerkWindow(page);
  await clerk.press('Alt+n');
  await page.getByRole('dialog', { name: '新建表' }).getByLabel('项目名称（选填）').fill('古树名木保护');
  await clerk.press('Enter');
  await page.keyboard.type('2027');
  await page.locator('.editor.open').waitFor();
  expect(await page.locator('.editor').inputValue()).toBe('2027');
  await clerk.expectTexts({ projectName: '古树名木保护' });
  await app.close();
});

test('in a narrow window the page of a new table keeps its room: indicators are offered, and come when they are asked for', async () => {
  const app = await openApp({ browser, viewport: { width: 1280, height: 720 } });
  const { page } = app;
  const clerk = new ClerkWindow(page);
  const make = async (name: string) => {
    await clerk.press('Alt+n');
    await page.getByLabel('项目名称（选填）').fill(name);
    await clerk.press('Enter');
    await clerk.expectTexts({ projectName: name });
  };
  await make('信息系统运维');
  await page.getByRole('button', { name: '推荐指标' }).waitFor();
  const panel = page.getByRole('region', { name: '推荐指标', exact: true });
  expect(await panel.count()).toBe(0);
  await page.getByRole('button', { name: '推荐指标' }).click();
  await panel.getByRole('checkbox').first().waitFor();
  expect(await panel.getByLabel('项目名称或简介').inputValue()).toContain('信息系统运维');
  // Where the panel stands already, it follows the next table.
  await make('馆藏档案数字化');
  await expect.poll(() => panel.getByLabel('项目名称或简介').inputValue()).toContain('馆藏档案数字化');
  await app.close();
});
