import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../electron/store/store.ts';
import { ClerkWindow } from '../e2e/window.ts';
import { filingOf } from '../store/with-store.ts';
import { startDesktop } from './driver.ts';

test('every dialog begins in its first field on the Chromium of this runtime: what is typed at once is kept', async () => {
  const data = await mkdtemp(join(tmpdir(), 'jixiaobiao-dialogs-'));
  const store = await openStore(join(data, 'jixiaobiao.db'), { now: () => new Date() });
  store.add([filingOf({ projectName: '古树保护' })], '新建');
  await store.close();
  const desktop = await startDesktop(data);
  const { page } = desktop;
  const clerk = new ClerkWindow(page);
  await clerk.cell('projectName').waitFor();
  const begun = (name: string) => expect.poll(() => page.getByRole('dialog').getByLabel(name).first().inputValue());

  await clerk.press('Alt+n');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('校园安全工程');
  await begun('项目名称').toBe('校园安全工程');
  await clerk.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  for (const [command, field] of [
    ['在所有表中替换', '查找内容'],
    ['此表结转下年', '结转到'],
  ] as const) {
    await clerk.press('Control+k');
    await page.getByRole('combobox', { name: '查找功能' }).fill(command);
    await clerk.press('Enter');
    await page.getByRole('dialog', { name: /替换|结转/ }).waitFor();
    await page.keyboard.type('2031');
    await begun(field).toBe('2031');
    await clerk.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await desktop.close();
  await rm(data, { recursive: true, force: true });
});
