import { readFile } from 'node:fs/promises';
import type { Browser, CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openApp } from './driver.ts';
import { ClerkWindow } from './window.ts';

/** What happens around a composition must not break it: it is half typed while the window goes on living. */

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

async function composing(devtools: CDPSession, text: string): Promise<void> {
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Process' });
  await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
}

test('saving, zooming, scrolling and a message leave a composition whole', async () => {
  const app = await openApp({ browser });
  const clerk = new ClerkWindow(app.page);
  await clerk.drop([{ name: 'dalian.json', bytes: await readFile('resources/samples/dalian-project.json') }]);
  await clerk.cell('projectName').waitFor();
  const devtools = await app.page.context().newCDPSession(app.page);
  await clerk.goTo('supervisingDepartment');
  await clerk.type('先存一格', 'Tab');
  await composing(devtools, 'xing');
  await clerk.saved();
  await composing(devtools, 'xingzheng');
  await app.page.evaluate(() => {
    const desk = document.querySelector('.desk') as HTMLElement;
    desk.dispatchEvent(new WheelEvent('wheel', { ctrlKey: true, deltaY: -100, cancelable: true, bubbles: true }));
    desk.scrollTop += 40;
  });
  await app.page.locator('.status .scale').filter({ hasText: '固定' }).waitFor();
  await composing(devtools, 'xingzhengshenpi');
  expect(await app.page.locator('.editor').inputValue()).toBe('xingzhengshenpi');
  await devtools.send('Input.insertText', { text: '行政审批' });
  expect(await app.page.locator('.editor').inputValue()).toBe('行政审批');
  await app.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await clerk.press('Enter');
  await clerk.expectTexts({ supervisingDepartment: '先存一格', implementingUnit: '行政审批' });
  await app.close();
});

test('an Enter that only carries key code 229 moves no cell', async () => {
  const app = await openApp({ browser });
  const clerk = new ClerkWindow(app.page);
  await clerk.drop([{ name: 'dalian.json', bytes: await readFile('resources/samples/dalian-project.json') }]);
  await clerk.cell('projectName').waitFor();
  await clerk.goTo('supervisingDepartment');
  await app.page.keyboard.type('甲');
  await app.page.locator('.editor').evaluate((editor) => {
    const event = new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true });
    Object.defineProperty(event, 'keyCode', { value: 229 });
    editor.dispatchEvent(event);
  });
  expect(await clerk.selected()).toBe('supervisingDepartment');
  expect(await app.page.locator('.editor').inputValue()).toBe('甲');
  await app.close();
});
