import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import type { ElectronApplication, Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../electron/store/store.ts';
import { filingOf, typed } from '../store/with-store.ts';
import { asRoot, type Desktop, launch, startDesktop } from './driver.ts';

/** What the clerk sees at the start when something became of the data file. Nothing ends without a word. */

const root = join(import.meta.dirname, '..', '..');

/** A data folder whose file holds 30 filings with a backup; what is saved after the backup is in the file only. */
async function dataFolder(): Promise<{ data: string; file: string }> {
  const data = await mkdtemp(join(tmpdir(), 'jixiaobiao-desktop-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const file = join(data, 'jixiaobiao.db');
  const store = await openStore(file, { now: () => new Date(2026, 2, 2, 9, 0) });
  const ids = store.add(
    Array.from({ length: 30 }, (_, n) =>
      filingOf({ projectName: `河道保洁${n + 1}段`, annualGoal: '按期完成。'.repeat(99) }),
    ),
    '导入',
  );
  await store.backups.make();
  for (const id of ids.slice(0, 9))
    store.commit({ id, revision: 1, label: '改', edits: [typed('implementingUnit', '水务局', '水务事务中心')] });
  await store.close();
  return { data, file };
}

const isReady = (page: Desktop['page']) => page.getByRole('treeitem', { name: '河道保洁2段' }).first();

async function overwritten(file: string, change: (bytes: Buffer) => void): Promise<void> {
  const bytes = await readFile(file);
  change(bytes);
  await writeFile(file, bytes);
}

/** What happens to the folder; the screen's title; what stands on it; the answer; whether the filings are there then. */
const screens: [string, (file: string, data: string) => Promise<void>, string, string[], string, boolean][] = [
  [
    'some pages torn',
    (file) => overwritten(file, (bytes) => bytes.fill(0xa5, 10 * 4096, 70 * 4096)),
    '数据文件有损坏，已尽量读出',
    ['jixiaobiao.db.corrupt-', '需要核对的内容', '较早'],
    '知道了，继续使用',
    true,
  ],
  [
    'its first page gone',
    (file) => overwritten(file, (bytes) => bytes.fill(0, 0, 4096)),
    '数据文件有损坏，已尽量读出',
    ['读出 30 张表', '有一部分可能读不出', '磁盘可能有故障'],
    '知道了，继续使用',
    true,
  ],
  [
    'a text in its place',
    (file) => writeFile(file, '会议纪要。'.repeat(300)),
    '数据文件已损坏，已用备份恢复',
    ['2026-03-02 09:00 的备份（30 张表）'],
    '知道了，继续使用',
    true,
  ],
  [
    'noise in its place and no backup',
    async (file, data) => {
      await writeFile(file, Buffer.alloc(9000, 0xa5));
      await rm(join(data, 'backups'), { recursive: true });
    },
    '数据文件已损坏，没有读出内容',
    ['新的空文件'],
    '知道了，继续使用',
    false,
  ],
  [
    'the file of before put back',
    (file, data) => copyFile(join(data, 'backups', 'jixiaobiao-20260302-090000.db'), file),
    '少了最近的修改',
    ['少了 9 次修改', '最后一次保存于 2026-03-02 09:00', '改用备份'],
    '知道了，继续使用',
    true,
  ],
  [
    'the file gone',
    (file) => rm(file),
    '没有找到原来的数据文件',
    ['从前的表还在备份里'],
    '恢复 2026年3月2日 09:00 的备份（30 张表）',
    true,
  ],
];

describe.each(screens)('a start with %s', (_, lose, title, texts, answer, there) => {
  test('says what happened, what is kept and what to do, and goes on', async () => {
    const { data, file } = await dataFolder();
    await lose(file, data);
    const desktop = await startDesktop(data);
    onTestFinished(() => desktop.quit());
    const asked = desktop.page.getByRole('alertdialog', { name: '数据文件' });
    await asked.getByRole('heading', { name: title }).waitFor();
    const said = (await asked.textContent()) ?? '';
    for (const text of texts) expect(said).toContain(text);
    await asked.getByRole('button', { name: '打开数据文件夹' }).waitFor();
    await asked.getByRole('button', { name: answer }).first().click();
    await asked.waitFor({ state: 'detached' });
    if (there) await isReady(desktop.page).waitFor();
    else await desktop.page.getByRole('button', { name: '新建' }).first().waitFor();
    await desktop.quit();
    // What was read is not told again.
    const again = await startDesktop(data);
    onTestFinished(() => again.quit());
    expect(await again.page.getByRole('alertdialog', { name: '数据文件' }).count()).toBe(0);
    await again.quit();
  });
});

/** A data folder with a file of 2,500 filings of which a page is torn: it takes some seconds to read. */
async function largeAndDamaged(): Promise<{ data: string; file: string }> {
  const data = await mkdtemp(join(tmpdir(), 'jixiaobiao-desktop-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const file = join(data, 'jixiaobiao.db');
  const store = await openStore(file, { now: () => new Date(2026, 2, 2, 9, 0) });
  const goal = '按期完成河道保洁和绿化养护，群众满意。'.repeat(150);
  for (let begun = 0; begun < 2500; begun += 500)
    store.add(
      Array.from({ length: 500 }, (_, n) => filingOf({ projectName: `河道保洁${begun + n + 1}段`, annualGoal: goal })),
      '导入',
    );
  await store.close();
  await rm(join(data, 'backups'), { recursive: true });
  await overwritten(file, (bytes) => bytes.fill(0xa5, 100 * 4096, 101 * 4096));
  return { data, file };
}

/** The window that tells how far the reading is; the program's own is not shown before that has ended. */
async function salvageWindow(app: ElectronApplication): Promise<Page> {
  const heading = (page: Page) => page.getByRole('heading', { name: '数据文件有损坏，正在读出其中的表' });
  const isIt = async (page: Page) => (await heading(page).count()) > 0;
  const found = async () => {
    for (const page of app.windows()) if (await isIt(page)) return page;
    return null;
  };
  await expect.poll(found, { timeout: 30_000 }).not.toBeNull();
  return (await found()) as Page;
}

test('a large damaged file is read in front of the clerk, in a window that answers and goes', async () => {
  const { data } = await largeAndDamaged();
  const app = await launch(data);
  onTestFinished(() => app.close());
  const page = await salvageWindow(app);
  await page
    .getByRole('status')
    .filter({ hasText: /第 \d+ (页|张)，共 \d+ (页|张)/ })
    .waitFor();
  await page.waitForEvent('close');
  const window = app.windows()[0] as Page;
  const asked = window.getByRole('alertdialog', { name: '数据文件' });
  await asked.getByRole('heading', { name: /^数据文件有损坏，/ }).waitFor();
  expect(app.windows()).toHaveLength(1);
});

test('its reading is stopped by a button: the file stays as it was, and the program says so', async () => {
  const { data, file } = await largeAndDamaged();
  const before = await readFile(file);
  const app = await launch(data);
  onTestFinished(() => app.close());
  const page = await salvageWindow(app);
  const said = app.evaluate(
    ({ dialog }) =>
      new Promise<string>((resolve) => {
        dialog.showMessageBox = (async (options: { detail: string }) => {
          resolve(options.detail);
          return new Promise(() => undefined);
        }) as never;
      }),
  );
  await Promise.all([page.waitForEvent('close'), page.getByRole('link', { name: '停止读出' }).click()]);
  expect(await said).toContain('读出已停止，数据文件没有改动，再次启动时重新读出');
  expect((await readFile(file)).equals(before)).toBe(true);
});

test('a file of a newer version opens to look at, and says so', async () => {
  const { data, file } = await dataFolder();
  const newer = new Sqlite(file);
  newer.exec('ALTER TABLE filings ADD COLUMN later TEXT');
  newer.pragma('user_version = 90');
  newer.close();
  const desktop = await startDesktop(data);
  onTestFinished(() => desktop.quit());
  await desktop.page.locator('.said', { hasText: '由更新版本的软件建立' }).waitFor();
  await isReady(desktop.page).waitFor();
});

test('what cannot be saved is saved elsewhere', async () => {
  const { data, file } = await dataFolder();
  const desktop = await startDesktop(data);
  onTestFinished(() => desktop.quit().catch(() => undefined));
  const saved = join(data, '另存.xlsx');
  await desktop.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, saved);
  await desktop.page.locator('[data-save-state=saved]').waitFor();
  // Another program writes and does not let go.
  const other = new Sqlite(file);
  other.exec('BEGIN IMMEDIATE');
  await desktop.page.keyboard.type('新写的内容');
  await desktop.page.keyboard.press('Enter');
  const failed = desktop.page.locator('[data-save-state=failed]');
  await failed.waitFor();
  await failed.getByRole('button', { name: '另存为 Excel…' }).click();
  await desktop.page.locator('.said', { hasText: '已导出 另存.xlsx' }).waitFor();
  expect((await readFile(saved)).subarray(0, 2).toString()).toBe('PK');
  other.exec('ROLLBACK');
  other.close();
  await desktop.page.keyboard.press('Control+s');
  await desktop.page.locator('[data-save-state=saved]').waitFor();
});

describe('a start without a window', () => {
  /** Titles of the windows on the display; null where nothing tells them. */
  function titles(): string | null {
    const { status, stdout } = spawnSync('xwininfo', ['-root', '-tree'], { encoding: 'utf8' });
    return status === 0 ? stdout : null;
  }

  async function startRaw(data: string): Promise<{ program: ChildProcess; printed: () => string }> {
    const program = spawn(process.env.ELECTRON_TEST_EXECUTABLE as string, [...asRoot, '.'], {
      cwd: root,
      env: { ...process.env, JIXIAOBIAO_DATA: data },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let printed = '';
    program.stderr.on('data', (part: Buffer) => {
      printed += part;
    });
    onTestFinished(async () => {
      const ended = new Promise((resolve) => program.once('exit', resolve));
      if ((program.exitCode ?? program.signalCode) === null && program.kill('SIGKILL')) await ended;
    });
    return { program, printed: () => printed };
  }

  async function expectBox({ program, printed }: Awaited<ReturnType<typeof startRaw>>): Promise<void> {
    for (let tries = 0; tries < 150; tries++) {
      expect(program.exitCode ?? program.signalCode, printed()).toBeNull();
      if (titles()?.includes('未能启动')) return;
      await pause(200);
    }
    throw new Error(`no box was shown:\n${titles()}\n${printed()}`);
  }

  test.runIf(titles() !== null)('says in a box that a file lies where its folder must be', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jixiaobiao-desktop-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'data'), 'a file');
    await expectBox(await startRaw(join(folder, 'data')));
  });

  test.runIf(titles() !== null)('says in a box that another program holds the data file', async () => {
    const { data, file } = await dataFolder();
    const other = new Sqlite(file);
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE');
    onTestFinished(() => void other.close());
    await expectBox(await startRaw(data));
  });

  test('shows the window of the program that runs, and ends', async () => {
    const { data } = await dataFolder();
    const desktop = await startDesktop(data);
    onTestFinished(() => desktop.quit());
    const { program } = await startRaw(data);
    const code = await new Promise((resolve) => program.once('exit', resolve));
    expect(code).toBe(0);
  });
});
