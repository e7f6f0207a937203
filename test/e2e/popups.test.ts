import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SampleData } from '../look/sample-data.ts';
import { openAt, screens } from '../look/screens.ts';
import { launchBrowser } from './driver.ts';
import type { ClerkWindow } from './window.ts';

/** What opens over the window lies within it, wherever it is opened from, and what is longer scrolls. */

const samples = new SampleData();
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await samples.remove();
});

const SIZES = [
  { width: 911, height: 512 },
  // 1366 × 768 at 200 %.
  { width: 683, height: 384 },
];

const POPUPS =
  '.ant-dropdown, .ant-dropdown-menu-submenu-popup, .ant-select-dropdown, .ant-popover, .ant-picker-dropdown, .choices';
/** What opens a menu or a list of choices when it is pressed. */
const OPENERS = 'button.ant-dropdown-trigger, .ant-select:not(.ant-select-disabled)';
/** Screens that have such. */
const PLACES = [
  'table',
  'panel-review',
  'panel-propose',
  'panel-library-entry',
  'list-chosen',
  'settings',
  'comparison-years',
  'year-review',
  'dialog-new',
  'dialog-roll-year',
];

/** How many popups are open, and those of them that leave the window. */
function popups(page: Page): Promise<{ open: number; outside: string[] }> {
  return page.evaluate((selector) => {
    const shown = [...document.querySelectorAll(selector)].filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      return width * height > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    });
    const outside = shown.flatMap((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      if (left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight) return [];
      return [`${element.textContent?.slice(0, 12)}: ${[left, top, right, bottom].map(Math.round).join(' ')}`];
    });
    return { open: shown.length, outside };
  }, POPUPS);
}

/** Opens, waits until as many popups are there, and tells those that leave the window. */
async function opened(page: Page, what: string, open: () => Promise<void>, count = 1): Promise<string[]> {
  await open();
  await expect.poll(async () => (await popups(page)).open, { message: what }).toBeGreaterThanOrEqual(count);
  await still(page);
  return (await popups(page)).outside;
}

async function closed(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await popups(page)).open).toBe(0);
}

/** A popup is put into its place in the frames after it is drawn. */
async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let count = 0; count < 4; count++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

const screenOf = (name: string) => {
  const screen = screens.find((one) => one.name === name);
  if (!screen) throw new Error(`no screen ${name}`);
  return screen;
};

const at = (name: string, size: (typeof SIZES)[number]) =>
  openAt(screenOf(name), { browser, samples, mode: 'normal', size });

async function isSeen(opener: Locator): Promise<boolean> {
  const box = await opener.boundingBox();
  return box !== null && box.width > 0 && (await opener.isVisible()) && (await opener.isEnabled());
}

test.each(SIZES)(
  'at $width × $height every button with a menu and every choice opens within the window',
  async (size) => {
    const outside: Record<string, string[]> = {};
    const met = new Set<string>();
    for (const name of PLACES) {
      const app = await at(name, size);
      for (const opener of await app.page.locator(OPENERS).all()) {
        if (!(await isSeen(opener))) continue;
        const called = (await opener.evaluate((element) => {
          const named = element.matches('[aria-label]') ? element : element.querySelector('[aria-label]');
          return `${element.closest('section, nav, [role=dialog], [role=toolbar]')?.getAttribute('aria-label') ?? ''} ${named?.getAttribute('aria-label') ?? element.textContent}`;
        })) as string;
        if (met.has(called)) continue;
        met.add(called);
        const found = await opened(app.page, `${name}, ${called}`, () => opener.click());
        if (found.length > 0) outside[`${name}, ${called}`] = found;
        await closed(app.page);
        // Esc may have closed the page or the dialog too.
        if (!(await opener.isVisible())) break;
      }
      await app.close();
    }
    expect(outside).toEqual({});
    expect(met.size).toBeGreaterThan(10);
  },
);

test.each(SIZES)('at $width × $height each menu of the window is within it', async (size) => {
  const { page, close } = await at('table', size);
  const outside: Record<string, string[]> = {};
  await page.getByRole('button', { name: '菜单' }).click();
  const names = await page.getByRole('menuitem').allTextContents();
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) {
    const item = page.getByRole('menuitem', { name, exact: true }).first();
    const found = await opened(page, name, () => item.hover(), 2);
    if (found.length > 0) outside[name] = found;
  }
  expect(outside).toEqual({});
  await close();
});

/** Opens the menu of the right button near each edge of a part of the window. */
async function overAll(clerk: ClerkWindow, part: Locator): Promise<Record<string, string[]>> {
  const box = await part.boundingBox();
  if (!box) throw new Error('it is not there');
  const outside: Record<string, string[]> = {};
  for (const across of [0.1, 0.5, 0.9])
    for (const down of [0.15, 0.35, 0.5, 0.65, 0.97]) {
      const [x, y] = [box.x + box.width * across, box.y + box.height * down];
      const found = await opened(clerk.page, `${x} ${y}`, () => clerk.page.mouse.click(x, y, { button: 'right' }));
      if (found.length > 0) outside[`${Math.round(x)} ${Math.round(y)}`] = found;
      await closed(clerk.page);
    }
  return outside;
}

test.each(SIZES)(
  'at $width × $height the menus of the right button are within it, wherever they are opened',
  async (size) => {
    const { page, clerk, close } = await at('table', size);
    expect(await overAll(clerk, page.locator('.desk'))).toEqual({});
    if ((await page.getByRole('treeitem').count()) === 0) await clerk.press('Control+b');
    await page.getByRole('treeitem').first().waitFor();
    expect(await overAll(clerk, page.getByRole('tree'))).toEqual({});
    await close();
  },
);
