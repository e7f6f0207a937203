import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../electron/store/store.ts';
import { type Edit, removeRows, setText } from '../../shared/filing/edits.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { seriousFaults } from './axe.ts';
import { launchBrowser, ready, stopServer } from './driver.ts';
import { dataWith, filing, listOf } from './listed.ts';
import { ClerkWindow } from './window.ts';

/** 历史版本 and 定稿: what a table was comes back, and what is final stays so. */

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const DAY = 24 * 3600 * 1000;
const ago = (days: number) => new Date(Date.now() - days * DAY);

/** Does steps to the first table of a data folder as a clerk did them some days ago. */
async function done(
  data: string,
  days: number,
  label: string,
  edits: (filing: Filing) => (Edit | null)[],
): Promise<void> {
  const store = await openStore(join(data, 'jixiaobiao.db'), { now: () => ago(days) });
  const { filing, revision } = store.open(1);
  store.commit({ id: 1, revision, label, edits: edits(filing).filter((edit) => edit !== null) });
  await store.close();
}

const goal = (to: string) => (filing: Filing) => [setText(filing, { field: 'annualGoal' }, to)];

/** A table with a past: a goal of last week, one of yesterday, and a row that went yesterday. */
async function withPast(): Promise<string> {
  const data = await dataWith([filing('档案数字化')]);
  await done(data, 7, '填写年度目标', goal('上周的目标'));
  await done(data, 7, '填写项目名称', (now) => [setText(now, { field: 'projectName' }, '上周的名称')]);
  await done(data, 1, '填写年度目标', goal('昨天的目标'));
  await done(data, 1, '删除指标行', (now) => [removeRows(now, 'indicators', 0, 1)]);
  return data;
}

const history = (page: Page) => page.getByRole('region', { name: '历史版本', exact: true });
const line = (page: Page, text: string) =>
  page.getByRole('listbox', { name: '历史版本' }).getByRole('option', { name: text });
const difference = (page: Page, name: string) =>
  page.getByRole('region', { name: '与现在的不同' }).getByRole('listitem').filter({ hasText: name });
/** The text of a cell on the page of that time. */
const textThen = async (page: Page, path: string) =>
  (await page.locator(`.history-sheet [data-path="${path}"] .line`).allTextContents()).join('');

test('one cell of last week comes back, then a row, then all of it; each is one step to undo', async () => {
  const { app, page, clerk } = await listOf(browser, await withPast());
  await clerk.cell('annualGoal').waitFor();
  await clerk.press('Alt+h');
  await line(page, '现在').waitFor();
  expect(await page.getByRole('listbox', { name: '历史版本' }).getByRole('group').count()).toBe(3);
  expect(await page.locator('.history-day').allTextContents()).toContain('昨天');
  // The keys are in the list at once; what is marked is looked at.
  await clerk.press('End', 'ArrowUp', 'ArrowUp');
  await line(page, '填写项目名称').and(page.locator('[aria-selected=true]')).waitFor();
  await expect.poll(() => textThen(page, 'annualGoal')).toBe('上周的目标');
  expect(await page.locator('.history-sheet .differs[data-path="annualGoal"]').count()).toBe(1);
  expect(await page.locator('.history-sheet .differs[data-path="projectName"]').count()).toBe(0);
  expect(await seriousFaults(page, '.history'), '.history').toEqual([]);

  await clerk.press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('年度目标');
  await difference(page, '年度目标').getByRole('button', { name: '取回此格' }).click();
  await clerk.message(/^已取回 .+ 的“年度目标”$/);
  await difference(page, '年度目标').waitFor({ state: 'detached' });
  await clerk.expectTexts({ annualGoal: '上周的目标' });
  // It is the newest step of the past by now.
  await line(page, '的“年度目标”').waitFor();
  await difference(page, '指标第 1 行').getByRole('button', { name: '取回此行' }).click();
  await expect.poll(() => clerk.text('indicators[0].level3')).toBe('档案数字化数量');
  await page.getByText('与现在相同').first().waitFor();
  await clerk.press('Escape');
  await history(page).waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate(() => document.activeElement?.matches('.editor'))).toBe(true);
  await clerk.press('Control+z', 'Control+z');
  await clerk.expectTexts({ annualGoal: '昨天的目标' });

  await clerk.press('Alt+h');
  await line(page, '导入').click();
  await expect.poll(() => textThen(page, 'projectName')).toBe('档案数字化');
  await page.getByRole('button', { name: '取回整张表' }).click();
  await history(page).waitFor({ state: 'detached' });
  await clerk.expectTexts({
    projectName: '档案数字化',
    annualGoal: '完成档案数字化',
    'indicators[0].level3': '档案数字化数量',
  });
  await clerk.press('Control+z');
  await clerk.expectTexts({ projectName: '上周的名称', annualGoal: '昨天的目标' });
  await clerk.saved();
  await app.close();
});

test('a version gets a name, is found by it and loses it again; two versions of one name are refused', async () => {
  const { app, page, clerk } = await listOf(browser, await withPast());
  await clerk.cell('annualGoal').waitFor();
  const name = async (text: string) => {
    const dialog = page.getByRole('dialog', { name: '存为版本' });
    await dialog.getByLabel('版本名称').fill(text);
    await clerk.press('Enter');
    return dialog;
  };
  await clerk.command('存为版本');
  await page.getByRole('dialog', { name: '存为版本' }).getByRole('button', { name: '送审稿' }).click();
  await page.getByRole('dialog', { name: '存为版本' }).getByRole('button', { name: '保存' }).click();
  await clerk.message('已存为版本“送审稿”');

  await clerk.press('Alt+h');
  await line(page, '填写项目名称').click();
  await page.getByRole('button', { name: '存为版本…' }).click();
  const refused = await name('送审稿');
  await refused.getByRole('alert').filter({ hasText: '此表已有名为“送审稿”的版本' }).waitFor();
  await name('局里看过的');
  await refused.waitFor({ state: 'detached' });
  const named = page.getByRole('group', { name: '有名称的版本' }).getByRole('option');
  await expect.poll(() => named.count()).toBe(2);
  await named.filter({ hasText: '局里看过的' }).click();
  await expect.poll(() => textThen(page, 'annualGoal')).toBe('上周的目标');
  await page.getByRole('button', { name: '去掉名称“局里看过的”' }).click();
  await expect.poll(() => named.count()).toBe(1);
  await app.close();
});

test('undo goes back over a restart, and says when it comes to another day; what was undone is done again after one more', async () => {
  const data = await withPast();
  const first = await listOf(browser, data);
  await first.clerk.cell('annualGoal').waitFor();
  const undo = (page: Page) => page.getByRole('toolbar').getByRole('button', { name: /^撤销/ });
  await expect.poll(() => undo(first.page).getAttribute('aria-label')).toBe('撤销昨天的“删除指标行”');
  await first.clerk.goTo('annualGoal');
  await first.clerk.type('今天的目标');
  await expect.poll(() => undo(first.page).getAttribute('aria-label')).toBe('撤销');
  await first.clerk.press('Control+z', 'Control+z');
  await first.clerk.message('已撤销昨天的“删除指标行”');
  await first.clerk.press('Control+z');
  await first.clerk.message('已撤销昨天的“填写年度目标”');
  await first.clerk.expectTexts({ annualGoal: '上周的目标', 'indicators[0].level3': '档案数字化数量' });
  await first.clerk.saved();
  await first.app.close();
  await stopServer(first.app.server);

  const { app, page, clerk } = await listOf(browser, data);
  await clerk.expectTexts({ annualGoal: '上周的目标' });
  await page.getByRole('toolbar').getByRole('button', { name: /^重做/ }).and(page.locator(':enabled')).waitFor();
  await page.locator('.editor').focus();
  await clerk.press('Control+y', 'Control+y', 'Control+y');
  await clerk.expectTexts({ annualGoal: '今天的目标' });
  expect(await clerk.text('indicators[0].level3')).not.toBe('档案数字化数量');
  await clerk.press('Control+z', 'Control+z', 'Control+z', 'Control+z');
  await clerk.expectTexts({ annualGoal: '上周的目标', projectName: '档案数字化' });
  await clerk.saved();
  await app.close();
});

test('a table whose stored content was changed behind its back says so above it, with the way to its past', async () => {
  const data = await withPast();
  const database = new Sqlite(join(data, 'jixiaobiao.db'));
  database.exec("UPDATE filings SET body = replace(body, '昨天的目标', '被改坏的目标')");
  database.close();
  const { app, page, clerk } = await listOf(browser, data);
  // Changes of former days lead to what was saved.
  await clerk.expectTexts({ annualGoal: '昨天的目标' });
  const notice = page.getByRole('alert', { name: '内容存疑' });
  await notice.getByText('现在显示的是按修改记录还原的内容').waitFor();
  await notice.getByRole('button', { name: '查看历史' }).click();
  await line(page, '填写项目名称').waitFor();
  await clerk.press('Escape');
  await clerk.goTo('annualGoal');
  await clerk.type('今天的目标');
  await clerk.saved();
  await notice.waitFor({ state: 'detached' });
  await app.close();
});

test('定稿: nothing changes the table, by whatever way, until it is unlocked with a reason', async () => {
  const { app, page, clerk, row } = await listOf(browser, [filing('甲项目'), filing('乙项目')]);
  await row('甲项目').click();
  await clerk.expectTexts({ projectName: '甲项目' });
  await clerk.command('定稿');
  await page.getByRole('dialog', { name: '定稿' }).getByRole('button', { name: '定稿', exact: true }).click();
  const notice = page.getByRole('region', { name: '定稿', exact: true });
  await notice.getByText(/此表已于今天 \d\d:\d\d 定稿，不能修改/).waitFor();
  await row('甲项目').getByLabel('已定稿').waitFor();
  expect(await seriousFaults(page, '.centre'), '.centre').toEqual([]);

  await clerk.goTo('annualGoal');
  await page.keyboard.type('改');
  await page.getByRole('alert').filter({ hasText: '此表已定稿，不能修改' }).waitFor();
  await clerk.press('Delete');
  await clerk.expectTexts({ annualGoal: '完成甲项目' });
  expect(await page.getByRole('toolbar').getByRole('button', { name: '插入行' }).isDisabled()).toBe(true);

  // Replacing in all tables passes it over and says so.
  await clerk.command('在所有表中替换');
  await page.getByLabel('查找内容').fill('项目');
  await page.getByLabel('替换为').fill('工程');
  const dialog = page.getByRole('dialog', { name: '在所有表中替换' });
  await dialog.getByText('此表已定稿，不能修改').first().waitFor();
  await dialog.getByRole('button', { name: /^替换 1 张表中的/ }).click();
  await clerk.message('已在 1 张表中替换');
  await row('乙工程').waitFor();
  await row('甲项目').waitFor();

  // An import over it is refused as a whole.
  const again = { ...JSON.parse(JSON.stringify(await exported(page))), annualGoal: '另一个目标' };
  await clerk.drop([{ name: '甲.json', bytes: Buffer.from(JSON.stringify(again)) }]);
  await page.getByText('覆盖').first().click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(?:导入|覆盖)/ })
    .click();
  await clerk.message(/“甲项目”已定稿，不能覆盖，没有导入/);
  await clerk.press('Escape');

  await notice.getByRole('button', { name: '解除定稿…' }).click();
  const unlock = page.getByRole('dialog', { name: '解除定稿' });
  expect(await unlock.getByRole('button', { name: '解除定稿' }).isDisabled()).toBe(true);
  await unlock.getByLabel('理由（必填）').fill('财政局退回');
  await unlock.getByRole('button', { name: '解除定稿' }).click();
  await notice.waitFor({ state: 'detached' });
  await page.locator('.editor:focus').waitFor();
  await clerk.goTo('annualGoal');
  await clerk.type('改后的目标');
  await clerk.saved();
  await clerk.expectTexts({ annualGoal: '改后的目标' });
  await clerk.press('Alt+h');
  await page.getByRole('region', { name: '定稿记录' }).getByText('财政局退回').waitFor();
  await line(page, '定稿').first().waitFor();
  await app.close();
});

test('several tables become 定稿 at once, also in a window that has one of them open', async () => {
  const { app, page, row, fromMenu, bar } = await listOf(browser, [filing('甲项目'), filing('乙项目')]);
  await row('甲项目').click();
  const other = await app.context.newPage();
  await other.goto(page.url());
  await ready(other);
  await other.getByRole('treeitem').filter({ hasText: '乙项目' }).click();
  const two = new ClerkWindow(other);
  await two.expectTexts({ projectName: '乙项目' });

  await row('乙项目').click({ modifiers: ['Control'] });
  await bar.waitFor();
  await fromMenu('更多', '定稿');
  await page.getByRole('dialog', { name: '定稿' }).getByRole('button', { name: '定稿 2 张' }).click();
  await expect.poll(() => page.getByRole('tree').getByLabel('已定稿').count()).toBe(2);
  await other.getByRole('region', { name: '定稿', exact: true }).waitFor();
  await expect.poll(() => other.getByRole('tree').getByLabel('已定稿').count()).toBe(2);
  await other.locator('.editor').focus();
  await two.press('Delete');
  await other.getByRole('alert').filter({ hasText: '此表已定稿，不能修改' }).waitFor();
  // Nor does it go into 回收站.
  await page.locator('.editor').focus();
  await page.getByRole('tree').getByRole('treeitem').filter({ hasText: '甲项目' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: '删除' }).click();
  await new ClerkWindow(page).message('已定稿，请先解除定稿再删除');
  await app.close();
});

/** The open table as a file would hold it. */
async function exported(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    const given = await fetch('call/filings.open', { method: 'POST', headers, body: JSON.stringify({ id: 1 }) });
    const { value } = (await given.json()) as { value: { filing: { values: object; tables: object; form: string } } };
    return { form: value.filing.form, ...value.filing.values, ...value.filing.tables };
  });
}
