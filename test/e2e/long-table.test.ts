import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '../../shared/filing/filing.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { layout } from '../../shared/layout/layout.ts';
import { sampleFiling } from '../bench/filings.ts';
import { fill } from '../bench/folder.ts';
import { type App, launchBrowser, openApp } from './driver.ts';
import { ClerkWindow } from './window.ts';

/** Of a long table the pages around what is seen are drawn; nobody who works in it can tell. */

const ROWS = 1000;
const LAST = `indicators[${ROWS - 1}]`;
const filing = sampleFiling(dalianProject, 1, ROWS);
const sheet = layout(dalianProject, filing, { seal: 42, blankRows: true });

let browser: Awaited<ReturnType<typeof launchBrowser>>;
let data: string;
let app: App;
let clerk: ClerkWindow;
beforeAll(async () => {
  browser = await launchBrowser();
  data = await mkdtemp(join(tmpdir(), 'jixiaobiao-test-'));
  await fill(data, [filing]);
  app = await openApp({ browser, data });
  await app.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  clerk = new ClerkWindow(app.page);
  await app.page.locator('[role=grid][aria-busy=false]').waitFor();
});
afterAll(async () => {
  await app?.close();
  await browser?.close();
  await rm(data, { recursive: true, force: true });
});

/** The numbers of the pages that have anything on them, and of those that are seen. */
const pages = () =>
  app.page.evaluate(() => {
    const desk = (document.querySelector('.desk') as Element).getBoundingClientRect();
    const all = [...document.querySelectorAll<HTMLElement>('[role=grid] .page')];
    const numbers = (some: HTMLElement[]) => some.map(({ dataset }) => Number(dataset.page));
    return {
      count: all.length,
      drawn: numbers(all.filter((page) => page.querySelector('.box'))),
      seen: numbers(
        all.filter((page) => {
          const { top, bottom } = page.getBoundingClientRect();
          return bottom > desk.top && top < desk.bottom;
        }),
      ),
    };
  });

/** Waits until every page that is seen is drawn; answers with those that are seen. */
async function seenPages(): Promise<number[]> {
  let seen: number[] = [];
  await expect
    .poll(async () => {
      const now = await pages();
      ({ seen } = now);
      return seen.filter((page) => !now.drawn.includes(page));
    })
    .toEqual([]);
  return seen;
}

/** Whether the whole box of a cell is within the desk. */
const isInView = (path: string) =>
  clerk.cell(path).evaluate((box) => {
    const desk = (document.querySelector('.desk') as Element).getBoundingClientRect();
    const { top, bottom } = box.getBoundingClientRect();
    return top >= desk.top && bottom <= desk.bottom;
  });

test('the pages that are far from what is seen are blank sheets of their size', async () => {
  const { count, drawn } = await pages();
  expect(count).toBe(sheet.pages.length);
  expect(drawn.length).toBeLessThan(8);
  const heights = await app.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[role=grid] .page')].map(({ offsetHeight }) => offsetHeight),
  );
  expect(new Set(heights).size).toBe(1);
  expect(await app.page.locator('.row-handle').count()).toBeLessThan(ROWS / 4);
});

test('Ctrl+End and Ctrl+Home go to the ends, and what is typed there is seen and saved', async () => {
  await clerk.cell('projectName').click();
  await clerk.press('Control+End');
  expect(await clerk.selected()).toBe(`${LAST}.value`);
  await expect.poll(() => isInView(`${LAST}.value`)).toBe(true);
  expect(await seenPages()).toContain(sheet.pages.length - 1);
  await clerk.type('≥77%');
  await clerk.expectTexts({ [`${LAST}.value`]: '≥77%' });
  await clerk.saved();
  await clerk.press('Control+Home');
  await expect.poll(() => isInView('projectName')).toBe(true);
  expect(await seenPages()).toContain(0);
});

test('scrolling draws what is seen and leaves the selected cell where it is', async () => {
  await clerk.cell('projectName').click();
  // The selected cell is brought into view first; whoever scrolls before that is taken back.
  await app.page.locator('.selection[data-path="projectName"]').waitFor({ state: 'attached' });
  await expect.poll(() => isInView('projectName')).toBe(true);
  const desk = app.page.locator('.desk');
  for (const share of [0.3, 0.9, 0.6, 0.1]) {
    await desk.evaluate((element, to) => element.scrollTo(0, element.scrollHeight * to), share);
    const seen = await seenPages();
    expect(seen[0]).toBeGreaterThan(share * sheet.pages.length - 3);
  }
  await expect.poll(async () => (await pages()).drawn.length).toBeLessThan(10);
  await clerk.type('又一个项目');
  await clerk.expectTexts({ projectName: '又一个项目' });
});

test('a selection from the first page to the last is copied whole', async () => {
  await clerk.cell('indicators[0].level3').click();
  await app.page.locator('.desk').evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await seenPages();
  await clerk.cell(`${LAST}.value`).click({ modifiers: ['Shift'] });
  await app.page.getByText(/选中 2000 格/).waitFor();
  expect(await app.page.locator('.in-block').count()).toBeLessThan(ROWS);
  await clerk.press('Control+c');
  const copied = await app.page.evaluate(() => navigator.clipboard.readText());
  const lines = copied.trimEnd().split(/\r?\n/);
  expect(lines).toHaveLength(ROWS);
  expect(lines[500]).toContain(rowsOf(filing, 'indicators')[500]?.level3 ?? '');
});

test('what is found on a page that was not drawn is shown and marked', async () => {
  const sought = rowsOf(filing, 'indicators')[700]?.level3 ?? '';
  await clerk.press('Control+Home', 'Control+f');
  await app.page.keyboard.insertText(sought);
  await clerk.press('Enter');
  await expect.poll(() => isInView('indicators[700].level3')).toBe(true);
  const marked = () =>
    app.page.evaluate(() => [...(CSS.highlights.get('found-here') ?? [])].map((range) => String(range)).join(''));
  await expect.poll(marked).toBe(sought);
  await clerk.press('Escape');
  await clerk.press('Escape');
});

test('a problem far away is gone to', async () => {
  await (await clerk.bring('projectName')).click();
  await clerk.press('Shift+F8');
  const path = (await clerk.selected()) ?? '';
  await expect.poll(() => isInView(path)).toBe(true);
});
