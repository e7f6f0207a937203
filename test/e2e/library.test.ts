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
