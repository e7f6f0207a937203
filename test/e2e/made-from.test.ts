import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toJson } from '../../shared/filing/json.ts';
import { dalian, execution, money, reached, scores, target, total } from '../filing/worked-example.ts';
import { seriousFaults } from './axe.ts';
import { type App, launchBrowser, openApp } from './driver.ts';
import { ClerkWindow } from './window.ts';

let browser: Browser;
let app: App;
let page: Page;
let clerk: ClerkWindow;

beforeAll(async () => {
  browser = await launchBrowser();
  app = await openApp({ browser });
  page = app.page;
  clerk = new ClerkWindow(page);
});
afterAll(async () => {
  await app?.close();
  await browser?.close();
});

async function command(label: string): Promise<void> {
  await page.locator('.editor').focus();
  await clerk.press('Control+k');
  await page.locator('.palette').waitFor();
  await page.keyboard.insertText(label);
  await page.getByRole('option', { name: label }).first().waitFor();
  await clerk.press('Enter');
}

async function fill(path: string, text: string): Promise<void> {
  await clerk.cell(path).click();
  await clerk.type(text);
}

const note = () => page.getByRole('complementary', { name: '计算说明' });
const changes = () => page.getByRole('region', { name: '目标表的变化' });
/** Opens the target table, or what was made of it; the list tells them apart. */
const open = async (kind: '' | '自评') => {
  const rows = page.getByRole('treeitem', { name: '窗口人员业务培训' });
  await (kind === '' ? rows.filter({ hasNotText: /自评|监控/ }) : rows.filter({ hasText: kind })).last().click();
};

test('a clerk makes a self-evaluation of a target table, fills it in, and the scores are those of the worked example', async () => {
  await clerk.drop([{ name: '目标表.json', bytes: Buffer.from(JSON.stringify([toJson(dalian, target)])) }]);
  await clerk.message('已导入');
  await command('由本表生成项目支出绩效自评表');
  await clerk.message('已生成“项目支出绩效自评表”');
  await clerk.expectTexts({
    projectName: '窗口人员业务培训',
    'initialFunding.total': '54.00',
    'indicators[0].value': '≥30场',
    'indicators[6].level1': '满意度指标(10分)',
  });
  // What is linked says so; what the clerk fills in does not.
  await expect.poll(() => clerk.cell('indicators[0].value').getAttribute('title')).toContain('取自目标表');
  expect(await clerk.cell('indicators[0].value').getAttribute('class')).toContain('linked');
  expect(await clerk.cell('indicators[0].actual').getAttribute('class')).not.toContain('linked');

  for (const [path, text] of Object.entries(money)) await fill(path, text);
  await clerk.expectTexts({ 'executionRate.total': execution.rate, executionScore: execution.score });
  for (const [row, { actual, points }] of reached.entries()) {
    await fill(`indicators[${row}].actual`, actual);
    await fill(`indicators[${row}].points`, points);
  }
  await clerk.expectTexts(Object.fromEntries(scores.map((score, row) => [`indicators[${row}].score`, score])));
  await clerk.expectTexts({ totalPoints: total.points, totalScore: total.score });
  await clerk.saved();

  await clerk.cell('indicators[0].score').click();
  await note().getByText('目标≥30场，实际24场，完成80%，得分=10×80%=8').waitFor();
  await clerk.cell('indicators[3].score').click();
  await note().getByText('超过目标，目标÷实际=75%，得分=8×75%=6').waitFor();
});

test('a score typed over the one worked out asks for its reason, which stays with it', async () => {
  await fill('indicators[5].score', '20');
  const reason = page.getByLabel('改分理由');
  await expect.poll(() => reason.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await seriousFaults(page), 'the reason of a score').toEqual([]);
  await page.keyboard.insertText('两个窗口');
  await clerk.press('Control+s');
  await note().getByText('已改为20，理由：两个窗口').waitFor();
  await page.keyboard.insertText('未参加评议');
  await clerk.press('Enter');
  await note().getByText('已改为20，理由：两个窗口未参加评议').waitFor();
  expect(await clerk.selected()).toBe('indicators[5].score');
  await clerk.expectTexts({ 'indicators[5].score': '20', totalScore: '84.14' });
  await clerk.press('ArrowUp');
  await reason.waitFor({ state: 'detached' });
  await clerk.press('ArrowDown', 'Alt+r');
  await expect.poll(() => reason.inputValue()).toBe('两个窗口未参加评议');
  await clerk.press('Escape', 'Delete');
  await clerk.expectTexts({ 'indicators[5].score': '21', totalScore: total.score });
  await clerk.saved();
});

test('when the target table changes, the self-evaluation tells what, and takes it over when asked', async () => {
  await open('');
  await clerk.cell('implementationPeriod').waitFor();
  await fill('indicators[0].value', '≥32场');
  await fill('annualFunding.total', '55.5');
  await open('自评');
  await changes().getByText('目标表已改 2 处，是否更新？').waitFor();
  expect(await changes().getByRole('listitem').allTextContents()).toEqual([
    '年初预算数：“54.00” 改为 “55.50”',
    '指标第 1 行·年度指标值：“≥30场” 改为 “≥32场”',
  ]);
  expect(await seriousFaults(page), 'changes of the target table').toEqual([]);
  await changes().getByRole('button', { name: '指标第 1 行·年度指标值' }).click();
  expect(await clerk.selected()).toBe('indicators[0].value');

  await changes().getByRole('button', { name: '更新' }).click();
  await clerk.expectTexts({
    'initialFunding.total': '55.50',
    'indicators[0].value': '≥32场',
    'indicators[0].actual': '24场',
    'indicators[0].score': '7.5',
  });
  await changes().waitFor({ state: 'detached' });
  await clerk.press('Control+z');
  await clerk.expectTexts({ 'indicators[0].value': '≥30场', 'initialFunding.total': '54.00' });
  await changes().getByRole('button', { name: '暂不' }).click();
  await changes().waitFor({ state: 'detached' });
  await clerk.saved();

  // It is told again for a further change, and when the window is opened anew.
  await open('');
  await clerk.cell('implementationPeriod').waitFor();
  await fill('annualGoal', '培训窗口人员1300人次。');
  await clerk.saved();
  await open('自评');
  await changes().getByText('目标表已改 3 处').waitFor();
  await changes().getByRole('button', { name: '打开目标表' }).click();
  await clerk.cell('implementationPeriod').waitFor();
  expect(await changes().count()).toBe(0);
});

test('a monitoring table is made as well', async () => {
  await command('由本表生成项目支出绩效目标执行监控表');
  await clerk.message('已生成“项目支出绩效目标执行监控表”');
  await clerk.expectTexts({ 'indicators[1].value': '≥1200人次', 'initialFunding.total': '55.50' });
  await page.getByText('1-7月执行数').first().waitFor();
});
