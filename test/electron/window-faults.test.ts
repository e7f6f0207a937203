import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../electron/store/store.ts';
import { errorTexts } from '../../shared/api.ts';
import { ClerkWindow } from '../e2e/window.ts';
import { filingOf } from '../store/with-store.ts';
import { startDesktop } from './driver.ts';

test('K7: the preview shows its pages on the Chromium of this runtime, and errors of the window end in the log', async () => {
  const data = await mkdtemp(join(tmpdir(), 'jixiaobiao-preview-'));
  const store = await openStore(join(data, 'jixiaobiao.db'), { now: () => new Date() });
  store.add([filingOf({}, [{ level3: '巡护次数', value: '≥36次' }])], '新建');
  await store.close();
  const desktop = await startDesktop(data);
  const { page } = desktop;
  const clerk = new ClerkWindow(page);
  await clerk.cell('projectName').waitFor();
  await clerk.press('Control+Shift+V');
  await page
    .locator('.preview [role=status]')
    .filter({ hasText: /共 \d+ 页/ })
    .waitFor();
  // Drawn: not all of the page is white.
  await expect
    .poll(() =>
      page
        .locator('.preview canvas')
        .first()
        .evaluate((canvas: HTMLCanvasElement) => {
          const { data: pixels } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
            0,
            0,
            canvas.width,
            canvas.height,
          );
          return pixels.some((value, index) => index % 4 === 0 && value < 128 && (pixels[index + 3] ?? 0) > 128);
        }),
    )
    .toBe(true);
  expect(await page.locator('.failed-part').count()).toBe(0);
  await clerk.press('Escape');
  await page.evaluate('void Promise.reject(new Error("nobody caught this"))');
  await clerk.message(errorTexts.window);
  await expect.poll(() => readFile(join(data, 'errors.log'), 'utf8').catch(() => '')).toContain('nobody caught this');
  await desktop.close();
  await rm(data, { recursive: true, force: true });
});

test('K4: a lost data file is told with its backup, and one click brings the tables back', async () => {
  const data = await mkdtemp(join(tmpdir(), 'jixiaobiao-lost-'));
  const file = join(data, 'jixiaobiao.db');
  const store = await openStore(file, { now: () => new Date(2026, 2, 2, 9, 0) });
  store.add([filingOf(), filingOf({ projectName: '古树保护' })], '导入');
  await store.close();
  await rm(file);
  const desktop = await startDesktop(data);
  await desktop.page.getByRole('button', { name: /^恢复 2026年3月2日.*（2 张表）/ }).click();
  await new ClerkWindow(desktop.page).message('已用备份');
  await desktop.page.getByRole('treeitem', { name: '古树保护' }).first().waitFor();
  await desktop.close();
  await rm(data, { recursive: true, force: true });
});

test('finds are marked, and what is typed right after 新建 is kept, on the Chromium of this runtime', async () => {
  const desktop = await startDesktop();
  const { page } = desktop;
  const clerk = new ClerkWindow(page);
  await clerk.press('Alt+n');
  await page.getByLabel('项目名称（选填）').fill('古树名木保护');
  await clerk.press('Enter');
  await page.keyboard.type('2027', { delay: 10 });
  await page.locator('.editor.open').waitFor();
  expect(await page.locator('.editor').inputValue()).toBe('2027');
  const hidden = () => page.locator('.editor').evaluate((box) => box.scrollHeight - box.clientHeight);
  await page.keyboard.insertText('整理馆藏档案，'.repeat(60));
  await expect.poll(hidden, { message: 'of a long text all is seen while it is typed' }).toBe(0);
  await clerk.press('Escape', 'Control+f');
  await page.keyboard.insertText('古树');
  await expect
    .poll(() => page.evaluate(() => CSS.highlights.has('found') || CSS.highlights.has('found-here')))
    .toBe(true);
  const colours = await page
    .locator('.page')
    .first()
    .evaluate((sheet) =>
      ['found', 'found-here'].map((name) => getComputedStyle(sheet, `::highlight(${name})`).backgroundColor),
    );
  expect(colours.map((colour) => /^rgb/.test(colour) && colour !== 'rgba(0, 0, 0, 0)')).toEqual([true, true]);
  await desktop.close();
});
