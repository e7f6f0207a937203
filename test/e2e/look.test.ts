import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOfBoxes } from '../look/boxes.ts';
import { SampleData } from '../look/sample-data.ts';
import { dress, modes, openAt, screens, settled } from '../look/screens.ts';
import { launchBrowser } from './driver.ts';

/** Every screen, measured in small and usual windows and read as a screen reader does in every look. */

const SIZES = [
  { width: 911, height: 512 },
  { width: 1280, height: 720 },
  // 1366 × 768 enlarged to 200 %.
  { width: 683, height: 384 },
];

const samples = new SampleData();
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await samples.remove();
});

test.each(screens)('$name: nothing is cut, covered, too small, unnamed or hard to read', async (screen) => {
  const { clerk, page, ...app } = await openAt(screen, {
    browser,
    samples,
    mode: 'normal',
    size: SIZES[0] as { width: number; height: number },
  });
  const faults: Record<string, string[]> = {};
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await settled(clerk);
    faults[`${size.width} × ${size.height}`] = await faultsOfBoxes(page);
  }
  faults.names = await iconNames(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  for (const mode of modes) {
    await dress(clerk, mode);
    await settled(clerk);
    faults[mode] = await serious(page);
  }
  await app.close();
  expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
});

/** What is read out by the file name of an icon, as “down” or “check-circle”: it stands in no sentence of the clerk's. */
async function iconNames(page: Page): Promise<string[]> {
  const read = await page.locator('body').ariaSnapshot();
  return read
    .split('\n')
    .filter((line) =>
      /^\s*- (img|button|menuitem|tab|link|combobox) "([^"]* )?[a-z]{2,}(-[a-z]+)*( [^"]*)?"/.test(line),
    );
}

async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join('\n')}`);
}
