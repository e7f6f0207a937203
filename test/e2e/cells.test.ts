import { describe, expect, test } from 'vitest';
import type { App } from './driver.ts';
import { onSample } from './on-sample.ts';
import type { ClerkWindow } from './window.ts';

/** What a clerk does with the pointer on the page, and what the page and the status bar say of it. */

let app: App;
let clerk: ClerkWindow;
onSample((opened, window) => {
  app = opened;
  clerk = window;
});

const label = (text: string) => app.page.locator('.box.label').filter({ hasText: text }).first();
const status = () => app.page.locator('.selection-status');

describe('the keyboard stays with the table', () => {
  test('a click on a label selects the cell that it names', async () => {
    for (const [text, path] of [
      ['项目名称', 'projectName'],
      ['主管部门', 'supervisingDepartment'],
      ['三级指标', 'indicators[0].level3'],
      ['指标值', 'indicators[0].value'],
    ] as const) {
      await label(text).click();
      await expect.poll(() => clerk.selected(), { message: text }).toBe(path);
      await clerk.type('甲');
      await clerk.expectTexts({ [path]: '甲' });
      await clerk.press('Control+z');
    }
  });

  test('a click beside the table keeps the cell, and what is typed goes there', async () => {
    await clerk.cell('supervisingDepartment').click();
    const page = await app.page.locator('.page').first().boundingBox();
    const desk = await app.page.locator('.desk').boundingBox();
    if (!page || !desk) throw new Error('no page');
    for (const [x, y] of [
      [page.x + 20, page.y + 20],
      [desk.x + 8, desk.y + 200],
    ] as const) {
      await app.page.mouse.click(x, y);
      expect(await app.page.evaluate(() => document.activeElement?.className)).toBe('editor');
    }
    await clerk.type('某局');
    await clerk.expectTexts({ supervisingDepartment: '某局' });
  });
});

describe('on screen as on paper', () => {
  test('an amount stands on the page as it is printed; the sum of a selection has separators', async () => {
    await clerk.cell('annualFunding.total').click();
    await clerk.type('1557', 'Enter');
    await clerk.expectTexts({ 'annualFunding.total': '1557' });
    await clerk.cell('annualFunding.fiscal').click();
    await clerk.type('1000.1');
    await clerk.cell('annualFunding.total').click();
    await clerk.press('Shift+ArrowDown');
    await expect.poll(() => status().textContent()).toMatch(/选中 2 格 合计 2,557\.1$/);
    await clerk.press('ArrowDown');
    await expect.poll(() => status().textContent()).toBe('');
  });

  test('while a text is typed, the status bar counts it and says how full the page gets', async () => {
    await clerk.cell('annualGoal').click();
    await app.page.keyboard.type('整理馆藏');
    await expect.poll(() => status().textContent()).toMatch(/^4 字 · 本页已用 \d+%$/);
    await clerk.press('Escape');
    await expect.poll(() => status().textContent()).toBe('');
  });
});
