import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../electron/store/store.ts';
import { filingOf } from '../store/with-store.ts';
import { launchBrowser, openApp, ready } from './driver.ts';
import { ClerkWindow } from './window.ts';

/** The window when its data file was lost, or is taken away while it is open. */

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

/** A data folder whose file holds two filings and has a backup. */
async function dataFolder(): Promise<{ data: string; file: string }> {
  const data = await mkdtemp(join(tmpdir(), 'jixiaobiao-lost-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const file = join(data, 'jixiaobiao.db');
  const store = await openStore(file, { now: () => new Date(2026, 2, 2, 9, 0) });
  store.add([filingOf(), filingOf({ projectName: '古树保护' })], '导入');
  await store.close();
  return { data, file };
}

test('K4: a lost data file is told with its backup; one click brings the tables back', async () => {
  const { data, file } = await dataFolder();
  await rm(file);
  const app = await openApp({ browser, data });
  const asked = app.page.getByRole('alertdialog', { name: '数据文件' });
  expect(await asked.textContent()).toContain('从前的表还在备份里');
  await asked.getByRole('button', { name: '恢复 2026年3月2日 09:00 的备份（2 张表）' }).click();
  const clerk = new ClerkWindow(app.page);
  await clerk.message('已用备份');
  await app.page.getByRole('treeitem', { name: '古树保护' }).first().waitFor();
  expect(await asked.count()).toBe(0);
  await clerk.cell('projectName').waitFor();
  await clerk.goTo('supervisingDepartment');
  await clerk.type('某主管部门');
  await clerk.saved();
  expect((await readdir(data)).filter((name) => name.includes('before-restore'))).toHaveLength(1);
  await app.close();
});

test('K4: beginning anew stays possible and is not asked again', async () => {
  const { data, file } = await dataFolder();
  await rm(file);
  const app = await openApp({ browser, data });
  const asked = app.page.getByRole('alertdialog', { name: '数据文件' });
  // The screen goes before the new file is read: a window that is left meanwhile breaks off its calls.
  const readAnew = app.page.waitForResponse((response) => response.url().endsWith('/app.info'));
  await asked.getByRole('button', { name: '不恢复，从空白开始' }).click();
  await asked.waitFor({ state: 'detached' });
  await (await readAnew).finished();
  await app.page.reload();
  await ready(app.page);
  expect(await asked.count()).toBe(0);
  expect(existsSync(join(data, 'backups', 'jixiaobiao-20260302-090000.db'))).toBe(true);
  await app.close();
});

test('K6: a data file deleted under the open window is written back with what is typed, and told', async () => {
  const { data, file } = await dataFolder();
  const app = await openApp({ browser, data });
  const clerk = new ClerkWindow(app.page);
  await clerk.cell('projectName').waitFor();
  await clerk.goTo('supervisingDepartment');
  for (const end of ['', '-wal', '-shm']) await rm(file + end, { force: true });
  await clerk.type('某主管部门');
  await clerk.message('重新写回');
  await clerk.saved();
  expect(existsSync(file)).toBe(true);
  await app.close();
  const store = await openStore(file, { now: () => new Date() });
  expect(store.list({ query: '某主管部门', trashed: false })).toHaveLength(1);
  await store.close();
});

test('K6: a data file replaced under the open window is not written into; one click puts the own content back', async () => {
  const { data, file } = await dataFolder();
  const other = join(data, '别的.db');
  const store = await openStore(other, { now: () => new Date() });
  store.add([filingOf({ projectName: '别人的项目' })], '新建');
  await store.close();
  const app = await openApp({ browser, data });
  const clerk = new ClerkWindow(app.page);
  await clerk.cell('projectName').waitFor();
  await clerk.goTo('supervisingDepartment');
  for (const end of ['-wal', '-shm']) await rm(file + end, { force: true });
  await rename(other, file);
  const theirs = await readFile(file);
  await clerk.type('某主管部门');
  await app.page.locator('[data-save-state=failed]').waitFor();
  expect(await app.page.locator('[data-save-state=failed]').textContent()).toContain('换成了另一个文件');
  await clerk.expectTexts({ supervisingDepartment: '某主管部门' });
  await app.page.getByRole('alert', { name: '数据文件' }).getByRole('button', { name: '写回软件中的内容' }).click();
  await clerk.saved();
  const [aside = ''] = (await readdir(data)).filter((name) => name.includes('.replaced-'));
  expect(await readFile(join(data, aside))).toEqual(theirs);
  await app.close();
});
