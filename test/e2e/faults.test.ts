import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorTexts } from '../../shared/api.ts';
import { type App, launchBrowser, openApp, ready } from './driver.ts';
import { ClerkWindow } from './window.ts';

/** K7: errors of the window itself end in one sentence and the log, and the rest of the window goes on. */

let browser: Browser;
let app: App;
let page: Page;
let clerk: ClerkWindow;

beforeAll(async () => {
  browser = await launchBrowser();
  app = await openApp({ browser });
  page = app.page;
  clerk = new ClerkWindow(page);
  const sample = JSON.parse(await readFile('resources/samples/dalian-project.json', 'utf8'));
  const tables = [sample, { ...sample, projectName: '古树保护' }];
  await clerk.drop([{ name: '表.json', bytes: Buffer.from(JSON.stringify(tables)) }]);
  await clerk.message('已导入 2 张表');
});

afterAll(async () => {
  // Browsers complain of every error, which is what happens here.
  if (app) app.complaints.length = 0;
  await app?.close();
  await browser?.close();
});

const log = () => readFile(join(app.data, 'errors.log'), 'utf8').catch(() => '');

test.each([
  ['a promise nobody caught', 'void Promise.reject(new TypeError("Promise.withResolvers is not a function 1"))'],
  ['an error in an event', 'setTimeout(() => { throw new TypeError("Promise.withResolvers is not a function 2"); })'],
  ['something thrown that is no error', 'void Promise.reject("Promise.withResolvers is not a function 3")'],
])('K7: %s is told in one Chinese sentence, and what it was stands in the log', async (_, script) => {
  await page.evaluate(() => document.querySelector('.editor')?.dispatchEvent(new Event('noise')));
  await page.evaluate(script);
  await clerk.message(errorTexts.window);
  const [number] = /\d/.exec(script) ?? [];
  await expect.poll(log).toContain(`Promise.withResolvers is not a function ${number}`);
  await clerk.press('Control+k');
  await page.locator('.palette').waitFor();
  await clerk.press('Escape');
});

test('K7: an error that comes with every frame does not fill the log', async () => {
  const before = (await log()).length;
  const told: Request[] = [];
  const listen = (request: Request) => request.url().endsWith('/app.log') && told.push(request);
  page.on('request', listen);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let left = 400;
        // Heard after the window itself has heard of it.
        window.addEventListener('unhandledrejection', () => --left === 0 && resolve());
        for (let n = 0; n < 400; n++) void Promise.reject(new Error(`storm ${n} ${'x'.repeat(10_000)}`));
      }),
  );
  await expect.poll(log).toContain('storm');
  await Promise.all(told.map((request) => request.response()));
  page.off('request', listen);
  expect(told.length).toBeLessThanOrEqual(10);
  expect((await log()).length - before).toBeLessThan(100_000);
});

test('K7: the preview shows its pages in a window that lacks what Chromium 114 does not have', async () => {
  const old = await app.context.newPage();
  await old.addInitScript(() => {
    const newer: [object, string[]][] = [
      [Promise, ['withResolvers', 'try']],
      [Array, ['fromAsync']],
      [Object, ['groupBy']],
      [Map, ['groupBy']],
      [Map.prototype, ['getOrInsert', 'getOrInsertComputed']],
      [Set.prototype, ['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf']],
      [URL, ['parse', 'canParse']],
      [AbortSignal, ['any']],
      [String.prototype, ['isWellFormed', 'toWellFormed']],
      [Uint8Array, ['fromBase64', 'fromHex']],
      [Uint8Array.prototype, ['toBase64', 'toHex', 'setFromBase64', 'setFromHex']],
      [Math, ['sumPrecise', 'f16round']],
      [globalThis, ['Iterator', 'Float16Array', 'DisposableStack', 'AsyncDisposableStack', 'SuppressedError']],
    ];
    for (const [owner, names] of newer) for (const name of names) Reflect.deleteProperty(owner, name);
  });
  await old.goto(page.url());
  await ready(old);
  const other = new ClerkWindow(old);
  await other.cell('projectName').waitFor();
  await other.press('Control+Shift+V');
  await old.locator('.preview canvas').first().waitFor();
  await old.locator('.preview [role=status]').filter({ hasText: '共 1 页' }).waitFor();
  expect(await old.locator('.failed-part').count()).toBe(0);
  await old.close();
});

test('K7: a view that cannot be drawn says so in its place; it can be tried again and closed, the rest goes on', async () => {
  await page.reload();
  await ready(page);
  await page.route('**/call/review.year', (route) =>
    route.fulfill({ contentType: 'application/json', body: '{"ok":true,"value":{"units":[{"unit":"甲"}]}}' }),
  );
  await clerk.press('Control+F7');
  const failed = page.locator('.failed-part');
  await failed.waitFor();
  expect(await failed.textContent()).toContain('“年度审核汇总”出错');
  await page.getByRole('treeitem', { name: '古树保护' }).last().click();
  await clerk.expectTexts({ projectName: '古树保护' });
  await clerk.press('Control+F7');
  await failed.waitFor();
  await page.unrouteAll();
  await failed.getByRole('button', { name: '重试' }).click();
  await page.locator('.year-review [data-sum]').first().waitFor();
  expect(await failed.count()).toBe(0);
  await clerk.press('Escape');
});

test('K7: a table that cannot be drawn says so in its place, and another table opens', async () => {
  await page.reload();
  await ready(page);
  await page.route('**/call/filings.open', async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    answer.value.filing.tables.indicators = [null];
    await route.fulfill({ contentType: 'application/json', body: JSON.stringify(answer) });
  });
  const rows = page.getByRole('treeitem').filter({ hasText: '流动书车' });
  await rows.last().click();
  await page.locator('.failed-part').first().waitFor();
  // A call may still be on its way through the route.
  await page.unrouteAll({ behavior: 'wait' });
  await page.getByRole('treeitem', { name: '古树保护' }).last().click();
  await clerk.expectTexts({ projectName: '古树保护' });
  expect(await page.locator('.failed-part').count()).toBe(0);
});
