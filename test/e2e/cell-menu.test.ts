import { expect, test } from 'vitest';
import type { App } from './driver.ts';
import { onSample } from './on-sample.ts';
import type { ClerkWindow } from './window.ts';

/** The menu of the right button, and of the menu key, over the cells. */

let app: App;
let clerk: ClerkWindow;
onSample((opened, window) => {
  app = opened;
  clerk = window;
});

const menu = () => app.page.getByRole('menu').filter({ visible: true });
const item = (name: string | RegExp) => menu().getByRole('menuitem', { name });

async function offered(path: string): Promise<string[]> {
  await clerk.cell(path).click({ button: 'right' });
  await menu().waitFor();
  const labels = await menu().locator('.ant-dropdown-menu-title-content').allTextContents();
  await clerk.press('Escape');
  await menu()
    .waitFor({ state: 'detached' })
    .catch(() => menu().waitFor({ state: 'detached' }));
  return labels.map((label) => label.replace(/(Ctrl|Alt|Del).*$/, ''));
}

test('a cell has what can be done with it, and nothing that does nothing', async () => {
  expect(await offered('projectName')).toEqual(['剪切', '复制', '粘贴', '清除内容']);
  expect(await offered('indicators[0].level3')).toEqual([
    ...['剪切', '复制', '粘贴', '清除内容'],
    ...['插入指标行', '删除指标行', '下移'],
    '从指标库选…',
  ]);
  expect(await offered('indicators[1].level3')).toContain('上移');
  expect(await offered('annualGoal')).toContain('年度目标与实施期一致');
});

test('text is copied, cut, pasted and cleared by the menu, and what was done is taken back', async () => {
  const [from, to] = ['indicators[0].level3', 'indicators[1].level3'];
  const [first, second] = [await clerk.text(from), await clerk.text(to)];
  const choose = async (path: string, name: string) => {
    await clerk.cell(path).click({ button: 'right' });
    await item(name).click();
    await menu().waitFor({ state: 'detached' });
  };
  await choose(from, '剪切');
  await clerk.expectTexts({ [from]: '' });
  await choose(to, '粘贴');
  await clerk.expectTexts({ [to]: first });
  await choose(to, '清除内容');
  await clerk.expectTexts({ [to]: '' });
  for (let step = 0; step < 3; step++) await choose(to, '撤销');
  await clerk.expectTexts({ [from]: first, [to]: second });
  // The last undone step is shown, and typed over.
  await clerk.type('新的名称');
  await clerk.expectTexts({ [from]: '新的名称' });
});

test('where the browser does not let the page read the clipboard, the key is named', async () => {
  await app.context.clearPermissions();
  await clerk.cell('projectName').click({ button: 'right' });
  await item('粘贴').click();
  await clerk.message('请按 Ctrl+V 粘贴');
});

test('the menu key opens the menu at the cell, arrows choose in it, Esc goes back to the table', async () => {
  await clerk.goTo('indicators[1].level3');
  const name = await clerk.text('indicators[1].level3');
  await clerk.press('Shift+F10');
  await menu().waitFor();
  await app.page.waitForFunction(() => document.activeElement?.closest('.ant-dropdown') !== null);
  await clerk.press('Escape');
  await app.page.waitForFunction(() => document.activeElement?.classList.contains('editor'));
  await clerk.press('Shift+F10');
  await menu().waitFor();
  await app.page.waitForFunction(() => document.activeElement?.closest('.ant-dropdown') !== null);
  await clerk.press('End', 'ArrowUp');
  await item('下移').press('Enter');
  await clerk.expectTexts({ 'indicators[2].level3': name });
});

test('while a text is typed, the menu is of that text', async () => {
  await clerk.cell('projectName').dblclick();
  await clerk.press('Control+a');
  await app.page.locator('.editor').click({ button: 'right' });
  await item('复制').click();
  await menu().waitFor({ state: 'detached' });
  await clerk.press('End');
  await app.page.locator('.editor').click({ button: 'right', position: { x: 3, y: 3 } });
  await item('粘贴').click();
  const name = await clerk.text('projectName');
  await expect.poll(() => app.page.locator('.editor.open').inputValue()).toBe(`${name}${name}`);
});
