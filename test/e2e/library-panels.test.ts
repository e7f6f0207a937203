import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { App } from './driver.ts';
import { onSample } from './on-sample.ts';
import type { ClerkWindow } from './window.ts';

/** The panels 指标库 and 推荐指标: what they change is told and taken back, and the focus stays with the clerk. */

let app: App;
let clerk: ClerkWindow;
onSample((opened, window) => {
  [app, clerk] = [opened, window];
});

/** What has the focus: its text, its name, or its element. */
const focused = () =>
  app.page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const box = element.matches('[type=checkbox]') ? element.closest('label') : null;
    return box?.textContent || element.textContent || element.getAttribute('aria-label') || element.className;
  });

test('an insertion is taken back by Ctrl+Z in the search box or by the message’s button; what is there is only shown', async () => {
  const { page } = app;
  const search = page.getByRole('combobox', { name: '搜索指标库' });
  const rows = () => page.locator('.page [data-path$=".level3"]').count();
  await clerk.goTo('indicators[10].level3');
  const before = await rows();
  await clerk.press('Control+Shift+L');
  await search.fill('sydwmyd');
  await page.locator('.library-list [role=option]').first().waitFor();
  await clerk.press('Enter');
  await clerk.expectTexts({ 'indicators[11].level3': '使用单位满意度' });
  await clerk.press('Control+z');
  await clerk.message('已撤销');
  await expect.poll(rows).toBe(before);
  expect(await search.inputValue()).toBe('sydwmyd');
  await search.press('Enter');
  await page.getByRole('button', { name: '撤销插入' }).click();
  await expect.poll(rows).toBe(before);
  await page.waitForFunction(() => document.activeElement?.classList.contains('editor'));
  await search.press('Enter');
  await clerk.message('已插入');
  await clerk.press('Enter');
  await clerk.message('本表指标第 12 行已有“使用单位满意度”，未重复插入');
  expect(await rows()).toBe(before + 1);
  expect(await clerk.selected()).toBe('indicators[11].level3');
});

test('leaving an entry leaves the search as it was, and the focus in its box', async () => {
  const { page } = app;
  const search = page.getByRole('combobox', { name: '搜索指标库' });
  await clerk.press('Control+Shift+L');
  await search.fill('manyidu');
  await page.locator('.library-list [role=option]').nth(2).waitFor();
  await clerk.press('ArrowDown', 'ArrowDown', 'F2');
  const name = await page.locator('.indicator-form').getByLabel('三级指标').inputValue();
  await clerk.press('Escape');
  await search.waitFor();
  expect(await search.inputValue()).toBe('manyidu');
  expect(await page.locator('.library-list .current > span').textContent()).toBe(name);
  expect(await focused()).toBe('搜索指标库');
  await clerk.press('Control+Shift+K');
  await page.getByRole('region', { name: '推荐指标', exact: true }).waitFor();
});

test('an indicator that is being written is there again when another tab stood in its place, until it is given up', async () => {
  await clerk.press('Control+Shift+L');
  const panel = app.page.getByRole('region', { name: '指标库', exact: true });
  await panel.getByRole('button', { name: '新增' }).click();
  await app.page.locator('#indicator-name').fill('流动书车停靠时长');
  await app.page.locator('#indicator-units').fill('小时、分钟');
  await clerk.press('F7');
  await panel.waitFor({ state: 'detached' });
  await app.page.getByRole('tab', { name: '指标库' }).click();
  await expect.poll(() => app.page.locator('#indicator-name').inputValue()).toBe('流动书车停靠时长');
  expect(await app.page.locator('#indicator-units').inputValue()).toBe('小时、分钟');
  await panel.getByRole('button', { name: '取消' }).click();
  await panel.getByRole('button', { name: '新增' }).click();
  expect(await app.page.locator('#indicator-name').inputValue()).toBe('');
  await clerk.press('Escape');
});

test('an exported filing is refused as a library with one line, and nothing is asked', async () => {
  const { page } = app;
  await clerk.press('Control+Shift+L');
  const panel = page.getByRole('region', { name: '指标库', exact: true });
  const [exported] = await Promise.all([page.waitForEvent('download'), clerk.press('Control+e')]);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    panel.getByRole('button', { name: '导入' }).click(),
  ]);
  await chooser.setFiles(await exported.path());
  await clerk.message('不是指标库');
  await panel.getByRole('combobox', { name: '搜索指标库' }).waitFor();
});

test('while indicators are proposed, a table opened from the list leaves the focus where it was', async () => {
  const { page } = app;
  await clerk.drop([{ name: 'hebei.json', bytes: await readFile('resources/samples/hebei-project.json') }]);
  await clerk.cell('budget.total').waitFor();
  const panel = page.getByRole('region', { name: '推荐指标', exact: true });
  const tree = page.getByRole('tree', { name: '表' });
  const row = (name: string) => tree.getByRole('treeitem', { name }).first();
  await row('社区流动书车').click();
  await clerk.cell('annualFunding.total').waitFor();
  await clerk.press('Control+Shift+K');
  await panel.waitFor();
  await row('城市公共自行车').click();
  await clerk.cell('budget.total').waitFor();
  await panel.getByRole('checkbox').first().waitFor();
  expect(await page.evaluate(() => document.activeElement?.closest('.proposal-panel'))).toBeNull();
  const before = await page.locator('.page').first().textContent();
  await clerk.press('Space', 'Escape');
  expect(await page.locator('.page').first().textContent()).toBe(before);
  // Asked for by the clerk, the panel takes the focus again.
  await clerk.press('Control+Shift+K');
  await panel.waitFor({ state: 'detached' });
  await clerk.press('Control+Shift+K');
  await page.waitForFunction(() => document.activeElement?.matches('.proposal-panel h3'));
  await clerk.press('ArrowDown');
  await page.waitForFunction(() => document.activeElement?.matches('.proposal-panel [type=checkbox]'));
});

test('an indicator that is not taken after all leaves the table exactly as it was', async () => {
  const { page } = app;
  const table = () => page.locator('.page [data-path^="indicators"]').allTextContents();
  await clerk.press('Alt+n');
  await page.locator('.new-filing input:checked').waitFor();
  await page.getByLabel('项目名称（选填）').fill('馆藏档案数字化');
  await clerk.press('Enter');
  const panel = page.getByRole('region', { name: '推荐指标', exact: true });
  const boxes = panel.getByRole('checkbox');
  await boxes.first().waitFor();
  const before = await table();
  for (let at = 0; at < (await boxes.count()); at++) {
    await boxes.nth(at).check();
    await expect.poll(table).not.toEqual(before);
    await boxes.nth(at).uncheck();
    await expect.poll(table).toEqual(before);
  }
  await boxes.first().check();
  await expect.poll(table).not.toEqual(before);
  await page.getByRole('button', { name: '撤销采用' }).click();
  await expect.poll(table).toEqual(before);
});

test('all taken, the clerk goes on at the first value to fill in', async () => {
  const { page } = app;
  await clerk.press('Alt+n');
  await page.locator('.new-filing input:checked').waitFor();
  await page.getByLabel('项目名称（选填）').fill('馆藏档案数字化');
  await clerk.press('Enter');
  await page.getByRole('button', { name: /^全部采用（[1-9]/ }).click();
  await clerk.message('请填写指标值');
  expect(await clerk.selected()).toBe('indicators[0].value');
  await page.waitForFunction(() => document.activeElement?.classList.contains('editor'));
  await clerk.type('≥5万份', 'Enter');
  await clerk.expectTexts({ 'indicators[0].value': '≥5万份' });
});

test('what a cell itself held before is none of the values used', async () => {
  const { page } = app;
  await clerk.goTo('indicators[0].level3');
  await clerk.press('Control+Enter');
  await clerk.type('服务对象满意度', 'Tab');
  await clerk.type('≥37%');
  await clerk.saved();
  // The library is read with it.
  await clerk.press('Control+Shift+L');
  await page.locator('.library-list').getByText('用过 1 次').first().waitFor();
  await clerk.cell('indicators[1].value').click();
  await clerk.type('≥38%');
  await clerk.press('Control+z', 'Control+z');
  await clerk.expectTexts({ 'indicators[1].value': '' });
  await clerk.cell('indicators[1].value').click();
  const note = page.getByRole('complementary', { name: '参考值' });
  await note.filter({ hasText: '参考值：≥90%' }).waitFor();
  expect(await note.textContent()).not.toContain('用过');
});

test.each(['dalian', 'hebei'])('the reference value covers no cell of the form of %s', async (form) => {
  const { page } = app;
  if (form === 'hebei') {
    await clerk.drop([{ name: 'hebei.json', bytes: await readFile('resources/samples/hebei-project.json') }]);
    await clerk.cell('budget.total').waitFor();
  }
  await clerk.goTo('indicators[0].level3');
  await clerk.press('Control+Enter');
  await clerk.type('服务对象满意度', 'Tab');
  const note = page.getByRole('complementary', { name: '参考值' });
  await clerk.goTo('indicators[1].value');
  await note.filter({ hasText: '参考值：≥90%' }).waitFor();
  const covered = await note.evaluate((element) => {
    const a = element.getBoundingClientRect();
    return [...document.querySelectorAll('.page .box')]
      .filter((box) => {
        const b = box.getBoundingClientRect();
        return a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
      })
      .map((box) => box.textContent);
  });
  expect(covered).toEqual([]);
});
