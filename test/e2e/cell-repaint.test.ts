import { expect, test } from 'vitest';
import type { App } from './driver.ts';
import { onSample } from './on-sample.ts';
import type { ClerkWindow } from './window.ts';

/** A key repaints what it changed and nothing else. */

let app: App;
let clerk: ClerkWindow;
onSample((opened, window) => {
  app = opened;
  clerk = window;
});

/** Paths of the cells whose elements are touched from now on, and of what stands between them. */
async function watch(): Promise<() => Promise<string[]>> {
  await app.page.evaluate(() => {
    const touched = new Set<string>();
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        touched.add(element?.closest<HTMLElement>('[data-path]')?.dataset.path ?? element?.className ?? '');
      }
    });
    const grid = document.querySelector('[role=grid]');
    if (grid) observer.observe(grid, { subtree: true, childList: true, attributes: true, characterData: true });
    Object.assign(window, { touched });
  });
  return () => app.page.evaluate(() => [...(window as unknown as { touched: Set<string> }).touched]);
}

test('moving the selection and typing touch no cell', async () => {
  await clerk.cell('indicators[0].level3').click();
  const touched = await watch();
  await clerk.press('ArrowDown', 'ArrowRight', 'ArrowUp', 'Shift+ArrowDown');
  await app.page.keyboard.type('甲乙');
  await clerk.press('Escape');
  expect(await touched()).toEqual([]);
});

test('entering a text touches its cell alone, also when it is saved and reviewed', async () => {
  const cell = 'indicators[0].level3';
  await clerk.cell(cell).click();
  const touched = await watch();
  await clerk.type('流动书车服务点数量');
  await clerk.expectTexts({ [cell]: '流动书车服务点数量' });
  await clerk.saved();
  expect(await touched()).toEqual([cell]);
});
