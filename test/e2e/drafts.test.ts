import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { App } from './driver.ts';
import { onSample } from './on-sample.ts';
import type { ClerkWindow } from './window.ts';

/** A half-typed text belongs to its cell: whatever else is done meanwhile enters it there first, or leaves it alone. */

let app: App;
let clerk: ClerkWindow;
onSample((opened, window) => {
  app = opened;
  clerk = window;
});

test('going to the next place found enters the draft where it was typed', async () => {
  const goal = await clerk.text('periodGoal');
  await clerk.press('Control+f');
  await app.page.getByLabel('查找内容').fill('图书');
  await clerk.cell('supervisingDepartment').click();
  await app.page.keyboard.type('半截话');
  await app.page.getByRole('button', { name: '下一处' }).click();
  await clerk.expectTexts({ supervisingDepartment: '半截话', periodGoal: goal });
});

test('hiding a row and copying goals enter the draft first', async () => {
  const options = app.page.getByRole('button', { name: '表样选项' });
  const option = (name: string) => app.page.getByRole('menuitem', { name });
  await clerk.goTo('projectAttribute');
  await app.page.keyboard.type('新增项目');
  await options.click();
  await option('显示“项目属性、项目类别”行').click();
  await clerk.cell('projectAttribute').waitFor({ state: 'detached' });
  if (!(await option('显示“项目属性、项目类别”行').isVisible())) await options.click();
  await option('显示“项目属性、项目类别”行').click();
  await clerk.expectTexts({ fiscalYear: '(2026年度)', projectAttribute: '新增项目' });
  await clerk.press('Escape');
  await clerk.cell('annualGoal').click();
  await app.page.keyboard.type('半截目标');
  await options.click();
  await option('年度目标与实施期一致').click();
  await clerk.expectTexts({ annualGoal: await clerk.text('periodGoal') });
});

test.each(['Control+s', 'Control+=', 'Control+9', 'Control+b', 'Control+Shift+H'])(
  'after %s what is typed goes on where the caret was',
  async (key) => {
    await clerk.goTo('annualGoal');
    await app.page.keyboard.type('前半句，');
    await clerk.press(key);
    await app.page.keyboard.type('后半句。');
    await clerk.press('ArrowLeft', key);
    await app.page.keyboard.type('完');
    await clerk.press('Enter');
    await clerk.expectTexts({ annualGoal: '前半句，后半句完。' });
    // The look as it was.
    if (key !== 'Control+s') await clerk.press('Control+9');
  },
);

test('replacing all enters the draft first', async () => {
  await clerk.press('Control+h');
  await app.page.getByLabel('查找内容').fill('文化');
  await app.page.getByLabel('替换为').fill('文旅');
  await clerk.cell('supervisingDepartment').click();
  await clerk.press('F2');
  await app.page.keyboard.type('文化');
  await app.page.getByRole('button', { name: '全部替换' }).click();
  await clerk.expectTexts({ supervisingDepartment: '滨城区文旅和旅游局文旅' });
});

test('a text that its cell refuses stays there through double clicks and row handles', async () => {
  const first = await clerk.text('indicators[0].level3');
  await clerk.goTo('fiscalYear');
  await clerk.type('abc');
  await clerk.cell('projectName').dblclick();
  expect(await app.page.locator('.editor').inputValue()).toBe('abc');
  await app.page.locator('[data-row="0"]').hover();
  await app.page.mouse.down();
  await app.page.mouse.move(600, 700, { steps: 3 });
  await app.page.mouse.up();
  expect(await app.page.locator('.editor').inputValue()).toBe('abc');
  expect(await clerk.text('indicators[0].level3')).toBe(first);
  expect(await clerk.selected()).toBe('fiscalYear');
});

test('a clipboard without text changes nothing and says so', async () => {
  const before = await clerk.text('projectName');
  await clerk.goTo('projectName');
  await app.page.locator('.editor').evaluate((editor) => {
    editor.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: new DataTransfer(), bubbles: true, cancelable: true }),
    );
  });
  await clerk.message('剪贴板中没有文字');
  expect(await clerk.text('projectName')).toBe(before);
});

test('a text in an amount’s cell is kept, and the clerk is told', async () => {
  await clerk.goTo('annualFunding.total');
  await clerk.type('约80万');
  await app.page.getByRole('alert').filter({ hasText: '年度金额不是数字，请改为金额' }).waitFor();
  await clerk.expectTexts({ 'annualFunding.total': '约80万' });
});

test('a repair clicked in the panel enters the draft where it was typed', async () => {
  await clerk.goTo('periodFunding.total');
  await clerk.press('Delete', 'F7');
  const fix = app.page.getByRole('region', { name: '审核', exact: true }).getByRole('button', { name: /^修复：填入/ });
  await fix.waitFor();
  await clerk.cell('supervisingDepartment').click();
  await app.page.keyboard.type('半截部门');
  await fix.click();
  await clerk.expectTexts({ supervisingDepartment: '半截部门', 'periodFunding.total': '86.45' });
});

test('an indicator inserted from the library leaves the draft in its row', async () => {
  const before = await clerk.text('indicators[1].value');
  await clerk.press('Control+Shift+l');
  await app.page.getByPlaceholder(/名称、拼音或首字母/).fill('抽检批次');
  await app.page.getByRole('button', { name: '插入到表中' }).waitFor();
  await clerk.cell('indicators[0].value').click();
  await app.page.keyboard.type('≥40个');
  await app.page.getByRole('button', { name: '插入到表中' }).click();
  await clerk.expectTexts({ 'indicators[0].value': '≥40个', 'indicators[1].value': '', 'indicators[2].value': before });
});

test('a table that comes in while a cell is typed into takes neither the cell nor a letter of it', async () => {
  const bytes = await readFile('resources/samples/hebei-project.json');
  const coming = app.page.getByRole('treeitem', { name: /公共自行车/ });
  await clerk.cell('supervisingDepartment').click();
  await app.page.keyboard.type('一二三');
  await clerk.drop([{ name: '河北.json', bytes }]);
  for (let letter = 0; (await coming.count()) === 0 || letter < 20; letter++) await app.page.keyboard.type('字');
  const typed = await app.page.locator('.editor').inputValue();
  expect(typed).toMatch(/^一二三字{20,}$/);
  await clerk.press('Enter');
  await clerk.expectTexts({ supervisingDepartment: typed });
});

test('undo and table keys in a search box leave the table alone', async () => {
  await clerk.goTo('annualGoal');
  await clerk.type('新的目标');
  const next = await clerk.selected();
  const texts = { annualGoal: '新的目标', [String(next)]: await clerk.text(String(next)) };
  const search = app.page.locator('.filing-list input').first();
  await search.click();
  await clerk.press('Control+z', 'Control+d', 'Control+Shift+d');
  await search.click();
  await clerk.cell('projectName').click();
  await clerk.expectTexts(texts);
  expect(await app.page.locator('[data-path="indicators[11].level3"]').count()).toBe(0);
});
