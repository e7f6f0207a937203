import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../electron/store/store.ts';
import { filingOf, typed } from '../store/with-store.ts';
import { launchBrowser, openApp } from './driver.ts';
import { ClerkWindow } from './window.ts';

/** The page of backups: what is in one is seen before anything changes; single tables or all of it are brought back. */

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const NAMES = ['河道保洁', '古树保护', '湿地巡护'];

/** The window over a data folder with a backup of three tables: since then one was changed, one deleted, one added. */
async function open() {
  const data = await mkdtemp(join(tmpdir(), 'jixiaobiao-backups-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  let time = new Date(2026, 2, 2, 9, 0);
  const store = await openStore(join(data, 'jixiaobiao.db'), { now: () => time });
  store.add(
    NAMES.map((projectName) => filingOf({ projectName })),
    '导入',
  );
  await store.backups.make();
  time = new Date(2026, 2, 5, 9, 0);
  store.commit({ id: 1, revision: 1, label: '', edits: [typed('supervisingDepartment', '后来的部门', '')] });
  store.trash([2]);
  store.purge([2]);
  store.add([filingOf({ projectName: '路灯养护' })], '新建');
  await store.close();
  const app = await openApp({ browser, data });
  const { page } = app;
  const clerk = new ClerkWindow(page);
  await clerk.press('Control+,');
  await page.getByRole('region', { name: '数据', exact: true }).getByRole('button', { name: '查看和恢复' }).click();
  const backups = page.getByRole('region', { name: '备份', exact: true });
  const look = async (time: string) => {
    await backups.getByRole('button', { name: time }).click();
    await backups.getByRole('heading', { name: `${time} 的备份` }).waitFor();
  };
  const rows = () => backups.locator('.ant-table-row');
  return { app, page, clerk, backups, look, rows, data };
}

const FIRST = '2026年3月2日 09:00';

test('what is in a backup is shown beside what is here now; who only looks has changed nothing', async () => {
  const { app, backups, look, rows, data, clerk, page } = await open();
  const before = await readFile(join(data, 'jixiaobiao.db'));
  await look(FIRST);
  await backups
    .getByRole('status')
    .filter({ hasText: '3 张表：1 张与现在相同，1 张现在已改，1 张现在没有；现在另有 1 张不在其中' })
    .waitFor();
  for (const [name, state] of [
    ['河道保洁', '现在已改'],
    ['古树保护', '现在没有'],
    ['湿地巡护', '与现在相同'],
  ] as const)
    expect(await rows().filter({ hasText: name }).textContent()).toContain(state);
  await rows().filter({ hasText: '古树保护' }).click();
  await backups.getByRole('button', { name: '恢复整份备份…' }).click();
  await page.getByRole('button', { name: '取消' }).click();
  await clerk.press('Escape');
  await backups.waitFor({ state: 'detached' });
  expect(await readFile(join(data, 'jixiaobiao.db'))).toEqual(before);
  expect(await readdir(join(data, 'backups'))).toHaveLength(2);
  await app.close();
});

test('one table is taken out of a backup: one that is gone is here again, one that was changed stays beside it', async () => {
  const { app, page, backups, clerk, look, rows } = await open();
  await look(FIRST);
  expect(await backups.getByRole('button', { name: '取出' }).isDisabled()).toBe(true);
  await rows().filter({ hasText: '古树保护' }).click();
  await backups.getByRole('button', { name: '取出 1 张' }).click();
  await clerk.message('已取出 1 张表：“古树保护”，原来的表没有改动');
  await rows().filter({ hasText: '古树保护' }).filter({ hasText: '与现在相同' }).waitFor();
  await rows().filter({ hasText: '河道保洁' }).click();
  await backups.getByRole('button', { name: '取出 1 张' }).click();
  await clerk.message('已取出 1 张表：“河道保洁”');
  await page.getByRole('button', { name: '打开', exact: true }).last().click();
  await clerk.expectTexts({ projectName: '河道保洁', supervisingDepartment: '' });
  expect(await page.getByRole('treeitem').filter({ hasText: '河道保洁' }).count()).toBe(2);
  expect(await page.getByRole('treeitem').filter({ hasText: '古树保护' }).count()).toBe(1);
  await app.close();
});

test('a whole backup is put in the place of the data; what was there is among the backups, and comes back from it', async () => {
  const { app, page, backups, clerk, look, data } = await open();
  await look(FIRST);
  await backups.getByRole('button', { name: '恢复整份备份…' }).click();
  await page.getByRole('button', { name: '恢复此备份' }).click();
  await clerk.message('恢复前的数据已存为备份');
  await page.getByRole('treeitem').filter({ hasText: '古树保护' }).waitFor();
  expect(await page.getByRole('treeitem').filter({ hasText: '路灯养护' }).count()).toBe(0);
  expect(await readdir(join(data, 'backups'))).toHaveLength(3);

  await clerk.press('Control+k');
  await page.keyboard.insertText('备份和恢复');
  await page.getByRole('option', { name: '备份和恢复' }).first().waitFor();
  await clerk.press('Enter');
  const [newest] = await backups.getByRole('region', { name: '本机' }).getByRole('button').all();
  await newest?.click();
  await backups.getByRole('status').filter({ hasText: '1 张现在没有' }).waitFor();
  await backups.getByRole('button', { name: '恢复整份备份…' }).click();
  await page.getByRole('button', { name: '恢复此备份' }).click();
  await page.getByRole('treeitem').filter({ hasText: '路灯养护' }).waitFor();
  await app.close();
});

test('a damaged backup says so; a second folder that is not there is told in 设置 with when it was last written', async () => {
  const { app, page, backups, data, clerk } = await open();
  await writeFile(join(data, 'backups', 'jixiaobiao-20260301-090000.db'), Buffer.alloc(4096, 1));
  await clerk.press('Escape', 'Control+,');
  const settings = page.getByRole('region', { name: '数据', exact: true });
  await settings.getByText('在浏览器中不能选择文件夹，请在桌面版中选择。').waitFor();
  expect(await settings.getByRole('button', { name: '选择文件夹…' }).count()).toBe(0);
  await settings.getByRole('button', { name: '查看和恢复' }).click();
  await backups.getByRole('button', { name: '2026年3月1日 09:00' }).filter({ hasText: '可能已损坏' }).click();
  await backups.getByText('这份备份已损坏，一张表也读不出来，请另选一份').waitFor();
  await app.close();

  const stick = await mkdtemp(join(tmpdir(), 'jixiaobiao-stick-'));
  const store = await openStore(join(data, 'jixiaobiao.db'), { now: () => new Date(2026, 2, 6, 9, 0) });
  await store.backups.chooseSecond(stick);
  await store.close();
  await rm(stick, { recursive: true });
  const again = await openApp({ browser, data });
  await new ClerkWindow(again.page).press('Control+,');
  const now = again.page.getByRole('region', { name: '数据', exact: true });
  await now.getByText('现在找不到这个文件夹，上次写入 2026年3月6日 09:00').waitFor();
  await now.getByRole('button', { name: '不再另存' }).click();
  await now.getByText('每次备份再存一份到 U 盘或共享文件夹').waitFor();
  await again.close();
});
