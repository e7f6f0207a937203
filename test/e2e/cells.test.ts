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

const label = (text: string | RegExp) => app.page.locator('.box.label').filter({ hasText: text }).first();
const status = () => app.page.locator('.selection-status');

describe('the keyboard stays with the table', () => {
  test('a click on a label selects the cell that it names', async () => {
    for (const [text, path] of [
      ['项目名称', 'projectName'],
      ['主管部门', 'supervisingDepartment'],
      [/^绩效目标$/, 'periodGoal'],
      ['三级指标', 'indicators[0].level3'],
      ['指标值', 'indicators[0].value'],
    ] as const) {
      await label(text).click();
      await expect.poll(() => clerk.selected(), { message: String(text) }).toBe(path);
      await clerk.type('甲');
      await clerk.expectTexts({ [path]: '甲' });
      await clerk.press('Control+z');
    }
  });

  test('a click on what names no cell keeps the cell', async () => {
    await clerk.cell('supervisingDepartment').click();
    await label(/^单位/).click();
    expect(await clerk.selected()).toBe('supervisingDepartment');
    await clerk.type('某局');
    await clerk.expectTexts({ supervisingDepartment: '某局' });
    await clerk.press('Control+z');
  });

  test('a click beside the table keeps the cell, and what is typed goes there', async () => {
    await clerk.cell('supervisingDepartment').click();
    const page = await app.page.locator('.page').first().boundingBox();
    const desk = await app.page.locator('.desk').boundingBox();
    if (!page || !desk) throw new Error('no page');
    for (const [x, y] of [
      [page.x + 20, desk.y + 60],
      [desk.x + desk.width / 2, desk.y + 4],
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

describe('the pointer', () => {
  /** Where a character of a cell's first line stands on the screen. */
  const placeOf = (path: string, character: number) =>
    clerk
      .cell(path)
      .locator('.line')
      .first()
      .evaluate((line, at) => {
        const range = document.createRange();
        range.setStart(line.firstChild as Node, at);
        range.setEnd(line.firstChild as Node, at + 1);
        const { left, top, height } = range.getBoundingClientRect();
        return { x: left + 1, y: top + height / 2 };
      }, character);

  test('a double click puts the caret where it hits, another one selects the word', async () => {
    const text = await clerk.text('projectName');
    const { x, y } = await placeOf('projectName', 2);
    await app.page.mouse.dblclick(x, y);
    await app.page.keyboard.type('甲');
    expect(await app.page.locator('.editor').inputValue()).toBe(`${text.slice(0, 2)}甲${text.slice(2)}`);
    await app.page.mouse.dblclick(x + 40, y);
    const chosen = await app.page
      .locator('.editor')
      .evaluate((box: HTMLTextAreaElement) => box.selectionEnd - box.selectionStart);
    expect(chosen).toBeGreaterThan(0);
    expect(chosen).toBeLessThan(text.length);
    await clerk.press('Escape');
    const goal = await clerk.text('annualGoal');
    const second = clerk.cell('annualGoal').locator('.line').nth(1);
    const begins = goal.indexOf((await second.textContent()) ?? '');
    const box = await second.boundingBox();
    if (!box) throw new Error('no second line');
    await app.page.mouse.dblclick(box.x + 1, box.y + box.height / 2);
    expect(
      await app.page
        .locator('.editor')
        .evaluate(
          (area: HTMLTextAreaElement) =>
            area.selectionStart - area.value.slice(0, area.selectionStart).split('\n').length + 1,
        ),
    ).toBe(begins);
  });

  test('the handle of the selection is dragged to fill, in one undo step; Esc gives it up', async () => {
    const [a, b, c] = ['indicators[0].value', 'indicators[1].value', 'indicators[2].value'] as const;
    const before = { [a]: await clerk.text(a), [b]: await clerk.text(b), [c]: await clerk.text(c) };
    const drag = async () => {
      await clerk.cell(a).click();
      await app.page.locator('.fill-handle').hover();
      await app.page.mouse.down();
      const box = await clerk.cell(c).boundingBox();
      if (!box) throw new Error('no cell');
      await app.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
      await app.page.locator('.fill-area').waitFor();
    };
    await drag();
    await clerk.press('Escape');
    await app.page.mouse.up();
    await clerk.expectTexts(before);
    await drag();
    await app.page.mouse.up();
    const first = before[a] as string;
    await clerk.expectTexts({ [a]: first, [b]: first, [c]: first });
    expect(await app.page.locator('.in-block').count()).toBe(2);
    await clerk.press('Control+z');
    await clerk.expectTexts(before);
  });
});
