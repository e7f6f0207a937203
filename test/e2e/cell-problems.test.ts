import { expect, test } from 'vitest';
import type { App } from './driver.ts';
import { onSample } from './on-sample.ts';
import type { ClerkWindow } from './window.ts';

/** What is wrong with a cell is told beside it, and mended there. */

let app: App;
let clerk: ClerkWindow;
onSample((opened, window) => {
  app = opened;
  clerk = window;
});

const notes = () => app.page.getByRole('list', { name: '此处的问题' });
const value = 'indicators[0].value';

/** A value without a sign, which the review would have as ≥30家. */
async function plainValue(): Promise<void> {
  await clerk.cell(value).click();
  await clerk.type('30家');
  await clerk.expectTexts({ [value]: '30家' });
  await app.page.locator(`.box.marked[data-path="${value}"]`).waitFor();
}

test('a selected cell tells its problem below it, who says so, and mends it', async () => {
  const total = 'annualFunding.total';
  const before = await clerk.text(total);
  await clerk.cell(total).click();
  await clerk.press('Delete');
  await notes().waitFor();
  expect(await app.page.locator('.editor').evaluate((editor) => editor === document.activeElement)).toBe(true);
  const [told, cell] = await Promise.all([notes().boundingBox(), clerk.cell(total).boundingBox()]);
  if (!told || !cell) throw new Error('nothing is shown');
  expect(told.y >= cell.y + cell.height || told.y + told.height <= cell.y, 'the cell is not covered').toBe(true);
  await notes().getByRole('button', { name: '依据' }).first().click();
  expect(await notes().textContent()).toMatch(/财预〔20\d\d〕\d+号|常见退回原因/);
  await notes().getByRole('button', { name: /^修复/ }).first().click();
  await clerk.expectTexts({ [total]: before });
  await notes().waitFor({ state: 'detached' });
});

test('with the panel open, what is told stays over the page', async () => {
  await clerk.press('F7');
  await app.page.getByRole('tab', { name: '审核' }).waitFor();
  await plainValue();
  await clerk.cell(value).click();
  await notes().waitFor();
  const [told, desk] = await Promise.all([notes().boundingBox(), app.page.locator('.desk').boundingBox()]);
  if (!told || !desk) throw new Error('nothing is shown');
  expect(told.x + told.width).toBeLessThanOrEqual(desk.x + desk.width);
  expect(told.x).toBeGreaterThanOrEqual(desk.x);
  await clerk.press('Control+Shift+B');
});

test('pointing at a mark tells its problem; Esc, typing and going on take it away', async () => {
  await plainValue();
  await clerk.cell('projectName').click();
  const { width = 0 } = (await clerk.cell(value).boundingBox()) ?? {};
  await clerk.cell(value).hover({ position: { x: width - 4, y: 4 } });
  await notes().waitFor();
  await clerk.cell('annualGoal').hover();
  await notes().waitFor({ state: 'detached' });
  await clerk.cell(value).click();
  await notes().waitFor();
  await clerk.press('Escape');
  await notes().waitFor({ state: 'detached' });
  await clerk.press('ArrowDown', 'ArrowUp');
  await notes().waitFor();
  await app.page.keyboard.type('4');
  await notes().waitFor({ state: 'detached' });
  await clerk.press('Escape');
  expect(await clerk.text(value)).toBe('30家');
});

test('a warning is ignored from its cell: the review asks for the reason', async () => {
  await plainValue();
  await clerk.cell(value).click();
  await notes().getByRole('button', { name: '忽略此提醒…' }).first().click();
  await app.page.waitForFunction(() => document.activeElement?.getAttribute('aria-label')?.endsWith('理由'));
  await app.page.keyboard.type('按合同约定');
  await clerk.press('Enter');
  await expect.poll(() => app.page.locator(`.box.marked[data-path="${value}"]`).count()).toBe(0);
});
