import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openApp, ready } from './driver.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

test('the window opens in a browser, in Chinese, with its own printing font and nothing from outside', async () => {
  const app = await openApp({ browser });
  const asked: string[] = [];
  app.page.on('request', (request) => asked.push(request.url()));
  await app.page.reload();
  await ready(app.page);
  expect(new URL(app.page.url()).search).toBe('');
  const origin = new URL(app.page.url()).origin;
  expect(asked.filter((url) => !url.startsWith(origin) && !url.startsWith('data:'))).toEqual([]);
  expect(await app.page.locator('html').getAttribute('lang')).toBe('zh-CN');
  await app.close();
});

test('the layers of the style sheets stand in their order, whichever sheet is read first', async () => {
  const app = await openApp({ browser });
  const layers = await app.page.evaluate(() =>
    [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules])
      .flatMap((rule) =>
        rule instanceof CSSLayerStatementRule
          ? [...rule.nameList]
          : rule instanceof CSSLayerBlockRule
            ? [rule.name]
            : [],
      ),
  );
  expect([...new Set(layers)]).toEqual(['reset', 'tokens', 'antd', 'base', 'parts']);
  await app.close();
});

test('Ant Design writes no rules into the page, where they would stand above all layers', async () => {
  const app = await openApp({ browser });
  const written = await app.page.evaluate(() =>
    [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules])
      .filter((rule) => rule instanceof CSSStyleRule)
      // Its colours and sizes are properties of its own, which nothing else sets.
      .filter(({ style }) => [...style].some((name) => !name.startsWith('--')))
      .map(({ selectorText }) => selectorText),
  );
  expect(written.filter((selector) => /ant-|anticon/.test(selector))).toEqual([]);
  await app.close();
});

test('a second visit with the same address is turned away', async () => {
  const app = await openApp({ browser });
  const stranger = await browser.newContext();
  const page = await stranger.newPage();
  const reply = await page.goto(app.page.url());
  expect(reply?.status()).toBe(403);
  expect(await page.textContent('body')).toContain('最新的地址');
  await stranger.close();
  await app.close();
});
