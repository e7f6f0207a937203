import type { Page } from 'playwright-core';
import { sampleFilings } from './filings.ts';
import { type Bench, p95 } from './measure.ts';
import { complete, TimedPage, withApp } from './page.ts';

const COUNT = 5000;
/** Numbers in the names of filings; each digit typed narrows the list. */
const SEARCHES = ['137', '2046', '318', '4711', '902', '1618', '255', '3141'];

/** The list of 5,000 filings. */
export const bench: Bench = () =>
  withApp(sampleFilings(COUNT), async ({ page }, own, browser) => {
    const bare = await browser.newPage();
    await bare.setContent(
      `<div class="list" style="height:600px;width:260px;overflow:auto">${'<div>第几个项目</div>'.repeat(COUNT)}</div>`,
    );
    const plain = await longestFrame(bare, '.list');
    await bare.setContent('<input autofocus>');
    const peer = await TimedPage.of(bare);
    const letters: (number | null)[] = [];
    for (let key = 0; key < 30; key++) letters.push(await peer.key('1'));
    await bare.close();

    await page.bringToFront();
    const scrolled = await longestFrame(page, '[role=tree]');
    const answers = await searched(page);
    const shown: (number | null)[] = [];
    const box = page.locator('.filing-list input').first();
    for (const text of SEARCHES) {
      await box.click();
      for (const [index, digit] of [...text].entries()) {
        const found = answers.found[text.slice(0, index + 1)] as number;
        shown.push(await own.key(digit, { selector: '[role=tree]', attribute: 'aria-label', number: found }));
      }
      await box.fill('');
      await page.waitForFunction(() => document.querySelectorAll('[role=treeitem]').length > 5);
    }
    const painted = complete(shown);
    const keys = complete(letters);
    return [
      { metric: 'scrolled, longest frame', value: scrolled, unit: 'ms', target: 32, ...(plain ? { peer: plain } : {}) },
      { metric: 'search answered, p95', value: p95(answers.search), unit: 'ms', target: 50, peer: p95(answers.info) },
      {
        metric: 'letter searched and shown, p95',
        value: painted && p95(painted),
        unit: 'ms',
        ...(keys ? { peer: p95(keys) } : {}),
      },
    ];
  });

/** Scrolls a list by 200 steps of the wheel; the longest time between two frames in ms, null when it does not move. */
async function longestFrame(page: Page, selector: string): Promise<number | null> {
  await page.locator(selector).first().hover();
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { frames });
    const frame = (now: number) => {
      frames.push(now);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  for (let step = 0; step < 200; step++) await page.mouse.wheel(0, 240);
  const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames);
  const top = await page
    .locator(selector)
    .first()
    .evaluate((element) => element.scrollTop);
  if (top === 0) return null;
  // The first frames fall into the start of the measurement itself.
  return Math.max(...frames.slice(3).map((now, k, rest) => now - (rest[k - 1] ?? now)));
}

interface Answers {
  /** Times in ms of searches, from the window to the backend and back. */
  search: number[];
  /** Times of a call that asks for next to nothing. */
  info: number[];
  /** How many filings each query finds. */
  found: Record<string, number>;
}

async function searched(page: Page): Promise<Answers> {
  return page.evaluate(async (texts) => {
    const ask = async (method: string, request: object) => {
      const began = performance.now();
      const response = await fetch(`call/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      const { value } = (await response.json()) as { value: { found?: number } };
      return { ms: performance.now() - began, count: value.found ?? 0 };
    };
    const search: number[] = [];
    const info: number[] = [];
    const found: Record<string, number> = {};
    const queries = texts.flatMap((text) => [...text].map((_, end) => text.slice(0, end + 1)));
    for (const query of [...queries.slice(0, 3), ...queries, '照明', '档案 整理', '城', '没有这样的词']) {
      const { ms, count } = await ask('filings.arranged', { query, beside: [] });
      search.push(ms);
      found[query] = count;
      info.push((await ask('app.info', {})).ms);
    }
    return { search: search.slice(3), info: info.slice(3), found };
  }, SEARCHES);
}
