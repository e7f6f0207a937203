import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { App } from './driver.ts';
import { onSample } from './on-sample.ts';
import type { ClerkWindow } from './window.ts';

/** Every key of the grid and the window, as real key events in a real browser. */

let app: App;
let clerk: ClerkWindow;
onSample((opened, window) => {
  app = opened;
  clerk = window;
});

describe('moving', () => {
  test('arrows, Tab, Enter, Home, End and their Ctrl forms', async () => {
    await clerk.goTo('periodFunding.total');
    const visited: (string | null)[] = [];
    for (const key of [
      'ArrowRight',
      'ArrowDown',
      'ArrowLeft',
      'ArrowUp',
      'Tab',
      'Shift+Tab',
      'Enter',
      'Shift+Enter',
      'End',
      'Home',
      'Control+ArrowRight',
      'Control+ArrowLeft',
    ]) {
      await clerk.press(key);
      visited.push(await clerk.selected());
    }
    expect(visited).toEqual([
      'annualFunding.total',
      'annualFunding.fiscal',
      'periodFunding.fiscal',
      'periodFunding.total',
      'annualFunding.total',
      'periodFunding.total',
      'periodFunding.fiscal',
      'periodFunding.total',
      'annualFunding.total',
      'periodFunding.total',
      'annualFunding.total',
      'periodFunding.total',
    ]);
    await clerk.press('Control+End');
    expect(await clerk.selected()).toMatch(/indicators\[\d+\]\.value/);
    await clerk.press('Control+Home');
    expect(await clerk.selected()).toBe('fiscalYear');
    await clerk.press('Control+ArrowDown');
    expect(await clerk.selected()).toMatch(/indicators/);
  });

  test('after a run of Tabs Enter goes on below the cell where it began', async () => {
    await clerk.goTo('indicators[0].level3');
    await clerk.type('甲', 'Tab');
    await clerk.type('≥1个', 'Enter');
    expect(await clerk.selected()).toBe('indicators[1].level3');
    await clerk.type('乙', 'Enter');
    expect(await clerk.selected(), 'the run has ended').toBe('indicators[2].level3');
    await clerk.press('Tab', 'ArrowUp', 'Enter');
    expect(await clerk.selected(), 'an arrow ends the run').toBe('indicators[2].value');
    await clerk.goTo('indicators[0].value');
    await clerk.press('Tab', 'Tab', 'Enter');
    expect(await clerk.selected(), 'a row further down the run is that row’s').toBe('indicators[2].level3');
  });

  test('Tab passes over printed level names; arrows and a click reach them', async () => {
    await clerk.goTo('indicators[0].value');
    await clerk.press('Tab');
    expect(await clerk.selected()).toBe('indicators[1].level3');
    await clerk.press('Shift+Tab');
    expect(await clerk.selected()).toBe('indicators[0].value');
    await clerk.press('ArrowLeft', 'ArrowLeft');
    expect(await clerk.selected()).toBe('indicators[0].level2');
    await clerk.cell('indicators[0].level1').click();
    expect(await clerk.selected()).toBe('indicators[0].level1');
  });

  test('Shift extends the selection, Delete clears it, one undo brings it back', async () => {
    await clerk.goTo('indicators[0].level3');
    const before = await clerk.text('indicators[1].value');
    await clerk.press('Shift+ArrowDown', 'Shift+ArrowRight');
    expect(await app.page.locator('.in-block').count()).toBe(3);
    await clerk.press('Delete');
    await clerk.expectTexts({ 'indicators[0].level3': '', 'indicators[1].value': '' });
    await clerk.press('Control+z');
    await clerk.expectTexts({ 'indicators[1].value': before });
  });

  test('Ctrl+D fills the first row of the block down', async () => {
    await clerk.goTo('indicators[0].value');
    await clerk.press('Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d');
    const first = await clerk.text('indicators[0].value');
    await clerk.expectTexts({ 'indicators[1].value': first, 'indicators[2].value': first });
  });
});

describe('editing', () => {
  test('Ctrl+Enter fills all selected cells with what is typed, in one undo step', async () => {
    const before = await clerk.text('indicators[1].value');
    await clerk.goTo('indicators[0].value');
    await clerk.press('Shift+ArrowDown', 'Shift+ArrowDown');
    await clerk.type('≥5个', 'Control+Enter');
    await clerk.expectTexts({
      'indicators[0].value': '≥5个',
      'indicators[1].value': '≥5个',
      'indicators[2].value': '≥5个',
    });
    expect(await app.page.locator('.in-block').count(), 'they stay selected').toBe(2);
    await clerk.press('Control+z');
    await clerk.expectTexts({ 'indicators[1].value': before });
  });

  test('a refusal stands under its cell until the text is changed or given up', async () => {
    const note = app.page.locator('.desk').getByRole('alert');
    await clerk.goTo('fiscalYear');
    await clerk.type('明年');
    await expect.poll(() => note.textContent()).toContain('年');
    expect(await app.page.locator('.editor').getAttribute('aria-invalid')).toBe('true');
    const [under, cell] = await Promise.all([note.boundingBox(), app.page.locator('.editor').boundingBox()]);
    expect(under && cell && under.y - (cell.y + cell.height)).toBeLessThan(8);
    await app.page.keyboard.type('2');
    await note.waitFor({ state: 'detached' });
    expect(await app.page.locator('.editor').getAttribute('aria-invalid')).toBeNull();
    await clerk.press('Enter');
    await note.waitFor();
    await clerk.press('Escape');
    await note.waitFor({ state: 'detached' });
  });

  test('typing replaces, F2 appends, Esc gives up, Alt+Enter breaks the line', async () => {
    await clerk.goTo('supervisingDepartment');
    const before = await clerk.text('supervisingDepartment');
    await clerk.type('某主管部门', 'Escape');
    expect(await clerk.text('supervisingDepartment')).toBe(before);
    await clerk.type('某主管部门', 'Tab');
    await clerk.goTo('supervisingDepartment');
    await clerk.press('F2');
    await clerk.type('（本级）');
    await clerk.expectTexts({ supervisingDepartment: '某主管部门（本级）' });
    await clerk.goTo('annualGoal');
    await clerk.type('一', 'Alt+Enter');
    await clerk.type('二');
    expect(await clerk.cell('annualGoal').locator('.line').allTextContents()).toEqual(['一', '二']);
  });

  test('a text that needs more room than its cell is seen whole while it is typed', async () => {
    await clerk.goTo('annualGoal');
    const editor = app.page.locator('.editor');
    const height = async () => (await editor.boundingBox())?.height ?? 0;
    await app.page.keyboard.type('一');
    const one = await height();
    await app.page.keyboard.insertText('整理馆藏档案，'.repeat(60));
    await expect.poll(() => editor.evaluate((box) => box.scrollHeight - box.clientHeight)).toBe(0);
    expect(await height()).toBeGreaterThan(2 * one);
    await clerk.press('Escape');
    await expect.poll(height).toBeLessThanOrEqual(one);
  });

  test('a double click edits, Ctrl+Shift+arrows select to the edge, Ctrl+ArrowUp goes there', async () => {
    const before = await clerk.text('implementingUnit');
    await clerk.cell('implementingUnit').dblclick();
    expect(await app.page.locator('.editor').inputValue()).toBe(before);
    await clerk.press('End');
    await clerk.type('（分馆）');
    await clerk.expectTexts({ implementingUnit: `${before}（分馆）` });
    await clerk.goTo('indicators[2].value');
    await clerk.press('Control+Shift+ArrowDown');
    expect(await app.page.locator('.in-block').count()).toBeGreaterThan(3);
    await clerk.press('Control+ArrowUp');
    expect(await clerk.selected()).not.toMatch(/indicators/);
  });

  test('arithmetic, periods and signs are brought into their form', async () => {
    await clerk.goTo('annualFunding.total');
    await clerk.type('=1200/12+0.5');
    await clerk.goTo('implementationPeriod');
    await clerk.type('2025.1-2025.12');
    await clerk.goTo('indicators[0].value');
    await clerk.type('>=30家');
    await clerk.expectTexts({
      'annualFunding.total': '100.5',
      implementationPeriod: '2025年1月至2025年12月',
      'indicators[0].value': '≥30家',
    });
  });

  test('an empty part proposes the remainder, a level cell its names, a value its sign and unit', async () => {
    await clerk.goTo('periodFunding.other');
    await clerk.press('Delete', 'F2', 'ArrowDown', 'Enter');
    await clerk.expectTexts({ 'periodFunding.other': '6.45' });
    await clerk.goTo('indicators[0].level2');
    await clerk.press('F2');
    await clerk.page.keyboard.type('');
    await clerk.press('ArrowDown', 'ArrowDown', 'Enter');
    await clerk.expectTexts({ 'indicators[0].level2': '质量指标' });
    await clerk.goTo('indicators[0].level3');
    await clerk.type('群众满意度', 'Tab');
    await clerk.page.keyboard.type('90');
    await clerk.press('ArrowDown', 'Enter');
    await clerk.expectTexts({ 'indicators[0].value': '≥90%' });
  });
});

describe('the window', () => {
  test('Ctrl+F finds, Ctrl+H replaces all in one undo step', async () => {
    await clerk.press('Control+h');
    await app.page.getByLabel('查找内容').fill('流动书车');
    await app.page.getByLabel('替换为').fill('巡回书车');
    await app.page.getByRole('button', { name: '全部替换' }).click();
    await clerk.message('已替换');
    await clerk.expectTexts({ projectName: '社区巡回书车运行经费' });
    await app.page.getByRole('button', { name: '关闭查找' }).click();
    await clerk.press('Control+z');
    await clerk.expectTexts({ projectName: '社区流动书车运行经费' });
    await clerk.press('Control+f');
    await app.page.keyboard.type('满意度');
    await app.page.keyboard.press('Enter');
    expect(await clerk.selected()).toMatch(/annualGoal|periodGoal|indicators/);
  });

  test('Ctrl+K finds a command, F1 shows every key', async () => {
    await clerk.press('Control+k');
    await app.page.waitForFunction(() => document.activeElement?.matches('.ant-modal input'));
    await app.page.keyboard.type('页面放大');
    await app.page.keyboard.press('Enter');
    await app.page.locator('.status .scale').filter({ hasText: '固定' }).waitFor();
    await clerk.press('F1');
    await app.page.getByRole('dialog').filter({ hasText: 'Ctrl+Shift+E' }).waitFor();
    await clerk.press('Escape');
    await app.page.waitForFunction(() => document.activeElement?.classList.contains('editor'));
  });

  test('Ctrl+S says that everything is saved; Ctrl and the wheel zoom', async () => {
    await clerk.press('Control+s');
    await clerk.message('已全部保存');
    await app.page.locator('.desk').hover();
    const scale = app.page.locator('.status .scale');
    const before = Number.parseInt((await scale.textContent()) ?? '', 10);
    await app.page.keyboard.down('Control');
    await app.page.mouse.wheel(0, -100);
    await app.page.keyboard.up('Control');
    await expect.poll(async () => Number.parseInt((await scale.textContent()) ?? '', 10)).toBeGreaterThan(before);
  });
});

describe('indicator rows', () => {
  const names = async () => [
    await clerk.text('indicators[0].level3'),
    await clerk.text('indicators[1].level3'),
    await clerk.text('indicators[2].level3'),
  ];

  test('several are duplicated, moved and deleted together, each in one undo step', async () => {
    const [first, second, third] = await names();
    await clerk.goTo('indicators[0].level3');
    await clerk.press('Shift+ArrowDown', 'Control+Shift+D');
    await clerk.expectTexts({ 'indicators[2].level3': first as string, 'indicators[3].level3': second as string });
    await clerk.press('Control+z');
    await clerk.goTo('indicators[0].level3');
    await clerk.press('Alt+ArrowDown');
    expect(await names()).toEqual([second, first, third]);
    await clerk.press('Alt+ArrowUp');
    expect(await names()).toEqual([first, second, third]);
    await clerk.press('Shift+ArrowDown', 'Control+Delete');
    await clerk.expectTexts({ 'indicators[0].level3': third as string });
    await clerk.press('Control+z');
    expect(await names()).toEqual([first, second, third]);
  });

  test('a row is dragged by its handle', async () => {
    const [first, second, third] = await names();
    await app.page.locator('[data-row="0"]').hover();
    await app.page.mouse.down();
    const box = await clerk.cell('indicators[1].level3').boundingBox();
    if (!box) throw new Error('the row is not on the screen');
    await app.page.mouse.move(box.x + 5, box.y + box.height - 3, { steps: 4 });
    await app.page.mouse.up();
    expect(await names()).toEqual([second, first, third]);
    await clerk.press('Control+z');
    expect(await names()).toEqual([first, second, third]);
  });
});

describe('several tables and views', () => {
  test('Ctrl+G goes to another table by its name, and comes back to the cell that was left', async () => {
    await clerk.drop([{ name: 'hebei.json', bytes: await readFile('resources/samples/hebei-project.json') }]);
    await clerk.cell('projectCode').waitFor();
    await clerk.goTo('goals');
    await clerk.press('Control+g');
    await app.page
      .getByRole('dialog')
      .getByRole('combobox')
      .or(app.page.getByRole('dialog').locator('input'))
      .first()
      .waitFor();
    await app.page.keyboard.type('流动书车');
    await app.page.getByRole('dialog').locator('[aria-selected=true]').filter({ hasText: '流动书车' }).waitFor();
    await app.page.keyboard.press('Enter');
    await clerk.cell('periodGoal').waitFor();
    await clerk.press('Control+g');
    await app.page.getByRole('dialog').locator('[aria-selected=true]').waitFor();
    await app.page.keyboard.type('自行车');
    await app.page.getByRole('dialog').locator('[aria-selected=true]').filter({ hasText: '自行车' }).waitFor();
    await app.page.keyboard.press('Enter');
    await clerk.cell('goals').waitFor();
    await expect.poll(() => clerk.selected()).toBe('goals');
  });

  test('the preview shows the PDF itself, and Esc goes back to the cell', async () => {
    await clerk.goTo('annualGoal');
    await clerk.press('Control+Shift+V');
    const canvas = app.page.locator('.preview canvas');
    await canvas.waitFor();
    await expect
      .poll(() =>
        canvas.evaluate((element: HTMLCanvasElement) => {
          const { data } = (element.getContext('2d') as CanvasRenderingContext2D).getImageData(
            0,
            0,
            element.width,
            element.height,
          );
          return data.some((value, index) => index % 4 === 0 && value < 100);
        }),
      )
      .toBe(true);
    // What is seen can go out from here.
    for (const name of ['打印', '导出']) {
      const button = app.page.getByRole('toolbar').getByRole('button', { name });
      expect(await button.isEnabled(), name).toBe(true);
    }
    const [sent] = await Promise.all([app.page.waitForEvent('download'), clerk.press('Control+e')]);
    expect(sent.suggestedFilename()).toMatch(/\.xlsx$/);
    await canvas.click();
    await app.page.keyboard.press('Escape');
    await app.page.waitForFunction(() => document.activeElement?.classList.contains('editor'));
    expect(await clerk.selected()).toBe('annualGoal');
  });

  test('text size and contrast are kept', async () => {
    await clerk.press('Control+Shift+H', 'Control+Shift+>');
    await app.page.locator('.high-contrast').waitFor();
    await clerk.press('Control+s');
    await clerk.message('已全部保存');
    await app.page.reload();
    await app.page.locator('.high-contrast').waitFor();
    expect(await app.page.locator('.window').evaluate((element) => getComputedStyle(element).fontSize)).toBe('15px');
  });
});
