import type { Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { errorTexts } from '../../shared/api.ts';
import type { App } from './driver.ts';
import { onSample } from './on-sample.ts';
import type { ClerkWindow } from './window.ts';

/** What went out, and everything else that the window says, is seen, reached by keys, and goes again. */

let app: App;
let clerk: ClerkWindow;
onSample((opened, driven) => {
  app = opened;
  clerk = driven;
});

const answered = (value: unknown) => ({ contentType: 'application/json', body: JSON.stringify({ ok: true, value }) });

/** The desktop's answers stand in for the browser's: it has folders and programs. */
async function asOnDesktop(opened: string[]): Promise<void> {
  const { page } = app;
  const place = { id: 'one', folder: '报送' };
  await page.route('**/call/export.start', (route) =>
    route.fulfill(answered({ outcome: 'saved', name: '书车.xlsx', place, problems: [] })),
  );
  const heard = (route: Route) => {
    opened.push(`${new URL(route.request().url()).pathname.split('/').at(-1)} ${route.request().postData()}`);
    return route.fulfill(answered({}));
  };
  await page.route('**/call/files.*', heard);
}

test('a file that went out is named with its folder, and opened or shown there with one key', async () => {
  const opened: string[] = [];
  await asOnDesktop(opened);
  await clerk.press('Control+e');
  await clerk.message('已导出 书车.xlsx（文件夹 报送）');
  const open = app.page.getByRole('button', { name: '打开文件' });
  for (let pane = 0; pane < 12 && !(await open.evaluate((button) => button === document.activeElement)); pane++)
    await clerk.press('F6');
  await clerk.press('Tab', 'Enter');
  await expect.poll(() => opened).toEqual(['files.show {"id":"one"}']);
  await open.waitFor({ state: 'detached' });
  await clerk.type('焦点回到表中');
  await clerk.expectTexts({ projectName: '焦点回到表中' });
});

test('a file that is gone by then is told in one sentence', async () => {
  await asOnDesktop([]);
  await app.page.route('**/call/files.open', (route) =>
    route.fulfill({
      contentType: 'application/json',
      body: JSON.stringify({ ok: false, code: 'not-found', detail: '文件已不在原处，请重新导出' }),
    }),
  );
  await clerk.press('Control+e');
  await app.page.getByRole('button', { name: '打开文件' }).click();
  await clerk.message('文件已不在原处，请重新导出');
  // A failure stands until it is closed.
  const told = app.page.getByRole('alert').filter({ hasText: '文件已不在原处' });
  await told.getByRole('button').click();
  await told.waitFor({ state: 'detached' });
});

test('in a browser the file is in its downloads: no folder, no button', async () => {
  const download = app.page.waitForEvent('download');
  await clerk.press('Control+e');
  await download;
  await clerk.message(/^已导出 .+\.xlsx$/);
  expect(await app.page.getByRole('button', { name: '打开文件' }).count()).toBe(0);
});

test('what is said takes the place of what was said before, and goes by itself', async () => {
  const { page } = app;
  await page.clock.install();
  await clerk.press('Control+s');
  await clerk.message('已全部保存');
  await clerk.press('F8');
  await clerk.message(/./);
  const lines = page.getByRole('region', { name: '通知' });
  const second = (await page.locator('.said').textContent()) ?? '';
  await lines.getByText(second).waitFor();
  await lines.getByText('已全部保存').waitFor({ state: 'detached' });
  await page.clock.runFor(5000);
  await lines.getByText(second).waitFor({ state: 'detached' });
});

test('what fails while a dialog is open is seen above it', async () => {
  const { page } = app;
  await clerk.press('Alt+n');
  await page.getByRole('dialog').waitFor();
  await page.evaluate(() => void Promise.reject(new TypeError('something nobody foresaw')));
  const told = page.getByRole('alert').filter({ hasText: errorTexts.window });
  await told.waitFor();
  await expect
    .poll(() =>
      told.evaluate((alert) => {
        const { x, y, width, height } = alert.getBoundingClientRect();
        return alert.contains(document.elementFromPoint(x + width / 2, y + height / 2));
      }),
    )
    .toBe(true);
  // Browsers complain of every error.
  app.complaints.length = 0;
});
