import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { App } from './driver.ts';
import { onSample } from './on-sample.ts';
import type { ClerkWindow } from './window.ts';

/** The indicator library: names completed while they are typed, its page, and indicator sets for a new table. */

let app: App;
let clerk: ClerkWindow;
onSample((opened, window) => {
  [app, clerk] = [opened, window];
});

const options = () => app.page.getByRole('listbox', { name: '可选内容' }).getByRole('option');
const editor = () => app.page.locator('.editor');

test('myd completes 满意度 with the keyboard: name and levels are filled, the number is typed between sign and unit', async () => {
  await clerk.goTo('indicators[0].level3');
  const value = await clerk.text('indicators[0].value');
  await clerk.press('Control+Enter');
  await app.page.keyboard.type('myd');
  await options().first().waitFor();
  expect(await options().first().textContent()).toContain('满意度');
  await clerk.press('ArrowDown');
  const name =
    (await options()
      .first()
      .evaluate((option) => option.firstChild?.textContent)) ?? '';
  await clerk.press('Enter');
  await clerk.expectTexts({ 'indicators[1].level3': name });
  expect(await clerk.selected()).toBe('indicators[1].value');
  expect(await editor().inputValue()).toBe('≥%');
  await app.page.keyboard.type('95');
  await clerk.press('Enter');
  await clerk.expectTexts({ 'indicators[1].value': '≥95%', 'indicators[1].level2': '服务对象满意度指标' });
  expect(await clerk.text('indicators[0].value')).toBe(value);
  await clerk.press('Control+z', 'Control+z');
  await clerk.expectTexts({ 'indicators[1].level3': '' });
});

test('what is typed is entered as it is when nothing is chosen, also by an input method; a template left empty is no value', async () => {
  await clerk.goTo('indicators[0].level3');
  await clerk.press('Control+Enter');
  await app.page.keyboard.type('myd');
  await options().first().waitFor();
  await clerk.press('Enter');
  await clerk.expectTexts({ 'indicators[1].level3': 'myd' });
  await clerk.goTo('indicators[1].level3');
  await clerk.compose('man', '满', 'Space');
  await clerk.compose('yi', '意', 'Enter');
  expect(await editor().inputValue()).toBe('满意');
  await options().filter({ hasText: '服务对象满意度' }).first().click();
  expect(await editor().inputValue()).toBe('≥%');
  await clerk.press('Enter');
  await clerk.expectTexts({ 'indicators[1].value': '' });
  await clerk.goTo('indicators[1].value');
  await app.page.getByRole('complementary', { name: '参考值' }).filter({ hasText: '参考值：≥90%' }).waitFor();
  await app.page.keyboard.type('88');
  await options().filter({ hasText: '≥88%' }).waitFor();
  await clerk.press('Enter');
  await clerk.expectTexts({ 'indicators[1].value': '88' });
  await clerk.goTo('indicators[1].value');
  await clerk.press('Delete', 'F2', 'ArrowDown', 'Enter');
  expect(await editor().inputValue()).toBe('≥%');
  await clerk.type('88', 'Tab');
  await clerk.expectTexts({ 'indicators[1].value': '≥88%' });
});

test('the library’s page: found by pinyin, inserted, changed, removed and taken back, with the keyboard', async () => {
  const { page } = app;
  const search = page.getByRole('combobox', { name: '搜索指标库' });
  const shown = () => page.locator('.library-list [role=option]');
  await clerk.goTo('indicators[10].level3');
  const taken = await clerk.text('indicators[10].level3');
  const form = page.locator('.indicator-form');
  await clerk.press('Control+Shift+L');
  await search.waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('.library-panel') !== null);
  await page.keyboard.type('sydw myd');
  await expect.poll(() => shown().allTextContents()).toEqual([expect.stringContaining('使用单位满意度')]);
  await clerk.press('Enter');
  await clerk.expectTexts({
    'indicators[10].level3': taken,
    'indicators[11].level3': '使用单位满意度',
    'indicators[11].value': '',
  });

  await clerk.press('F2');
  await form.getByLabel('三级指标').waitFor();
  await clerk.press('End');
  await page.keyboard.type('评价');
  await form.getByLabel('参考值').fill('93');
  await clerk.press('Enter');
  await clerk.message('指标库已保存“使用单位满意度评价”');
  await search.fill('pingjia');
  await expect
    .poll(() => shown().allTextContents())
    .toEqual([expect.stringMatching(/使用单位满意度评价.*参考值：≥93%.*用过 1 次.*已改/)]);
  await page.getByRole('button', { name: '删除', exact: true }).click();
  await clerk.message('已从指标库删除');
  await expect.poll(() => shown().count()).toBe(0);
  await page.getByRole('button', { name: '撤销删除' }).click();
  await expect.poll(() => shown().count()).toBe(1);
  await page.getByRole('button', { name: '修改', exact: true }).click();
  await page.getByRole('button', { name: '恢复自带的写法' }).click();
  await search.fill('使用单位满意度');
  await expect
    .poll(() => shown().allTextContents())
    .toEqual([expect.stringMatching(/^使用单位满意度符号：≥.*参考值：≥90%/)]);
  await search.press('Escape');
  await page.waitForFunction(() => document.activeElement?.classList.contains('editor'));
  await clerk.press('Control+z');
  expect(await clerk.text('indicators[11].level3')).not.toBe('使用单位满意度');
});

test('likely duplicates are merged, a new indicator is added, and the exported workbook goes back in', async () => {
  const { page } = app;
  await clerk.goTo('indicators[0].level3');
  for (const name of ['新购图书数量', '新购图书（册）']) {
    await clerk.press('Control+Enter');
    await clerk.type(name, 'Shift+Enter');
  }
  await clerk.saved();
  await clerk.press('Control+Shift+L');
  const panel = page.getByRole('region', { name: '指标库', exact: true });
  await panel.getByRole('button', { name: '合并重复（1 组）' }).click();
  await panel.getByRole('radio', { name: /新购图书册数/ }).check();
  await panel.getByRole('button', { name: '合并', exact: true }).click();
  await panel.getByText('没有可能重复的指标').waitFor();
  await clerk.message(/^已把“.*”、“.*”并入“新购图书册数”$/);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('可能重复的指标');
  await page.getByRole('button', { name: '撤销合并' }).click();
  await panel.getByRole('radio', { name: /新购图书册数/ }).check();
  await panel.getByRole('button', { name: '合并', exact: true }).click();
  await panel.getByText('没有可能重复的指标').waitFor();
  await panel.getByRole('button', { name: '返回' }).click();
  await panel.getByRole('combobox', { name: '搜索指标库' }).fill('xgts');
  await expect
    .poll(() => panel.getByRole('option').allTextContents())
    .toEqual(
      [expect.stringMatching(/新购图书验收合格率/), expect.stringMatching(/新购图书册数.*用过 3 次/)].toReversed(),
    );

  await panel.getByRole('button', { name: '新增' }).click();
  await panel.locator('.indicator-form').getByLabel('三级指标').fill('讲座场次');
  await panel.getByLabel('计量单位').fill('场、次');
  await panel.getByRole('button', { name: '保存' }).click();
  await clerk.message('指标库已保存“讲座场次”');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: '导出' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('绩效指标库.xlsx');
  await panel.getByRole('combobox', { name: '搜索指标库' }).fill('jzcc');
  await panel.getByRole('button', { name: '删除', exact: true }).click();
  await panel.getByRole('button', { name: '已删除指标（1）' }).waitFor();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    panel.getByRole('button', { name: '导入' }).click(),
  ]);
  await chooser.setFiles(await file.path());
  await panel.getByRole('region', { name: '将新增的指标' }).getByText('讲座场次').waitFor();
  await panel.getByRole('button', { name: '确认导入' }).click();
  await clerk.message(/新增 1 项，修改 0 项/);
  await expect
    .poll(() => panel.getByRole('option').allTextContents())
    .toEqual([expect.stringMatching(/^讲座场次符号：≥；单位：场、次/)]);
  await page.getByRole('button', { name: '撤销导入' }).click();
  await expect.poll(() => panel.getByRole('option').count()).toBe(0);
  await clerk.message('已撤销导入');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('搜索指标库');
});

test('a new table from a description: kind guessed, indicators taken one by one and all at once, none of them with a value', async () => {
  const { page } = app;
  await clerk.press('Alt+n');
  await page.locator('.new-filing input:checked').waitFor();
  await page.getByLabel('项目名称（选填）').fill('馆藏档案数字化');
  await page.getByLabel(/^项目简介/).fill('扫描馆藏纸质档案并建立检索目录');
  const kind = page.getByLabel('项目类型（用于推荐指标）');
  const chosen = (name: string) => page.locator('.new-filing .ant-select').filter({ hasText: name }).waitFor();
  const folded = () => expect.poll(() => kind.getAttribute('aria-expanded')).toBe('false');
  await chosen('档案');
  // The list of kinds is opened, gone through and left with the keyboard; only then does Enter make the table.
  await kind.focus();
  await clerk.press('Space');
  await expect.poll(() => kind.getAttribute('aria-expanded')).toBe('true');
  await clerk.press('ArrowDown', 'Enter');
  await chosen('研究');
  await folded();
  await clerk.press('Space', 'ArrowUp', 'Enter');
  await chosen('档案');
  await folded();
  await page.getByLabel('项目名称（选填）').press('Enter');
  const panel = page.getByRole('region', { name: '推荐指标', exact: true });
  await panel.getByRole('checkbox').first().waitFor();
  await clerk.expectTexts({ projectName: '馆藏档案数字化', 'indicators[0].level3': '' });
  // What was not asked for leaves the focus where it is; its key leads there.
  await clerk.press('Control+Shift+K', 'Control+Shift+K', 'ArrowDown');
  await page.waitForFunction(() => document.activeElement?.matches('.proposal-panel [type=checkbox]'));
  const names = await panel.locator('.ant-checkbox-wrapper').allTextContents();
  expect(names[0]).toContain('档案数字化数量');
  expect(names.length).toBeGreaterThanOrEqual(6);
  await clerk.press('Space');
  await clerk.expectTexts({ 'indicators[0].level3': '档案数字化数量', 'indicators[0].value': '' });
  await clerk.press('Space');
  await clerk.expectTexts({ 'indicators[0].level3': '' });
  await clerk.press('ArrowDown', 'Space', 'Control+z');
  await panel.getByRole('button', { name: `全部采用（${names.length}）` }).click();
  await panel.getByRole('button', { name: '全部采用（0）' }).waitFor();
  const printed = (await page.locator('.page').allTextContents()).join('');
  for (const name of names) expect(printed).toContain(name.split(' ')[0]);
  await clerk.press('Escape', 'Control+z');
  await clerk.expectTexts({ 'indicators[0].level3': '' });
  await clerk.press('Control+Shift+K');
  await panel.waitFor({ state: 'detached' });
});

test('where another column stands between name and value, choosing stays in the name, and the value waits for its number', async () => {
  await clerk.drop([{ name: 'hebei.json', bytes: await readFile('resources/samples/hebei-project.json') }]);
  await clerk.cell('budget.total').waitFor();
  await clerk.goTo('indicators[0].level3');
  await clerk.press('Control+Enter');
  await app.page.keyboard.type('shebeishu');
  await options().filter({ hasText: '采购设备数量' }).first().waitFor();
  await clerk.press('ArrowDown', 'Enter');
  await clerk.expectTexts({ 'indicators[1].level3': '采购设备数量', 'indicators[1].value': '' });
  expect(await clerk.selected()).toBe('indicators[1].level3');
  await clerk.goTo('indicators[1].value');
  await clerk.press('F2');
  expect(await options().allTextContents()).toEqual(['= … 台填入数字', '= … 套填入数字']);
  await clerk.press('ArrowDown', 'ArrowDown', 'Enter');
  await clerk.type('20', 'Tab');
  await clerk.expectTexts({ 'indicators[1].value': '=20套' });
});
