import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './driver.ts';
import { filing, listOf } from './listed.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const LONG = '及周边配套设施更新改造和日常维护';
/** Every third name takes two lines, which the window does not know before it has asked for it. */
const many = () => Array.from({ length: 2000 }, (_, k) => filing(`第${k + 1}号工程${k % 3 === 0 ? LONG : ''}`));

/** The rows that are seen: what stands in them, and how far below the top of the list. */
const seen = (tree: Locator) =>
  tree.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return [...element.querySelectorAll('.filing-row')].flatMap((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      if (bottom <= box.top || top >= box.bottom) return [];
      return [{ name: row.querySelector('.name')?.textContent ?? '', top: top - box.top }];
    });
  });
const isNamed = async (tree: Locator) => (await seen(tree)).every(({ name }) => name !== '');

test('a long list is known where it is looked at, and what becomes known above moves nothing', async () => {
  const { app, clerk, tree, page, row } = await listOf(browser, many());
  await tree.getByText('第1号工程').first().waitFor();
  await tree.evaluate((element) => element.scrollTo(0, 30_000));
  await expect.poll(() => isNamed(tree)).toBe(true);
  await tree.hover();
  for (let step = 0; step < 20; step++) {
    const before = await seen(tree);
    await page.mouse.wheel(0, -240);
    await expect.poll(() => isNamed(tree)).toBe(true);
    await expect
      .poll(async () => {
        const [top] = before;
        const now = (await seen(tree)).find(({ name }) => name === top?.name);
        return now ? Math.round(now.top - (top?.top ?? 0)) : null;
      })
      .toBe(240);
  }
  await clerk.press('Control+Shift+F', 'ArrowDown', 'End');
  await row('第2000号工程').waitFor();
  await clerk.press('Shift+Home');
  await page.getByText('已选 2000 张').waitFor();
  await app.close();
});

test('names that could not be read are told of, and read when they are looked at again', async () => {
  const { app, clerk, tree, page } = await listOf(browser, many());
  await tree.getByText('第1号工程').first().waitFor();
  await page.route('**/call/filings.summaries', (route) => route.fulfill({ json: { ok: false, code: 'store-busy' } }));
  await tree.evaluate((element) => element.scrollTo(0, 30_000));
  await clerk.message('正被另一个程序使用');
  expect(await isNamed(tree)).toBe(false);
  await page.unroute('**/call/filings.summaries');
  await tree.evaluate((element) => element.scrollTo(0, 31_000));
  await expect.poll(() => isNamed(tree)).toBe(true);
  await app.close();
});

test('the row that the keys are on stays in view while names become known', async () => {
  const { app, clerk, tree } = await listOf(browser, many());
  await tree.getByText('第1号工程').first().waitFor();
  /** Whether the whole row is in view, once all that is seen is known. */
  const isSeen = async () =>
    (await isNamed(tree)) &&
    tree.evaluate((element) => {
      const box = element.getBoundingClientRect();
      const row = element.querySelector(`#${element.getAttribute('aria-activedescendant')}`)?.getBoundingClientRect();
      return row !== undefined && row.top >= box.top - 1 && row.bottom <= box.bottom + 1;
    });
  await clerk.press('Control+Shift+F', 'ArrowDown', 'End');
  await expect.poll(isSeen).toBe(true);
  for (let step = 0; step < 5; step++) {
    await clerk.press('PageUp', 'PageUp');
    await expect.poll(isSeen).toBe(true);
  }
  await app.close();
});
