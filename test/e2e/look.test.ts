import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOfBoxes } from '../look/boxes.ts';
import { faultsOfColumns } from '../look/columns.ts';
import { SampleData } from '../look/sample-data.ts';
import { dress, modes, openAt, type Screen, type Size, screens, settled } from '../look/screens.ts';
import { seriousFaults } from './axe.ts';
import { launchBrowser } from './driver.ts';

/** Every screen, measured in small and usual windows and read as a screen reader does in every look. */

const USUAL = { width: 1280, height: 720 };
const SMALL = { width: 911, height: 512 };
/** 1366 × 768 at 200 %. */
const ENLARGED = { width: 683, height: 384 };

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
  const faults: Record<string, string[]> = {};
  const open = (size: Size) => openAt(screen, { browser, samples, mode: 'normal', size });
  let app = await open(USUAL);
  for (const size of [USUAL, SMALL, ENLARGED]) {
    if (screen.floats && size !== USUAL) {
      await app.close();
      app = await open(size);
    } else await app.page.setViewportSize(size);
    await settled(app.clerk);
    faults[`${size.width} × ${size.height}`] = await faultsOfBoxes(app.page);
  }
  faults.names = await iconNames(app.page);
  faults.columns = await faultsOfColumns(app.page);
  await app.page.setViewportSize(USUAL);
  for (const mode of modes) {
    await dress(app.clerk, mode);
    await settled(app.clerk);
    faults[mode] = await seriousFaults(app.page);
  }
  await app.close();
  app = await openAt(largest(screen), { browser, samples, mode: 'normal', size: USUAL });
  faults['the largest text'] = await faultsOfBoxes(app.page);
  await app.close();
  expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
});

test('a part of the window wins over Ant Design, whichever style sheet is read first', async () => {
  const app = await openAt(screens[0] as (typeof screens)[0], { browser, samples, mode: 'normal', size: USUAL });
  const layers = await app.page.evaluate(() => {
    const named = (rules: CSSRuleList): string[] =>
      [...rules].flatMap((rule) => {
        if (rule instanceof CSSLayerStatementRule) return [...rule.nameList];
        return rule instanceof CSSLayerBlockRule ? [rule.name] : [];
      });
    return [...new Set([...document.styleSheets].flatMap((sheet) => named(sheet.cssRules)))];
  });
  await app.close();
  expect(layers).toEqual(['reset', 'tokens', 'antd', 'base', 'parts']);
});

test('what is hard to read or has no name is told', async () => {
  const app = await openAt(screens[0] as (typeof screens)[0], { browser, samples, mode: 'normal', size: USUAL });
  await app.page.evaluate(() => {
    for (const one of document.querySelectorAll<HTMLElement>('body *')) one.style.setProperty('color', '#bbb');
    document.body.append(document.createElement('img'));
  });
  const found = await seriousFaults(app.page);
  const inImages = await seriousFaults(app.page, 'img');
  await app.close();
  const rules = found.map((fault) => fault.split(':')[0]);
  expect(rules).toEqual(expect.arrayContaining(['color-contrast', 'image-alt']));
  expect(found.join('\n')).toMatch(/\p{Script=Han}/u);
  expect(inImages.map((fault) => fault.split(':')[0])).toEqual(['image-alt']);
});

/** A screen as it is reached with the interface's text at its largest. */
function largest(screen: Screen): Screen {
  return {
    ...screen,
    async reach(clerk) {
      for (let size = 14; size < 24; size++) await clerk.press('Control+Shift+>');
      await clerk.page.waitForFunction(() => getComputedStyle(document.body).fontSize === '24px');
      await screen.reach(clerk);
    },
  };
}

/** What is read out by the file name of an icon, as “down” or “check-circle”: it stands in no sentence of the clerk's. */
async function iconNames(page: Page): Promise<string[]> {
  const read = await page.locator('body').ariaSnapshot();
  return read
    .split('\n')
    .filter((line) =>
      /^\s*- (img|button|menuitem|tab|link|combobox) "([^"]* )?[a-z]{2,}(-[a-z]+)*( [^"]*)?"/.test(line),
    );
}
