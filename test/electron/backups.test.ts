import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../electron/store/store.ts';
import { ClerkWindow } from '../e2e/window.ts';
import { filingOf } from '../store/with-store.ts';
import { answerDialogs, startDesktop } from './driver.ts';

test('a stick is chosen once; backups go there while it is in, also at the end, and are looked into', async () => {
  const data = await mkdtemp(join(tmpdir(), 'jixiaobiao-backups-'));
  const stick = join(data, 'U盘');
  await mkdir(stick);
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const store = await openStore(join(data, 'jixiaobiao.db'), { now: () => new Date(2026, 2, 2, 9, 0) });
  store.add([filingOf({ projectName: '古树保护' })], '新建');
  await store.close();
  const desktop = await startDesktop(data);
  const { page } = desktop;
  const clerk = new ClerkWindow(page);
  await clerk.cell('projectName').waitFor();

  await answerDialogs(desktop, [], '');
  await clerk.press('Control+,');
  const settings = page.getByRole('region', { name: '数据', exact: true });
  await settings.getByRole('button', { name: '选择文件夹…' }).click();
  await settings.getByRole('button', { name: '选择文件夹…' }).waitFor();
  expect(await readdir(stick)).toEqual([]);
  await answerDialogs(desktop, [stick], '');
  await settings.getByRole('button', { name: '选择文件夹…' }).click();
  await settings.getByText('上次写入').waitFor();
  expect(await readdir(stick)).toHaveLength(1);

  await settings.getByRole('button', { name: '查看和恢复' }).click();
  const backups = page.getByRole('region', { name: '备份', exact: true });
  await backups.getByRole('region', { name: '另存的文件夹' }).getByRole('button').first().click();
  await backups.locator('.ant-table-row').filter({ hasText: '古树保护' }).filter({ hasText: '与现在相同' }).waitFor();

  await rename(stick, `${stick}2`);
  await clerk.press('Control+,');
  await settings.getByText('现在找不到这个文件夹，上次写入').waitFor();
  await rename(`${stick}2`, stick);
  await clerk.press('Escape');
  await clerk.goTo('supervisingDepartment');
  await clerk.type('某主管部门');
  await clerk.saved();
  await desktop.quit();
  expect(await readdir(stick)).toHaveLength(2);
});
