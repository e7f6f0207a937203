import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { SampleData } from '../look/sample-data.ts';
import { dress, type Mode, modes, openAt, screens } from '../look/screens.ts';
import { launchBrowser, stopServer } from './driver.ts';
import type { ClerkWindow } from './window.ts';

/** The window without a mouse, without motion, with little sight; what each screen tells is in look.test.ts. */

const samples = new SampleData();
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await samples.remove();
});

async function open(name: string, mode: Mode = 'normal') {
  const screen = screens.find((one) => one.name === name);
  if (!screen) throw new Error(`no screen ${name}`);
  const app = await openAt(screen, { browser, samples, mode, size: { width: 1280, height: 720 } });
  onTestFinished(() => stopServer(app.server));
  return app;
}

/** What can be seen of the focus: lines, shadows and fills of the focused element, of its active line, of what frames it. */
function looks(page: Page): Promise<{ at: string; looks: string }> {
  return page.evaluate(() => {
    const marked = document.querySelector('[data-was-focused]');
    const element = marked ?? document.activeElement ?? document.body;
    if (marked) marked.removeAttribute('data-was-focused');
    else element.setAttribute('data-was-focused', '');
    const active = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
    const shown: string[] = [];
    const framing = [element.parentElement, element.parentElement?.parentElement];
    for (const outer of [active, element, ...framing]) {
      if (!outer || outer === document.body) continue;
      for (const part of [null, '::before', '::after']) {
        const style = getComputedStyle(outer, part);
        const outline = style.outlineStyle === 'none' ? '' : `${style.outlineWidth} ${style.outlineColor}`;
        shown.push([outline, style.boxShadow, style.borderColor, style.backgroundColor].join('; '));
      }
    }
    const name = element.getAttribute('aria-label') || element.textContent?.trim().slice(0, 20) || element.className;
    return { at: `${element.tagName.toLowerCase()} ${name}`, looks: shown.join('\n') };
  });
}

/** Goes on with Tab and names the stops that look the same with the focus and without it. */
async function unseenStops(clerk: ClerkWindow, stops: number): Promise<string[]> {
  const unseen: string[] = [];
  for (let stop = 0; stop < stops; stop++) {
    await clerk.press('Tab');
    const focused = await looks(clerk.page);
    // Past the last control the focus leaves the page.
    if (focused.at.startsWith('body')) {
      await looks(clerk.page);
      continue;
    }
    // Cells are moved through with Tab; the frame around the selected one is looked at elsewhere.
    if (await clerk.page.evaluate(() => document.activeElement?.classList.contains('editor') ?? true)) {
      await looks(clerk.page);
      continue;
    }
    await clerk.press('Tab');
    const left = await looks(clerk.page);
    await clerk.press('Shift+Tab');
    if (focused.looks === left.looks) unseen.push(focused.at);
  }
  return unseen;
}

test.each(modes)('whatever Tab reaches shows that it has the focus: %s', async (mode) => {
  for (const [name, stops] of [
    ['settings', 12],
    ['trash', 8],
    ['dialog-new', 12],
  ] as const) {
    const app = await open(name, mode);
    expect(await unseenStops(app.clerk, stops), name).toEqual([]);
    await app.close();
  }
});

test('the panes show where the focus is, one after the other with F6', async () => {
  const app = await open('panel-review');
  const unseen: string[] = [];
  for (let pane = 0; pane < 5; pane++) {
    await app.clerk.press('F6');
    const inTable = await app.page.evaluate(() => document.activeElement?.classList.contains('editor'));
    if (!inTable) unseen.push(...(await unseenStops(app.clerk, 3)));
  }
  expect(unseen).toEqual([]);
  await app.close();
});

test('the selected cell is framed, more strongly with high contrast', async () => {
  const app = await open('table');
  const frame = () =>
    app.page.locator('.active-cell').evaluate((cell) => Number.parseFloat(getComputedStyle(cell).outlineWidth));
  expect(await frame()).toBeGreaterThanOrEqual(2);
  await dress(app.clerk, 'contrast');
  expect(await frame()).toBeGreaterThanOrEqual(3);
  await app.close();
});

test('nothing moves for those who want stillness', async () => {
  const app = await open('table');
  await app.clerk.press('Alt+n');
  await app.page.locator('.new-filing').waitFor();
  const moving = await app.page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => Number(animation.effect?.getComputedTiming().duration) > 1)
      .map((animation) => String((animation.effect as KeyframeEffect | null)?.target?.className)),
  );
  expect(moving).toEqual([]);
  await app.close();
});

test('the page is white paper and black ink in the dark, too, and the window around it is dark', async () => {
  const app = await open('table', 'dark');
  const colours = await app.page.evaluate(() =>
    ['.page', '.window', '.toolbar', '.filing-list'].map((part) => {
      const element = document.querySelector(part) as Element;
      const { backgroundColor, color } = getComputedStyle(element);
      return [part, backgroundColor, color];
    }),
  );
  const [page, ...around] = colours;
  expect(page).toEqual(['.page', 'rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
  for (const [part, background = ''] of around)
    expect(Math.max(...(background.match(/\d+/g) ?? ['255']).map(Number)), part).toBeLessThan(64);
  await app.close();
});

test('words of the interface are not marked by dragging over them, words that are typed are', async () => {
  const app = await open('panel-review');
  const selects = await app.page.evaluate(() =>
    ['.toolbar', '.filing-list', '.status', '.panel', 'input', 'textarea'].map((part) => {
      const element = document.querySelector(part) as Element;
      return [part, getComputedStyle(element).userSelect];
    }),
  );
  expect(selects).toEqual([
    ['.toolbar', 'none'],
    ['.filing-list', 'none'],
    ['.status', 'none'],
    ['.panel', 'none'],
    ['input', 'text'],
    ['textarea', 'text'],
  ]);
  await app.close();
});

test('the toolbar stays where it is when the counts of the review change', async () => {
  const app = await open('table');
  const places = () =>
    app.page
      .locator('.toolbar button')
      .evaluateAll((buttons) => buttons.map((button) => Math.round(button.getBoundingClientRect().left)));
  const before = await places();
  await app.clerk.goTo('annualFunding.total');
  await app.clerk.press('Delete');
  await app.page.locator('.toolbar .badge .error').waitFor();
  expect(await places()).toEqual(before);
  await app.close();
});
