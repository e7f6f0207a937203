import { expect, test } from 'vitest';
import type { App } from './driver.ts';
import { onSample } from './on-sample.ts';
import type { ClerkWindow } from './window.ts';

/** The status bar says how things are, and nothing of it moves when something of it changes. */

let app: App;
let clerk: ClerkWindow;
onSample((opened, driven) => {
  app = opened;
  clerk = driven;
});

const bar = () => app.page.getByRole('contentinfo');

test('it says what is saved, where on how many pages the clerk is, and of several cells how many and their sum', async () => {
  await clerk.goTo('periodFunding.total');
  await bar().getByText('第 1/1 页').waitFor();
  await bar()
    .getByText(/已保存 \d\d:\d\d/)
    .waitFor();
  await clerk.press('Shift+ArrowDown', 'Shift+ArrowDown');
  await bar().getByText('选中 3 格 合计 172.9').waitFor();
  await clerk.press('ArrowDown');
  await bar().getByText('选中').waitFor({ state: 'detached' });
});

test('what it shows stays where it is, whatever is found, typed or zoomed', async () => {
  const places = () =>
    Promise.all(
      ['.pages', '.found', '.zoom .scale'].map(async (part) => {
        const { x = 0, width = 0 } = (await bar().locator(part).boundingBox()) ?? {};
        return part === '.found' ? x + width : x;
      }),
    );
  const before = await places();
  await clerk.goTo('annualFunding.total');
  await clerk.type('999');
  await bar()
    .getByText(/错误 [1-9]/)
    .waitFor();
  expect(await places()).toEqual(before);
  await bar().getByRole('button', { name: '放大页面' }).click();
  await bar().getByText('固定').waitFor();
  expect(await places()).toEqual(before);
});
